"""No key is written into a sentence: it is filled in from the registry, a person's own too."""

import re
import string

import pytest

from tests.tui.test_catalogue import catalogue
from tui.commands import SCOPES, command
from tui.commands.registry import use_own_keys
from tui.language import _, set_language

LITERAL = re.compile(
    r"(?:ctrl|shift|alt)\+\w|\b[Ff](?:1[0-2]|[1-9])\b|按\s?[0-9a-z.=](?![0-9a-z])"
    r"|(?<![\w.,:/+<>=-])[0-9](?![\w.,:/%*-]*\w)(?!\s?[/×])"
)
"""A key with a modifier, a function key, or a digit that stands by itself."""

EXCEPTIONS = {
    # examples of days that can be typed
    "12-1, 3 days, next Friday, end of the month",
    "This date is not understood; write 12-1, 3 days, next Friday or end of the month.",
    "12-1, last Friday, 3 days ago",
    # examples of what may be written in the settings file, none of them a key of the program
    "Custom keys: {key} for {command} is not a key; write v, alt+k or f9.",
    "Custom keys: {key} for {command} would type into the speech line; "
    "use a digit, shift+f4, alt+k or alt+v.",
    "such as v, alt+k, f9",
    # the terminal's own key, which ends a server that has no screen
    "The big screen is at {url}; ctrl+c ends it.",
    # signs of one dialog alone, which are no commands and cannot be changed
    " · 0 leave out a row, or take it · 1 correct a cell",
    " · 2 name a column",
    " · 4 which source to trust in this row",
    "Belongs to another list beside this one, whose headings are unknown: name them with 2, or "
    "move the list to its own sheet.",
    " · 3 answer",
    "1 edit · 2 mark · 3 merge marked into this · 4 split one off · 5 6 up, down · 7 kind · "
    "8 new · 9 undo · 0 keep all and close · Esc to close",
    "To merge: 2 or Space on each point that belongs together, then 3 on the one to keep.",
    "A star marks what the program only suggests; to reword a point: Enter or 1.",
    "Enter or 1 copies; where the terminal cannot, a file is written.",
    "1, Space or Enter masks or shows this place in this meeting's papers only.",
    "2 does so in all papers of the body. A question mark: the program is not sure.",
    "4 writes the paper, Esc does not. Answers are kept; after Esc ctrl+z takes them back.",
    "Mark what belongs together with 2, then press 3 on the point to keep.",
    "Nobody has spoken on this item; 8 writes a point.",
    "9 another name",
    "= withdraw the answer  9 enter totals instead",
    "Copied. If pasting does not work, press 2 to write a file.",
    "{whose} Enter copies · 2 writes a file · Esc to close",
    "Names are masked. Enter copies · 2 writes a file · Esc to close",
    "Enter/1 switch · 2 whole body · 3 doubtful only · 4 continue · Esc cancel",
    "Two answers; press 1 to correct the line.",
    "Several people are called {value}; press 1 to add the building.",
    "The line is unclear and does not count; press 1 to correct it.",
    # numbers that are typed as numbers
    "1 for one proposal; in an election the seats",
    "16 million",
    "Number of the command (? lists them, 0 leaves)",
    "3 days, one week, next Friday, 12-1",
    "What, who (by initials), who helps (may stay empty), by when (3 days, next Friday, 12-1): "
    "{key:form.save} saves, Esc closes without saving.",
    "{column}: the number {value} may have lost a final 0; correct the cell. Kept as written.",
    "Between 0 and {most} minutes, please; not {minutes}.",
    "Settings: lock_minutes must be between 0 and {most}; it is ignored.",
    "Type 9, Enter, 4, Enter, 1, Enter. The sentence below takes shape as you type.",
    "minutes; 0 never",
    "one per line, minutes at the end: 安全提醒 5",
    "{numerator}/{denominator} is not possible: a share must be above 0 and at most 1.",
    "“{line}”: must be longer than 0 and at most a day.",
}


def without_fields(sentence: str) -> str:
    return "".join(text for text, *_field in string.Formatter().parse(sentence))


def test_no_sentence_names_a_key_itself():
    named = {
        str(message.id)
        for message in catalogue()
        if message.id
        and any(LITERAL.search(without_fields(str(t))) for t in (message.id, message.string))
    }
    assert named - EXCEPTIONS == set()


def test_every_exception_is_still_said():
    assert {str(message.id) for message in catalogue()} >= EXCEPTIONS


@pytest.mark.parametrize(
    "sentence",
    [
        "5 votes.",
        "Press F8 to switch",
        "ctrl+z takes it back",
        "F6, then 2.",
        "按 5 表决",
        "按5表决",
    ],
)
def test_a_planted_key_is_seen(sentence: str):
    assert LITERAL.search(sentence)


def test_every_key_that_is_filled_in_is_a_commands():
    known = {one.id for table in SCOPES.values() for one in table}
    for message in catalogue():
        if not message.id:
            continue
        of_id, of_string = (
            sorted(re.findall(r"\{key:([^}]*)\}", str(t))) for t in (message.id, message.string)
        )
        assert set(of_id) == set(of_string) and set(of_id) <= known, message.id


@pytest.mark.parametrize(("lang", "words"), [("zh", "请按 {}，"), ("en", "press {}.")])
def test_a_sentence_names_a_persons_own_key(lang: str, words: str):
    set_language(lang)  # type: ignore[arg-type]
    said = "A passed motion needs someone responsible: press {key:hold.decide}."
    try:
        assert words.format("6") in _(said)
        use_own_keys({"hold.decide": "alt+v"})
        assert words.format("alt+v") in _(said)
        use_own_keys({"hold.decide": "{"})
        assert "｛" in _(said).format()
    finally:
        use_own_keys({})
        set_language("zh")
    assert command("hold.decide").key_shown == "6"
