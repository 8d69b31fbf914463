"""督办单: what is late, whose it is, how far it was chased; the same value, the same bytes."""

import io
from datetime import date

import docx
from hypothesis import given, settings
from hypothesis import strategies as st

from exports.documents.chase_list import chase_document, chase_name
from meetings.papers.chase_list import ChaseLine, ChaseList
from tests.data.hostile import HOSTILE
from tests.data.often import often

ON = date(2026, 11, 24)
LATE = ChaseLine(2, "街角", "更换井盖", "范志伟、物业", date(2026, 11, 18), 6, "提醒", "厂家说等")
NOBODYS = ChaseLine(5, "街角", "清楼道", "", None, 0, "", "")


def cells(sheet: ChaseList) -> list[list[str]]:
    grid = docx.Document(io.BytesIO(chase_document(sheet))).tables[0]
    return [[cell.text for cell in row.cells] for row in grid.rows]


def text(sheet: ChaseList) -> str:
    document = docx.Document(io.BytesIO(chase_document(sheet)))
    return "\n".join(paragraph.text for paragraph in document.paragraphs)


def test_each_task_says_whose_it_is_how_late_and_how_far_it_was_chased() -> None:
    sheet = ChaseList("街角", ON, (LATE, NOBODYS))
    assert cells(sheet)[1] == [
        "1", "更换井盖", "范志伟、物业", "2026年11月18日，已逾期6天", "提醒", "厂家说等",
    ]  # fmt: skip
    assert cells(sheet)[2][2:4] == ["未定", "未定"]
    assert "共2项，其中逾期1项" in text(sheet)


def test_the_body_has_a_column_where_the_list_is_of_several() -> None:
    heads = cells(ChaseList("社区", ON, (LATE,)))[0]
    assert heads[1] == "机构" and len(heads) == 7


def test_an_empty_list_says_so_and_bytes_are_the_same_for_the_same_value() -> None:
    empty = ChaseList("街角", ON, ())
    assert "没有需要督办的事项" in text(empty)
    assert chase_document(empty) == chase_document(empty)
    assert chase_name(empty) == "20261124_街角_督办单.docx"


@settings(max_examples=often(10), deadline=None)
@given(st.sampled_from(list(HOSTILE.values())))
def test_no_text_breaks_the_list(words: str) -> None:
    words = words[:2000]
    line = ChaseLine(1, words, words, words, ON, 0, words, words * 3)
    assert chase_document(ChaseList(words, ON, (line,)))
