"""The forms about people and their seats."""

import re
from collections.abc import Mapping, Sequence

from meetings.clean import trim
from meetings.community.people import Person, Role, label
from meetings.importing.people.lines import TypedPerson, is_doubtful, read_people
from meetings.importing.people.rows import people_of
from meetings.terms import term
from tui.dialogs.kit.fields import (
    ChoiceField,
    Line,
    LongField,
    MultiField,
    NoteLine,
    TextField,
    YesNoField,
)
from tui.dialogs.kit.form import Answers
from tui.language import _, language, listed
from tui.words.bodies import roles_words
from tui.words.importing import reason_words as reason_words

ROLE_ORDER = (
    Role.MEMBER, Role.CHAIR, Role.SECRETARY, Role.LEAD, Role.BUILDING_HEAD, Role.GRID_WORKER,
    Role.PARTY_MEMBER, Role.WOMENS_GROUP_LEADER, Role.SOCIAL_WORKER, Role.OBSERVER, Role.ADVISER,
    Role.VOLUNTEER, Role.GROUP_LEADER, Role.PARTY_SECRETARY, Role.PROPERTY_MANAGER,
    Role.TIMEKEEPER, Role.TELLER, Role.SCRUTINEER, Role.RESIDENT, Role.REPRESENTATIVE,
)  # fmt: skip
"""The roles in the form, the most frequent first, of which ten have digits."""

SHOWN = 4
"""How many people of a list are named while it is typed; the rest are counted."""

Registered = Mapping[tuple[str, str], str]
"""People registered already, by name and building: the id of those without a seat, else ""."""


def _roles(value: Sequence[Role]) -> MultiField:
    options = tuple((role.value, term(role, language())) for role in ROLE_ORDER)
    return MultiField(
        "roles", _("Roles"), options, tuple(value),
        hint=_("digits, or arrows and Space, mark; Enter continues"),
    )  # fmt: skip


def roles_of(answers: Answers) -> tuple[Role, ...]:
    """The marked roles."""
    return tuple(Role(value) for value in answers["roles"])


SHARED_ROLES = frozenset({Role.MEMBER, Role.OBSERVER, Role.ADVISER, Role.RESIDENT})
"""Roles that several people have, and so are offered again for the next new person."""


def likely_roles(roles: Sequence[Role]) -> tuple[Role, ...]:
    """The roles to offer for the next new person, from those of the last."""
    return tuple(role for role in roles if role in SHARED_ROLES) or (Role.MEMBER,)


def new_person_lines(said: str, *, roles: Sequence[Role], votes: bool) -> list[Line]:
    """The fields of a new person; `said` is a sentence about the last one added."""
    return [
        NoteLine(said),
        TextField("name", _("Name"), required=True),
        TextField("building", _("Building")),
        TextField("entrance", _("Entrance")),
        TextField("phone", _("Phone")),
        _roles(roles),
        YesNoField("votes", _("May vote"), value=votes),
    ]


def person_of(answers: Answers, body: str) -> Person:
    """The new person from the answers; `张桂兰 45栋` in the name field is name and building."""
    name, building, entrance = answers["name"], answers["building"], answers["entrance"]
    typed = read_people(name)
    if not building and len(typed) == 1 and typed[0].building and not typed[0].rest:
        one = typed[0]
        return Person("", body, one.name, one.building, entrance or one.entrance, one.room,
                      answers["phone"] or one.phone)  # fmt: skip
    return Person("", body, name, building, entrance, phone=answers["phone"])


def same_person(answers: Answers, known: Registered) -> str:
    """A sentence where somebody of this name and building exists already; else ""."""
    name, building = str(answers.get("name", "")), str(answers.get("building", ""))
    if name and (name, building) in known:
        return _("{who} is already on the list.").format(who=label(name, building))
    return ""


def edit_person_lines(person: Person) -> list[Line]:
    """The fields to edit a person."""
    return [
        TextField("name", _("Name"), person.name, required=True),
        TextField("building", _("Building"), person.building),
        TextField("entrance", _("Entrance"), person.entrance),
        TextField("room", _("Room"), person.room),
        TextField("phone", _("Phone"), person.phone),
        TextField("section", _("Group"), person.section,
                  hint=_("area, team or circle the person stands for")),
        TextField("skills", _("Can help with"), person.skills),
        YesNoField(
            "consent", _("Name public"), person.consent,
            hint=_("yes only if the person agreed to appear by full name in notices"),
        ),
    ]  # fmt: skip


KEEP, END = "keep", "end"


def seat_lines(who: str, roles: Sequence[Role], votes: bool, *, seated: bool) -> list[Line]:
    """The fields of a seat: roles and vote; for a present seat also whether it ends."""
    lines: list[Line] = [NoteLine(who), _roles(roles), YesNoField("votes", _("May vote"), votes)]
    if seated:
        ends = ((KEEP, _("stays")), (END, _("leaves today")))
        lines.append(
            ChoiceField("ends", _("Seat"), ends, KEEP, _("earlier minutes still name them"))
        )
    return lines


def title_lines(who: str, titles: Sequence[str]) -> list[Line]:
    """The field for a person's offices in the body's own words."""
    own = _("in the body's own words; separate with 、; can be searched")
    return [
        NoteLine(who),
        TextField("titles", _("Custom roles"), "、".join(titles), longest=200, hint=own),
    ]


def titles_of(answers: Answers) -> tuple[str, ...]:
    """The offices from the answers."""
    said = re.split(r"[、，,；;/]+", str(answers.get("titles", "")))
    return tuple(dict.fromkeys(word for one in said if (word := trim(one))))


def list_lines() -> list[Line]:
    """The field for a list of people."""
    example = _("One per line: name building phone role. For example 张桂兰 45栋 楼栋长")
    return [
        NoteLine(example),
        LongField("people", _("The list"), required=True, lines=6),
        _roles((Role.MEMBER,)),
        YesNoField("votes", _("May vote"), value=True),
    ]


def list_live(answers: Answers) -> str:
    """What was understood of the list: counts, the last people, doubts, lines left out."""
    read = people_of(str(answers.get("people", "")))
    if not read.people and not read.left:
        return ""
    lines = [_("people: {n}").format(n=len(read.people))]
    doubtful = [person for person in read.people if is_doubtful(person.doubts)]
    if doubtful:
        said = _("doubtful, no vote: {names}")
        lines.append(said.format(names=listed(one.name for one in doubtful[:SHOWN])))
    lines += [f"  {_understood(person)}" for person in read.people[-SHOWN:]]
    if read.left:
        said = _("no name, left out: {lines}")
        lines.append(said.format(lines=listed(one.text for one in read.left[:SHOWN])))
    return "\n".join(lines)


def _understood(person: TypedPerson) -> str:
    facts = [label(person.name, person.building + person.entrance), person.room, person.phone]
    facts += [roles_words(person.roles)] if person.roles else []
    facts += [reason_words(doubt) for doubt in person.doubts]
    facts += [person.group]
    return " ".join(fact for fact in facts if fact)
