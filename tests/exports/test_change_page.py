"""The page on what acting has changed names nobody in full."""

import io
from datetime import date, datetime, timedelta, timezone

import docx
import pytest

from exports.documents.change_page import change_page, change_page_name
from meetings.matters.followups import FollowUp
from meetings.papers.change_page import ChangeLine, ChangePage, NothingToPost, change_line
from meetings.papers.name_masking import Cover

NOW = datetime(2026, 11, 24, 19, tzinfo=timezone(timedelta(hours=8)))
DAY = date(2026, 11, 24)


def text_of(data: bytes) -> str:
    document = docx.Document(io.BytesIO(data))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(p.text for p in document.paragraphs), *cells])


def test_each_change_stands_with_its_day() -> None:
    page = ChangePage("45、47栋街角议事会", DAY, (ChangeLine("公告栏", "小广告少了", DAY),))
    said = text_of(change_page(page))
    assert "小广告少了" in said and "2026年11月24日" in said and "45、47栋" in said


def test_an_empty_page_is_not_made_and_an_unknown_day_stays_blank() -> None:
    with pytest.raises(NothingToPost):
        change_page(ChangePage("议事会", DAY, ()))
    page = ChangePage("议事会", DAY, (ChangeLine("公告栏", "小广告少了", None),))
    assert "未定" not in text_of(change_page(page))


def test_names_and_phones_in_the_words_are_hidden() -> None:
    task = FollowUp("f", "b", 1, "张桂兰家门口的灯", NOW, change="张桂兰说亮了，电话13800000000")
    line = change_line(task, Cover(["张桂兰"]))
    said = text_of(change_page(ChangePage("议事会", DAY, (line,))))
    assert "张桂兰" not in said and "13800000000" not in said and "张某" in said


def test_the_file_is_named_by_day_and_body() -> None:
    assert change_page_name(ChangePage("议事会", DAY, ())).startswith("20261124_议事会")
