"""Form fields for a meeting's kind and the units invited to it, typed in one line."""

import re
from collections.abc import Iterable

from meetings.clean import trim
from meetings.limits import limit
from meetings.sitting.meeting import Meeting
from meetings.sitting.meeting_states import NAMED_KINDS, Invited, MeetingKind
from meetings.terms import kind_word, term
from tui.dialogs.kit.fields import ChoiceField, Line, Picked, TextField
from tui.dialogs.kit.form import Answers
from tui.language import _, language

_BRACKETS = re.compile(r"[（(](.*?)[）)]")
_BETWEEN = re.compile(r"[；;\n]")
NAMED = "="
"""Prefix, in the form's values, of a kind of meeting with a name of its own."""
UNIT = "unit:"
"""Prefix of the id of a unit among people to choose from."""


def invited_of(text: str) -> tuple[Invited, ...]:
    """Units and representatives from `综合执法队 李队长；某物业公司（王经理）`."""
    found: dict[str, Invited] = {}
    for part in _BETWEEN.split(text):
        plain = _BRACKETS.sub(lambda match: f" {match[1]}", part).split(maxsplit=1)
        if plain:
            name = trim(plain[1]) if len(plain) > 1 else ""
            found[plain[0]] = Invited(plain[0], name)
    return tuple(found.values())


def invited_text(invited: tuple[Invited, ...]) -> str:
    """The invited units as a line to type."""
    return "；".join(trim(f"{one.unit} {one.name}") for one in invited)


def units_line(known: Meeting | None) -> TextField:
    """The field for invited units."""
    return TextField(
        "units", _("Units invited"), invited_text(known.invited) if known else "",
        _("unit and representative, separated by a semicolon; optional"), longest=2000,
    )  # fmt: skip


def kind_lines(kind: MeetingKind, words: str, own: Iterable[str]) -> list[Line]:
    """The fields for a meeting's kind: a built-in one or a typed name, which titles the minutes.

    `own` are the names that the body has used before.
    """
    named = dict.fromkeys((*NAMED_KINDS, *own, *((words,) if words else ())))
    options = (
        *((kind.value, term(kind, language())) for kind in MeetingKind),
        *((NAMED + name, kind_word(kind, name, language())) for name in named),
    )
    return [
        ChoiceField("kind", _("Kind of meeting"), options, NAMED + words if words else kind),
        TextField("own_kind", _("Another kind"), "", _("a name of your own; optional"),
                  longest=limit("kind_words")),
    ]  # fmt: skip


def kind_of(answers: Answers, kind: MeetingKind) -> tuple[MeetingKind, str]:
    """Kind and own name from the answers; a typed name comes before a chosen kind."""
    words = trim(answers.get("own_kind") or "") or answers.get("kind") or kind.value
    words = words.removeprefix(NAMED)
    for one in MeetingKind:
        if words in (one.value, term(one), term(one, "en")):
            return one, ""
    return MeetingKind.SPECIAL, words


def units_to_choose(meeting: Meeting) -> list[tuple[str, str, str]]:
    """The units of a meeting that can be given a task, as (id, name, representative)."""
    return [(f"{UNIT}{one.unit}", one.unit, one.name) for one in meeting.invited]


def person_or_unit(answer: Picked | None) -> Picked | None:
    """The answer of a person field; a unit has a name but no id."""
    if answer is not None and answer.id.startswith(UNIT):
        return Picked("", answer.name)
    return answer
