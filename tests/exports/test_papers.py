"""The papers around a meeting: notice, sign-in sheet, forms, extract, posting, reading copy."""

import io
from dataclasses import replace
from datetime import date

import docx
import pytest

from exports.documents.extract import extract_document, extract_name
from exports.documents.forms import forms_document, forms_name
from exports.documents.notice import notice_document, notice_name
from exports.documents.public_notice import posting_document, posting_name
from exports.documents.reading import reading_document, reading_name
from exports.documents.sign_in import sign_in_document, sign_in_name
from exports.shown import shown
from meetings.errors import NotFound
from meetings.papers.group_text import notice_text
from meetings.papers.minutes import CandidateLine, ElectedLine, Minutes, Name, VoteLine
from meetings.papers.other_papers import (
    AgendaLine,
    Forms,
    Notice,
    Posting,
    SignIn,
    SignInLine,
    public_notice,
)
from meetings.sitting.agenda import ItemKind, ItemOutcome


def lines(data: bytes) -> list[str]:
    return [paragraph.text for paragraph in docx.Document(io.BytesIO(data)).paragraphs]


def cells(data: bytes, number: int = 0) -> list[list[str]]:
    grid = docx.Document(io.BytesIO(data)).tables[number]
    return [[cell.text for cell in row.cells] for row in grid.rows]


def test_a_notice_says_when_where_and_what_about(notice: Notice) -> None:
    text, agenda = lines(notice_document(notice)), cells(notice_document(notice))
    assert text[3].startswith(
        "45、47栋街角议事会定于2026年11月23日14:30在45栋一楼架空层召开第3次会议"
    )
    assert agenda[2] == ["2", "消防通道停车问题", "约20分钟"]
    assert text[-2:] == ["45、47栋街角议事会", "2026年11月16日"]


def test_a_private_item_is_not_named_in_a_notice(notice: Notice) -> None:
    assert cells(notice_document(notice))[3][1] == "（涉及个人事务，不公开）"


def test_a_notice_without_proposals_numbers_its_headings_on(notice: Notice) -> None:
    bare = replace(notice, items=tuple(replace(item, proposal="") for item in notice.items))
    assert "二、有关事项" in lines(notice_document(bare))


def test_a_notice_a_little_longer_than_its_page_is_set_closer(notice: Notice) -> None:
    matter = AgendaLine("停车", ItemKind.MATTER, 10)
    free = [
        any(not one.text for one in docx.Document(io.BytesIO(made)).paragraphs[:4])
        for made in (
            notice_document(replace(notice, items=(matter,), remarks="")),
            notice_document(replace(notice, items=(matter,) * 7, remarks="")),
            notice_document(replace(notice, items=(matter,) * 30, remarks="")),
        )
    ]
    assert free == [True, False, True]


def test_a_notice_is_addressed_to_the_invited_units(notice: Notice) -> None:
    """A joint meeting's call never said which units were asked to come."""
    assert "各位议事会成员、居民：" in lines(notice_document(notice))
    joint = replace(notice, invited=("城管执法队", "绿城物业服务中心"))
    told = lines(notice_document(public_notice(joint, lambda text: "某")))
    assert "各位议事会成员、居民，城管执法队、绿城物业服务中心：" in told


def test_a_notice_says_what_kind_of_meeting_it_calls_to(notice: Notice) -> None:
    """A joint meeting was called like any other."""
    joint = replace(notice, occasion=replace(notice.occasion, kind="多方联动座谈会"))
    told = lines(notice_document(joint))
    assert told[0] == f"{notice.occasion.body_name}多方联动座谈会通知"
    assert any("次会议（多方联动座谈会），请准时参加" in line for line in told)
    assert not any("（）" in line for line in lines(notice_document(notice)))
    assert "召开多方联动座谈会。" in notice_text(joint)
    assert "开会。" in notice_text(notice)


def test_a_filled_sign_in_sheet_has_everybody(sign_in: SignIn) -> None:
    grid = cells(sign_in_document(sign_in))
    assert len(grid) >= 1 + len(sign_in.lines)
    assert grid[1] == ["1", "张伟", "45栋", "议事会成员、楼栋长", "出席", "14:25", ""]
    assert grid[2][6] == "受托人：李梅（45栋）" and grid[4][4] == ""


@pytest.mark.parametrize(
    ("expected", "came", "said"),
    [(True, True, "应签到3人，实际签到3人。"), (True, False, "应签到3人，实际签到______人。"),
     (False, True, "签到3人。"), (False, False, "签到______人。")],
)  # fmt: skip
def test_where_nobody_is_expected_the_sheet_expects_nobody(sign_in, expected, came, said) -> None:
    line = replace(sign_in.lines[4], came=came, expected=expected)
    sheet = sign_in_document(replace(sign_in, lines=(line,) * 3))
    assert [one for one in shown(sheet).lines if "签到" in one and one.endswith("人。")] == [said]


def test_a_sheet_counts_invited_units_apart_from_people(sign_in: SignIn) -> None:
    told = shown(sign_in_document(replace(sign_in, units=3))).lines
    assert any("人，邀请单位3家，实际签到" in line for line in told)


@pytest.mark.parametrize(
    ("came", "people", "rows"),
    [(False, 13, 16), (False, 14, 20), (True, 16, 16), (True, 17, 20), (True, 21, 21),
     (False, 40, 45)],
)  # fmt: skip
def test_a_sign_in_sheet_is_filled_to_the_end_of_its_page(sign_in, came, people, rows) -> None:
    line = replace(sign_in.lines[4], came=came)
    grid = cells(sign_in_document(replace(sign_in, lines=(line,) * people)))
    assert len(grid) == 1 + rows


def test_a_name_on_two_lines_takes_the_room_of_an_empty_row(sign_in: SignIn) -> None:
    plain, long = sign_in.lines[4], sign_in.lines[3]
    sheets = [replace(sign_in, lines=(*(plain,) * 10, *(one,) * 3)) for one in (plain, long)]
    assert [len(cells(sign_in_document(sheet))) for sheet in sheets] == [17, 18]
    low = docx.Document(io.BytesIO(sign_in_document(sheets[1]))).tables[0].rows[0].height
    assert low is not None and round(low.mm) == 8


def test_forms_have_a_ballot_for_each_voter_and_none_is_marked(forms: Forms) -> None:
    text = lines(forms_document(forms))
    first = text.index("表决票")
    ballots = [line for line in text[first:] if line]
    assert text.count("表决票") == 5
    assert ballots == ballots[:4] * 5


def test_the_tally_form_names_the_items(forms: Forms) -> None:
    grid = cells(forms_document(forms), 1)
    assert [row[0] for row in grid[1:3]] == ["消防通道停车问题", "共享单车乱停放"]


def test_an_extract_repeats_points_of_speeches_and_says_so(minutes: Minutes) -> None:
    item = minutes.items[0]
    long = replace(item.speeches[0], text="我住三楼，每天从这里过。" * 100)
    told = replace(minutes, items=(replace(item, speeches=(long,)), *minutes.items[1:]))
    written = "\n".join(lines(extract_document(told, 1, "物业")))
    assert written.count("我住三楼，每天从这里过（45栋张伟）") == 1
    assert "全文见会议记录" in written
    assert "全文见会议记录" not in "\n".join(lines(extract_document(minutes, 2, "物业")))


def test_an_extract_holds_one_item_and_asks_for_an_answer(minutes: Minutes) -> None:
    data = extract_document(minutes, 2, "街道城市管理办公室", date(2026, 12, 7))
    text = lines(data)
    assert "街道城市管理办公室：" in text
    assert "\n".join(text).count("共享单车乱停放") == 1
    assert "请于2026年12月7日前将研究情况回复45、47栋街角议事会。" in text
    assert not any("晾衣架" in line for line in text)


def test_an_extract_of_no_item_is_refused(minutes: Minutes) -> None:
    with pytest.raises(NotFound):
        extract_document(minutes, 99, "")


def test_a_posting_says_how_long_and_to_whom_to_object(posting: Posting) -> None:
    text = lines(posting_document(posting))
    assert "公示时间：2026年11月24日至11月28日，共5日。" in text
    assert any("请于11月28日前向莲塘社区居民委员会反映（书面）" in line for line in text)


def test_what_is_read_aloud_or_posted_says_that_the_minutes_are_not_final(
    posting: Posting, minutes: Minutes
) -> None:
    """Minutes, record and extract of a draft said 草稿, the reading copy and the notice nothing."""
    for draft in (True, False):
        told = replace(minutes, draft=draft)
        assert any("（朗读版）（草稿）" in one for one in lines(reading_document(told))) is draft
        page = lines(posting_document(replace(posting, minutes=replace(told, public=True))))
        assert any("（纪要尚未定稿）" in one for one in page) is draft


def test_of_a_meeting_without_its_quorum_nothing_is_read_or_posted_as_decided(
    posting: Posting, minutes: Minutes
) -> None:
    """The notice said 现将议定事项公示如下, and an item that was talked about was 未议."""
    first = replace(
        minutes.items[0], votes=(), motions=(), decisions=(), outcome=ItemOutcome.NOT_REACHED,
        reason="",
    )  # fmt: skip
    talk = replace(minutes, informal=True, items=(first,))
    none = "本次会议未达到法定人数，按座谈记录各方意见，不作决定。"
    page = posting_document(replace(posting, minutes=talk))
    assert any(one.endswith(none) for one in lines(page)) and "如下" not in str(lines(page))
    assert cells(page)[1][2] == "没有议出结果，列入下次会议。"
    aloud = lines(reading_document(talk))
    assert none in aloud and "本项没有议出结果，列入下次会议。" in aloud
    silent = replace(first, speeches=(), points=())
    page = posting_document(replace(posting, minutes=replace(talk, items=(silent,))))
    assert cells(page)[1][2] == "未议，列入下次会议。"


def test_long_counts_stand_in_the_widest_column_of_a_posting(posting: Posting) -> None:
    first, *rest = posting.minutes.items
    counts = "业主共16人、1696.00平方米，参与表决13人、1358.50平方米；同意9人、922.50平方米"
    vote = replace(first.votes[0], void_reason="", counts=counts)
    item = replace(first, votes=(vote,), outcome=ItemOutcome.ADOPTED, decisions=(), reason="")
    page = replace(posting, minutes=replace(posting.minutes, items=(item, *rest)))
    row = cells(posting_document(page))[1]
    assert row[2] == "通过。" and row[3].startswith(f"{counts}。")


def test_a_posting_names_no_days_that_nobody_said(posting: Posting) -> None:
    text = lines(posting_document(replace(posting, days=0)))
    assert "公示时间：2026年11月24日起。" in text
    assert any("有异议的，请向莲塘社区居民委员会反映" in line for line in text)


def test_a_posting_tells_the_counts_of_the_last_vote_alone(posting: Posting) -> None:
    first, *rest = posting.minutes.items
    counted = replace(first.votes[0], void_reason="", counts="同意19票，反对19票，弃权1票")
    asked = replace(counted, method="协商一致", counts="")

    def told(*votes: VoteLine) -> str:
        items = (replace(first, votes=votes), *rest)
        page = replace(posting, minutes=replace(posting.minutes, items=items))
        return str(cells(posting_document(page)))

    assert "同意19票" in told(asked, counted) and "同意19票" not in told(counted, asked)


def test_a_posting_tells_the_votes_by_proxy(posting: Posting) -> None:
    came = replace(
        posting.minutes.attendance, expected=16, present=posting.minutes.attendance.present[:2],
        represented=((Name("甲"), Name("乙")),),
    )  # fmt: skip
    told = "\n".join(
        lines(posting_document(replace(posting, minutes=replace(posting.minutes, attendance=came))))
    )
    assert "应到16人，实到2人，受委托1人，计3人。" in told


def test_a_posting_tells_the_votes_of_an_election(posting: Posting) -> None:
    first, *rest = posting.minutes.items
    stood = (
        CandidateLine("张某", (60,), True), CandidateLine("李某", (38, 40), True),
        CandidateLine("王某", (20, None)),
    )  # fmt: skip
    line = ElectedLine("选举组长", 2, ("张某", "李某"), 2, rounds=2, candidates=stood)
    item = replace(
        first, votes=(), decisions=(), outcome=ItemOutcome.ADOPTED, elected=(line,),
        by_election=True, reason="",
    )  # fmt: skip
    page = replace(posting, minutes=replace(posting.minutes, items=(item, *rest)))
    told = str(cells(posting_document(page)))
    got = "第一轮张某60票、李某38票、王某20票；第二轮李某40票"
    assert "'中选：张某、李某。'" in told and f"得票：{got}。" in told
    why = "第二轮所计9票多于可以投票的8人，主持人决定采用，理由：复核无误"
    item = replace(item, elected=(replace(line, all_the_same=(why,)),))
    said = "会议前8天通知，少于10天，是否属于特殊情况临时召开？答：照开"
    minutes = replace(posting.minutes, items=(item, *rest), answered=(said,))
    data = posting_document(replace(posting, minutes=minutes))
    assert f"得票：{got}。\\n{why}。" in str(cells(data))
    assert f"{said}。" in "\n".join(lines(data))


def test_a_posting_names_nobody(posting: Posting) -> None:
    data = posting_document(posting)
    said = "\n".join(lines(data)) + str(cells(data))
    for name in ("张伟", "李梅", "欧阳建国", "陈静"):
        assert name not in said


def test_a_posting_leaves_out_private_items(posting: Posting) -> None:
    items = tuple(replace(item, private=True) for item in posting.minutes.items)
    data = posting_document(replace(posting, minutes=replace(posting.minutes, items=items)))
    assert len(cells(data)) == 1


def test_a_posting_that_would_need_two_pages_says_how_many_items_it_leaves(
    posting: Posting,
) -> None:
    many = replace(posting.minutes, items=posting.minutes.items * 4)
    data = posting_document(replace(posting, minutes=many))
    left = len(many.items) - (len(cells(data)) - 1)
    assert left > 0 and f"其余{left}项见会议纪要（公开版）。" in lines(data)


def test_a_reading_copy_is_in_18_points_and_leaves_out_void_votes(minutes: Minutes) -> None:
    document = docx.Document(io.BytesIO(reading_document(minutes)))
    assert '<w:sz w:val="36"/>' in document.styles.element.xml
    votes = [p.text for p in document.paragraphs if p.text.startswith("经")]
    assert len(votes) == 3


def test_the_files_are_named(
    notice: Notice, sign_in: SignIn, forms: Forms, posting: Posting, minutes: Minutes
) -> None:
    head = "20261123_45、47栋街角议事会_第3次_"
    assert [
        notice_name(notice), sign_in_name(sign_in), forms_name(forms), posting_name(posting),
        extract_name(minutes, 2), reading_name(minutes),
    ] == [
        f"{head}会议通知.docx", f"{head}签到表.docx", f"{head}空白表格.docx", f"{head}公示.docx",
        f"{head}会议纪要摘要-2.docx", f"{head}会议纪要（朗读版）.docx",
    ]  # fmt: skip


def test_the_same_papers_give_the_same_bytes(
    notice: Notice, sign_in: SignIn, forms: Forms, posting: Posting, minutes: Minutes
) -> None:
    def build() -> list[bytes]:
        return [
            notice_document(notice), sign_in_document(sign_in), forms_document(forms),
            posting_document(posting), extract_document(minutes, 1, "甲"),
            reading_document(minutes),
        ]  # fmt: skip

    assert build() == build()


def test_no_text_breaks_a_paper(
    notice: Notice, sign_in: SignIn, forms: Forms, posting: Posting, hostile: str
) -> None:
    held = replace(notice.occasion, body_name=hostile, title=hostile, place=hostile)
    line = replace(notice.items[1], title=hostile, proposal=hostile)
    signed = SignInLine(hostile, hostile, hostile, hostile, None, hostile, hostile)
    body = replace(posting.minutes, body_name=hostile)
    assert notice_document(Notice(held, (line,), notice.sent_on, hostile, hostile))
    assert sign_in_document(SignIn(held, (signed,), sign_in.written_at))
    assert forms_document(Forms(held, (hostile,), 0, forms.written_at))
    assert posting_document(Posting(body, posting.starts_on, 0, hostile, hostile))
