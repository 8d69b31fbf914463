"""Papers on tasks: photographs of before and after, the retrospective, points for duty."""

from collections.abc import Callable
from typing import TypeVar

from docx.document import Document

from exports import text, words
from exports.documents.names import file_name
from exports.documents.occasion import midnight
from exports.layout import blocks, styles, tables
from exports.layout.packing import pack
from exports.layout.pictures import in_pairs
from meetings.matters.duty import hours_text
from meetings.papers.task_papers import (
    CourseLine,
    Lookback,
    Lookbacks,
    PhotoPages,
    PhotoTask,
    PointPaper,
    Shot,
    TurnLine,
)
from meetings.terms import term

Pages = TypeVar("Pages", Lookbacks, PhotoPages)


def _paper(pages: Pages, of_one: str, of_all: str, write: Callable[[Document, int], None]) -> bytes:
    """A paper on one task or on several, as a .docx; `write` is given the place of each task."""
    alone = len(pages.tasks) == 1
    title = of_one.format(text=text.one_line(pages.tasks[0].text)) if alone else of_all
    document = blocks.new_document(title, pages.body_name, midnight(pages.on))
    blocks.title(document, title)
    blocks.subtitle(document, pages.body_name)
    for place, task in enumerate(pages.tasks):
        if not alone:
            blocks.heading(document, 1, place + 1, task.text)
        write(document, place)
    blocks.signature(document, pages.body_name, pages.on)
    return pack(document)


def _name(pages: Pages, what: str) -> str:
    """The file's name: day, body, what it is, and the task where it is one alone."""
    of = f"-{text.one_line(pages.tasks[0].text)}" if len(pages.tasks) == 1 else ""
    public = words.PUBLIC if pages.public else ""
    return file_name(pages.on, pages.body_name, f"{what}{public}{of}")


def lookback_document(pages: Lookbacks) -> bytes:
    """The retrospectives as a .docx; the same values give the same bytes."""
    level = 1 if len(pages.tasks) == 1 else 2

    def write(document: Document, place: int) -> None:
        _task(document, pages.tasks[place], level, public=pages.public)

    return _paper(pages, words.LOOKBACK_OF, words.LOOKBACK_ALL, write)


def lookback_name(pages: Lookbacks) -> str:
    """The file's name: day, body, and the task where it is one alone."""
    return _name(pages, words.LOOKBACK)


def _task(document: Document, task: Lookback, level: int, *, public: bool) -> None:
    """The parts of a task that have content, numbered."""
    names = iter(range(1, len(words.LOOKBACK_PARTS) + 1))
    what, course, change, learnt, resources = words.LOOKBACK_PARTS
    blocks.heading(document, level, next(names), what)
    tables.table(
        document, words.FACT_HEADS, list(_facts(task)), [30, 126], caption=what, row_height=7
    )
    blocks.end_after_table(document)
    if task.course:
        blocks.heading(document, level, next(names), course)
        wide = [34, 16, 106] if public else [34, 16, 82, 24]
        rows = [_step(line)[: len(wide)] for line in task.course]
        heads = words.COURSE_HEADS[: len(wide)]
        tables.table(
            document, heads, rows, wide, [0, 1], caption=course, row_height=6,
            style=styles.TABLE_SMALL,
        )  # fmt: skip
        blocks.end_after_table(document)
    for name, content in (
        (change, task.change), (learnt, task.learnt), (resources, "、".join(task.resources)),
    ):  # fmt: skip
        if content:
            blocks.heading(document, level, next(names), name)
            blocks.body(document, text.sentence_end(content))


def _step(line: CourseLine) -> tuple[str, ...]:
    day = text.day_text(line.day) if line.day else words.DAY_UNKNOWN
    return day, term(line.kind), text.one_line(line.text), text.one_line(line.by)


def _facts(task: Lookback) -> list[tuple[str, str]]:
    """The known facts of a task, each with its label."""
    days = [
        ("提出日期", task.begun), ("办理时限", task.deadline), ("办结日期", task.done),
    ]  # fmt: skip
    facts = [
        ("编号", task.number), ("事项", text.one_line(task.text)), ("承办", task.owners),
        ("协办", task.helpers), ("办理措施", text.one_line(task.measure)),
        *((name, text.day_text(day) if day else "") for name, day in days),
        ("居民评价", term(task.satisfaction) if task.satisfaction else ""),
    ]  # fmt: skip
    return [(name, fact) for name, fact in facts if fact]


Photographs = Callable[[Shot], bytes | None]
"""Reads a photograph; None where it is missing or was changed."""


def photo_document(pages: PhotoPages, photographs: Photographs) -> bytes:
    """The photographs as a .docx; the same values give the same bytes."""
    caption = f"{words.PHOTOS}：{text.one_line(pages.tasks[0].text)}"

    def write(document: Document, place: int) -> None:
        task = pages.tasks[place]
        _write_task(document, task)
        shown = [(photographs(shot), _caption(shot)) for shot in task.shots]
        in_pairs(document, shown, caption, words.PHOTO_MISSING)
        blocks.end_after_table(document)

    return _paper(pages, words.PHOTOS_OF, words.PHOTOS_ALL, write)


def photo_name(pages: PhotoPages) -> str:
    """The file's name: day, body, and the task where it is one alone."""
    return _name(pages, words.PHOTOS)


def _write_task(document: Document, task: PhotoTask) -> None:
    parts = [f"由{task.owners}办理"] if task.owners else []
    if task.done:
        parts.append(f"{text.day_text(task.done)}办结")
    for paragraph in ("，".join(parts), task.change):
        if paragraph:
            line = blocks.line(document, text.sentence(paragraph), styles.TABLE_TEXT)
            line.paragraph_format.keep_with_next = True


def _caption(shot: Shot) -> str:
    """办理前：井盖破损（2026年3月2日收录）; the day is when it was taken in, the only one known."""
    shows = words.SHOWS[shot.when]
    line = f"{shows}：{text.one_line(shot.caption)}" if shot.caption else shows
    return words.PHOTO_ADDED.format(caption=line, day=text.day_text(shot.added))


def point_document(paper: PointPaper) -> bytes:
    """The list or the sheet as a .docx; the same values give the same bytes."""
    title = f"{paper.person}{words.POINT_SHEET}" if paper.person else words.POINT_LIST
    document = blocks.new_document(title, paper.body_name, midnight(paper.on))
    blocks.title(document, title)
    blocks.subtitle(document, paper.body_name)
    if paper.person:
        _sheet(document, paper)
    else:
        _list(document, paper)
    blocks.signature(document, paper.body_name, paper.on)
    return pack(document)


def point_name(paper: PointPaper) -> str:
    """The file's name: day, body, and whose it is."""
    public = words.PUBLIC if paper.public else ""
    what = f"{words.POINT_SHEET}-{paper.person}" if paper.person else words.POINT_LIST
    return file_name(paper.on, paper.body_name, f"{what}{public}")


def _list(document: Document, paper: PointPaper) -> None:
    count = words.POINT_COUNT.format(
        day=text.day_text(paper.on), people=len(paper.lines),
        turns=sum(line.turns for line in paper.lines),
        hours=hours_text(sum(line.person_minutes for line in paper.lines)),
        rate=words.POINT_RATE.format(per_hour=paper.per_hour) if paper.per_hour
        else words.NO_POINT_RATE,
    )  # fmt: skip
    blocks.line(document, count, styles.TABLE_TEXT)
    rows = [
        (
            str(number), text.one_line(line.name), str(line.turns),
            hours_text(line.person_minutes), text.one_line(line.group),
            _times(line.percent) if line.group else "", str(line.points) if paper.per_hour else "",
        )
        for number, line in enumerate(paper.lines, 1)
    ]  # fmt: skip
    tables.table(
        document, words.POINT_HEADS, rows, [13, 42, 14, 31, 25, 13, 18], [0, 2, 3, 5, 6],
        caption=words.POINT_LIST,
    )  # fmt: skip


def _sheet(document: Document, paper: PointPaper) -> None:
    rows = [_turn(turn) for turn in paper.turns]
    tables.table(
        document, words.TURN_HEADS, rows, [36, 26, 12, 29, 38, 15], [0, 1, 2, 3],
        caption=words.POINT_SHEET,
    )  # fmt: skip
    for line in paper.lines:
        times = (
            words.POINT_TIMES.format(group=line.group, times=_times(line.percent))
            if line.group
            else ""
        )
        sentence = words.POINT_SUM if paper.per_hour else words.POINT_SUM_UNRATED
        balance = sentence.format(
            turns=line.turns, hours=hours_text(line.person_minutes), per_hour=paper.per_hour,
            times=times, points=line.points,
        )  # fmt: skip
        blocks.line(document, balance, styles.TABLE_TEXT)
    if not paper.public:
        blocks.sign_lines(document, ("本人签名", "经办人"))


def _turn(turn: TurnLine) -> tuple[str, ...]:
    start, end = text.clock_text(turn.starts_at), text.clock_text(turn.ends_at)
    minutes = turn.person_minutes
    return (
        text.day_text(turn.starts_at.date()), f"{start}—{end}", str(turn.heads),
        hours_text(minutes), text.one_line(turn.task), text.one_line(turn.note),
    )  # fmt: skip


def _times(percent: int) -> str:
    whole, rest = divmod(percent, 100)
    return f"{whole}.{rest:02}".rstrip("0") if rest else str(whole)
