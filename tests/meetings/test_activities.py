"""Activities, courses, recruitments, needs and volunteers, as use cases and by Excel."""

from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO

import pytest
from docx import Document

from exports.documents.service import service_document
from meetings.actions import activity, found, need
from meetings.actions import volunteers as helpers
from meetings.actions.report import period_report
from meetings.actions.scope import scope
from meetings.community.bodies import Tier
from meetings.community.people import Layer, Level, Person, Role
from meetings.errors import Missing
from meetings.figures.counting import Held, figures
from meetings.figures.indicators import indicators
from meetings.figures.periods import Period
from meetings.importing.activities import (
    activity_cells,
    existing_activities,
    import_activities,
    plan_activities,
)
from meetings.importing.columns import ACTIVITY_TABLE
from meetings.importing.plan import RowState
from meetings.importing.table import Sheet, Source
from meetings.matters import rewards
from meetings.matters.activities import (
    Activity,
    ActivityKind,
    ActivityState,
    BadLine,
    Came,
    NotHeldYet,
    Share,
    TooFewHeads,
    came_text,
    read_came,
    read_shares,
    shares_text,
    sums,
)
from meetings.matters.followups import FollowUp, NotYet
from meetings.matters.ledger import Reach
from meetings.matters.needs import (
    Answer,
    GivenWithoutYes,
    Need,
    NeedKind,
    NeedState,
    Offer,
    need_text,
    thanks_text,
)
from meetings.papers.service import RECRUITMENT, SERVICE, NothingServed, Sum
from meetings.ports import By
from meetings.procedure.rules import preset
from storage.ids import new_id
from storage.queries.figures import facts
from storage.records import FileRecords
from tests.data.hall import START

TODAY = START.date()
YEAR = Period(date(TODAY.year, 1, 1), date(TODAY.year, 12, 31))


def by(days: float = 0) -> By:
    return By("王社工", START + timedelta(days=days), new_id())


@pytest.fixture
def records(tmp_path):
    with FileRecords.open(tmp_path / "records.db") as opened:
        yield opened


@pytest.fixture
def body(records):
    return found.found_body(records, by(), Tier.COMMUNITY, "Y社区议事会", preset("community"))


def all_of(records, kind):
    with records.reading() as book:
        return book.find(kind)


def held(body, title="清理牛皮癣", **more) -> Activity:
    kind = more.pop("kind", ActivityKind.ACTIVITY)
    return Activity("", body.id, kind, title, TODAY, state=ActivityState.HELD, **more)


def test_who_came_is_read_with_heads_and_hours_and_written_back():
    said = "张桂兰 2小时、红袖标队 12人 1.5小时\n王秀英"
    came = read_came(said)
    assert came == (Came("张桂兰", 1, 120), Came("红袖标队", 12, 90), Came("王秀英"))
    assert read_came(came_text(came)) == came
    assert sum(one.person_minutes for one in came) == 120 + 12 * 90


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("2小时", "name"), ("张桂兰 2", "number"), ("队 0人", "heads"), ("张桂兰 25小时", "long"),
        ("张" * 101, "name"), ("队 100001人", "heads"), ("张桂兰 0分钟", "long"),
        ("红袖标队", "team"), ("社区物业 2小时", "team"), ("党员", "team"),
        ("张桂兰 1441分钟", "long"),
    ],
)  # fmt: skip
def test_a_line_that_says_something_else_is_refused_with_the_line(line, why):
    with pytest.raises(BadLine) as told:
        read_came(line)
    assert (told.value.line, told.value.why) == (line, why)


@pytest.mark.parametrize(
    ("line", "one"),
    [("张" * 100, Came("张" * 100)), ("队 1人", Came("队")), ("队 100000人", Came("队", 100_000)),
     ("张桂兰 1分钟", Came("张桂兰", 1, 1)), ("张桂兰 24小时", Came("张桂兰", 1, 1440))],
)  # fmt: skip
def test_a_line_at_its_edges_is_read(line, one):
    assert read_came(line) == (one,)


@pytest.mark.parametrize(
    ("offers", "thanked"),
    [((Offer("张"),), None), ((Offer("张", given="米"),), "张：米"),
     ((Offer("张", fen=1200),), "张：12元"), ((Offer("张", fen=1205),), "张：12.05元"),
     ((Offer("张", given="米", fen=1),), "张：米，0.01元")],
)  # fmt: skip
def test_thanks_name_what_was_given_and_nothing_that_was_not(offers, thanked):
    need = Need("n", "b", NeedKind.THINGS, "年货", offers=offers)
    assert thanks_text(need, "议事会").endswith(f"单位：{thanked or ''}。")


def test_one_who_came_for_a_team_is_written_back_as_one():
    came = read_came("红袖标队 1人")
    assert came == (Came("红袖标队"),) and read_came(came_text(came)) == came


@pytest.mark.parametrize(
    ("came", "why"),
    [
        ((Came("张桂兰"), Came("李明"), Came(" 张桂兰")), "twice"),
        ((Came("张伟（3栋）"), Came("张伟(3栋)")), "twice"),
        ((Came("红袖标队", 3), Came("红袖标队", 4)), "twice"),
        ((Came("zw47"),), "letters"),
    ],
)
def test_nobody_is_on_a_list_twice_and_letters_are_nobody(records, body, came, why):
    for kind in ActivityKind:
        with pytest.raises(BadLine) as told:
            activity.keep_activity(records, by(), held(body, kind=kind, came=came))
        assert told.value.why == why
        with pytest.raises(BadLine):
            activity.keep_activities(records, by(), body.id, (held(body, came=came),))


def test_two_of_one_name_with_their_buildings_are_two(records, body):
    came = (Came("张伟（3栋）"), Came("张伟（45栋）"))
    assert activity.keep_activity(records, by(), held(body, came=came)).head_count == 2


def test_work_is_shared_by_nobody_who_is_letters_alone(records, body):
    kept = activity.keep_activity(records, by(), held(body))
    with pytest.raises(BadLine):
        activity.share_out(records, by(), body.id, kept.id, (Share("zw47", "搬桌子"),), tasks=False)


def test_work_is_shared_line_by_line_and_a_share_keeps_its_task():
    text = "张桂兰：搬桌子（12月1日前）\n陈建华: 借音响"
    shares = read_shares(text, date(2026, 11, 24), [Share("陈建华", "借音响", None, "t1")])
    assert shares == (
        Share("张桂兰", "搬桌子", date(2026, 12, 1)), Share("陈建华", "借音响", None, "t1"),
    )  # fmt: skip
    assert read_shares(shares_text(shares), date(2026, 11, 24), shares) == shares
    for wrong, why in (("搬桌子", "name"), ("张桂兰：", "what"), ("张桂兰：搬（某天前）", "day")):
        with pytest.raises(BadLine) as told:
            read_shares(wrong, TODAY)
        assert told.value.why == why


def test_a_share_without_a_year_is_of_the_activity_and_not_of_the_year_after():
    held_on, now = date(2026, 11, 21), date(2026, 11, 29)
    [share] = read_shares("王芳：借梯子（11月20日前）", now, day=held_on)
    assert share.deadline == date(2026, 11, 20)
    [share] = read_shares("王芳：买灯笼（1月5日前）", now, day=date(2026, 12, 31))
    assert share.deadline == date(2027, 1, 5)
    [share] = read_shares("王芳：借梯子（明天）", now, day=held_on)
    assert share.deadline == date(2026, 11, 30)
    for words in ("11月20日前", "下周五"):
        with pytest.raises(BadLine):
            read_shares(f"王芳：借梯子（{words}）", None)


def test_heads_are_those_counted_else_those_listed_else_unknown(body):
    assert held(body).head_count is None
    assert held(body, came=(Came("队", 12), Came("张桂兰"))).head_count == 13
    assert held(body, came=(Came("队", 12),), heads=30).head_count == 30
    assert sums([held(body), held(body, heads=5)]).uncounted == 1


def test_fewer_heads_than_names_and_a_day_to_come_are_refused(records, body):
    with pytest.raises(TooFewHeads):
        activity.keep_activity(records, by(), held(body, came=(Came("队", 12),), heads=3))
    with pytest.raises(NotHeldYet):
        ahead = replace(held(body), day=TODAY + timedelta(days=1))
        activity.keep_activity(records, by(), ahead)
    with pytest.raises(Missing):
        activity.keep_activity(records, by(), held(body, title=" "))
    assert activity.activities(records) == ()


def test_shared_work_becomes_tasks_once_and_undo_takes_them_back(records, body):
    kept = activity.keep_activity(records, by(), held(body))
    shares = (Share("张桂兰", "搬桌子", TODAY + timedelta(days=3)), Share("陈建华", "借音响"))
    done = activity.share_out(records, by(), body.id, kept.id, shares, tasks=True)
    first, second = all_of(records, FollowUp)
    assert (first.text, first.owner, first.deadline) == (
        "清理牛皮癣：搬桌子", "张桂兰", TODAY + timedelta(days=3)
    )  # fmt: skip
    assert second.deadline is None and [one.task for one in done.shares] == [first.id, second.id]
    activity.share_out(records, by(), body.id, kept.id, done.shares, tasks=True)
    assert len(all_of(records, FollowUp)) == 2
    records.undo(by(1), body.id)
    records.undo(by(1), body.id)
    assert all_of(records, FollowUp) == []


def test_a_need_goes_from_open_to_given_and_thanks_are_owed_until_they_are_said(records, body):
    kept = need.keep_need(records, by(), Need("", body.id, NeedKind.THINGS, "矿泉水10箱"))
    assert kept.state is NeedState.OPEN
    asked = need.keep_offer(records, by(), body.id, kept.id, Offer("便民超市"))
    assert asked.state is NeedState.ASKED
    yes = replace(asked.offers[0], answer=Answer.YES)
    assert need.keep_offer(records, by(), body.id, kept.id, yes, 0).state is NeedState.PROMISED
    gave = replace(yes, given="矿泉水5箱", fen=20_050)
    given = need.keep_offer(records, by(), body.id, kept.id, gave, 0)
    assert given.state is NeedState.GIVEN and given.to_thank == given.offers
    assert "便民超市：矿泉水5箱，200.50元" in thanks_text(given, body.name)
    assert "Y社区议事会需要物资：矿泉水10箱" in need_text(given, body.name)
    for early in (replace(gave, thanked=TODAY + timedelta(days=1)),
                  replace(gave, on=TODAY + timedelta(days=1))):  # fmt: skip
        with pytest.raises(NotYet):  # nobody was thanked or asked on a day to come
            need.keep_offer(records, by(), body.id, kept.id, early, 0)
    thanked = replace(gave, thanked=TODAY)
    assert need.keep_offer(records, by(), body.id, kept.id, thanked, 0).to_thank == ()
    with pytest.raises(GivenWithoutYes):
        need.keep_offer(records, by(), body.id, kept.id, replace(gave, answer=Answer.NO), 0)
    assert need.close_need(records, by(), body.id, kept.id, TODAY).state is NeedState.CLOSED
    assert need.close_need(records, by(), body.id, kept.id, None).state is NeedState.GIVEN


def test_whoever_came_to_a_recruitment_becomes_a_volunteer_once(records, body):
    known = found.add_person(
        records, by(), body.id, Person("", body.id, "张桂兰"), (Role.MEMBER,), True
    )
    came = (Came("张桂兰"), Came("李明"), Came("红袖标队", 12), Came("绿色小队"))
    recruited = activity.keep_activity(
        records, by(), held(body, "现场招募", kind=ActivityKind.RECRUITMENT, came=came)
    )
    taken = helpers.take_on(records, by(), body.id, recruited.id)
    assert taken == ("张桂兰", "李明")
    assert helpers.take_on(records, by(), body.id, recruited.id) == ()
    listed = {one.person.name: one for one in helpers.volunteers(records)}
    assert listed["张桂兰"].person.id == known.id
    assert listed["张桂兰"].seat.roles == (Role.MEMBER, Role.VOLUNTEER)
    assert (listed["李明"].seat.since, listed["李明"].seat.votes) == (TODAY, False)
    helpers.keep_layer(records, by(), body.id, listed["李明"].seat.id, Layer.CORE, Level.BASIC)
    activity.keep_activity(
        records, by(), held(body, "急救课", kind=ActivityKind.COURSE, came=(Came("李明", 1, 90),))
    )
    first = helpers.volunteers(records)[0]
    assert (first.person.name, first.courses, first.minutes) == ("李明", ("急救课",), 90)
    long = replace(recruited, came=(Came("李明", 1, 120),))
    activity.keep_activity(records, by(), long)
    assert helpers.volunteers(records)[0].minutes == 90, "who is taken on serves nobody yet"
    assert rewards.work_of((), [long]) == ()


def test_of_two_of_one_name_each_is_known_by_the_building_in_any_brackets(records, body):
    for building in ("3栋", "45栋"):
        found.add_person(
            records, by(), body.id, Person("", body.id, "张伟", building=building),
            (Role.MEMBER,), True,
        )  # fmt: skip
    recruited = activity.keep_activity(
        records, by(), held(body, "招募", kind=ActivityKind.RECRUITMENT,
                            came=read_came("张伟（45栋）\n张伟(3栋)\n李明（9栋）\n张伟")),
    )  # fmt: skip
    assert helpers.take_on(records, by(), body.id, recruited.id) == (
        "张伟（45栋）", "张伟（3栋）", "李明（9栋）"
    )  # fmt: skip
    activity.keep_activity(records, by(), held(body, came=read_came("张伟（45栋） 1.5小时")))
    activity.keep_activity(records, by(), held(body, came=(Came("张伟(45栋)", 1, 30),)))
    did = {
        (one.person.name, one.person.building): (one.activities, one.minutes)
        for one in helpers.volunteers(records)
    }
    assert did == {
        ("张伟", "3栋"): (0, None), ("张伟", "45栋"): (2, 120), ("李明", "9栋"): (0, None)
    }  # fmt: skip
    one = next(one for one in helpers.volunteers(records) if one.activities == 2)
    reach = frozenset({body.id})
    own = helpers.service_record(records, reach, body.name, TODAY, volunteer=one)
    assert own.person == "张伟（45栋）", "the paper says whose it is"


def test_a_namesake_in_another_body_takes_nobodys_service_away(records, body):
    other = found.found_body(records, by(), Tier.CORNER, "另一处", preset("corner"))
    for there, building in ((body, "3栋"), (other, "45栋")):
        found.add_person(
            records, by(), there.id, Person("", there.id, "张伟", building=building),
            (Role.VOLUNTEER,), False,
        )  # fmt: skip
    activity.keep_activity(records, by(), held(body, came=read_came("张伟 1.5小时")))
    did = {one.person.building: one.minutes for one in helpers.volunteers(records)}
    assert did == {"3栋": 90, "45栋": None}
    [one] = helpers.volunteers(records, frozenset({body.id}))
    reach = frozenset({body.id, other.id})
    own = helpers.service_record(records, reach, body.name, TODAY, volunteer=one)
    assert [line.minutes for line in own.lines] == [90]


def table(*rows, heads=("类型", "活动", "日期", "方式", "人次", "参加人", "状态")):
    return Source((Sheet("活动", [list(heads), *map(list, rows)]),))


def test_a_table_comes_in_and_what_nobody_says_stays_unknown(records, body):
    source = table(
        ("活动", "清理牛皮癣", "2026年3月5日", "", "30", "张桂兰 2小时、红袖标队 12人", ""),
        ("招募", "线上招募", "2026-04-01", "线上", "20人", "", ""),
        ("", "座谈", "", "", "", "", ""),
        ("活动", "不够", "2026-05-01", "", "1", "甲队 12人", ""),
        ("聚餐", "不知", "2026-05-01", "", "1", "", ""),
        ("活动", "看不懂", "2026-05-01", "", "", "2小时", ""),
        ("活动", "写重了", "2026-05-01", "", "", "张桂兰、张桂兰", ""),
        ("合计", "", "", "", "51", "", ""),
    )
    plan = plan_activities(source, existing_activities(records), body.id)
    states = [row.state for row in plan.rows]
    assert states == [
        RowState.NEW, RowState.NEW, RowState.WARNING, RowState.ERROR, RowState.ERROR,
        RowState.ERROR, RowState.ERROR, RowState.LEFT,
    ]  # fmt: skip
    assert import_activities(records, by(), plan) == 3
    kept = {one.title: one for one in activity.activities(records)}
    assert kept["清理牛皮癣"].state is ActivityState.HELD and kept["清理牛皮癣"].heads == 30
    assert kept["座谈"].state is ActivityState.PLANNED and kept["座谈"].day is None
    assert kept["线上招募"].online is True and kept["清理牛皮癣"].online is None
    again = plan_activities(source, existing_activities(records), body.id)
    assert again.empty and RowState.NEW not in {row.state for row in again.rows}


def test_what_goes_out_comes_in_again_as_it_was(records, body):
    one = held(
        body, came=(Came("红袖标队", 12, 90),), heads=30, change="墙干净了", teacher="周老师",
        kind=ActivityKind.COURSE, level=Level.MIDDLE, online=False, place="架空层", starts="9:00",
        shares=(Share("张桂兰", "搬桌子", TODAY),),
    )  # fmt: skip
    rows = [activity_cells(one, body.name)]
    plan = plan_activities(
        table(*rows, heads=ACTIVITY_TABLE.names), existing_activities(records), None
    )
    assert plan.new[body.id] == (one,)


def test_the_figures_count_what_was_held_and_say_what_is_unknown(records, body):
    for one in (
        held(body, heads=30),
        held(body, "集市", came=(Came("队", 2, 60),)),
        held(body, "不知多少人"),
        replace(held(body, "不知哪天", heads=9), day=None),
        replace(held(body, "筹备"), state=ActivityState.PLANNED),
        held(body, "线上", kind=ActivityKind.RECRUITMENT, heads=20, online=True),
        held(body, "现场", kind=ActivityKind.RECRUITMENT, heads=54),
    ):
        activity.keep_activity(records, by(), one)
    counted = figures(facts(records, YEAR, None), YEAR, TODAY)
    assert counted.activities == Held(3, 32, 120, 1)
    assert (counted.recruited.heads, counted.recruited_online.heads) == (54, 20)
    assert counted.undated == 1
    named = {one.zh: one.value for one in indicators(counted)}
    assert named["举办活动（次）"] == 3 and named["举办活动：人次不详（次）"] == 1
    of = scope(records, body.id, Reach.OWN)
    made = period_report(records, of, YEAR, TODAY, lambda one: facts(records, one, None))
    assert made.activities[0].title == "清理牛皮癣" and len(made.activities) == 5


def test_a_file_without_any_of_it_has_no_figure_of_it(records, body):
    counted = figures(facts(records, YEAR, None), YEAR, TODAY)
    assert not [one for one in indicators(counted) if one.group == "activities"]


def test_a_week_and_a_person_have_their_record_of_service(records, body):
    came = (Came("李明", 1, 90), Came("红袖标队", 12))
    activity.keep_activity(
        records, by(), held(body, "招募", kind=ActivityKind.RECRUITMENT, came=(Came("李明"),))
    )
    activity.keep_activity(records, by(), held(body, came=came, heads=30))
    activity.keep_activity(records, by(), replace(held(body, "哪天不知", came=came), day=None))
    [recruited] = helpers.recruitments(records)
    helpers.take_on(records, by(), body.id, recruited.id)
    [one] = helpers.volunteers(records)
    reach = frozenset({body.id})
    own = helpers.service_record(records, reach, body.name, TODAY, volunteer=one)
    assert [(line.what, line.minutes) for line in own.lines] == [
        ("清理牛皮癣", 90), ("哪天不知", 90)
    ], "to be taken on is no service"  # fmt: skip
    assert (Sum(own.lines).minutes, Sum(own.lines).of_unknown_length) == (180, 0)
    week = helpers.service_record(records, reach, body.name, TODAY, TODAY, TODAY)
    assert [(line.who, line.heads) for line in week.lines] == [
        ("李明", 1), ("李明", 1), ("红袖标队", 12), ("其他参加人员", 17)
    ]  # fmt: skip
    assert Sum(week.of(*SERVICE)).heads == 30 and Sum(week.of(RECRUITMENT)).heads == 1
    said = "".join(part.text for part in Document(BytesIO(service_document(week))).paragraphs)
    assert "参加志愿服务30人次，1.5小时（另有2次时长不详，未计入）；招募志愿者1人次。" in said
    after = TODAY + timedelta(days=1)
    with pytest.raises(NothingServed):
        helpers.service_record(records, reach, body.name, TODAY, after, after)


def test_of_two_of_one_name_each_has_what_is_said_to_be_theirs(records, body):
    came = (Came("李明", 1, 30), Came("李明（45栋）", 1, 60))
    activity.keep_activity(records, by(), held(body, came=came))
    for building in ("45栋", "46栋"):
        person = Person("", body.id, "李明", building)
        found.add_person(records, by(), body.id, person, (Role.VOLUNTEER,), False)
    minutes = {one.person.building: one.minutes for one in helpers.volunteers(records)}
    assert minutes == {"45栋": 60, "46栋": None}, "nobody knows which 李明 came for half an hour"


def test_a_day_to_come_refuses_its_row_alone(records, body):
    rows = (
        ("清理", "2026-11-20", 12, "已举办"), ("植树", "2027-03-12", 20, "已举办"),
        ("春游", "2027-04-01", "", "筹备中"),
    )  # fmt: skip
    source = replace(table(*rows, heads=("活动", "日期", "人次", "状态")), today=date(2026, 11, 24))
    plan = plan_activities(source, existing_activities(records), body.id)
    assert [row.state for row in plan.rows] == [RowState.NEW, RowState.ERROR, RowState.NEW]
    assert plan.rows[1].reasons[0].why == "not_come"
    assert import_activities(records, by(), plan) == 2
