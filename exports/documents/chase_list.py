"""督办单: the tasks to be chased in one table, to hand round or to post in the office."""

from exports import text, words
from exports.documents.names import file_name
from exports.documents.occasion import midnight
from exports.layout import blocks, styles, tables
from exports.layout.packing import pack
from meetings.papers.chase_list import ChaseLine, ChaseList

TITLE = "督办单"
HEADS = ("序号", "督办事项", "责任人（单位）", "时限", "督办", "最近进展")
BODY_HEAD = "机构"
COUNT = "截至{day}，共{count}项，其中逾期{late}项。请按时限办理并回复。"
NOTHING = "截至{day}，没有需要督办的事项。"
LATE = "已逾期{days}天"
NOBODY = "未定"
LONGEST_WORD = 60
"""The most characters of a task's last answer that the table shows."""


def chase_document(sheet: ChaseList) -> bytes:
    """The list as a .docx; the same value gives the same bytes."""
    title = f"{sheet.body_name}{TITLE}"
    document = blocks.new_document(title, sheet.body_name, midnight(sheet.on))
    blocks.title(document, title)
    day = text.day_text(sheet.on)
    late = sum(1 for line in sheet.lines if line.days_late)
    pattern = COUNT if sheet.lines else NOTHING
    blocks.line(
        document, pattern.format(day=day, count=len(sheet.lines), late=late), styles.TABLE_TEXT
    )
    several = any(line.body_name != sheet.body_name for line in sheet.lines)
    if sheet.lines:
        heads = (HEADS[0], BODY_HEAD, *HEADS[1:]) if several else HEADS
        measures = [11, 20, 30, 21, 36, 14, 24] if several else [11, 40, 26, 34, 15, 30]
        rows = [_row(number, line, several) for number, line in enumerate(sheet.lines, 1)]
        tables.table(document, heads, rows, measures, [0], caption=TITLE)
    blocks.signature(document, sheet.body_name, sheet.on)
    return pack(document)


def chase_name(sheet: ChaseList) -> str:
    """The file's name: day and body."""
    return file_name(sheet.on, sheet.body_name, TITLE)


def _row(number: int, line: ChaseLine, several: bool) -> tuple[str, ...]:
    until = text.day_text(line.deadline) if line.deadline else words.NO_OWNER
    if line.days_late:
        until += f"，{LATE.format(days=line.days_late)}"
    last = text.one_line(line.last_word)
    cells = (
        text.one_line(line.text), line.owners or NOBODY, until, line.chased,
        last if len(last) <= LONGEST_WORD else f"{last[:LONGEST_WORD]}…",
    )  # fmt: skip
    return (str(number), line.body_name, *cells) if several else (str(number), *cells)
