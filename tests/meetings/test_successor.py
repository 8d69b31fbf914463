"""Whoever takes over finds on a page what is open, who is who, and whom to thank."""

from datetime import timedelta

import pytest

from meetings.actions import collect, follow, found, hold, need, prepare
from meetings.actions.successor import successor_page
from meetings.community.bodies import Tier
from meetings.community.people import Person, Role
from meetings.matters.followup_states import Ending, StepKind
from meetings.matters.followups import FollowUp
from meetings.matters.issues import Issue
from meetings.matters.needs import Answer, Need, NeedKind, Offer
from meetings.papers.successor import OpenLine
from meetings.ports import By
from meetings.procedure.rules import preset
from storage.ids import new_id
from storage.records import FileRecords
from tests.data.hall import START

TODAY = START.date()


def by(days: float = 0) -> By:
    return By("王社工", START + timedelta(days=days), new_id())


@pytest.fixture
def records(tmp_path):
    with FileRecords.open(tmp_path / "records.db") as opened:
        yield opened


def test_the_page_has_what_goes_on_and_leaves_out_what_ended(records):
    body = found.found_body(records, by(), Tier.CORNER, "45栋", preset("corner"))
    for name, roles in (("李国强", (Role.CHAIR, Role.MEMBER)), ("陈建华", (Role.MEMBER,))):
        found.add_person(records, by(), body.id, Person("", body.id, name, "45栋"), roles, True)
    collect.collect(records, by(), Issue("", body.id, 0, "西门积水", START, raised_name="王阿姨"))
    due = TODAY + timedelta(days=9)
    follow.add_task(
        records, by(), FollowUp("", body.id, 0, "划线", START, owner="物业", deadline=due)
    )
    ended = follow.add_task(records, by(), FollowUp("", body.id, 0, "误记", START))
    follow.step(records, by(), body.id, ended.id, StepKind.END, "重复", ending=Ending.VOID)
    gave = Offer("便民超市", answer=Answer.YES, given="水")
    kept = need.keep_need(records, by(), Need("", body.id, NeedKind.THINGS, "水"))
    need.keep_offer(records, by(), body.id, kept.id, gave)
    running = prepare.plan_meeting(records, by(), body.id, "例会", START)
    hold.open_meeting(records, by(), body.id, running.id)
    gone = prepare.plan_meeting(records, by(), body.id, "春游", START)
    prepare.cancel_meeting(records, by(), body.id, gone.id, "下雨")
    page = successor_page(records, body.id, START, (("议事记录", "D:"),))
    assert page.meetings == (OpenLine("〔2026〕第1次", "例会", "进行中，主持：李国强", TODAY),)
    assert page.issues == (OpenLine("1", "西门积水", "王阿姨"),)
    assert page.tasks == (OpenLine("1", "划线", "物业", due),)
    assert page.needs == (OpenLine("物资", "水", "待答谢：便民超市"),)
    assert page.people == (("李国强（45栋）", "主持人"),)
    assert (page.body, page.made, page.referrals) == ("45栋", TODAY, ())
