"""各人任务单: a page for each person with all that is still to be done, to hand out."""

from collections.abc import Sequence

from exports import text
from exports.documents.names import file_name
from exports.documents.occasion import midnight
from exports.layout import blocks, styles, tables
from exports.layout.packing import pack
from meetings.papers.personal_list import NothingToDo, OwnTask, PersonalList

TITLE = "任务单"
HEADS = ("编号", "事项", "时限", "同办", "最近进展", "办理结果")
LONGEST_WORD = 60
"""The most characters of a task's last answer that the table shows."""


def personal_document(lists: Sequence[PersonalList]) -> bytes:
    """One page a person; the same values give the same bytes. Raises NothingToDo."""
    if not lists:
        raise NothingToDo(name="")
    first = lists[0]
    document = blocks.new_document(TITLE, first.body_name, midnight(first.on))
    for place, one in enumerate(lists):
        blocks.title(document, f"{text.one_line(one.name)}{TITLE}", new_page=place > 0)
        late = f"，其中逾期{one.late}项" if one.late else ""
        line = f"截至{text.day_text(one.on)}，未办结{len(one.tasks)}项{late}。"
        blocks.line(document, f"{text.one_line(one.body_name)}：{line}", styles.TABLE_TEXT)
        tables.table(
            document, HEADS, [_row(task) for task in one.tasks], [18, 40, 35, 19, 26, 30], [0],
            caption=TITLE, style=styles.TABLE_SMALL, row_height=12,
        )  # fmt: skip
        blocks.line(document, "办结后请填写办理结果并交回，以便反馈居民。", styles.TABLE_TEXT)
        blocks.sign_lines(document, ("签收人", "日期"))
    return pack(document)


def personal_name(lists: Sequence[PersonalList]) -> str:
    """The file's name: day, body, and the person where it is one alone."""
    who = f"{lists[0].name}_" if len(lists) == 1 else "各人"
    return file_name(lists[0].on, lists[0].body_name, f"{who}{TITLE}")


def _row(task: OwnTask) -> tuple[str, ...]:
    until = text.day_text(task.deadline) if task.deadline else text.one_line(task.deadline_words)
    until = until or "未定"
    if task.days_late:
        until += f"，已逾期{task.days_late}天"
    last = text.one_line(task.last_word)
    last = last if len(last) <= LONGEST_WORD else f"{last[:LONGEST_WORD]}…"
    line = text.one_line(task.text) + ("（协办）" if task.helps else "")
    return task.number, line, until, task.others, last, ""
