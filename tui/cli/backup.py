"""`jiejiao backup` and `jiejiao restore`: write, list, verify and put back backups."""

import sys
from pathlib import Path

import click

from meetings.errors import MeetingError
from tui.cli.asking import agree
from tui.cli.options import AS_JSON, FileName, FileToRead
from tui.cli.printing import say, say_json
from tui.language import _


class NoGoal(MeetingError):
    """No folder or file for the backup was named."""


@click.command(short_help="备份到文件夹或新文件 · back up to a folder or a new file")
@click.argument("target", required=False, type=FileName())
@click.option("--list", "listing", is_flag=True, help="列出每日备份 · list the daily copies")
@click.option("--verify", is_flag=True, help="逐个核对 · verify each of them")
@AS_JSON
@click.pass_obj
def backup(
    path: Path, target: Path | None, listing: bool, verify: bool, as_json: bool
) -> None:  # fmt: skip
    """备份到文件夹（如U盘，文件名带日期）或新文件，写完读回核对；不覆盖已有文件。

    Back up to a folder, such as one on a USB drive, or to a new file, and read the copy back.
    Exit codes: 1 the copy could not be read back, 2 it could not be started.
    """
    from storage.copies.backup import back_up_to
    from storage.copies.photo_copies import not_here
    from storage.errors import CopyFailed
    from tui.desk.core import local_now
    from tui.errors.problems import problem_words

    if not path.exists():
        raise FileNotFoundError(2, "", str(path))
    if listing or verify:
        sys.exit(_list(path, verify, as_json))
    if as_json:
        raise click.UsageError("(--json)")
    if target is None:
        raise NoGoal
    try:
        made = back_up_to(path, target, local_now().date())
    except CopyFailed as failure:
        if failure.problem == "exists":
            raise FileExistsError(17, "", str(failure.path)) from failure
        said = _("The backup failed ({problem}). Use another disk.")
        say(said.format(problem=problem_words(failure.problem)), err=True)
        sys.exit(1)
    said = _("Backed up and read back: {file} ({size} kB).")
    say(said.format(file=made, size=-(-made.stat().st_size // 1024)))
    _tell_lost(not_here(path))


@click.command(short_help="从备份恢复 · restore a backup")
@click.argument("source", type=FileToRead())
@click.option("--yes", is_flag=True, help="不再询问 · do not ask")
@click.pass_obj
def restore(path: Path, source: Path, yes: bool) -> None:
    """核对备份，然后换上它；现在的文件连同草稿以日期命名保留。

    Verify the backup, then put it in place of the records; the present file and its drafts are
    kept under a dated name. Exit code 1: the backup is not intact.
    """
    from storage.copies import restoring
    from storage.errors import NotWhole
    from tui.cli.unlocking import key_for
    from tui.desk.core import local_now
    from tui.errors import sentence

    now = local_now()
    key = key_for(source, path)
    try:
        seen = restoring.look(path, source, key)
        agree(
            _(
                "{source} is intact: {entries} entries of {bodies} bodies, the last at "
                "{at}. It will replace {file}, which is kept under another name."
            ).format(
                source=source, entries=seen.entries, bodies=seen.bodies,
                at=seen.last_at[:16].replace("T", " ") or "-", file=path,
            ),
            yes,
        )  # fmt: skip
        done = restoring.restore(path, source, now, key=key)
    except NotWhole as failure:
        say(sentence(failure), err=True)
        sys.exit(1)
    say(_("Restored: {file}").format(file=path))
    if done.kept is not None:
        say(_("The previous file is kept: {file}").format(file=done.kept))
    _tell_lost(done.photographs.lost)


def _tell_lost(names: tuple[str, ...]) -> None:
    if names:
        said = _("{n} photographs are missing or were changed; jiejiao check lists them.")
        say(said.format(n=len(names)), err=True)


def _list(path: Path, verify: bool, as_json: bool) -> int:
    from storage.copies.backup import backups, folder_of
    from storage.copies.restoring import look
    from tui.cli.unlocking import key_for
    from tui.errors import is_refusal, sentence

    found = backups(path)
    if not found and not as_json:
        say(_("There are no daily backups in {folder}.").format(folder=folder_of(path)))
    bad, listed = 0, []
    for copy in found:
        facts: dict[str, object] = {"day": copy.day, "bytes": copy.size, "file": copy.path}
        said = f"{copy.day.isoformat()}  {-(-copy.size // 1024):>8} kB  {copy.path}"
        if verify:
            try:
                seen = look(path, copy.path, key_for(copy.path, path))
                said += "  " + _("intact, {n} entries").format(n=seen.entries)
                facts |= {"whole": True, "entries": seen.entries}
            except Exception as failure:
                if not is_refusal(failure):
                    raise
                bad += 1
                said += "  " + sentence(failure)
                facts |= {"whole": False, "why": sentence(failure)}
        listed.append(facts)
        if not as_json:
            say(said)
    if as_json:
        say_json(listed)
    return 1 if bad else 0
