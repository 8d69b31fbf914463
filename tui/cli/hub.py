"""`jiejiao hub`: the commands for the office that runs a hub: create, invite, check, back up."""

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from meetings.errors import MeetingError
from tui.cli.asking import agree, ask_unseen
from tui.cli.options import AS_JSON, FileName, FileToRead, FolderName
from tui.cli.printing import say, say_json
from tui.language import _, listed

if TYPE_CHECKING:
    from storage.carriers.hub_office import AtHub, Invited

KEY = "JIEJIAO_HUB_KEY"
"""The environment variable for the hub's own key, as the office has it on paper."""
ADDRESS = "JIEJIAO_HUB"
"""The environment variable for the address of the hub's database, which holds a password."""
SILENT = 30
"""Days after which a body is named as silent."""


class NoHubNamed(MeetingError):
    """No address of a hub was given, and no trial hub runs here."""


class NoSuchBodies(MeetingError):
    """The hub has no body of these names, or several: `names`."""

    names: tuple[str, ...]


class ListUnread(MeetingError):
    """A list of bodies cannot be used because of this `line`."""

    line: int


_url = click.option(
    "--url",
    envvar=ADDRESS,
    default="",
    help="数据库地址（JIEJIAO_HUB） · address of the database (JIEJIAO_HUB)",
)
_folder = click.option(
    "--folder", type=FolderName(), help="试用中心的文件夹 · folder of the trial hub"
)


@click.group(short_help="中心办公室 · run a hub")
def hub() -> None:
    """办一个中心（PostgreSQL 13 以上），请各机构入网。先用 hub try 在本机试。

    Set up a hub (PostgreSQL 13 or later) and invite bodies to it. Try it on this computer first
    with hub try; docs/hub.md is the guide for the office that runs it.
    """


@hub.command("try", short_help="在本机试用 · try a hub on this computer")
@_folder
@click.option("--stop", is_flag=True, help="停下来 · stop it")
@click.option("--out", type=FolderName(), help="便条放在哪里 · where the slips go")
@click.pass_obj
def try_(path: Path, folder: Path | None, stop: bool, out: Path | None) -> None:
    """在本机开一个只有本机能连的中心，印出三张便条。要装有 PostgreSQL。

    Start a hub that only this computer can reach, and write three slips. PostgreSQL must be
    installed.
    """
    from storage.carriers import hub_trial
    from storage.carriers.hub import database
    from storage.carriers.hub_office import all_bodies, init, know_bodies, set_key
    from storage.ids import new_id

    place = _trial_folder(path, folder)
    if stop:
        hub_trial.stop(place)
        say(_("The trial hub has stopped; its data stays in {folder}.").format(folder=place))
        return
    trial = hub_trial.start(place)
    with database(trial.office) as conn:
        init(conn)
        if made_key := set_key(conn):
            hub_trial.keep_key(place, made_key)
        if not all_bodies(conn):
            street, council, corner = new_id(), new_id(), new_id()
            tree = (
                (street, "试用街道", "subdistrict", None),
                (council, "试用社区", "community", street),
                (corner, "试用街角", "corner", council),
            )
            know_bodies(conn, tree)
        open_ones = [one.body for one in all_bodies(conn) if not one.epoch]
        key = hub_trial.own_key(place)
        made = _invite(conn, open_ones[:3], str(trial.place), out or place, key)
    say(_("The trial hub is running at {place}, for this machine only.").format(place=trial.place))
    _tell_invited(made, out or place)
    say(_("Stop it with: jiejiao hub try --stop"))


@hub.command("init", short_help="建中心或升级 · make or upgrade a hub")
@click.option("--new-key", is_flag=True, help="钥匙丢了，换一把 · the key was lost: make another")
@click.option("--yes", is_flag=True, help="不再问 · do not ask")
@_url
@_folder
@click.pass_obj
def init(path: Path, new_key: bool, yes: bool, url: str, folder: Path | None) -> None:
    """在数据库里建中心，或把旧的升上来，一次做完或什么都没做。第一次会给出中心的钥匙，抄两份。

    Create the hub in a database, or upgrade an older one; all of it or nothing. The first time,
    it shows the hub's own key, to be written down twice.
    """
    from storage.carriers import hub_office
    from storage.carriers.slip import signs_of

    if new_key:
        agree(
            _(
                "Whatever the earlier key signed is no longer valid, and every body "
                "stops until the new key is verified."
            ),
            yes,
        )
    with _office(path, url, folder) as conn:
        form = hub_office.init(conn)
        made = hub_office.set_key(conn, anew=new_key)
        known = hub_office.own_public_key(conn)
    say(_("The hub is ready (form {form}).").format(form=form))
    if made:
        say(_("The hub's own key: {key}").format(key=made))
        say(_("Write it down twice and lock both away; it is stored nowhere and signs every slip."))
    say(_("Its fingerprint, for comparing: {signs}").format(signs=signs_of(known)))


@hub.command("vouch", short_help="给已入网的钥匙签名 · sign keys of earlier members")
@click.argument("names", nargs=-1)
@click.option("--all", "everybody", is_flag=True, help="还没签名的全部 · all unsigned ones")
@click.option("--yes", is_flag=True, help="不再问 · do not ask")
@_url
@_folder
@click.pass_obj
def vouch(
    path: Path, names: tuple[str, ...], everybody: bool, yes: bool, url: str, folder: Path | None
) -> None:
    """名单签名以前入网的机构：打电话对过核对码，再用中心的钥匙替它们的钥匙签名。

    For bodies that joined before the list was signed: compare their check codes by telephone,
    then sign their keys with the hub's own.
    """
    from storage.carriers import hub_office

    with _office(path, url, folder) as conn:
        known = hub_office.all_bodies(conn)
        meant = [one for one in known if everybody and one.epoch and not one.signed]
        meant += [one for one in _meant(known, names) if one.epoch]
        for one in meant:
            signs = hub_office.check_signs(conn, one.body)
            said = _("{name}: check code {signs}. Sign its keys?")
            agree(said.format(name=one.name, signs=signs), yes)
        key = _key(path, folder) if meant else ""
        done = hub_office.vouch(conn, [one.body for one in meant], key) if meant else 0
    say(_("Keys of {n} bodies were signed.").format(n=done))


@hub.command("bodies", short_help="名单 · the list of bodies")
@click.option("--add", "source", type=FileToRead(), help="CSV：名称,层级,上级 · name,tier,parent")
@_url
@_folder
@AS_JSON
@click.pass_obj
def bodies(path: Path, source: Path | None, url: str, folder: Path | None, as_json: bool) -> None:
    """各机构入网没有、最后什么时候来过。--add 从 CSV 加机构（街角、社区、街道）。

    Which bodies have joined and when they were last heard from. --add adds bodies from a CSV
    file.
    """
    from storage.carriers.hub_office import all_bodies, know_bodies

    with _office(path, url, folder) as conn:
        if source is not None:
            known = {one.name: one.body for one in all_bodies(conn)}
            say(_("{n} bodies were added.").format(n=know_bodies(conn, _listed(source, known))))
        found = all_bodies(conn)
    if as_json:
        say_json([_facts(one) for one in found])
        return
    for one in found:
        say(_line_of(one))


@hub.command("invite", short_help="写入网便条 · write slips to join with")
@click.argument("names", nargs=-1)
@click.option(
    "--all", "everybody", is_flag=True, help="还没入网的全部 · all that have not joined yet"
)
@click.option("--at", "shown", default="", help="便条上的地址 主机:端口 · address on the slip")
@click.option("--out", type=FolderName(), required=True, help="便条放在哪里 · where the slips go")
@_url
@_folder
@click.pass_obj
def invite(
    path: Path, names: tuple[str, ...], everybody: bool, shown: str, out: Path, url: str,
    folder: Path | None,
) -> None:  # fmt: skip
    """给机构各写一张便条（Word）和一个便条文件。连接码14天有效，只能用一次，中心不留底。

    Write a slip for each body, in Word and as a file. A code works once, within 14 days; the
    hub keeps no copy of it.
    """
    from storage.carriers import hub_office

    with _office(path, url, folder) as conn:
        known = hub_office.all_bodies(conn)
        meant = [one for one in known if everybody and not one.epoch and not one.closed]
        meant += _meant(known, names)
        wanted = [one.body for one in meant]
        key = _key(path, folder) if hub_office.own_public_key(conn) and meant else ""
        made = _invite(conn, wanted, shown or _place_of(conn), out, key)
    _tell_invited(made, out)


@hub.command("close", short_help="停用一台电脑 · retire a body's computer")
@click.argument("name")
@click.option("--yes", is_flag=True, help="不再问 · do not ask")
@_url
@_folder
@click.pass_obj
def close(path: Path, name: str, yes: bool, url: str, folder: Path | None) -> None:
    """电脑丢了或换人时：它以后只能读、不能发。已收的发文照旧有效；要再入网就再写一张便条。

    When a computer is lost or changes hands: from now on it can only read. What it sent stays
    valid.
    """
    from storage.carriers import hub_office

    with _office(path, url, folder) as conn:
        (one,) = _meant(hub_office.all_bodies(conn), (name,))
        agree(_("{name} will no longer be able to send.").format(name=one.name), yes)
        hub_office.close(conn, one.body)
    say(_("{name} is closed at the hub.").format(name=one.name))


@hub.command("status", short_help="中心怎么样 · show the state of the hub")
@_url
@_folder
@AS_JSON
@click.pass_obj
def status(path: Path, url: str, folder: Path | None, as_json: bool) -> None:
    """入网多少、多少没来、有没有两台电脑替同一个机构发文、各用什么版本。

    How many bodies have joined, who is silent, whether two computers send for one body, and
    which versions they run.
    """
    from storage.carriers.hub_office import all_bodies, events

    with _office(path, url, folder) as conn:
        found, seen = all_bodies(conn), events(conn)
    joined = [one for one in found if one.epoch]
    silent = [one for one in joined if one.silent_for is None or one.silent_for >= SILENT]
    forked = [one for one in joined if one.forks]
    if as_json:
        say_json({
            "bodies": len(found), "joined": len(joined), "letters": sum(o.letters for o in found),
            "silent": [one.name for one in silent], "forked": [one.name for one in forked],
            "versions": sorted({one.program for one in joined}),
            "events": [{"at": e.at, "body": e.name, "what": e.what} for e in seen],
        })  # fmt: skip
        return
    said = _("{joined} of {all} bodies have joined; {letters} letters.")
    letters = sum(one.letters for one in found)
    say(said.format(joined=len(joined), all=len(found), letters=letters))
    for one in silent:
        say(_("Not heard from: {body}").format(body=_line_of(one)))
    for one in forked:
        say(_("Two computers send for {body}.").format(body=one.name))
    say(_("Versions: {versions}").format(versions=_joined({one.program for one in joined})))


@hub.command("check", short_help="试一试守不守规矩 · test its safeguards")
@click.option("--at", "shown", default="", help="主机:端口 · host:port")
@_url
@_folder
@AS_JSON
@click.pass_obj
def check(path: Path, shown: str, url: str, folder: Path | None, as_json: bool) -> None:
    """用两个临时机构在这个数据库上试五十来种越权读写，试完撤掉。退出码 1：有没守住的。

    Try some fifty ways of reading or writing as somebody else on this very database, with two
    bodies that are removed afterwards. Exit code 1: a safeguard failed.
    """
    from dataclasses import replace

    from storage.carriers import hub as at
    from storage.carriers.hub_probes import probe

    address = _address(path, url, folder)
    with at.database(address) as conn:
        place = at.as_place(shown or _place_of(conn))
    pinned = replace(place, fingerprint=at.fingerprint(at.certificate(place)))
    tried = probe(pinned, address)
    failed = [one.name for one in tried if not one.held]
    if as_json:
        say_json([{"probe": one.name, "held": one.held} for one in tried])
    else:
        for name in failed:
            say(_("Failed: {probe}").format(probe=name), err=True)
        held = len(tried) - len(failed)
        say(_("{held} of {all} probes held.").format(held=held, all=len(tried)))
    sys.exit(1 if failed else 0)


@hub.command("take", short_help="从一份记录补回丢了的信 · bring back letters from a records file")
@click.argument("source", type=FileToRead())
@_url
@_folder
@click.pass_obj
def take(path: Path, source: Path, url: str, folder: Path | None) -> None:
    """中心丢了信、发信的电脑也没了：从任何一份收到过的记录文件补回来。签名证明是谁写的。

    If the hub lost letters and the sender's laptop is gone: bring them back from any records
    file that received them. Signatures prove whose they are.
    """
    from storage.carriers import hub_office
    from storage.records import FileRecords
    from storage.registers import register

    with FileRecords.open(source, read_only=True) as records, records.reading() as book:
        rows = book.conn.execute("SELECT DISTINCT body FROM letter ORDER BY body").fetchall()
        found = [letter for (body,) in rows for letter in register.of_body(book.conn, body)]
    with _office(path, url, folder) as conn:
        done = hub_office.take_in(conn, found)
    said = _(
        "{new} letters brought back, {there} already there; {waits} waiting "
        "for their sender, {unsound} not accepted."
    )
    say(said.format(new=done.new, there=done.there, waits=done.waits, unsound=done.unsound))


@hub.command("dump", short_help="备份中心 · back up the hub")
@click.argument("target", type=FileName())
@_url
@_folder
@click.pass_obj
def dump(path: Path, target: Path, url: str, folder: Path | None) -> None:
    """用 pg_dump 把中心备份成一个文件；用 pg_restore 恢复。

    Back up the hub to a file with pg_dump; pg_restore restores it.
    """
    from storage.carriers.hub_trial import dump_to

    if target.exists():
        raise FileExistsError(17, "", str(target))
    dump_to(_address(path, url, folder), target)
    said = _("Backed up: {file} ({size} kB).")
    say(said.format(file=target, size=-(-target.stat().st_size // 1024)))


@contextmanager
def _office(path: Path, url: str, folder: Path | None) -> Iterator[Any]:
    from storage.carriers.hub import database

    with database(_address(path, url, folder)) as conn:
        yield conn


def _address(path: Path, url: str, folder: Path | None) -> str:
    from storage.carriers import hub_trial

    if url:
        return url
    place = _trial_folder(path, folder)
    if not hub_trial.running(place):
        raise NoHubNamed
    return hub_trial.start(place).office


def _trial_folder(path: Path, folder: Path | None) -> Path:
    return folder or path.with_name("试用中心")


def _place_of(conn: Any) -> str:
    """The address that the office is connected to, as laptops would use it."""
    info = conn.info
    return f"{info.host}:{info.port}/{info.dbname}"


def _key(path: Path, folder: Path | None) -> str:
    """The hub's own key, from the trial hub, the environment or the terminal; raises Misread."""
    from os import environ

    from storage.carriers import hub_trial
    from storage.secrecy.recovery import as_recovery_key

    kept = environ.get(KEY, "") or hub_trial.own_key(_trial_folder(path, folder))
    if not kept and sys.stdin.isatty():
        kept = ask_unseen(_("The hub's own key"))
    return as_recovery_key(kept) or kept


def _invite(conn: Any, meant: list[str], shown: str, out: Path, key: str) -> "list[Invited]":
    from dataclasses import replace

    from exports.documents.hub_slip import Printed, hub_slip
    from exports.documents.names import safe_name
    from exports.files import write
    from storage.carriers import hub as at
    from storage.carriers import slip
    from storage.carriers.hub_office import all_bodies, invite, own_public_key

    place = at.as_place(shown)
    place = replace(place, fingerprint=at.fingerprint(at.certificate(place)))
    tiers = {one.body: one.tier for one in all_bodies(conn)}
    out.mkdir(parents=True, exist_ok=True)
    made = invite(conn, meant, datetime.now(UTC), key)
    public = own_public_key(conn)
    today = datetime.now().astimezone().date()
    for one in made:
        until = one.until.astimezone().date()
        printed = Printed(one.name, str(place), slip.shown(place.fingerprint), one.code, until,
            slip.signs_of(public) if public else "",
        )  # fmt: skip
        paper, file = (safe_name(f"入网便条_{one.name}", ext) for ext in ("docx", slip.ENDING[1:]))
        write(out / paper, hub_slip(printed, today), overwrite=True)
        told = slip.Slip(one.name, tiers[one.body], place, one.code, until, public)
        slip.write(out / file, told)
    return made


def _tell_invited(made: "list[Invited]", out: Path) -> None:
    for one in made:
        say(f"{one.name}  {one.code}")
    if made:
        say(_("{n} slips, in Word and as files: {folder}").format(n=len(made), folder=out))
    else:
        say(_("Nobody was invited: all have joined."))


def _meant(known: "list[AtHub]", names: Iterable[str]) -> "list[AtHub]":
    found, unknown = [], []
    for name in names:
        same = [one for one in known if name in (one.name, one.body)]
        if len(same) == 1:
            found += same
        else:
            unknown.append(name)
    if unknown:
        raise NoSuchBodies(names=tuple(unknown))
    return found


_TIERS = {
    "街角": "corner", "社区": "community", "街道": "subdistrict",
    "corner": "corner", "community": "community", "subdistrict": "subdistrict",
}  # fmt: skip


def _listed(source: Path, known: dict[str, str]) -> list[tuple[str, str, str, str | None]]:
    """The bodies of a table (name, tier, parent), parents first; raises ListUnread."""
    from exports.tables.sheets_read import read_source
    from meetings.clean import clean, is_blank, trim
    from storage.ids import new_id

    rows = []
    for number, cells in enumerate(read_source(source).sheets[0].rows, 1):
        parts = [trim(clean(str(cell or ""), 200).text) for cell in cells] + ["", "", ""]
        tier = _TIERS.get(parts[1].lower())
        if is_blank("".join(parts)) or (number == 1 and tier is None):
            continue
        if not parts[0] or tier is None:
            raise ListUnread(line=number)
        rows.append((number, parts[0], tier, parts[2]))
    order = {"subdistrict": 0, "community": 1, "corner": 2}
    found: list[tuple[str, str, str, str | None]] = []
    for number, name, tier, above in sorted(rows, key=lambda row: order[row[2]]):
        if above and above not in known:
            raise ListUnread(line=number)
        known[name] = known.get(name) or new_id()
        found.append((known[name], name, tier, known[above] if above else None))
    return found


def _line_of(one: "AtHub") -> str:
    from meetings.community.bodies import Tier
    from meetings.terms import term
    from tui.language import language

    if one.closed:
        state = _("closed")
    elif not one.epoch:
        state = _("not joined")
    elif one.silent_for is None:
        state = _("joined, never heard from")
    else:
        state = _("last heard from {n} days ago").format(n=one.silent_for)
    if one.epoch and not one.signed:
        state += " · " + _("keys unsigned")
    letters = _("{n} letters").format(n=one.letters)
    return (
        f"{term(Tier(one.tier), language())}  {one.name}  {state}  {letters}  {one.keeper}".rstrip()
    )


def _facts(one: "AtHub") -> dict[str, object]:
    from dataclasses import asdict

    return asdict(one)


def _joined(names: Iterable[str]) -> str:
    return listed(sorted(name for name in names if name)) or "-"
