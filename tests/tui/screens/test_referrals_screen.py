"""往来: both ends of what goes up, every act by a digit, and the whole road one key away."""

from datetime import timedelta
from pathlib import Path

from meetings.actions import collect, found, prepare, refer
from meetings.community.bodies import Body, Tier
from meetings.matters.followups import FollowUp
from meetings.matters.issues import Issue, IssueState
from meetings.matters.referrals import Referral, Reply, ReplyState
from meetings.procedure.rules import PRESETS
from meetings.sitting.agenda import ItemKind
from meetings.sitting.meeting import Meeting
from tests.tui.desk_host import DeskHost, act, keys, opened
from tests.tui.screens.test_issues_screen import found_all
from tests.tui.working_house import NOW
from tui.desk import Desk
from tui.screens.issues import IssuesScreen
from tui.screens.referrals import ReferralsScreen


def tiers(desk: Desk) -> tuple[Body, Body, Body]:
    """A subdistrict, its community and a corner."""
    street = act(desk, found.found_body, Tier.SUBDISTRICT, "街道推进会", PRESETS["community"])
    community = act(
        desk, found.found_body, Tier.COMMUNITY, "某社区议事会", PRESETS["community"], street.id
    )
    corner = act(
        desk, found.found_body, Tier.CORNER, "45栋街角议事会", PRESETS["corner"], community.id
    )
    return street, community, corner


def sent(desk: Desk, corner: Body, days: int = 14) -> Referral:
    """The corner passes the fire lane up; an answer is wanted in so many days."""
    issue = act(desk, collect.collect, Issue("", corner.id, 0, "消防通道停车", NOW))
    referral: Referral = act(
        desk, refer.refer_issue, corner.id, issue.id, "没有执法权", "劝过",
        (NOW + timedelta(days=days)).date(),
    )  # fmt: skip
    return referral


def at_the_community(desk: Desk) -> Body:
    _street, community, corner = tiers(desk)
    sent(desk, corner)
    return community


def at_the_corner(desk: Desk) -> Body:
    _street, _community, corner = tiers(desk)
    sent(desk, corner, -3)
    return corner


def at_the_street(desk: Desk) -> Body:
    street, _community, corner = tiers(desk)
    sent(desk, corner, -3)
    return street


async def reply(app: DeskHost) -> Reply:
    (one,) = await found_all(app, Reply)
    assert isinstance(one, Reply)
    return one


async def test_the_receiver_signs_takes_up_and_answers_by_digits(tmp_path: Path):
    async with opened(tmp_path, ReferralsScreen, at_the_community) as (app, pilot):
        assert "待签收1" in app.picture() and "消防通道停车" in app.picture()
        await keys(app, pilot, "1")
        assert (await reply(app)).state is ReplyState.RECEIVED
        await keys(app, pilot, "２")
        taken = [i for i in await found_all(app, Issue) if i.referral]
        assert taken[0].title == "消防通道停车"
        await keys(app, pilot, "3", "=ok", "enter", "enter", "enter", "=watch", "enter", "=police",
                   "enter", "=12-1", "enter")  # fmt: skip
        answered = await reply(app)
        assert (answered.state, answered.answer) == (ReplyState.ANSWERED, "ok")
        (task,) = await found_all(app, FollowUp)
        assert (task.text, task.owner, task.issue) == ("watch", "police", taken[0].id)
        assert "没有待办" in app.picture()


async def test_an_answer_is_on_the_sender_s_planned_agenda_at_once(tmp_path: Path):
    def seed(desk: Desk) -> Body:
        _street, community, corner = tiers(desk)
        sent(desk, corner)
        act(desk, prepare.plan_meeting, corner.id, "", NOW + timedelta(days=2))
        return community

    async with opened(tmp_path, ReferralsScreen, seed) as (app, pilot):
        await keys(app, pilot, "3", "=ok", "ctrl+s")
        (meeting,) = await found_all(app, Meeting)
        assert [item.kind for item in meeting.items] == [ItemKind.ANSWER]
        assert "45栋街角议事会" in app.told[-1]


async def test_sending_back_asks_for_the_reason(tmp_path: Path):
    async with opened(tmp_path, ReferralsScreen, at_the_community) as (app, pilot):
        await keys(app, pilot, "4", "enter")
        assert not await found_all(app, Reply)
        await keys(app, pilot, "=small", "enter")
        back = await reply(app)
        assert (back.state, back.reason) == (ReplyState.SENT_BACK, "small")


async def test_it_is_passed_further_up_with_the_chain(tmp_path: Path):
    async with opened(tmp_path, ReferralsScreen, at_the_community) as (app, pilot):
        await keys(app, pilot, "5", "=police", "ctrl+s")
        low, high = sorted(await found_all(app, Referral), key=lambda one: one.id)
        assert high.follows == low.id and high.reason == "police"
        assert "待回复1" in app.picture() and "等回复1" in app.picture()
        assert "已上提至街道" in app.picture() and "已列入" not in app.picture()


async def test_the_sender_sees_how_late_it_is_reminds_and_takes_back(tmp_path: Path):
    async with opened(tmp_path, ReferralsScreen, at_the_corner) as (app, pilot):
        assert "逾期3天" in app.picture()
        await keys(app, pilot, "1")
        assert "F8" in app.told[-1]
        await keys(app, pilot, "6", "enter")
        assert "催1次" in app.picture()
        await keys(app, pilot, "7", "=gone", "enter")
        (one,) = await found_all(app, Referral)
        assert one.withdrawn_reason == "gone"
        (issue,) = await found_all(app, Issue)
        assert issue.state is IssueState.ACCEPTED


def signed_above(desk: Desk) -> Body:
    _street, _community, corner = tiers(desk)
    act(desk, refer.receive, sent(desk, corner).id)
    return corner


async def test_what_was_signed_for_is_not_taken_back_and_no_reason_is_asked_for(tmp_path: Path):
    async with opened(tmp_path, ReferralsScreen, signed_above) as (app, pilot):
        await keys(app, pilot, "7")
        assert isinstance(app.screen, ReferralsScreen), "no form for what would be refused"
        assert "已签收" in app.told[-1]


async def test_what_is_late_climbs_to_the_tier_above_the_receiver(tmp_path: Path):
    async with opened(tmp_path, ReferralsScreen, at_the_street) as (app, pilot):
        assert "逾期3天" in app.picture() and "逾期1" in app.picture()
        await keys(app, pilot, "1")
        assert not await found_all(app, Reply)


async def test_the_pool_tells_what_waits_and_leads_there_and_back(tmp_path: Path):
    async with opened(tmp_path, IssuesScreen, at_the_community) as (app, pilot):
        assert "待签收1" in app.picture()
        await keys(app, pilot, "=")
        await pilot.press("equals_sign")
        await keys(app, pilot)
        assert isinstance(app.screen, ReferralsScreen)
        await keys(app, pilot, "0")
        assert isinstance(app.screen, IssuesScreen)


async def test_the_whole_road_is_one_key_away(tmp_path: Path):
    async with opened(tmp_path, ReferralsScreen, at_the_corner) as (app, pilot):
        await keys(app, pilot, "8")
        picture = app.picture()
        assert "全程" in picture and "上提" in picture and "社区（未到）" in picture
        assert "逾期" in picture
        await keys(app, pilot, "escape", "enter")
        assert "全程" in app.picture()


async def test_one_undo_takes_one_act_back(tmp_path: Path):
    async with opened(tmp_path, ReferralsScreen, at_the_community) as (app, pilot):
        await keys(app, pilot, "1", "ctrl+z")
        assert not await found_all(app, Reply)
        assert "待签收1" in app.picture()


async def test_the_list_shows_all_or_one_side(tmp_path: Path):
    async with opened(tmp_path, ReferralsScreen, at_the_corner) as (app, pilot):
        await keys(app, pilot, "9", "2")
        assert "消防通道停车" not in app.picture()
        await keys(app, pilot, "9", "5")
        assert "消防通道停车" in app.picture()
