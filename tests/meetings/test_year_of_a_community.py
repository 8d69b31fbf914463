"""A community's year, entered by use cases and by tables, comes out in its report as it was."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta, timezone
from io import BytesIO

import pytest
from docx import Document

from exports.documents.report import report_document
from exports.tables.report import report_workbook
from meetings.actions import collect, follow, found, hold, prepare
from meetings.actions.report import period_report
from meetings.actions.scope import scope
from meetings.community.bodies import Body, Tier
from meetings.community.people import Person, Role
from meetings.figures.indicators import indicators
from meetings.figures.periods import Period
from meetings.figures.report import Report
from meetings.importing import kinds
from meetings.importing.plan import NO_CHOICES, RowState
from meetings.importing.table import Sheet, Source
from meetings.matters.followups import FollowUp
from meetings.matters.issues import Issue
from meetings.matters.ledger import Reach
from meetings.ports import By
from meetings.procedure.rules import preset
from meetings.sitting.debate import Stance
from meetings.sitting.meeting_states import MeetingKind
from meetings.sitting.presence import Mark
from storage.ids import new_id
from storage.queries.figures import facts
from storage.records import FileRecords

CHINA = timezone(timedelta(hours=8))
YEAR = Period(date(2019, 1, 1), date(2019, 12, 31))
LATER = date(2020, 1, 10)
MATTERS = (
    "乱扔垃圾", "僵尸车", "消防通道停车", "占道经营", "没有地方坐", "牛皮癣", "共享单车",
)  # fmt: skip
TEAM = "红袖标队 6人 2小时"
CORNERS, TALKS, PUSHES, FACES = 6, 4, 11, 2


def at(day: date, hour: int = 19) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=CHINA)


def days(count: int, start: date = date(2019, 2, 1), step: int = 7) -> Iterator[date]:
    return (start + timedelta(days=step * place) for place in range(count))


def by(day: date = date(2019, 1, 2), hour: int = 19) -> By:
    return By("周社工", at(day, hour), new_id())


def taken(records, kind, body: Body, heads, rows, on: date = date(2019, 1, 2)) -> int:
    """The rows of a table, none of them in error."""
    source = Source((Sheet(kind.of.sheet, [list(heads), *map(list, rows)]),))
    plan = kind.plan(source, kind.existing(records), body.id, NO_CHOICES)
    assert RowState.ERROR not in {row.state for row in plan.rows}, plan.rows
    written: int = kind.write(records, by(on), plan)
    return written


def held(records, body: Body, day: date, chair: Person, words: str = "") -> None:
    kind = MeetingKind.ADVANCE if words == "推进会" else MeetingKind.REGULAR
    meeting = prepare.plan_meeting(
        records, by(day, 9), body.id, "", at(day), chair=chair.name, kind=kind,
        kind_words="" if words == "推进会" else words,
    )  # fmt: skip
    prepare.add_item(records, by(day, 10), body.id, meeting.id, "本月事项")
    hold.open_meeting(records, by(day), body.id, meeting.id)
    if body.tier is not Tier.SUBDISTRICT:
        hold.mark(records, by(day), body.id, meeting.id, chair.id, Mark.IN)
    for _ in range(2):
        hold.speak(
            records, by(day), body.id, meeting.id, chair.id, chair.name, Stance.UNSAID, "开始。"
        )
    hold.end_meeting(records, by(day, 20), body.id, meeting.id)


@pytest.fixture(scope="module")
def year(tmp_path_factory) -> Report:
    """Everything that the report of community Y tells, under made-up names."""
    path = tmp_path_factory.mktemp("year") / "records.db"
    with FileRecords.open(path) as records:
        street = found.found_body(
            records, by(), Tier.SUBDISTRICT, "Y街道推进会", preset("community")
        )
        council = found.found_body(
            records, by(), Tier.COMMUNITY, "Y社区议事会", preset("community"), street.id
        )
        corner = found.found_body(
            records, by(), Tier.CORNER, "45、47栋街角议事会", preset("corner"), council.id
        )
        lead = found.add_person(
            records, by(), corner.id, Person("", corner.id, "凌志远"), (Role.MEMBER,), True
        )
        worker = found.add_person(
            records, by(), council.id, Person("", council.id, "周社工"), (Role.SOCIAL_WORKER,),
            False,
        )  # fmt: skip
        taken(
            records, kinds.PEOPLE, council, ("姓名", "楼栋", "身份"),
            [
                *((f"牵头{_word(n)}", f"{n + 1}栋", "牵头人") for n in range(72)),
                *((f"楼长{_word(n)}", f"{n + 1}栋", "楼栋长") for n in range(34)),
                *((f"组长{_word(n)}", f"{n + 1}栋", "小组长") for n in range(15)),
            ],
        )  # fmt: skip
        for day in days(CORNERS):
            held(records, corner, day, lead)
        for day in days(TALKS, date(2019, 3, 2)):
            held(records, council, day, worker)
        for day in days(FACES, date(2019, 4, 3)):
            held(records, council, day, worker, "书记面对面")
        for day in days(PUSHES, date(2019, 5, 4), 14):
            held(records, street, day, worker, "推进会")
        matters = (
            "乱扔垃圾",
            "僵尸车",
            "消防通道停车",
            "占道经营",
            "没有地方坐",
            "牛皮癣",
            "共享单车",
        )
        for title in matters:
            collect.collect(
                records, by(), Issue("", corner.id, 0, title, at(date(2019, 3, 1)),
                                     raised_by=lead.id)
            )  # fmt: skip
        taken(
            records, kinds.TASKS, council,
            ("事项", "责任人", "交办日期", "完成时限", "状态", "办结日期"),
            [
                (f"第{n + 1}件难题", "凌志远", "2019-03-05", "2019-10-31", "办结", "2019-09-30")
                for n in range(32)
            ],
            LATER,
        )  # fmt: skip
        follow.add_task(
            records, by(date(2019, 11, 1)),
            FollowUp("", corner.id, 0, "公告栏留出广告位", at(date(2019, 11, 1)), owner="周社工"),
        )  # fmt: skip
        heads = [19] * 43 + [853 - 43 * 19]
        assert taken(
            records, kinds.ACTIVITIES, council, ("类型", "活动", "日期", "方式", "人次", "参加人"),
            [
                *(
                    ("活动", f"第{n + 1}次活动", day.isoformat(), "", heads[n], TEAM)
                    for n, day in enumerate(days(44, date(2019, 1, 12)))
                ),
                *(("招募", f"现场招募{n}", f"2019-0{n}-15", "现场", 12, "") for n in range(3, 7)),
                *(("招募", f"线上招募{n}", f"2019-0{n}-20", "线上", 13, "") for n in range(7, 9)),
            ],
            LATER,
        ) == 50  # fmt: skip
        of = scope(records, street.id, Reach.BELOW)
        return period_report(
            records, of, YEAR, LATER, lambda period: facts(records, period, of.ids)
        )


def _word(number: int) -> str:
    return "甲乙丙丁戊己庚辛壬癸"[number // 10] + "一二三四五六七八九十"[number % 10]


def test_the_figures_come_out_as_they_were(year: Report):
    known = year.figures
    assert known.held_in[Tier.CORNER] == 6
    assert known.held == CORNERS + TALKS + PUSHES + FACES > 20
    assert known.meetings[MeetingKind.ADVANCE] > 10 and known.meetings["书记面对面"] == 2
    there, online = known.recruited, known.recruited_online
    assert (there.times, online.times, there.heads + online.heads) == (4, 2, 74)
    assert (known.activities.times, known.activities.heads) == (44, 853)
    assert known.activities.minutes == 44 * 6 * 120
    assert known.tasks.done > 30 and known.issues.new == 7
    assert known.people["lead"] > 70 and known.people["building_head"] == 34
    assert known.people["group_leader"] == 15


def test_who_carried_it_is_told_with_its_base(year: Report):
    known = year.figures
    assert known.carried["chaired"] == {"residents": 6, "social": 17}
    assert known.carried["raised"] == {"residents": 7}
    assert known.carried["done"] == {"residents": 32, "social": 1}
    shown = {one.zh: one.text for one in indicators(known) if one.group == "carried"}
    assert shown["居民主持的会议"] == "26%（6/23）"
    shares = {one.zh: one.none for one in indicators(known) if one.group == "carried"}
    assert shares["依赖度（工作人员所占平均）"] == "—", "of a year that tells nothing it is no 0"
    assert shown["依赖度（工作人员所占平均）"] == "38%（4项平均，基数109）"


def test_all_of_it_stands_in_the_years_report(year: Report):
    document = Document(BytesIO(report_document(year)))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    said = "\n".join([*(part.text for part in document.paragraphs), *cells])
    for words in (
        "书记面对面2次", "举办活动44次，853人次，528工时", "招募志愿者现场4次、线上2次，共74人",
        "牵头人72人", "楼栋长34人", "依赖度",
    ):  # fmt: skip
        assert words in said, words
    assert report_workbook(year, at(LATER))
