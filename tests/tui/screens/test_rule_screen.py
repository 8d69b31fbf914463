"""The rule editor: every provision in words, its numbers for this body, adopted by a decision."""

from pathlib import Path
from typing import Any

import pytest

from meetings.actions import found, hold, prepare
from meetings.community.bodies import Body, Tier
from meetings.community.people import Person, Role
from meetings.procedure.rules import OWN, PRESETS, ProxyUse, Rule, Voters
from meetings.procedure.shares import Basis, at_least, more_than
from meetings.sitting.meeting import Meeting
from tests.tui.desk_host import DeskHost, act, keys, opened
from tests.tui.working_house import NOW
from tui.desk import Desk
from tui.dialogs.rule import draft_text, rule_of
from tui.language import set_language
from tui.screens.people import PeopleScreen
from tui.screens.rule import RuleScreen
from tui.words.rules import PROVISIONS, provision_words


def sixteen(desk: Desk) -> Body:
    body = act(desk, found.found_body, Tier.COMMUNITY, "某社区议事会", PRESETS["community"])
    for number in range(16):
        person = Person("", body.id, f"成员{number + 1}")
        act(desk, found.add_person, body.id, person, (Role.MEMBER,), True)
    assert isinstance(body, Body)
    return body


def nobody(desk: Desk) -> Body:
    body = act(desk, found.found_body, Tier.COMMUNITY, "某社区议事会", PRESETS["community"])
    assert isinstance(body, Body)
    return body


def sixteen_in_a_meeting(desk: Desk) -> Body:
    body = sixteen(desk)
    meeting = act(desk, prepare.plan_meeting, body.id, "第3次会议", NOW)
    act(desk, hold.open_meeting, body.id, meeting.id)
    return body


async def stored(app: DeskHost, kind: type[Any]) -> Any:
    def ask(records: Any) -> Any:
        with records.reading() as book:
            return book.find(kind)[-1]

    return await app.desk.read(ask)


def editor(app: DeskHost) -> RuleScreen:
    screen = next(s for s in app.screen_stack if isinstance(s, RuleScreen))
    return screen


async def edit(app: DeskHost, pilot: Any, key: str, *pressed: str) -> None:
    """Open one provision, answer, save."""
    editor(app).rows.go(key)
    await keys(app, pilot, "enter", *pressed, "ctrl+s")


async def test_the_rule_is_read_with_its_numbers_for_this_body(tmp_path: Path):
    async with opened(tmp_path, PeopleScreen, sixteen) as (app, pilot):
        await keys(app, pilot, "6")
        seen = app.picture()
        assert "不少于应到人数的三分之二" in seen and "超过实到人数的二分之一" in seen
        assert "16名成员：须至少11人到会" in seen
        assert "14→8" in seen


async def test_no_arrow_stands_alone_before_a_sentence_longer_than_a_line(tmp_path: Path):
    async with opened(tmp_path, PeopleScreen, nobody) as (app, pilot):
        await keys(app, pilot, "6")
        assert "→ 还没有有表决权的成员，举例：16名成员" in app.picture()


async def test_a_change_is_shown_in_numbers_while_it_is_edited(tmp_path: Path):
    async with opened(tmp_path, PeopleScreen, sixteen) as (app, pilot):
        await keys(app, pilot, "6")
        editor(app).rows.go("passing")
        await keys(app, pilot, "enter", "5")
        assert "14→13" in app.picture(), "more than nine tenths of fourteen"
        await keys(app, pilot, "enter", "2", "ctrl+s")
        assert editor(app).rule.passing == at_least(9, 10, Basis.PRESENT)
        assert "尚未生效" in app.picture()
        assert (await stored(app, Body)).rule == PRESETS["community"], "not adopted yet"


async def test_ninety_percent_and_nobody_against_is_adopted_with_its_decision(tmp_path: Path):
    async with opened(tmp_path, PeopleScreen, sixteen) as (app, pilot):
        await keys(app, pilot, "6")
        await edit(app, pilot, "passing", "7", "=90%", "enter", "2")
        await edit(app, pilot, "veto", "1")
        await keys(app, pilot, "2", "ctrl+s")
        assert (await stored(app, Body)).rule == PRESETS["community"], "a decision is needed"
        await keys(app, pilot, "=第3次会议议定", "ctrl+s")
        rule = (await stored(app, Body)).rule
        assert rule.passing == at_least(90, 100, Basis.PRESENT) and rule.veto
        assert (rule.preset, rule.adopted) == (OWN, "第3次会议议定")
        assert rule.source == "", "what a source lays down was changed"
        assert app.body is not None and app.body.rule == rule
        assert "议定：第3次会议议定" in app.picture()


async def test_over_two_thirds_of_those_present(tmp_path: Path):
    async with opened(tmp_path, PeopleScreen, sixteen) as (app, pilot):
        await keys(app, pilot, "6")
        await edit(app, pilot, "passing", "2", "tab", "1", "2")
        assert editor(app).rule.passing == more_than(2, 3, Basis.PRESENT)
        assert "14→10" in app.picture()


@pytest.mark.parametrize(
    ("key", "pressed", "said"),
    [
        ("passing", ("7", "=很多", "tab", "tab"), "看不懂“很多”"),
        ("passing", ("7", "=4/3", "tab", "tab"), "4/3"),
        ("passing", ("6", "tab", "1"), ""),
        ("owners", ("1", "1"), ""),
        ("owners", ("tab", "1"), ""),
    ],
)
async def test_what_cannot_be_is_refused_in_a_sentence_and_changes_nothing(
    tmp_path: Path, key: str, pressed: tuple[str, ...], said: str
):
    async with opened(tmp_path, PeopleScreen, sixteen) as (app, pilot):
        await keys(app, pilot, "6")
        await edit(app, pilot, key, *pressed)
        assert editor(app).rule == PRESETS["community"]
        assert said in app.picture()
        assert len(app.screen_stack) == 3, "the form stays open"


async def test_a_preset_is_a_start_and_can_be_discarded(tmp_path: Path):
    async with opened(tmp_path, PeopleScreen, sixteen) as (app, pilot):
        await keys(app, pilot, "6", "1", "3")
        assert editor(app).rule == PRESETS["community-major"]
        await keys(app, pilot, "3")
        assert editor(app).rule == PRESETS["community"] and "尚未生效" not in app.picture()
        await keys(app, pilot, "2")
        assert any("还没有改动" in told for told in app.told)


async def test_a_meeting_in_progress_keeps_its_rule_and_the_screen_says_so(tmp_path: Path):
    async with opened(tmp_path, PeopleScreen, sixteen_in_a_meeting) as (app, pilot):
        await keys(app, pilot, "6", "1", "3")
        assert "第3次会议正在进行" in app.picture()
        await keys(app, pilot, "2")
        assert "自下次开始的会议起适用" in app.picture().replace("│", "").replace("\n", "")
        await keys(app, pilot, "=议定", "ctrl+s")
        assert (await stored(app, Body)).rule.preset == "community-major"
        assert (await stored(app, Meeting)).rule == PRESETS["community"]


async def test_the_history_says_when_who_and_what_changed(tmp_path: Path):
    async with opened(tmp_path, PeopleScreen, sixteen) as (app, pilot):
        await keys(app, pilot, "6", "1", "3", "2", "=第5次会议", "ctrl+s", "4")
        seen = app.picture()
        assert "2026-11-24" in seen and "王社工" in seen
        assert "－ 通过：须超过实到人数的二分之一" in seen
        assert "＋ 通过：须不少于实到人数的三分之二" in seen
        assert "＋ 议定：第5次会议" in seen


async def test_a_half_edited_rule_is_there_again(tmp_path: Path):
    async with opened(tmp_path, PeopleScreen, sixteen) as (app, pilot):
        await keys(app, pilot, "6")
        await edit(app, pilot, "veto", "1")
        await keys(app, pilot, "escape", "6")
        assert editor(app).rule.veto and "尚未生效" in app.picture()


async def test_every_other_provision_is_edited_in_words(tmp_path: Path):
    async with opened(tmp_path, PeopleScreen, sixteen) as (app, pilot):
        await keys(app, pilot, "6")
        await edit(app, pilot, "quorum", "1")
        await edit(app, pilot, "too", "2", "1", "tab", "1", "1")
        await edit(app, pilot, "voters", "2", "1")
        await edit(app, pilot, "proxies", "3", "=2")
        await edit(app, pilot, "seconding", "2")
        await edit(app, pilot, "hands", "1")
        await edit(app, pilot, "tie", "=2", "enter", "1")
        await edit(app, pilot, "debate", "=90", "enter", "=3", "enter", "2", "2")
        await edit(app, pilot, "days", "=3", "enter", "=7")
        await edit(app, pilot, "source", "=章程第9条", "enter", "=2026-11-01")
        await edit(app, pilot, "name", "=我们的规则")
        rule = editor(app).rule
        assert rule.quorum is None
        assert rule.passing_too == more_than(1, 2, Basis.EXPECTED)
        assert rule.voters is Voters.EVERYBODY and rule.may_exceed_expected
        assert (rule.proxies, rule.proxy_limit) == (ProxyUse.QUORUM_AND_VOTES, 2)
        assert not rule.seconding and rule.uncounted_hands
        assert (rule.revotes, rule.casting_vote) == (2, True)
        assert (rule.speech_seconds, rule.speeches_per_motion) == (90, 3)
        assert not rule.new_speakers_first and not rule.alternate_sides
        assert (rule.notice_days, rule.posting_days) == (3, 7)
        assert (rule.source, rule.source_date) == ("章程第9条", "2026-11-01")


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("rule", PRESETS.values(), ids=PRESETS)
def test_every_provision_of_every_preset_has_words(rule: Rule, language: str):
    set_language("en" if language == "en" else "zh")
    try:
        assert all(words.strip() for words in provision_words(rule).values())
        assert provision_words(rule).keys() == PROVISIONS.keys()
    finally:
        set_language("zh")


@pytest.mark.parametrize("rule", PRESETS.values(), ids=PRESETS)
def test_a_rule_kept_as_text_is_the_same_rule(rule: Rule):
    assert rule_of(draft_text(rule)) == rule


def test_a_text_that_is_no_rule_is_passed_over():
    assert rule_of("") is None and rule_of("{}") is None and rule_of("[1]") is None
