"""Texts by articles: read as they are pasted, kept in editions, changed by a meeting's vote."""

from dataclasses import replace
from datetime import date

import pytest

from meetings.actions import bylaw as acts
from meetings.actions import decide, hold, law, post, prepare
from meetings.actions import found as people
from meetings.actions.successor import successor_page
from meetings.community.people import Person
from meetings.errors import Missing
from meetings.matters.needs import Need, NeedKind
from meetings.matters.notices import Notice
from meetings.papers.board_sheet import MOST, portions
from meetings.sitting.agenda import ItemOutcome
from meetings.sitting.bylaws import (
    AlreadyDecided,
    Bylaw,
    BylawKind,
    NothingChanged,
    TextFate,
    changes,
    chinese,
    is_adoption,
    numbered,
    read_articles,
    text_of,
)
from meetings.sitting.meeting import Meeting
from meetings.sitting.motions import Motion, MotionState
from tests.storage.memory_records import MemoryRecords
from tests.storage.scenes import act as by
from tests.storage.scenes import found

COVENANT = """为了大家住得舒心，制定本公约。
第一章 环境
第一条　垃圾分类投放。
第二条：楼道不堆物。
  电动车不进楼。
第十条 车不停消防通道。"""
DAY = date(2026, 11, 24)


@pytest.fixture
def records():
    return MemoryRecords()


def test_a_pasted_text_is_read_by_articles_and_written_back_with_the_numbers_it_has():
    articles = read_articles(COVENANT)
    assert [label for label, _text in numbered(articles)] == ["", "", "第一条", "第二条", "第十条"]
    assert articles[3].text == "楼道不堆物。\n电动车不进楼。"
    assert read_articles(text_of(articles)) == articles


def test_numbers_with_gaps_and_between_two_stay_as_the_paper_has_them():
    text = "第一条　不乱扔\n第三条　第一条所称，含广告。\n第三条之一　犬只登记\n第十条　施行"
    articles = read_articles(text)
    assert text_of(articles) == text and read_articles(text_of(articles)) == articles
    assert text_of(read_articles("第 三 条\n养犬牵绳\n第 5 条：登记")) == (
        "第三条　养犬牵绳\n第5条　登记"
    )
    assert changes(articles, articles[:1] + articles[2:]) == ("删去第三条：第一条所称，含广告。",)
    assert changes(read_articles("第三条 甲"), read_articles("第二条 甲")) == ("第三条改为第二条",)


@pytest.mark.parametrize(
    "text", ["1. 不乱扔\n2、不占道", "一、不乱扔\n（二）不占道", "不乱扔\n\n不占道"]
)
def test_without_articles_each_line_is_one(text):
    assert [one.text for one in read_articles(text)] == ["不乱扔", "不占道"]


def test_numbers_in_chinese():
    said = [chinese(n) for n in (1, 10, 11, 20, 99, 100, 105, 110, 234)]
    assert said == [
        "一",
        "十",
        "十一",
        "二十",
        "九十九",
        "一百",
        "一百零五",
        "一百一十",
        "二百三十四",
    ]


def test_what_a_proposal_changes_is_told_article_by_article():
    old = read_articles("不乱扔\n不占道\n不喧哗")
    new = read_articles("不乱扔\n占道要报备\n不喧哗\n广告贴在框内")
    assert changes(old, new) == (
        "第二条修改为：占道要报备", "增加一条，作为第四条：广告贴在框内",
    )  # fmt: skip
    assert changes(old, old[:2]) == ("删去第三条：不喧哗",)
    assert changes((), new)[0] == "第一条　不乱扔"


def test_a_text_without_words_and_a_proposal_without_change_are_refused(records):
    body = found(records, by())
    with pytest.raises(Missing):
        acts.keep_bylaw(records, by(), Bylaw("", body, BylawKind.COVENANT, " "))
    one = acts.keep_bylaw(records, by(), Bylaw("", body, BylawKind.COVENANT, "《居民公约》"))
    assert one.title == "居民公约"
    with pytest.raises(Missing):
        acts.add_edition(records, by(), body, one.id, read_articles("第一章 总则"), None, "")
    acts.add_edition(records, by(), body, one.id, read_articles("不乱扔"), None, "")
    meeting = prepare.plan_meeting(records, by(), body, "", by().at)
    with pytest.raises(NothingChanged):
        acts.propose(records, by(), body, one.id, read_articles("不乱扔"), meeting.id)


def test_an_unknown_day_stays_unknown_and_an_older_edition_goes_before(records):
    body = found(records, by())
    one = acts.keep_bylaw(records, by(), Bylaw("", body, BylawKind.MEASURE, "志愿者管理办法"))
    acts.add_edition(records, by(), body, one.id, read_articles("新"), None, "")
    acts.add_edition(
        records, by(), body, one.id, read_articles("旧"), date(2019, 3, 1), "居委会", newest=False
    )
    known = acts.bylaws(records, body)[0]
    assert [e.edition.articles[0].text for e in known.editions] == ["旧", "新"]
    assert known.in_force is known.editions[1] and known.in_force.day is None
    assert acts.adopted_words(known, known.in_force) == ""
    assert acts.adopted_words(known, known.editions[0]) == ("2019年3月1日，居委会，已由新版代替")


def proposed(records, text="不乱扔\n不占道"):
    body = found(records, by())
    one = acts.keep_bylaw(records, by(), Bylaw("", body, BylawKind.COVENANT, "居民公约"))
    acts.add_edition(records, by(), body, one.id, read_articles("不乱扔"), None, "")
    meeting = prepare.plan_meeting(records, by(), body, "", by().at)
    held = acts.propose(records, by(), body, one.id, read_articles(text), meeting.id)
    return body, one.id, held


def test_a_change_is_an_item_and_adopted_by_its_outcome_alone(records):
    body, id, held = proposed(records)
    item = held.in_order[-1]
    assert item.title == "修订《居民公约》" and item.proposal == "增加一条，作为第二条：不占道"
    known = acts.bylaws(records, body)[0]
    assert known.proposed is known.editions[1] and known.in_force is known.editions[0]
    hold.open_meeting(records, by(), body, held.id)
    decide.settle(records, by(), body, held.id, item.id, ItemOutcome.ADOPTED, "举手")
    known = acts.bylaws(records, body)[0]
    assert known.in_force is known.editions[1] and known.number(known.in_force) == 2
    assert acts.adopted_words(known, known.in_force).endswith("〔2026〕第1次会议通过")
    assert known.in_force.edition.item == item.id
    with pytest.raises(AlreadyDecided):
        acts.correct(records, by(), body, id, 1, read_articles("别的"), None, "")
    with pytest.raises(AlreadyDecided):
        acts.take_back(records, by(), body, id, 1)


PLAN = "增加一条，作为第二条：电动车不占道，不再议价"


@pytest.mark.parametrize(
    "said",
    [
        "通过", "同意《居民公约》修订案", "通过修订后的居民公约", "修订《居民公约》", PLAN,
        f"同意{PLAN}。", "提议表决通过本公约，自2026年12月1日起施行", "同意并公布",
    ],
)  # fmt: skip
def test_a_motion_that_says_nothing_else_is_the_adoption(said):
    assert is_adoption(said, "居民公约", PLAN)


@pytest.mark.parametrize(
    "said",
    [
        "休息十分钟", "这次不修改，维持原公约", "搁置，下次再议", "退回业委会再改", "不通过修订",
        "同意休息", "通过前先征求意见", "通过公约第一条",
        "不同意第二条电动车不占道，不再议价", f"不{PLAN}", "第二条修改为：电动车不占道",
        "修订公约", "同意推迟", "公约", "选举", "",
    ],
)  # fmt: skip
def test_what_any_other_motion_does_is_not_guessed(said):
    assert not is_adoption(said, "居民公约", PLAN)


def carried(records, *said):
    """A proposed covenant whose item ended with these motions carried."""
    body, id, held = proposed(records, "不乱扔\n电动车不占道，不再议价")
    item = held.in_order[-1].id
    hold.open_meeting(records, by(), body, held.id)
    decide.settle(records, by(), body, held.id, item, ItemOutcome.ADOPTED, "举手")
    with records.transaction("motion.count", by(), body) as book:
        moved = tuple(
            Motion(f"m{n}", body, held.id, item, words, "甲", by().at, "乙", MotionState.CARRIED)
            for n, words in enumerate(said)
        )
        book.put(replace(book.get(Meeting, held.id), motions=moved))
    return body, id, records.reading, held.id


def test_a_break_that_was_carried_adopts_nothing_until_a_person_says_so(records):
    body, id, reading, held = carried(records, "休息十分钟")
    known = acts.bylaws(records, body)[0]
    assert known.in_force is known.editions[0] and known.proposed is known.editions[1]
    told = acts.adopted_words(known, known.proposed)
    assert told.startswith("征求意见稿，是否已经采用尚待确认，")
    with reading() as book:
        meeting = book.get(Meeting, held)
    (asked,) = acts.unclear_motions(records, meeting)
    assert (asked.motion, asked.words, asked.title) == ("m0", "休息十分钟", "居民公约")
    assert [b.kind for b in law.missing(records, meeting)].count("text_unsaid") == 1
    acts.say_meaning(records, by(), body, id, 1, ("m0",), TextFate.WAITS)
    known = acts.bylaws(records, body)[0]
    assert known.proposed is known.editions[1] and not acts.unclear_motions(records, meeting)
    acts.say_meaning(records, by(), body, id, 1, ("m0",), TextFate.ADOPTED)
    known = acts.bylaws(records, body)[0]
    assert known.in_force is known.editions[1]
    acts.say_meaning(records, by(), body, id, 1, ("m0",), TextFate.REJECTED)
    known = acts.bylaws(records, body)[0]
    assert known.in_force is known.editions[0] and known.proposed is None
    assert acts.adopted_words(known, known.editions[1]).startswith("未通过，")
    assert known.editions[1].clarified == (("m0", "休息十分钟", TextFate.REJECTED),)


def test_an_adoption_beside_a_break_is_the_adoption(records):
    body, _id, _reading, _held = carried(records, "休息十分钟", "通过居民公约")
    known = acts.bylaws(records, body)[0]
    assert known.in_force is known.editions[1] and not known.in_force.unclear


def test_a_covenant_that_hangs_and_is_adopted_no_more_is_marked_on_the_board(records):
    body, id, held = proposed(records)
    hold.open_meeting(records, by(), body, held.id)
    item = held.in_order[-1].id
    decide.settle(records, by(), body, held.id, item, ItemOutcome.ADOPTED, "举手")
    known = acts.bylaws(records, body)[0]
    words = acts.posted_words(known, known.editions[1])
    assert words.startswith("（") and "次会议通过）\n第一条　不乱扔" in words
    notice = Notice("", body, None, "公约", DAY, DAY, text=words, bylaw=id)
    post.post_words(records, by(), body, notice, 5)
    assert [one.is_current for one in post.board(records, body).notices] == [True]
    records.undo(by(), body)
    records.undo(by(), body)  # of posting and of the outcome; it hangs on the wall all the same
    post.post_words(records, by(), body, notice, 5)
    (hung,) = post.board(records, body).notices
    assert not hung.is_current
    sheet = post.board_sheet(records, hung.notice.id, DAY)
    printed = acts.bylaw_sheet(records, id, DAY, 1)
    page = successor_page(records, body, by().at)
    for said in (hung.current_text, sheet.words, printed.words, page.texts[0][1]):
        assert "征求意见稿，" in said and "通过）" not in said
    assert "不占道" in sheet.words and page.texts[0][1].endswith("请揭下重贴")
    post.take_down(records, by(), body, hung.notice.id, "没有通过")
    assert [one.is_current for one in post.board(records, body).notices] == [True]


def test_a_covenant_that_hangs_says_that_a_newer_one_took_its_place(records):
    body = found(records, by())
    one = acts.keep_bylaw(records, by(), Bylaw("", body, BylawKind.COVENANT, "居民公约"))
    acts.add_edition(records, by(), body, one.id, read_articles("不乱扔"), DAY, "居委会")
    known = acts.bylaws(records, body)[0]
    words = acts.posted_words(known, known.editions[0])
    notice = Notice("", body, None, "公约", DAY, DAY, text=words, bylaw=one.id)
    hung = post.post_words(records, by(), body, notice, 5)
    acts.add_edition(records, by(), body, one.id, read_articles("不占道"), None, "")
    (seen,) = post.board(records, body).notices
    assert not seen.is_current and seen.current_text.startswith(
        "（2026年11月24日，居委会，已由新版代替）"
    )
    acts.correct(records, by(), body, one.id, 0, read_articles("别乱扔"), DAY, "居委会")
    sheet = post.board_sheet(records, hung.id, DAY)
    assert (f"（{sheet.note}）", *sheet.lines) == (acts.NO_LONGER, "第一条　不乱扔")


def test_names_in_a_covenant_are_hidden_on_every_print_of_it(records):
    body = found(records, by())
    people.add_person(records, by(), body, Person("", body, "韩冬梅", "46栋"), (), False)
    one = acts.keep_bylaw(records, by(), Bylaw("", body, BylawKind.COVENANT, "居民公约"))
    acts.add_edition(records, by(), body, one.id, read_articles("纠纷找韩冬梅调解"), None, "")
    known = acts.bylaws(records, body)[0]
    words = acts.posted_words(known, known.editions[0])
    notice = Notice("", body, None, "公约", DAY, DAY, text=words, bylaw=one.id)
    hung = post.post_words(records, by(), body, notice, 5)
    for sheet in (post.board_sheet(records, hung.id, DAY), acts.bylaw_sheet(records, one.id, DAY)):
        assert "韩冬梅" not in sheet.words and "纠纷找韩某调解" in sheet.words


def test_a_cancelled_meeting_leaves_a_draft_that_may_go_before_another(records):
    body, id, held = proposed(records)
    prepare.cancel_meeting(records, by(), body, held.id, "下雨")
    known = acts.bylaws(records, body)[0]
    assert known.proposed is None and acts.adopted_words(known, known.editions[1]) == "征求意见稿"
    again = prepare.plan_meeting(records, by(), body, "", by().at)
    acts.propose(records, by(), body, id, read_articles("别的"), again.id)


def test_what_is_rejected_is_kept_and_not_in_force(records):
    body, _id, held = proposed(records)
    hold.open_meeting(records, by(), body, held.id)
    decide.settle(records, by(), body, held.id, held.in_order[-1].id, ItemOutcome.REJECTED, "举手")
    known = acts.bylaws(records, body)[0]
    assert known.in_force is known.editions[0] and known.proposed is None
    assert acts.adopted_words(known, known.editions[1]).startswith("未通过")


def test_of_what_was_passed_as_amended_the_words_are_brought_up(records):
    body, id, held = proposed(records)
    hold.open_meeting(records, by(), body, held.id)
    decide.settle(
        records, by(), body, held.id, held.in_order[-1].id, ItemOutcome.ADOPTED_MODIFIED, "举手"
    )
    acts.correct(records, by(), body, id, 1, read_articles("不乱扔\n占道报备"), DAY, "x")
    known = acts.bylaws(records, body)[0]
    edition = known.editions[1].edition
    assert known.in_force is known.editions[1] and edition.articles[1].text == "占道报备"
    assert edition.day is None and edition.source == ""


def test_one_change_waits_at_a_time_and_can_be_taken_back(records):
    body, id, held = proposed(records)
    with pytest.raises(AlreadyDecided):
        acts.propose(records, by(), body, id, read_articles("别的"), held.id)
    acts.take_back(records, by(), body, id, 1)
    acts.propose(records, by(), body, id, read_articles("别的"), held.id)


def test_an_item_taken_off_its_agenda_leaves_a_draft(records):
    body, _id, held = proposed(records)
    prepare.drop_item(records, by(), body, held.id, held.in_order[-1].id)
    known = acts.bylaws(records, body)[0]
    assert known.proposed is None and acts.adopted_words(known, known.editions[1]) == "征求意见稿"


def test_words_hang_without_a_meeting_and_a_need_is_published_by_it(records):
    body = found(records, by())
    with pytest.raises(Missing):
        post.post_words(records, by(), body, Notice("", body, None, "停水", DAY, DAY), 5)
    with records.transaction("need.keep", by(), body) as book:
        need = Need(book.new_id(), body, NeedKind.THINGS, "矿泉水")
        book.put(need)
    notice = Notice("", body, None, "谁能帮忙", DAY, DAY, text="矿泉水", need=need.id, room=4)
    hung = post.post_words(records, by(), body, notice, 5)
    assert (hung.until - hung.since).days == 4
    with records.reading() as book:
        assert book.get(Need, need.id).published == DAY
    assert post.board(records, body).notices[0].notice == hung
    sheet = post.board_sheet(records, hung.id, DAY)
    assert sheet.room == 4 and sheet.lines == ("矿泉水",)


def test_a_long_text_is_parted_into_codes_that_lose_nothing():
    text = "\n".join(f"第{chinese(n)}条 " + "街" * 50 for n in range(1, 30))
    parts = portions(text)
    assert len(parts) > 1 and all(len(part.encode()) <= MOST for part in parts)
    assert "\n".join(part.partition(" ")[2] for part in parts) == text
    assert portions("短") == ("短",)
    assert (
        "".join(p.partition(" ")[2] for p in portions("街" * 1000)).replace("\n", "") == "街" * 1000
    )
