"""In which capacity somebody sits in a meeting, in the same words on screen and in every paper."""

from meetings.clean import trim
from meetings.procedure.rules import PRESETS
from meetings.sitting.meeting import Meeting
from meetings.sitting.meeting_states import Invited
from meetings.sitting.presence import Mark, RollEntry, Standing, may_vote
from meetings.terms import Lang, term

UNIT: dict[Lang, str] = {"zh": "参会单位", "en": "invited unit"}
"""What somebody is called who comes for an invited unit."""


def unit_of(meeting: Meeting, entry: RollEntry) -> Invited | None:
    """The invited unit that somebody comes for.

    Either the unit stands beside the name or is the name; or somebody without a seat's vote alone
    bears the name of one of its representatives.
    """
    same = sum(1 for other in meeting.roll if other.name == entry.name)
    alone = same == 1 and not entry.votes
    for unit in meeting.invited:
        if unit.unit in (entry.building, entry.name) or (alone and entry.name in unit.names):
            return unit
    return None


def is_unit_itself(meeting: Meeting, name: str) -> bool:
    """Whether a name is that of an invited unit, for which somebody signed in without a name."""
    return any(trim(name) == unit.unit for unit in meeting.invited)


def votes_here(meeting: Meeting, entry: RollEntry) -> bool:
    """Whether somebody may vote in this meeting; before it opens, by the rule for members."""
    return may_vote(entry, meeting.rule or PRESETS["community"])


def standing_words(meeting: Meeting, entry: RollEntry, lang: Lang = "zh") -> str:
    """成员, 参会单位 or 顾问; "" for walk-ins who vote, 列席 for anybody else without a vote."""
    if votes_here(meeting, entry):
        return "" if entry.standing is Standing.WALK_IN else term(entry.standing, lang)
    if unit_of(meeting, entry) is not None:
        return UNIT[lang]
    adviser = entry.standing is Standing.ADVISER
    return term(Standing.ADVISER if adviser else Standing.OBSERVER, lang)


def presence_words(meeting: Meeting, entry: RollEntry, kind: Mark, lang: Lang = "zh") -> str:
    """出席 for somebody who came and may vote, 列席 without a vote; else the mark's own word."""
    if kind is Mark.IN and not votes_here(meeting, entry):
        return term(Standing.OBSERVER, lang)
    return term(kind, lang)
