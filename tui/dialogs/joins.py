"""The form to join one body into another: which open matters go over."""

from collections.abc import Mapping, Sequence

from meetings.actions.handing_over import OnBoth, Open, Part
from meetings.community.people import label
from tui.dialogs.kit.fields import Line, NoteLine, YesNoField
from tui.dialogs.kit.form import Answers
from tui.language import N_, _, headed, listed
from tui.text import cut

SHOWN = 4
"""How many matters of each part are named; the rest are counted."""
_WORDS: Mapping[Part, tuple[str, str]] = {
    Part.MATTERS: (N_("Issues"), N_("{n} open, with what was referred up: hand them over too?")),
    Part.TASKS: (N_("Tasks"), N_("{n} open, with photos and duty: hand them over too?")),
    Part.RECURRING: (N_("Recurring"), N_("{n} recurring items and templates: hand them over too?")),
    Part.RESOURCES: (N_("Resources"), N_("{n} on its list: hand them over too?")),
}


def _names(there: Open) -> dict[Part, tuple[str, ...]]:
    """By part, the names of its matters."""
    matters = [one.title for one in there.issues]
    known = {one.id for one in there.issues}
    matters += [one.title for one in there.referrals if one.issue not in known]
    matters += [one.title for one in there.asked]
    return {
        Part.MATTERS: tuple(dict.fromkeys(matters)),
        Part.TASKS: tuple(one.text for one in there.tasks),
        Part.RECURRING: (
            *(one.title for one in there.recurring),
            *(one.title for one in there.templates if one.title),
        ),
        Part.RESOURCES: tuple(one.name for one in there.resources),
    }


SAME = "same"


def lines(goes: str, stays: str, there: Open, both: OnBoth) -> list[Line]:
    """A yes-or-no field for each part that is not empty."""
    said = _(
        "{stays} takes over the seats, parts and lower bodies of {goes}, which "
        "is closed. Past meetings and completed tasks stay with {goes}."
    ).format(stays=stays, goes=goes)
    asked: list[Line] = [NoteLine(said)]
    if both.same:
        hint = _("{n} people have the same name and building in both: are they the same?")
        asked.append(YesNoField(SAME, _("People"), value=True, hint=hint.format(n=len(both.same))))
    for part, names in _names(there).items():
        if names:
            said, hint = map(_, _WORDS[part])
            asked.append(YesNoField(part.value, said, value=True, hint=hint.format(n=len(names))))
    if there.notices:
        asked.append(
            NoteLine(_("{n} notices stay on its board until they expire.").format(n=there.notices))
        )
    return asked


def chosen(answers: Answers) -> frozenset[Part]:
    """The parts that were chosen to go over."""
    return frozenset(part for part in Part if answers.get(part.value, False))


def live(answers: Answers, there: Open, both: OnBoth) -> str:
    """What goes over and what stays open with the closed body, by name, below the form."""
    named = {part: names for part, names in _names(there).items() if names}
    goes = [names for part, names in named.items() if answers.get(part.value)]
    left = [names for part, names in named.items() if not answers.get(part.value)]
    people = [label(one.name, one.building) for one, _other in both.same]
    one = _("one person in both") if answers.get(SAME) else _("two persons of one name")
    found = [headed(one, _some(people))] if people else []
    unsure = [label(one.name, one.building) for one in both.unsure]
    if unsure:
        found.append(headed(_("stays two people; merge later if it is one"), _some(unsure)))
    found += [headed(_("handed over too"), _some(names)) for names in goes]
    found += [headed(_("stays open with the closed body"), _some(names)) for names in left]
    return "\n".join(found)


def _some(names: Sequence[str]) -> str:
    said = listed(cut(name.replace("\n", " "), 24) for name in names[:SHOWN])
    return said if len(names) <= SHOWN else _("{names} and {n} more").format(
        names=said, n=len(names) - SHOWN
    )  # fmt: skip
