"""Photographs of before and after, the retrospective and points for duty, on paper."""

import io
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO

import docx
import pytest
from docx.oxml.ns import qn

from exports.documents.board_sheet import board_document
from exports.documents.chase_list import chase_document
from exports.documents.task_papers import (
    lookback_document,
    lookback_name,
    photo_document,
    photo_name,
    point_document,
    point_name,
)
from meetings.matters.duty import DutyTurn, LedgerRule, PointGroup
from meetings.matters.photos import Photo, When
from meetings.papers.board_sheet import BoardSheet
from meetings.papers.chase_list import ChaseLine, ChaseList
from meetings.papers.name_masking import Cover
from meetings.papers.task_papers import NothingOnPaper, lookbacks, photo_pages, point_paper
from tests.data.word_rules import DRAWN
from tests.exports.test_reports import BEGUN, DONE, LATE, NOW, PNG, words_of

DAY = date(2027, 1, 8)
BODY = "梧桐里社区议事会"
BEFORE = Photo("0001-y.png", "1" * 64, When.BEFORE, BEGUN, "李国强量过，灯是灭的")
TASK = replace(
    DONE, photos=(*DONE.photos, BEFORE), retrospective="先问物业，再报街道。李国强电话13900000003",
    measure="换灯头",
)  # fmt: skip
COVER = Cover(["李国强"], phones=["13900000003"])


def test_photographs_stand_before_first_with_words_and_the_day_they_were_taken_in() -> None:
    data = photo_document(photo_pages([TASK, LATE], BODY, DAY), lambda _shot: PNG)
    said = words_of(data)
    assert "办理前后对比：修45栋路灯" in said and "以前摸黑，现在亮了。" in said
    assert said.index("办理前：李国强量过") < said.index("办理后：路灯已亮（2026年3月2日收录）")
    drawn = [one.get("descr") for one in docx.Document(io.BytesIO(data)).element.body.iter(DRAWN)]
    assert len(drawn) == 2 and all(drawn)


def test_what_is_told_of_a_task_stays_with_its_photographs() -> None:
    paper = photo_document(photo_pages([TASK, LATE], BODY, DAY), lambda _shot: PNG)
    document = docx.Document(BytesIO(paper))
    told = [one for one in document.paragraphs if one.text.startswith("由")]
    assert len(told) > 0 and all(one.paragraph_format.keep_with_next for one in told)


def test_a_photograph_that_is_not_there_is_said_and_one_taken_off_is_left_out() -> None:
    off = replace(TASK, photos=(replace(DONE.photos[0], removed="拍到了人脸"), BEFORE))
    said = words_of(photo_document(photo_pages([off], BODY, DAY), lambda _shot: None))
    assert "未能印出" in said and "路灯已亮" not in said
    with pytest.raises(NothingOnPaper):
        photo_pages([LATE, replace(off, photos=off.photos[:1])], BODY, DAY)


def test_the_retrospective_tells_what_is_known_and_leaves_out_what_nobody_said() -> None:
    said = words_of(lookback_document(lookbacks([TASK, LATE], BODY, DAY)))
    for part in ("复盘：修45栋路灯", "换灯头", "物业服务中心、李国强", "2026年3月22日", "满意",
                 "先问物业", "晚上敢出门了"):  # fmt: skip
        assert part in said, part
    bare = replace(TASK, measure="", deadline=None, steps=(), change="", undated=True)
    short = words_of(lookback_document(lookbacks([bare], BODY, DAY)))
    assert not any(part in short for part in ("时限", "办结日期", "提出日期", "经过", "前后变化"))
    with pytest.raises(NothingOnPaper):
        lookbacks([LATE], BODY, DAY)


def turn(name: str, hours: int, day: int, **more) -> DutyTurn:
    start = NOW + timedelta(days=day)
    return DutyTurn(f"{name}{day}", "b", "1", name, start, start + timedelta(hours=hours), **more)


TURNS = [turn("陈阿姨", 2, 0), turn("陈阿姨", 1, 3, note="下雨"), turn("红袖标队", 1, 1, heads=4)]
RULE = LedgerRule("r", "b", per_hour=10, groups=(PointGroup("低龄老人", 150, ("陈阿姨",)),))


def test_the_balance_of_everybody_and_the_sheet_of_one_agree() -> None:
    listed = words_of(point_document(point_paper(TURNS, RULE, {"1": "守路口"}, BODY, DAY)))
    assert "共2人（队），3班，7小时" in listed and "1.5" in listed and "45" in listed
    sheet = point_paper(TURNS, RULE, {"1": "守路口"}, BODY, DAY, person="陈阿姨")
    said = words_of(point_document(sheet))
    assert "陈阿姨值守积分单" in said and "合计2班，3小时" in said and "积分45分" in said
    assert "下雨" in said and "红袖标队" not in said
    assert point_name(sheet).endswith("值守积分单-陈阿姨.docx")
    with pytest.raises(NothingOnPaper):
        point_paper(TURNS, RULE, {}, BODY, DAY, person="没来过")


def test_what_is_posted_names_nobody() -> None:
    photos = photo_pages([TASK], BODY, DAY, COVER)
    learnt = lookbacks([TASK], BODY, DAY, COVER)
    points = point_paper(
        [turn("李国强", 2, 0)], RULE, {"1": "李国强守路口"}, BODY, DAY, cover=COVER
    )
    for data in (
        photo_document(photos, lambda _shot: PNG), lookback_document(learnt), point_document(points)
    ):  # fmt: skip
        assert "李国强" not in words_of(data) and "13900000003" not in words_of(data)
        described = [e.get("descr") for e in docx.Document(io.BytesIO(data)).element.iter(DRAWN)]
        assert not any("李国强" in str(said) for said in described)
    assert "（公开版）" in photo_name(photos) and "（公开版）" in lookback_name(learnt)


def test_a_name_that_is_a_word_is_masked_where_it_stands_alone() -> None:
    cover = Cover(["方便"])
    paper = point_paper([turn("方便", 2, 0)], None, {}, BODY, DAY, cover=cover)
    assert [line.name for line in paper.lines] == ["方某"]


def test_the_same_paper_gives_the_same_bytes() -> None:
    pages = photo_pages([TASK], BODY, DAY)
    assert photo_document(pages, lambda _s: PNG) == photo_document(pages, lambda _s: PNG)
    one = docx.Document(io.BytesIO(photo_document(pages, lambda _s: PNG)))
    assert one.tables and one.tables[0]._tbl.tblPr.find(qn("w:tblCaption")) is not None


def test_a_day_in_full_fits_its_column_on_every_list_of_turns_and_tasks() -> None:
    """2026年12月24日 of 10.5 pt takes 33 mm and the margins of the cell."""
    turn = DutyTurn("1", "b", "t", "陈阿姨", NOW, NOW + timedelta(hours=1))
    late = ChaseLine(1, "街角", "修灯", "范志伟", DAY, 6, "提醒", "等")
    for data, head in (
        (point_document(point_paper([turn], None, {}, BODY, DAY, person="陈阿姨")), "日期"),
        (chase_document(ChaseList(BODY, DAY, (late,))), "时限"),
    ):
        grid = docx.Document(io.BytesIO(data)).tables[0]
        place = [cell.text for cell in grid.rows[0].cells].index(head)
        assert grid.columns[place].width.mm >= 34


@pytest.mark.parametrize("room", [1, 3, 4])
def test_a_notice_has_as_many_frames_for_ads_as_it_says(room):
    made = docx.Document(io.BytesIO(board_document(BoardSheet(BODY, "广告栏", DAY, room=room))))
    assert len({cell._tc for row in made.tables[-1].rows for cell in row.cells}) == room
