"""The registry: every command has keys, words in both languages, help, and no clash."""

import pytest
from textual.binding import Binding

from tui.app import Jiejiao
from tui.commands import SCOPES, all_commands, bindings, command, commands
from tui.commands.registry import clashes, expand, show_key
from tui.dialogs.help import SCOPE_TITLES, help_lines
from tui.language import chinese
from tui.text import cells

every_command = pytest.mark.parametrize("command", all_commands(), ids=lambda c: c.id)
every_scope = pytest.mark.parametrize("scope", SCOPES)

DIALOGS = ("form", "reading", "sign_in", "display")
"""Scopes of dialogs: the keys of the screen below do not work there."""

NEEDED_BY_TERMINALS = {
    "ctrl+c", "ctrl+m", "ctrl+i", "ctrl+h", "ctrl+j", "ctrl+space", "ctrl+left", "ctrl+right",
    "ctrl+up", "ctrl+down", "f10", "f11", "ctrl+b",
}  # fmt: skip


@every_scope
def test_a_scope_has_a_title_of_its_own_under_which_help_and_settings_show_it(scope):
    assert chinese(SCOPE_TITLES[scope])
    assert list(SCOPE_TITLES.values()).count(SCOPE_TITLES[scope]) == 1


@every_command
def test_a_command_has_its_scope_keys_words_and_help(command):
    assert command.id.startswith(command.scope + ".")
    assert command.keys and command.label and command.help
    assert chinese(command.label) != command.label, "no Chinese label"
    assert chinese(command.help) != command.help, "no Chinese help"
    assert command.label.isascii() and command.help.isascii()


@every_command
def test_a_footer_label_is_short(command):
    assert cells(chinese(command.label)) <= 10
    assert cells(command.label) <= 16


@every_command
def test_the_help_of_a_command_fits_a_line_of_a_menu_in_a_small_window(command):
    assert max(cells(command.help), cells(chinese(command.help))) <= 62


def test_every_id_is_given_once():
    ids = [entry.id for entry in all_commands()]
    assert len(ids) == len(set(ids))
    assert command("hold.vote").label == "Vote"


@every_scope
def test_no_two_commands_of_a_screen_share_a_key(scope: str):
    together = list(commands(scope))
    if scope not in (*DIALOGS, "app"):
        together += commands("app")
    if scope not in (*DIALOGS, "app", "list"):
        together += commands("list")
    assert clashes(together) == []


@every_scope
def test_no_key_belongs_to_the_terminal_or_the_system(scope: str):
    taken = {key for entry in commands(scope) for key in expand(entry.keys)}
    assert not taken & NEEDED_BY_TERMINALS
    assert not {key for key in taken if key.startswith(("ctrl+shift+", "alt+", "super+"))}


@every_scope
def test_no_act_of_the_footer_needs_a_letter_and_the_others_stand_in_the_palette(scope: str):
    for entry in (entry for entry in commands(scope) if entry.show):
        first = entry.keys.split(",")[0]
        assert len(first) > 1 or not first.isalpha(), entry.id


def test_digits_letters_and_punctuation_are_the_same_key_in_full_width():
    assert expand("1,n") == ["1", "１", "n", "N", "ｎ", "Ｎ"]
    assert expand("?")[:2] == ["question_mark", "fullwidth_question_mark"]
    assert "ideographic_comma" in expand("/")
    assert "ideographic_space" in expand("space")
    assert expand("f1") == ["f1"]


def test_a_changed_key_that_clashes_is_found_with_both_commands():
    (clash,) = clashes(commands("hold"), {"hold.vote": "1"})[:1]
    assert {clash.first, clash.second} == {"hold.speak", "hold.vote"}


def test_a_binding_keeps_the_id_and_the_english_words():
    found = [entry for entry in bindings("hold") if isinstance(entry, Binding)]
    vote = next(entry for entry in found if entry.id == "hold.vote")
    assert vote.action == "hold_vote"
    assert vote.description == "Vote"


def test_keys_are_shown_as_people_read_them():
    assert [show_key(key) for key in ("f1", "ctrl+p", "escape", "1", "pageup")] == [
        "F1", "ctrl+p", "Esc", "1", "PgUp",
    ]  # fmt: skip


@pytest.mark.parametrize("command", commands("app"), ids=lambda c: c.id)
def test_a_command_of_the_whole_program_has_its_act(command):
    name = "action_" + command.id.replace(".", "_")
    assert command.id.startswith("app.") and callable(getattr(Jiejiao, name, None)), name


def test_what_the_keys_are_called_stands_in_one_column_of_the_help():
    lines = help_lines(("app",), 76).plain.split("\n")
    starts = {
        cells(line[: line.index(chinese(one.label))])
        for one in commands("app")
        for line in lines
        if line.startswith(" ".join(show_key(key) for key in one.keys.split(",")) + " ")
    }
    assert len(starts) == 1
