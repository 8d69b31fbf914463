"""Read files of letters for us from a folder, such as a USB stick's, and write ours into it."""

from collections.abc import Mapping
from dataclasses import field
from datetime import date
from pathlib import Path

from meetings.community.bodies import ABOVE, Body, Tier, check_parent
from meetings.dataclass import dataclass
from meetings.errors import MeetingError
from meetings.sharing.letters import Letter
from storage.carriers import sealed
from storage.carriers.sealed import ENDING, Asking, Outside
from storage.engine import Connection
from storage.errors import CarriedUnreadable
from storage.records import FileRecords
from storage.registers import exchanging, outgoing, register
from storage.registers.exchanging import Came
from storage.registers.kept import kept, kept_bodies
from storage.registers.signing import PublicKeys


@dataclass(frozen=True, slots=True)
class Waiting:
    """A file that somebody has to decide about: a request to join, or the answer to ours."""

    path: Path
    name: str
    check_signs: str


@dataclass(frozen=True, slots=True)
class Put:
    """A file that was written: for whom, and how many letters are in it."""

    path: Path
    name: str
    letters: int


@dataclass
class FolderResult:
    """What came of the files of letters in a folder."""

    came: list[Came] = field(default_factory=list)
    asking: list[Waiting] = field(default_factory=list)
    answers: list[Waiting] = field(default_factory=list)
    refused: list[MeetingError] = field(default_factory=list)
    joined: list[tuple[str, str]] = field(default_factory=list)
    """Our bodies that joined one above, with the id of that parent."""
    admitted: list[str] = field(default_factory=list)
    """Names of bodies that joined under one of ours."""

    @property
    def to_decide(self) -> bool:
        """Whether a person has to decide something."""
        return bool(self.asking or self.answers) or any(
            came.stopped or came.changed for came in self.came
        )

    @property
    def new(self) -> list[Letter]:
        """The letters that were taken, in order."""
        return [letter for came in self.came for letter in came.taken.new]


def take(
    records: FileRecords, folder: Path, at: str, *, accept: bool = False, under: str = ""
) -> FolderResult:
    """Take every file in a folder that is for a body kept here; others stay as they are.

    With `accept` requests to join are granted, under the body `under` where several of ours could,
    and answers to ours are believed; without it they are told of. One file that cannot be used
    ends nothing. Raises ShareMissing, ReadOnly, WriteFailed.
    """
    found = FolderResult()
    for path in files(folder):
        try:
            _take(records, path, at, accept, under, found)
        except (CarriedUnreadable, MeetingError) as failure:
            found.refused.append(_named(failure, path))
        except OSError:
            found.refused.append(CarriedUnreadable(path=path.name, why="cut"))
    return found


def take_file(
    records: FileRecords, path: Path, at: str, *, accept: bool = False, under: str = ""
) -> FolderResult:
    """As `take`, for one file; raises an error for a file that cannot be used."""
    found = FolderResult()
    try:
        _take(records, path, at, accept, under, found, alone=True)
    except CarriedUnreadable as failure:
        raise _named(failure, path) from failure
    return found


def files(folder: Path) -> list[Path]:
    """The files of letters that lie in a folder."""
    found = (path for path in folder.iterdir() if path.name.casefold().endswith(ENDING))
    return sorted(path for path in found if path.is_file() and not path.name.startswith("."))


def put(
    records: FileRecords,
    folder: Path,
    at: str,
    today: date,
    masks: Mapping[str, outgoing.Mask | None],
) -> list[Put]:
    """Write what each body that is kept here has for each neighbour, one file for each.

    An earlier file from the same to the same is removed once the new one lies there, which holds
    all that is not acknowledged. `masks` are by body. Raises as `exchanging.load`, and OSError.
    """
    made = []
    for body in _enrolled(records):
        with records.reading() as book:
            around = exchanging.neighbours(book.conn, body)
            name = _name(book.conn, body)
        for one in around:
            carried = exchanging.load(records, body, one.body, at, masks.get(body))
            if not one.above and not one.heard:
                carried = exchanging.replace_what(carried)
            path = folder / file_name(name, f"给-{one.name}", today, ENDING)
            sealed.write(path, carried, one.name, one.seal, exchanging.signer(records, body))
            _remove_older(path, body, one.body)
            made.append(Put(path, one.name, len(carried.letters)))
    return made


def put_for(
    records: FileRecords, body: str, reader: str, path: Path, at: str, mask: outgoing.Mask | None
) -> Put:
    """Write one file for one neighbour."""
    carried = exchanging.load(records, body, reader, at, mask)
    with records.reading() as book:
        around = exchanging.neighbours(book.conn, body)
    one = next(one for one in around if one.body == reader)
    if not one.above and not one.heard:
        carried = exchanging.replace_what(carried)
    sealed.write(path, carried, one.name, one.seal, exchanging.signer(records, body))
    return Put(path, one.name, len(carried.letters))


def put_asking(records: FileRecords, body: str, target: Path, at: str, today: date) -> Waiting:
    """Write a request to join into a folder or a new file."""
    asking = exchanging.ask(records, body, at)
    with records.reading() as book:
        name = _name(book.conn, body)
    path = target / file_name(name, "给-申请加入", today, ENDING) if target.is_dir() else target
    sealed.write_asking(path, asking, name)
    return Waiting(path, name, signs_of(asking))


def signs_of(asking: Asking) -> str:
    """The check signs that two people compare by telephone before a request is granted."""
    return PublicKeys(bytes.fromhex(asking.sign), asking.seal).check_signs


def _take(
    records: FileRecords,
    path: Path,
    at: str,
    accept: bool,
    under: str,
    found: FolderResult,
    *,
    alone: bool = False,
) -> None:
    outside = sealed.look(path)
    own = exchanging.open_keys(records)
    with records.reading() as book:
        kept_here = kept_bodies(book.conn)
        peer = register.peer(book.conn, outside.body)
    if outside.body in kept_here:
        if alone:
            raise CarriedUnreadable(path=path.name, why="own", name=outside.name)
        return
    if outside.what == "asking":
        above = _above(records, path, alone)
        if peer is not None:
            exchanging.check_same_keys(records, sealed.read_asking(path))
        elif above:
            meant = under if under in above else above[0] if len(above) == 1 else ""
            _asked(records, path, at, meant if accept else "", found)
    elif outside.to in own:
        _opened(records, path, outside, own, at, accept, found, peer is not None)
    elif alone:
        raise CarriedUnreadable(path=path.name, why="others", name=outside.to_name)


def _above(records: FileRecords, path: Path, alone: bool) -> list[str]:
    """Our bodies under which the asking one could join; with `alone`, none raise WrongParent."""
    content = sealed.read_asking(path).letter.content()
    if content is None or content.fields.get("tier") not in {*Tier}:
        raise CarriedUnreadable(path=path.name, why="cut")
    tier = Tier(content.fields["tier"])
    with records.reading() as book:
        ours = [book.get(Body, body) for body in kept_bodies(book.conn)]
    above = [one.id for one in ours if one.tier is ABOVE.get(tier)]
    if alone and not above and ours:
        check_parent(tier, ours[0])
    return above


def _asked(records: FileRecords, path: Path, at: str, under: str, found: FolderResult) -> None:
    asking = sealed.read_asking(path)
    content = asking.letter.content()
    name = str(content.fields.get("name", "")) if content is not None else ""
    if not under:
        found.asking.append(Waiting(path, name, signs_of(asking)))
        return
    exchanging.admit(records, under, asking, at)
    found.admitted.append(name)


def _opened(
    records: FileRecords,
    path: Path,
    outside: Outside,
    own: Mapping[str, str],
    at: str,
    accept: bool,
    found: FolderResult,
    is_peer: bool,
) -> None:
    carried = sealed.read(path, own)
    cover = carried.cover
    if cover.what == "answer" and not is_peer:
        if not accept:
            signs = PublicKeys(bytes.fromhex(cover.sign), cover.seal).check_signs
            found.answers.append(Waiting(path, cover.name, signs))
            return
        found.came.append(exchanging.join(records, carried, at))
        found.joined.append((cover.to, cover.body))
        return
    found.came.append(exchanging.take(records, carried, at))


def _enrolled(records: FileRecords) -> list[str]:
    with records.reading() as book:
        here = [kept(book.conn, body) for body in kept_bodies(book.conn)]
    return [one.body for one in here if one is not None and one.epoch and not one.stopped]


def _name(conn: Connection, body: str) -> str:
    row = conn.execute("SELECT name FROM body WHERE id = ?", (body,)).fetchone()
    return row[0] if row else ""


def _remove_older(path: Path, body: str, reader: str) -> None:
    for other in files(path.parent):
        if other == path:
            continue
        try:
            outside = sealed.look(other)
        except (CarriedUnreadable, OSError):
            continue
        if (outside.body, outside.to) == (body, reader):
            other.unlink(missing_ok=True)


def _named(failure: MeetingError, path: Path) -> MeetingError:
    """The error with the name of the file, so that a person can find it."""
    if isinstance(failure, CarriedUnreadable):
        return CarriedUnreadable(path=path.name, why=failure.why, name=failure.name)
    return failure


_FORBIDDEN = str.maketrans(dict.fromkeys('<>:"/\\|?*', "_"))


def file_name(name: str, to: str, today: date, ending: str) -> str:
    """A file name valid on every system, of sender, reader and day."""
    parts = (part.translate(_FORBIDDEN)[:30] for part in (name, to))
    return "街角议事-{}-{}-{:%Y%m%d}{}".format(*parts, today, ending)
