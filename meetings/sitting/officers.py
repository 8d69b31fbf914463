"""Who chairs a meeting and who records it: named in words, and found on its roll."""

from meetings.clean import trim
from meetings.community.people import Role
from meetings.dataclass import dataclass
from meetings.sitting.guests import unit_of
from meetings.sitting.meeting import Meeting
from meetings.sitting.meeting_states import Invited
from meetings.sitting.presence import Mark, labels
from meetings.terms import term


@dataclass(frozen=True, slots=True)
class Officer:
    """One person who chairs, records, or does both."""

    name: str
    chairs: bool
    records: bool
    person: str | None = None
    """The entry of the roll that is meant; None for somebody who does not stand there."""

    @property
    def roles(self) -> tuple[Role, ...]:
        """Chair, secretary, or both."""
        held = ((Role.CHAIR, self.chairs), (Role.SECRETARY, self.records))
        return tuple(role for role, so in held if so)

    @property
    def roles_in_words(self) -> str:
        """主持人, 记录人, or both, as documents print roles."""
        return "、".join(map(term, self.roles))


def officers_of(meeting: Meeting) -> tuple[Officer, ...]:
    """Chair and secretary, one person once."""
    chair, secretary = trim(meeting.chair), trim(meeting.secretary)
    named = dict.fromkeys(name for name in (chair, secretary) if name)
    return tuple(
        Officer(name, name == chair, name == secretary, on_roll(meeting, name)) for name in named
    )


def officers_without_mark(meeting: Meeting) -> tuple[Officer, ...]:
    """Those of them who are not signed in, on a roll or named in words alone.

    Of several on the roll who bear the name one is enough, since the minutes name no more.
    """
    came = {mark.person for mark in meeting.presence if mark.kind is Mark.IN}
    names = {entry.name for entry in meeting.roll if entry.person in came}
    return tuple(
        officer
        for officer in officers_of(meeting)
        if officer.person not in came and (officer.person or officer.name not in names)
    )


def in_doubt(meeting: Meeting, officer: Officer) -> bool:
    """Whether several on the roll bear the name, so that it does not say which of them came."""
    return officer.person is None and any(e.name == officer.name for e in meeting.roll)


def on_roll(meeting: Meeting, name: str) -> str | None:
    """The person on the roll with this label, or with this name if only one has it; else None."""
    for person, label in labels(meeting.roll).items():
        if name == label:
            return person
    same = [entry.person for entry in meeting.roll if entry.name == name]
    return same[0] if len(same) == 1 else None


def unit_signed_in(meeting: Meeting, unit: Invited) -> bool:
    """Whether anybody of an invited unit has signed in."""
    came = {mark.person for mark in meeting.presence if mark.kind is Mark.IN}
    return any(entry.person in came and unit_of(meeting, entry) == unit for entry in meeting.roll)
