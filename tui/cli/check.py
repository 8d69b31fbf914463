"""`jiejiao check`: checks the records file and its journal, and repairs it."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tui.cli.asking import agree
from tui.cli.options import AS_JSON, FileToRead
from tui.cli.printing import say, say_json
from tui.language import N_, _
from tui.words.findings import finding_words, in_words
from tui.words.records import PLACES, reminders

if TYPE_CHECKING:
    from meetings.papers.seal import JournalEnd
    from storage.health.findings import Finding
    from storage.health.surroundings import Advice

ADVICE = {
    "photograph": N_("This photograph belongs to no task; look at it, then move it elsewhere."),
    "photograph_lost": N_("The photograph of task {number} is missing or was changed."),
    "disk": N_("Disk space is low ({free} MB left, {wanted} MB wanted); free some up."),
    "drafts": N_(
        "Unfinished text cannot be read ({problem}); it will be set aside at the next start."
    ),
    "drafts_aside": N_(
        "Unfinished text that could not be read was set aside here at an earlier start."
    ),
    "aside": N_(
        "This log or key does not belong to the records, or is damaged, and "
        "was set aside at an earlier start; look at it, then delete it."
    ),
    "no_backup": N_("There is no daily backup in {folder} yet; open the program to make one."),
    "old_backup": N_(
        "The newest daily backup is {days} days old; open the program to make a new one."
    ),
    "ahead": N_(
        "This backup is dated after today: this computer's clock was wrong then, or is now."
    ),
    "open_copy": N_("This backup is not encrypted, while the records are; remove it."),
}
"""The sentence for each kind of advice."""

PLANS = {
    "rebuild": N_(
        "The journal is intact. The tables of {file} will be rebuilt from it "
        "and nothing is lost; the damaged file is kept under another name."
    ),
    "restore": N_(
        "The backup {source} is intact and will replace {file}. It lacks "
        "{lost} entries; the damaged file is kept under another name."
    ),
    "none": N_(
        "Neither the journal nor any daily backup is intact. Keep the file as "
        "it is and restore a backup from elsewhere: jiejiao restore FILE"
    ),
}


@click.command(short_help="检查记录文件 · check the records")
@click.option(
    "--document", type=FileToRead(),
    help="核对一份导出的定稿 · compare a final document with the records",
)  # fmt: skip
@click.option(
    "--head", "heads", multiple=True, metavar="WORDS",
    help="核对纸上印的流水末端 · compare the journal line printed on paper",
)  # fmt: skip
@click.option("--repair", is_flag=True, help="修复：先说明，再动手 · repair, after explaining how")
@click.option("--yes", is_flag=True, help="不再询问 · do not ask")
@AS_JSON
@click.pass_obj
def check(
    path: Path, document: Path | None, heads: tuple[str, ...], repair: bool, yes: bool,
    as_json: bool,
) -> None:  # fmt: skip
    """检查记录文件和日志链是否完整，并查看照片、磁盘、草稿和备份。

    加 --document 时只核对一份导出的定稿：与档案一致时退出码 0，否则 1。

    加 --head "日志 23条 1a2b-3c4d-5e6f-7a8b"（签过字的纪要末页所印，可写几次）：看流水是否仍经过
    那一条；退回过或重写过的记录只有这样才看得出来。

    退出码：0 完整或已修复，1 有问题或无法修复，2 不能检查。

    Check the records and their journal, and look at photographs, disk, drafts and backups. Exit
    codes: 0 intact or repaired, 1 damaged or beyond repair, 2 cannot be checked. With
    --document, only compare one final document with the records. With --head, compare the
    journal line printed on signed minutes: nothing else shows that records were rolled back.
    """
    if as_json and (repair or document is not None):
        raise click.UsageError("(--json)")
    if document is not None:
        from tui.cli.check_document import check_document

        check_document(path, document)
        return
    from meetings.papers.seal import journal_end
    from storage.health.check import check_file
    from storage.health.surroundings import look_around
    from tui.desk.core import local_now
    from tui.desk.last_check import remember_check

    if not path.exists():
        raise FileNotFoundError(2, "", str(path))
    ends = [journal_end(words) for words in heads]
    findings = check_file(path)
    remember_check(path, local_now(), len(findings))
    if as_json:
        around = look_around(path, local_now().date())
        sys.exit(_say_as_json(path, findings, around, ends))
    for finding in findings:
        say(finding_words(finding))
    gone = sum(not _goes_through(path, end) for end in ends)
    for advice in look_around(path, local_now().date()):
        say(f"{advice.place}: {_(_advice(advice)).format(**in_words(advice.facts))}")
    if not findings:
        _remind(path)
    if repair:
        sys.exit(_repair(path, findings, yes))
    if findings:
        say(
            _(
                "{file} has {n} problems. Nothing was changed; jiejiao check --repair "
                "says what can be done."
            ).format(n=len(findings), file=path),
            err=True,
        )
        sys.exit(1)
    if gone:
        sys.exit(1)
    say(_("{file} is intact: pages, references, journal and tables agree.").format(file=path))


def _say_as_json(
    path: Path, findings: "list[Finding]", advice: "list[Advice]", ends: "list[JournalEnd]"
) -> int:
    """Print the findings as one JSON object; returns the same exit status as the sentences do."""
    from storage.health.heads import place_of_end
    from tui.words.findings import end_words

    places = [(end, place_of_end(path, end)) for end in ends]
    say_json(
        {
            "file": path,
            "whole": not findings,
            "findings": [
                {"kind": one.kind, "place": one.place, **one.facts, "said": finding_words(one)}
                for one in findings
            ],
            "advice": [
                {"kind": one.kind, "place": one.place, **one.facts,
                 "said": _(_advice(one)).format(**in_words(one.facts))}
                for one in advice
            ],
            "heads": [
                {"found": place is not None, "said": end_words(end, place)} for end, place in places
            ],
        }
    )  # fmt: skip
    return 1 if findings or any(place is None for _end, place in places) else 0


def _goes_through(path: Path, end: "JournalEnd") -> bool:
    """Say where the journal end is, or that the journal does not contain it, and return which."""
    from storage.health.heads import place_of_end
    from tui.words.findings import end_words

    place = place_of_end(path, end)
    say(end_words(end, place), err=place is None)
    return place is not None


def _advice(advice: "Advice") -> str:
    return PLACES[str(advice.facts["place"])] if "place" in advice.facts else ADVICE[advice.kind]


def _remind(path: Path) -> None:
    """Say what is past its retention period, if the file has the present schema."""
    from storage.migrations import KNOWN
    from storage.records import FileRecords
    from storage.schema import inspect
    from storage.secrecy import keyring
    from storage.secrecy.due import past_keeping
    from tui.desk.core import local_now

    if inspect(path, keyring.held(path)) < KNOWN:
        return
    with FileRecords.open(path, read_only=True) as records:
        for line in reminders(past_keeping(records, local_now().date())):
            say(line)


def _repair(path: Path, findings: "list[Finding]", yes: bool) -> int:
    from storage.health.repair import Way, carry_out, plan
    from tui.desk.core import local_now

    planned = plan(path, findings)
    if planned.way is Way.NOTHING and _put_photographs_back(path, yes):
        return 0
    if planned.way is Way.NOTHING:
        say(_("{file} is intact; there is nothing to repair.").format(file=path))
        return 0
    lost = _("an unknown number of") if planned.lost is None else planned.lost
    question = _(PLANS[planned.way.value]).format(file=path, source=planned.source, lost=lost)
    if planned.way is Way.NONE:
        say(question, err=True)
        return 1
    agree(question, yes)
    kept = carry_out(path, planned, local_now())
    say(_("Repaired: {file}. The broken file is kept: {kept}").format(file=path, kept=kept))
    return 0


def _put_photographs_back(path: Path, yes: bool) -> bool:
    """Put back missing photographs from the daily backups; False where none is missing."""
    from storage.copies.photo_copies import bring_back, not_here
    from storage.secrecy import keyring

    lost = not_here(path)
    if not lost:
        return False
    question = _(
        "{n} photographs are missing or were changed. They will be looked for "
        "in the daily copies and put back where found."
    )
    agree(question.format(n=len(lost)), yes)
    left = bring_back(path, path, keyring.held(path)).lost
    say(
        _("{n} photographs put back, {left} not found.").format(
            n=len(lost) - len(left), left=len(left)
        )
    )
    return True
