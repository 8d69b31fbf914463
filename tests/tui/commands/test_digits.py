"""One act, one digit: in the bar, in menus, in the sentence that says what can be done now."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from textual import events

from meetings.matters.followup_states import FollowUpState, StepKind
from meetings.matters.followups import FollowUp
from tests.tui.host import Host
from tui.commands import command, commands
from tui.dialogs.kit.choose import Choose, Option, numbered, offered
from tui.screens.follow_acts import MORE, steps_offered
from tui.words.ledger import WAYS, offered_now, possible_steps

TASK = FollowUp("t", "b", 1, "划线", datetime(2026, 11, 1, tzinfo=UTC))


@pytest.mark.parametrize("state", FollowUpState)
def test_enters_menu_on_a_task_has_the_digits_of_the_bar(state: FollowUpState):
    task = replace(TASK, state=state)
    digits = {option.key: option.digit for option in steps_offered(task)}
    assert len(set(digits.values())) == len(digits)
    for id, digit in digits.items():
        assert digit == (command(id).digit or {"follow.chase": "8", "follow.decline": "0"}[id])


@pytest.mark.parametrize("state", FollowUpState)
def test_what_is_possible_now_is_said_by_the_digits_of_the_bar(state: FollowUpState):
    task = replace(TASK, state=state)
    for kind, id in WAYS.items():
        named = command(id).digit and f"{command(id).digit}{kind_word(kind)}" in possible_steps(
            task
        )
        assert bool(named) == (kind in offered_now(task) and bool(command(id).digit))


def kind_word(kind: StepKind) -> str:
    from meetings.terms import term

    return term(kind, "zh")


def test_what_is_done_on_f5_and_at_a_meeting_has_one_digit():
    by_words = {one.label: one.digit for one in commands("follow") if one.digit}
    shared = [one for one in commands("review") if one.label in by_words]
    assert {one.id for one in shared} >= {"review.extend", "review.reopen", "review.hand_over"}
    assert [one.digit for one in shared] == [by_words[one.label] for one in shared]


def test_an_entry_keeps_its_digit_whatever_else_is_offered():
    menu = [Option("a", "甲"), Option("b", "乙"), Option("c", "丙", digit="5"), Option("d", "丁")]
    assert [option.digit for option in numbered(menu)] == ["1", "2", "5", "3"]
    for missing in range(4):
        some = offered(*((place != missing, option) for place, option in enumerate(menu)))
        whole = {"a": "1", "b": "2", "c": "5", "d": "3"}
        assert {option.key: option.digit for option in some}.items() <= whole.items()


def test_a_menu_has_fourteen_signs_and_no_letter():
    signs = [option.digit for option in numbered(Option(str(n), "甲") for n in range(15))]
    assert signs == [*"1234567890-=./", ""]
    assert MORE == "follow.more"


@pytest.mark.parametrize("sign", ["=", "＝", "-", ".", "。", "/", "、"])
async def test_a_sign_picks_in_every_form_in_which_it_comes(sign: str):
    menu = [Option("same", "甲", digit="="), Option("road", "乙", digit="-"),
            Option("more", "丙", digit="."), Option("points", "丁", digit="/")]  # fmt: skip
    app = Host()
    picked: list[str | None] = []
    async with app.run_test(size=(80, 24)) as pilot:
        app.push_screen(Choose("选", menu), picked.append)
        await pilot.pause()
        app.post_message(events.Key(sign, sign))  # the pilot knows no name of a full-width sign
        await pilot.pause()
    assert picked == [
        {
            "=": "same",
            "＝": "same",
            "-": "road",
            ".": "more",
            "。": "more",
            "/": "points",
            "、": "points",
        }[sign]
    ]


async def test_no_digit_is_shown_where_it_would_be_text():
    """In a long list of places `4` begins 45栋: it stands beside nothing."""
    homes = [Option(str(n), f"{40 + n}栋") for n in range(12)]
    app = Host()
    async with app.run_test(size=(80, 24)) as pilot:
        dialog = Choose("哪一栋", homes)
        app.push_screen(dialog)
        await pilot.pause()
        shown = [str(row.cells[0]) for row in rows_of(dialog)]
        assert "4" not in shown and shown[0] == "1"
        await pilot.press("4", "5")
        await pilot.pause()
        assert [str(row.cells[0]) for row in rows_of(dialog)] == [""]


async def test_a_sign_that_is_shown_as_its_own_key_still_picks_in_a_long_menu():
    """更多 of 跟踪 has ten acts, and the chase list shows its key = beside its words."""
    menu = [Option(str(n), "甲") for n in range(10)] + [Option("chase", "督办单", "=", "=")]
    app = Host()
    picked: list[str | None] = []
    async with app.run_test(size=(80, 24)) as pilot:
        dialog = Choose("选", menu)
        app.push_screen(dialog, picked.append)
        await pilot.pause()
        assert "=" in [str(row.cells[0]) for row in rows_of(dialog)]
        await pilot.press("=")
        await pilot.pause()
    assert picked == ["chase"]


def rows_of(dialog: Choose):
    return dialog.rows._rows
