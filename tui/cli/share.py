"""`jiejiao share`: exchanges letters with bodies on other machines, by files or a hub."""

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from meetings.community.bodies import Body
from meetings.errors import MeetingError
from tui.cli.asking import agree
from tui.cli.meant import one_body
from tui.cli.options import AS_JSON, FileName, FileToRead, FolderName
from tui.cli.printing import say, say_json
from tui.language import _, headed

if TYPE_CHECKING:
    from collections.abc import Callable

    from meetings.ports import By
    from storage.carriers.folder import FolderResult, Put
    from storage.carriers.slip import Slip
    from storage.records import FileRecords


class NotSeen(MeetingError):
    """Texts of the body `name` would be sent that nobody has looked at yet."""

    name: str


class NobodyThere(MeetingError):
    """The body `name` knows no other body to exchange letters with."""

    name: str


_body = click.option("--body", default="", help="哪个机构 · which body, by name or id")
_yes = click.option("--yes", is_flag=True, help="同意加入 · accept a request to join")


@click.group(
    invoke_without_command=True, short_help="与别的电脑往来 · letters to and from other computers"
)
@click.option("--folder", type=FolderName(), help="U盘上的文件夹，收和发 · a folder on a USB drive")
@click.option("--file", "target", type=FileName(), help="收或发一个文件 · read or write one file")
@click.option("--to", default="", help="发给谁 · whom the file is for")
@click.option("--dry-run", is_flag=True, help="只看要离开的内容 · only show what would leave")
@click.option("--mask", "mask", flag_value="mask", help="以后遮名再发 · mask names from now on")
@click.option("--as-it-is", "mask", flag_value="plain", help="照原文发 · send texts as they are")
@_body
@_yes
@click.pass_context
def share(
    ctx: click.Context, folder: Path | None, target: Path | None, to: str, dry_run: bool,
    mask: str | None, body: str, yes: bool,
) -> None:  # fmt: skip
    """收信和发信。第一次发之前先用 --dry-run 看，再写 --mask 或 --as-it-is。

    退出码：0 办好了，1 有要人决定的，2 没有可用的途径。

    Fetch and send letters. Before the first time, look with --dry-run, then choose --mask or
    --as-it-is. Exit codes: 0 done, 1 something needs a decision, 2 no way to carry letters.
    """
    if ctx.invoked_subcommand is not None:
        return
    path: Path = ctx.obj
    from storage.records import FileRecords

    _require(path)
    with FileRecords.open(path, read_only=dry_run) as records:
        if dry_run:
            _show(records, body)
            return
        if mask is not None:
            _choose(records, body, mask == "mask")
        if folder is None and target is None:
            sys.exit(_by_hub(records, body))
        sys.exit(_carry(records, folder, target, to, body, yes))


@share.command("status", short_help="往来到哪一步 · show the state")
@AS_JSON
@click.pass_obj
def status(path: Path, as_json: bool) -> None:
    """每个机构往来到哪一步。

    Show how each body's exchange with the others stands.
    """
    from storage.records import FileRecords
    from tui.desk.core import local_now
    from tui.desk.exchanging import statuses
    from tui.words.exchange import gap_words, standing_words

    _require(path)
    with FileRecords.open(path, read_only=True) as records:
        known = statuses(records, local_now().date())
    if as_json:
        say_json([_facts(one) for one in known])
        return
    for one in known:
        say(f"{one.name}  {standing_words([one])}")
        for other in one.around:
            word = _("above") if other.above else _("below")
            due = _("{n} to send").format(n=other.due)
            line = f"  {word} {other.name}  {due}  {other.heard[:10] or '-'}  {other.check_signs}"
            say(line if other.proven else f"{line}  " + _("keys not verified"))
            for gap in one.gaps:
                if gap.body == other.body:
                    say("  " + gap_words(other.name, gap.first, gap.last))


@share.command("erased", short_help="请对方擦掉的，擦了没有 · letters others were asked to erase")
@AS_JSON
@click.pass_obj
def erased(path: Path, as_json: bool) -> None:
    """隐去姓名之后请对方擦掉的信：到哪天为止，谁已经擦了。有人过期没擦，退出码 1。

    Letters that others were asked to erase after names were replaced: by when, and who has done
    so. Exit code 1: somebody is late.
    """
    from storage.records import FileRecords
    from storage.registers.listing import asked
    from tui.desk.core import local_now
    from tui.desk.exchanging import statuses
    from tui.words.exchange import erased_words

    _require(path)
    today = local_now().date()
    with FileRecords.open(path, read_only=True) as records:
        found = {one.name: asked(records, one.body) for one in statuses(records)}
    if as_json:
        say_json(
            [
                {"body": name, "day": one.day, "until": one.until, "letters": one.letters,
                 "done": one.done, "open": one.open_}
                for name, all_ in found.items() for one in all_
            ]
        )  # fmt: skip
    else:
        for name, all_ in found.items():
            for one in all_:
                say(f"{name}  {erased_words(one, today)}")
    if any(one.is_late(today) for all_ in found.values() for one in all_):
        sys.exit(1)


@share.command("join", short_help="申请加入上级 · request to join a body above")
@click.option("--to", "target", type=FileName(), required=True, help="写到哪里 · where to write it")
@_body
@click.pass_obj
def join(path: Path, target: Path, body: str) -> None:
    """写一个申请文件，交给上级；上级同意后，把它的回复放回来即可。

    Write a request to the body above; once it agrees, its answer comes back the same way.
    """
    from storage.carriers.folder import put_asking
    from storage.records import FileRecords
    from tui.desk.core import local_now

    _require(path)
    now = local_now()
    with FileRecords.open(path) as records:
        own = _own(records, body)
        made = put_asking(records, own, target, now.isoformat(), now.date())
    say(_("Written: {file}").format(file=made.path))
    say(_("Check code, to compare by telephone: {signs}").format(signs=made.check_signs))


@share.command("hub", short_help="用便条入网 · join a hub with its slip")
@click.argument("slip", required=False, type=FileToRead())
@click.option("--at", "place", default="", help="便条上的地址 · address on the slip")
@click.option("--code", default="", help="便条上的连接码 · code on the slip")
@click.option("--fingerprint", default="", help="便条上的证书指纹 · fingerprint on the slip")
@_body
@_yes
@click.pass_obj
def hub(
    path: Path, slip: Path | None, place: str, code: str, fingerprint: str, body: str, yes: bool
) -> None:
    """用便条文件，或照便条敲地址、连接码和指纹，请一个机构入网。

    Join a hub with the file of a slip, or with what is printed on it: address, code and
    fingerprint.
    """
    from storage.carriers.slip import read
    from storage.records import FileRecords
    from tui.desk.core import local_now
    from tui.desk.exchanging import acting, join_hub

    _require(path)
    found = read(slip) if slip is not None else _typed(place, code, fingerprint)
    with FileRecords.open(path) as records:
        own = _own(records, body)
        with records.reading() as book:
            name = book.get(Body, own).name
        from storage.carriers.slip import shown

        said = _("{name} joins the hub {place}. Fingerprint: {signs}")
        agree(said.format(name=name, place=found.place, signs=shown(found.place.fingerprint)), yes)
        join_hub(records, acting("", local_now), own, found)
        say(_("{name} has joined. To exchange: jiejiao share").format(name=name))


@share.command("hubkey", short_help="核对中心的钥匙 · compare the hub's own key")
@_body
@_yes
@click.pass_obj
def hubkey(path: Path, body: str, yes: bool) -> None:
    """用旧便条入网的机构：打电话向街道核对中心钥匙的指纹，以后名单就要有它的签名才信。

    For a body that joined with an older slip: compare the fingerprint of the hub's key with the
    office; from then on its list must be signed with that key.
    """
    from storage.carriers.slip import signs_of
    from storage.records import FileRecords
    from storage.registers import at_hub

    _require(path)
    with FileRecords.open(path) as records:
        own = _own(records, body)
        key = at_hub.key_shown(records, own)
        if not key:
            say(_("This hub has no key of its own yet: its list is not signed."), err=True)
            sys.exit(1)
        said = _("The hub's key has the fingerprint {signs}. Is it the office's?")
        agree(said.format(signs=signs_of(key)), yes)
        at_hub.trust_key(records, own, key)
    say(_("From now on, the hub's list is checked against this key."))


@share.command("sisters", short_help="公示也给同级机构 · also send notices to sister bodies")
@click.argument("choice", type=click.Choice(("on", "off")))
@_body
@click.pass_obj
def sisters(path: Path, choice: str, body: str) -> None:
    """公示（遮名后）是不是也发给同一个上级下面的其他机构。本来不发；下一次往来起算。

    Whether notices, with names masked, also go to the other bodies under the same parent. By
    default they do not; a change applies from the next exchange.
    """
    from storage.records import FileRecords
    from storage.registers.exchanging import choose_sisters

    _require(path)
    with FileRecords.open(path) as records:
        choose_sisters(records, _own(records, body), choice == "on")
    say(
        _("From the next exchange on, notices also go to bodies of the same tier.")
        if choice == "on"
        else _("Notices go only to the body above; whoever has one is told when it comes down.")
    )


@share.command("compared", short_help="核对过的钥匙 · record that keys were compared")
@click.argument("name")
@_body
@_yes
@click.pass_obj
def compared(path: Path, name: str, body: str, yes: bool) -> None:
    """某机构的钥匙未经证实时：打电话对过核对码，记下已核对。

    For a body whose keys are not verified: compare its check code by telephone and record that
    here.
    """
    from storage.records import FileRecords
    from storage.registers import register
    from storage.registers.exchanging import neighbours
    from tui.cli.meant import WhichBody

    _require(path)
    with FileRecords.open(path) as records:
        own = _own(records, body)
        with records.reading() as book:
            around = neighbours(book.conn, own)
        meant = [one for one in around if name in (one.name, one.body)]
        if len(meant) != 1:
            raise WhichBody(wanted=name, known=tuple(one.name for one in around))
        said = _("{name} has the check code {signs}. Was it compared?")
        agree(said.format(name=meant[0].name, signs=meant[0].check_signs), yes)
        with records.registering() as conn:
            peer = register.peer(conn, meant[0].body)
            if peer is not None:
                register.prove(conn, peer.body, peer.epoch, "signs")
    say(_("Recorded: the keys of {name} were compared.").format(name=meant[0].name))


def _typed(place: str, code: str, fingerprint: str) -> "Slip":
    """The slip from its typed parts; raises SlipMistyped, HubRefused (`certificate`), Misread."""
    from storage.carriers.slip import same
    from storage.carriers.slip import typed as from_slip
    from storage.errors import HubRefused, SlipMistyped

    if not fingerprint:
        raise SlipMistyped(what="fingerprint")
    found = from_slip(place, code)
    if not same(found.place.fingerprint, fingerprint):
        raise HubRefused(place=str(found.place), why="certificate")
    return found


@share.command("admit", short_help="同意下级加入 · accept a body below")
@click.argument("source", type=FileToRead())
@_body
@_yes
@click.pass_obj
def admit(path: Path, source: Path, body: str, yes: bool) -> None:
    """看过核对码之后同意一个申请；回复在下一次 share 时写出。

    Accept a request to join once the check codes have been compared; the answer is written at
    the next share.
    """
    from storage.carriers.folder import take_file
    from storage.records import FileRecords
    from tui.desk.core import local_now

    _require(path)
    at = local_now().isoformat()
    with FileRecords.open(path) as records:
        own = one_body(records, body).id if body else ""
        for one in take_file(records, source, at).asking:
            said = _("{name} asks to join. Check code: {signs}")
            agree(said.format(name=one.name, signs=one.check_signs), yes)
            take_file(records, source, at, accept=True, under=own)
            say(_("{name} was added.").format(name=one.name))


def _require(path: Path) -> None:
    from storage.registers import signing

    if not path.exists():
        raise FileNotFoundError(2, "", str(path))
    signing.require()


def _own(records: "FileRecords", wanted: str) -> str:
    """The id of the body meant, or of the only one that is kept here."""
    from storage.registers.kept import kept_bodies
    from tui.cli.meant import WhichBody

    if wanted:
        return one_body(records, wanted).id
    with records.reading() as book:
        kept = kept_bodies(book.conn)
        names = dict(book.conn.execute("SELECT id, name FROM body").fetchall())
    if len(kept) != 1:
        raise WhichBody(wanted="", known=tuple(names.get(one, "") for one in kept))
    return kept[0]


def _show(records: "FileRecords", wanted: str) -> None:
    """Print every text that would be sent, and the other fields of each letter."""
    from tui.desk.core import local_now
    from tui.desk.exchanging import all_that_leaves, leaving, statuses
    from tui.words.exchange import field_words, kind_words

    today = local_now().date()
    meant = {_own(records, wanted)} if wanted else {one.body for one in statuses(records)}
    for one in statuses(records):
        if one.body not in meant:
            continue
        say(one.name)
        for text in leaving(records, one.body, today):
            which = f"  {kind_words(text.kind)} · {field_words(text.field)}"
            said = headed(which, text.text)
            say(said + (f"  ⇒ {text.masked}" if text.named else ""))
        for record in all_that_leaves(records, one.body, today):
            say("  " + json.dumps(record, ensure_ascii=False, sort_keys=True))


def _choose(records: "FileRecords", wanted: str, mask: bool) -> None:
    from storage.registers.exchanging import choose_mask
    from tui.desk.exchanging import statuses

    meant = [_own(records, wanted)] if wanted else [one.body for one in statuses(records)]
    for body in meant:
        choose_mask(records, body, mask)


def _carry(
    records: "FileRecords",
    folder: Path | None,
    target: Path | None,
    to: str,
    wanted: str,
    yes: bool,
) -> int:
    from tui.desk.core import local_now
    from tui.desk.exchanging import acting, exchange, take_file

    by = acting("", local_now)
    if target is not None and target.exists():
        found = take_file(records, by, target, accept=yes, under=_under(records, wanted, yes))
        return _tell(found, [])
    _require_seen(records)
    if target is not None:
        return _tell(None, [_write_one(records, target, to, wanted, by)])
    assert folder is not None
    if not folder.is_dir():
        say(_("{place} does not exist.").format(place=folder), err=True)
        return 2
    done = exchange(records, by, folder, accept=yes, under=_under(records, wanted, yes))
    return _tell(done.found, done.put)


def _by_hub(records: "FileRecords", wanted: str) -> int:
    from tui.desk.core import local_now
    from tui.desk.exchanging import acting, bodies_at_hub, exchange_by_hub
    from tui.words.exchange import by_hub_words

    meant = [_own(records, wanted)] if wanted else bodies_at_hub(records)
    if not meant:
        raise click.UsageError("(--folder, --file, share hub)")
    _require_seen(records)
    worst = 0
    for body in meant:
        done = exchange_by_hub(records, acting("", local_now), body)
        for line in by_hub_words(done):
            say(line)
        decide = done.stopped or done.taken.gaps or done.taken.unsound or done.taken.forked
        worst = max(worst, 1 if decide else 0)
    return worst


def _under(records: "FileRecords", wanted: str, yes: bool) -> str:
    return one_body(records, wanted).id if yes and wanted else ""


def _require_seen(records: "FileRecords") -> None:
    from tui.desk.core import local_now
    from tui.desk.exchanging import statuses, unseen

    open_ones = set(unseen(records, local_now().date()))
    for one in statuses(records):
        if one.body in open_ones:
            raise NotSeen(name=one.name)


def _write_one(
    records: "FileRecords", target: Path, to: str, wanted: str, by: "Callable[[], By]"
) -> "Put":
    from storage.carriers.folder import put_for
    from storage.registers.exchanging import status
    from tui.cli.meant import WhichBody
    from tui.desk.exchanging import masks_of

    own = _own(records, wanted)
    known = status(records, own)
    around = known.around if known is not None else ()
    if not around:
        raise NobodyThere(name=known.name if known is not None else "")
    meant = [one for one in around if to in (one.name, one.body) or (not to and one.above)]
    if len(meant) != 1:
        raise WhichBody(wanted=to, known=tuple(one.name for one in around))
    mask = masks_of(records).get(own)
    return put_for(records, own, meant[0].body, target, by().at.isoformat(), mask)


def _tell(found: "FolderResult | None", put: "list[Put]") -> int:
    from tui.errors import sentence
    from tui.words.exchange import came_words

    if found is not None:
        for line in came_words(found.came):
            say(line)
        for failure in found.refused:
            say(sentence(failure), err=True)
        for name in found.admitted:
            say(_("{name} was added.").format(name=name))
        for one in found.asking:
            said = _("{name} asks to join. Check code: {signs}")
            say(said.format(name=one.name, signs=one.check_signs))
        for one in found.answers:
            said = _("{name} accepts us. Check code: {signs}")
            say(said.format(name=one.name, signs=one.check_signs))
        if found.asking or found.answers:
            say(_("Once you have compared the check codes, confirm with --yes."))
    for one_put in put:
        said = _("For {name}: {n} letters in {file}")
        say(said.format(name=one_put.name, n=one_put.letters, file=one_put.path))
    return 1 if found is not None and (found.to_decide or found.refused) else 0


def _facts(one: object) -> object:
    from dataclasses import asdict, is_dataclass

    assert is_dataclass(one) and not isinstance(one, type)
    facts = asdict(one)
    for other in facts["around"]:
        other.pop("seal")
    return facts
