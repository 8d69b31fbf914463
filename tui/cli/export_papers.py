"""`jiejiao export notice|sign-in|forms|record|minutes|extract|public|reading`: papers in Word."""

import sys
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from meetings.actions import law, mask, papers
from meetings.actions.papers import Wanted
from meetings.papers.name_masking import Seen
from meetings.procedure.law_questions import LawQuestion, question_words
from tui.cli.asking import Day
from tui.cli.meant import meeting_id
from tui.cli.options import FORCE, TARGET, is_output, tell_written
from tui.cli.printing import say
from tui.errors import sentence
from tui.language import _, language

Command = Callable[..., None]


def _common(command: Command) -> Command:
    """The argument and options that every paper takes."""
    for decorate in (
        FORCE,
        click.option(
            "--pdf", is_flag=True,
            help="另存 PDF（需要 LibreOffice） · a PDF beside it (needs LibreOffice)",
        ),
        click.option(
            "--body", default="",
            help="机构名称或编号（最近开会的） · "
            "name or id of the body (default: the one that met last)",
        ),
        TARGET,
        click.argument("meeting"),
    ):  # fmt: skip
        command = decorate(command)
    return click.pass_obj(command)


_public = click.option(
    "--public", is_flag=True, help="公开版，姓名隐去 · public edition, names masked"
)


def _write(path: Path, wanted: Wanted, given: dict[str, Any]) -> None:
    from exports.own_forms.kept import own_form
    from exports.word_list import WORDS
    from exports.writing import write_one
    from meetings.sitting.meeting import Meeting
    from storage.records import FileRecords
    from tui.desk.core import local_now

    with FileRecords.open(path, read_only=True) as records:
        planned = wanted.paper in papers.BEFORE
        id = meeting_id(records, given["meeting"], given["body"], planned)
        value = papers.paper(records, id, wanted, local_now(), WORDS)
        with records.reading() as book:
            body = book.get(Meeting, id).body
        masked = wanted.public or wanted.paper in (papers.PUBLIC, papers.POSTING)
        asked: tuple[LawQuestion, ...] = ()
        if wanted.paper == papers.NOTICE:
            asked = law.asked_of_notice(records, id, local_now())
        elif wanted.paper == papers.POSTING:
            asked = law.asked_of_posting(records, id, wanted.days)
        asks = _asks(mask.desk(records, id, local_now(), WORDS)) if masked else 0
    written = write_one(
        value, given["target"], replace=given["force"], pdf=given["pdf"],
        template=own_form(path, body),
    )  # fmt: skip
    piped = is_output(given["target"])
    for file in written.paths[-1:] if piped else written.paths:
        tell_written(file)
    for question in asked:
        say(question_words(question, language()), err=piped)
    if asks:
        words = _("{n} places are doubtful; check them before posting: jiejiao export masks {id}")
        say(words.format(n=asks, id=given["meeting"]), err=piped)
    if written.no_pdf is not None:
        say(sentence(written.no_pdf), err=True)
        sys.exit(1)


def _asks(seen: Iterable[Seen]) -> int:
    """How many places to mask are doubtful and undecided."""
    return sum(one.find.doubtful and not one.chosen for one in seen)


@click.command(short_help="遮名清单 · what a public document masks")
@click.argument("meeting")
@click.option(
    "--body",
    default="",
    help="机构名称或编号（最近开会的） · name or id of the body (default: the one that met last)",
)
@click.pass_obj
def masks(path: Path, meeting: str, body: str) -> None:
    """逐条列出公开版里隐去了什么、留下了什么，? 是拿不准的；在程序里（会议 → 9 文书）可以改。

    List, line by line, what the public edition masks and what it leaves; ? marks doubtful
    places.
    """
    from exports.word_list import WORDS
    from storage.records import FileRecords
    from tui.desk.core import local_now
    from tui.words.masking import masking_line

    with FileRecords.open(path, read_only=True) as records:
        for seen in mask.desk(records, meeting_id(records, meeting, body), local_now(), WORDS):
            say(masking_line(seen))


def _plain(name: str, paper: str, short: str, doc: str) -> click.Command:
    """A paper that takes nothing but the common options."""

    def run(path: Path, **given: Any) -> None:
        _write(path, Wanted(paper), given)

    run.__doc__ = doc
    return click.command(name, short_help=short)(_common(run))


_PLAIN = (
    ("notice", papers.NOTICE, "会议通知 · notice of meeting",
     "导出会议通知。MEETING 是 latest（最近一次），或编号，如 2026-3。\n\n"
     "Write the notice of the meeting."),
    ("sign-in", papers.SIGN_IN, "签到表 · sign-in sheet",
     "导出签到表；已签到的会填上。\n\n"
     "Write the sign-in sheet, filled in where people have signed in."),
    ("forms", papers.FORMS, "空白表 · blank forms",
     "导出空白记录表、计票表、表决票。\n\nWrite the blank record, tally and ballot forms."),
    ("record", papers.RECORD, "会议记录 · the full record",
     "导出会议记录：全部发言和经过，留签字处。\n\nWrite the full record, for signing."),
    ("reading", papers.READING, "朗读版 · reading copy",
     "导出朗读版：大字号。\n\nWrite the decisions in large type, for reading aloud."),
)  # fmt: skip


@click.command(short_help="会议纪要（Word） · minutes, in Word")
@_common
@_public
@click.option(
    "--version", default=0, type=click.IntRange(0, 999),
    help="第几版定稿（不写就是现在的） · "
    "an older final version, by number (default: the current one)",
)  # fmt: skip
def minutes(path: Path, public: bool, version: int, **given: Any) -> None:
    """导出会议纪要（Word）。MEETING 是 latest（最近一次），或编号，如 2026-3。

    Write the minutes. MEETING is `latest` or a number such as 2026-3.
    """
    _write(path, Wanted(papers.MINUTES, public=public, version=version), given)


@click.command(short_help="单项摘要 · extract of one item")
@_common
@_public
@click.option(
    "--item", required=True, type=click.IntRange(1, 999), help="议题序号 · number of the item"
)
@click.option("--to", default="", help="发给谁 · whom it is for")
@click.option("--reply-by", type=Day(), help="答复期限 · the day an answer is due")
def extract(
    path: Path, public: bool, item: int, to: str, reply_by: datetime | None, **given: Any
) -> None:
    """导出一项议题的摘要，给承办单位。

    Write one item of the minutes for those who have to act on it.
    """
    day = reply_by.date() if reply_by else None
    _write(path, Wanted(papers.EXTRACT, item, to, day, public=public), given)


@click.command(short_help="公示 · public notice")
@_common
@click.option("--from", "start", type=Day(), help="公示起始日 · the first day of posting")
@click.option("--days", default=0, type=click.IntRange(0, 365), help="公示天数 · for how many days")
@click.option("--to", default="", help="异议向谁反映 · to whom objections go")
def public(path: Path, start: datetime | None, days: int, to: str, **given: Any) -> None:
    """导出公示：一页，姓名隐去。

    Write the public notice: one page, names masked.
    """
    day = start.date() if start else None
    _write(path, Wanted(papers.POSTING, 0, to, day, days), given)


PAPER_COMMANDS = (*(_plain(*one) for one in _PLAIN), minutes, extract, public, masks)
