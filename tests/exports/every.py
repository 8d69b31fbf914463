"""Every kind of paper and of spreadsheet once, full and with its variants."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from exports.documents.activity import activity_document
from exports.documents.board_sheet import board_document
from exports.documents.change_page import change_page
from exports.documents.chase_list import chase_document
from exports.documents.extract import extract_document
from exports.documents.forms import forms_document
from exports.documents.key_card import key_card
from exports.documents.minutes import minutes_document
from exports.documents.notice import notice_document
from exports.documents.personal_list import personal_document
from exports.documents.public_notice import posting_document
from exports.documents.reading import reading_document
from exports.documents.record import record_document
from exports.documents.recovery_sheet import write_sheet
from exports.documents.report import report_document
from exports.documents.road import road_document
from exports.documents.roster import roster_document
from exports.documents.service import service_document
from exports.documents.sign_in import sign_in_document
from exports.documents.successor import successor_document
from exports.documents.task_papers import lookback_document, photo_document, point_document
from exports.own_forms.template_examples import examples
from exports.own_forms.templated import fill
from exports.tables.activities import activities_workbook
from exports.tables.ledger import ledger_workbook
from exports.tables.points import points_workbook, rewards_workbook
from exports.tables.refused import refused_workbook
from exports.tables.report import report_workbook
from exports.tables.resources import resources_workbook
from exports.tables.workbook_write import meeting_workbook, people_workbook
from meetings.actions.reward import Rewards
from meetings.community.groups import Group, GroupKind, GroupLine
from meetings.community.resources import Resource, ResourceClass
from meetings.figures.periods import Length, whole
from meetings.importing.columns import PEOPLE, SHEETS
from meetings.importing.workbook.plan import held_meeting
from meetings.matters.activities import Activity, ActivityKind, ActivityState, Came, Share
from meetings.matters.duty import DutyTurn, LedgerRule, PointGroup
from meetings.matters.needs import Answer, Need, NeedKind, Offer
from meetings.matters.rewards import Balance, EntryKind, PointEntry, Prize
from meetings.papers.board_sheet import BoardSheet
from meetings.papers.change_page import ChangeLine, ChangePage
from meetings.papers.chase_list import ChaseLine, ChaseList
from meetings.papers.masking import public_edition
from meetings.papers.personal_list import personal_lists
from meetings.papers.roster import RosterPaper
from meetings.papers.service import ServiceRecord, served
from meetings.papers.successor import OpenLine, SuccessorPage
from meetings.papers.task_papers import lookbacks, photo_pages, point_paper
from tests.data.cases import CASES
from tests.exports.test_key_card import GROUPS
from tests.exports.test_reports import DONE, LATE, NOW, PNG, known, made
from tests.exports.test_road import AT, ROAD
from tests.exports.test_task_papers import TASK

DAY = date(2026, 11, 24)
TURNS = (
    DutyTurn("1", "b", "t", "陈阿姨", NOW, NOW + timedelta(minutes=90)),
    DutyTurn("2", "b", "t", "红袖标队", NOW, NOW + timedelta(hours=1), heads=4, note="雨"),
)
ACTIVITY = Activity(
    "1", "b", ActivityKind.ACTIVITY, "=清理牛皮癣", DAY, "9:00", "45栋东侧", False,
    ActivityState.HELD, "", "和物业一起。\n带铲子。",
    shares=(Share("张桂兰", "搬桌子", DAY), Share("红袖标队", "铲墙")),
    came=(Came("张桂兰", 1, 120), Came("红袖标队", 12, 90)), heads=30, change="墙干净了",
    retrospective="早点借梯子。",
)  # fmt: skip
PRIZE = Prize("p", "b", "=洗衣液", 20, 10)
REWARDS = Rewards(
    (Balance("陈阿姨", 90, 5, 30, -2, 20, "低龄老人", 200),), ((PRIZE, 9),),
    (PointEntry("e", "b", EntryKind.REDEEMED, "陈阿姨", -20, DAY, "p", 1, "洗衣液"),),
)  # fmt: skip
SERVICE = ServiceRecord(
    "Y社区议事会", DAY, served([ACTIVITY], TURNS, {"t": "守路口"}), since=DAY, until=DAY
)
_OPEN = (OpenLine("3", "=公告栏留出广告位", "周社工", DAY), OpenLine("4", "修灯", ""))
SUCCESSOR = SuccessorPage(
    "Y社区议事会", DAY, _OPEN, _OPEN, _OPEN, _OPEN, (("李明（45栋）", "主持人"),), 1,
    (("议事记录", "D:\\记录\\records.db"),),
)  # fmt: skip
GIFT = Offer("便民超市", True, DAY, Answer.YES, "矿泉水5箱", 20_050, DAY, "锦旗")
NEED = Need("n", "b", NeedKind.THINGS, "矿泉水10箱", "1", offers=(GIFT, Offer("药店")))
RULE = LedgerRule("r", "b", per_hour=10, groups=(PointGroup("低龄老人", 200, ("陈阿姨",)),))


BOARD = BoardSheet(
    "Y社区议事会", "居民公约", DAY, DAY, DAY + timedelta(days=9), ("=请大家遵守。",),
    (("", "第一章 环境"), ("第一条", "垃圾分类。\n厨余单独放。")), "2026年11月24日第3次会议通过",
    phone="0731-80000000", coded=True, room=3,
)  # fmt: skip
ROSTER = RosterPaper(
    "Y社区议事会", DAY, "楼栋长", (("楼栋长", 1),), (("=张桂兰", "45栋", "3组", "楼栋长", ""),)
)
HEADLESS = GroupLine(
    Group("g", "b", GroupKind.BUILDING, "=45栋"), 1, "3组 › 45栋", (), ("王秀英",), (), 12
)


def papers_of(kept: Mapping[str, Any], folder: Path) -> dict[str, bytes]:
    """Each kind of document, made of the fixtures of this folder."""
    assert PNG is not None
    minutes, notice = kept["minutes"], kept["notice"]
    final = replace(minutes, meeting="01HX", hash="a" * 64)
    sheet = folder / "recovery.docx"
    write_sheet(sheet, "AAAAA-BBBBB", "records.db", DAY)
    late = ChaseLine(2, "街角", "更换井盖", "范志伟", DAY, 6, "提醒", "厂家说等")
    names = {"a": "45、47栋-", "b": "梧桐里社区-"}
    return {
        "minutes": minutes_document(final),
        "public": minutes_document(public_edition(final)),
        "red head": minutes_document(replace(final, red_head=True)),
        "record": record_document(kept["record"]),
        "extract": extract_document(minutes, 1, "物业服务中心", DAY),
        "notice": notice_document(notice),
        "notice, red": notice_document(replace(notice, red_head=True)),
        "sign-in": sign_in_document(kept["sign_in"]),
        "forms": forms_document(kept["forms"]),
        "posting": posting_document(kept["posting"]),
        "reading": reading_document(minutes),
        "key card": key_card(GROUPS, DAY),
        "road": road_document(ROAD, AT),
        "chase list": chase_document(ChaseList("社区", DAY, (late,))),
        "change page": change_page(ChangePage("街角", DAY, (ChangeLine("公告栏", "好了", DAY),))),
        "personal lists": personal_document(
            personal_lists([DONE, LATE], names, "梧桐里社区", NOW.date())
        ),
        "report": report_document(made(), lambda _picture: PNG, seal="〔2027〕第1号"),
        "photographs": photo_document(photo_pages([TASK], "社区", DAY), lambda _shot: PNG),
        "retrospective": lookback_document(lookbacks([TASK, TASK], "社区", DAY)),
        "points": point_document(point_paper(TURNS, RULE, {"t": "守路口"}, "社区", DAY)),
        "a person's points": point_document(
            point_paper(TURNS, RULE, {"t": "守路口"}, "社区", DAY, person="陈阿姨")
        ),
        "activity": activity_document(ACTIVITY, [NEED], "Y社区议事会", DAY),
        "service": service_document(SERVICE),
        "a person's service": service_document(replace(SERVICE, person="陈阿姨", level="骨干")),
        "successor": successor_document(SUCCESSOR),
        "board sheet": board_document(BOARD),
        "long board sheet": board_document(replace(BOARD, lines=("街" * 600,), articles=())),
        "roster": roster_document(ROSTER),
        "groups": roster_document(replace(ROSTER, people=(), groups=(HEADLESS,))),
        "recovery sheet": sheet.read_bytes(),
        **examples(),
        **{f"filled {name}": fill(form, final) for name, form in examples().items()},
    }


def workbooks() -> dict[str, bytes]:
    """Each kind of spreadsheet; the workbooks are those of the meetings of the cases."""
    known_resources = [
        Resource("1", "a", ResourceClass.SKILL, "刘师傅", "=修水管", None, "13800001234", "周末"),
        Resource("2", "b", ResourceClass.VENUE, "架空层", "可坐30人", stopped=True),
    ]
    person = ["" for _ in SHEETS[PEOPLE]]
    held = {}
    for case in CASES:
        house = case()
        of = held_meeting(house.records, house.meeting.id)
        held[f"workbook {case.__name__}"] = meeting_workbook(of, NOW)
    return {
        "ledger": ledger_workbook(known(), NOW, "梧桐里社区", "王社工"),
        "report": report_workbook(made(), NOW),
        "resources": resources_workbook(known_resources, {"a": "街角", "b": "社区"}, NOW),
        "rewards": rewards_workbook(REWARDS, TURNS, whole(Length.YEAR, DAY), NOW),
        "activities": activities_workbook([ACTIVITY], [NEED], {"b": "社区"}, NOW),
        "points": points_workbook(TURNS, RULE, {"t": "守消防通道"}, NOW),
        "people": people_workbook([["欧阳建国", *person[1:]]], NOW),
        "refused": refused_workbook([["姓名", "电话"], ["=1+1", "0755"]], NOW),
        **held,
    }
