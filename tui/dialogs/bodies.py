"""The forms to create and to edit a body."""

from collections.abc import Sequence

from meetings.community.bodies import ABOVE, Body, Tier
from meetings.procedure.rules import PRESETS
from meetings.terms import term
from tui.dialogs.kit.choose import Choose, Option
from tui.dialogs.kit.fields import ChoiceField, Line, NumberField, TextField, YesNoField
from tui.dialogs.kit.form import Answers
from tui.language import _, language
from tui.words.rules import DEFAULT_PRESETS, meaning, presets

NO_PARENT = "-"


def ask_tier(known: Sequence[Body]) -> Choose:
    """The dialog for the tier of a new body; the corner comes first, as the most frequent."""
    hints = {
        Tier.CORNER: _("some buildings"),
        Tier.COMMUNITY: _("a whole community"),
        Tier.SUBDISTRICT: _("a whole subdistrict"),
    }
    options = [Option(tier, term(tier, language()), hint) for tier, hint in hints.items()]
    return Choose(_("Which tier is the body?"), options, chosen=Tier.CORNER)


def _parent(tier: Tier, known: Sequence[Body], value: str | None) -> list[Line]:
    above = [body for body in known if body.tier is ABOVE.get(tier)]
    if not above:
        return []
    options = ((NO_PARENT, _("none yet")), *((body.id, body.name) for body in above))
    return [ChoiceField("parent", _("Parent"), options, value or NO_PARENT)]


def parent_of(answers: Answers) -> str | None:
    """The id of the chosen parent; None for none."""
    parent = str(answers.get("parent", NO_PARENT))
    return None if parent == NO_PARENT else parent


def new_body_lines(tier: Tier, known: Sequence[Body]) -> list[Line]:
    """The fields of a new body; the parent is asked only where there is a body of the next tier."""
    above = [body.id for body in known if body.tier is ABOVE.get(tier)]
    return [
        TextField("name", _("Body's name"), required=True, hint=_example(tier)),
        ChoiceField("preset", _("Rule"), presets(), DEFAULT_PRESETS[tier]),
        *_parent(tier, known, above[0] if len(above) == 1 else None),
        TextField("place", _("Usual place")),
    ]


def _example(tier: Tier) -> str:
    return {
        Tier.CORNER: _("for example 45、47栋街角议事会"),
        Tier.COMMUNITY: _("for example 某社区议事会"),
        Tier.SUBDISTRICT: _("for example 某街道推进会"),
    }[tier]


def new_body_live(answers: Answers) -> str:
    """What the chosen rule means, in words, below the form."""
    chosen = PRESETS.get(str(answers.get("preset", "")))
    return meaning(chosen, 0) if chosen else ""


def edit_body_lines(body: Body, known: Sequence[Body]) -> list[Line]:
    """The fields to edit a body: name, parent, place, telephone, letterhead, retention period."""
    return [
        TextField("name", _("Body's name"), body.name, required=True),
        *_parent(body.tier, [one for one in known if one.id != body.id], body.parent),
        TextField("place", _("Usual place"), body.place),
        TextField(
            "phone",
            _("Body's phone"),
            body.phone,
            hint=_("printed on notices; no person's own number"),
        ),
        YesNoField("red_head", _("Letterhead"), body.red_head, _("on minutes, extracts, notices")),
        NumberField(
            "keep_years",
            _("Names kept for"),
            body.keep_years or None,
            _("years, then jiejiao anonymise; empty: not set"),
            most=100,
        ),
    ]
