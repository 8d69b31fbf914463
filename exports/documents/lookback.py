"""复盘: what was to be done, how it went, what changed, what was learnt."""

from docx.document import Document

from exports import text, words
from exports.documents.names import file_name
from exports.documents.occasion import midnight
from exports.layout import blocks, styles, tables
from exports.layout.packing import pack
from meetings.papers.task_papers import CourseLine, Lookback, Lookbacks
from meetings.terms import term


def lookback_document(pages: Lookbacks) -> bytes:
    """The paper as a .docx; the same values give the same bytes."""
    alone = len(pages.tasks) == 1
    name = text.one_line(pages.tasks[0].text)
    title = words.LOOKBACK_OF.format(text=name) if alone else words.LOOKBACK_ALL
    document = blocks.new_document(title, pages.body_name, midnight(pages.on))
    blocks.title(document, title)
    blocks.subtitle(document, pages.body_name)
    for number, task in enumerate(pages.tasks, 1):
        if not alone:
            blocks.heading(document, 1, number, task.text)
        _task(document, task, 1 if alone else 2, public=pages.public)
    blocks.signature(document, pages.body_name, pages.on)
    return pack(document)


def lookback_name(pages: Lookbacks) -> str:
    """The file's name: day, body, and the task where it is one alone."""
    of = f"-{text.one_line(pages.tasks[0].text)}" if len(pages.tasks) == 1 else ""
    public = words.PUBLIC if pages.public else ""
    return file_name(pages.on, pages.body_name, f"{words.LOOKBACK}{public}{of}")


def _task(document: Document, task: Lookback, level: int, *, public: bool) -> None:
    """Its parts, numbered over those that have something to say."""
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
    for name, said in (
        (change, task.change), (learnt, task.learnt), (resources, "、".join(task.resources)),
    ):  # fmt: skip
        if said:
            blocks.heading(document, level, next(names), name)
            blocks.body(document, text.sentence_end(said))


def _step(line: CourseLine) -> tuple[str, ...]:
    day = text.day_text(line.day) if line.day else words.DAY_UNKNOWN
    return day, term(line.kind), text.one_line(line.text), text.one_line(line.by)


def _facts(task: Lookback) -> list[tuple[str, str]]:
    """What is known; what nobody said is left out."""
    days = [
        ("提出日期", task.begun), ("办理时限", task.deadline), ("办结日期", task.done),
    ]  # fmt: skip
    known = [
        ("编号", task.number), ("事项", text.one_line(task.text)), ("承办", task.owners),
        ("协办", task.helpers), ("办理措施", text.one_line(task.measure)),
        *((name, text.day_text(day) if day else "") for name, day in days),
        ("居民评价", term(task.satisfaction) if task.satisfaction else ""),
    ]  # fmt: skip
    return [(name, said) for name, said in known if said]
