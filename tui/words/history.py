"""The journal's entries in plain sentences: who did what and when, and what it changed."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum

from meetings.clean import is_blank
from meetings.community.people import Role
from meetings.matters.followup_states import FollowUpState, Satisfaction
from meetings.matters.issues import IssueState
from meetings.matters.referrals import ReplyState
from meetings.ports import Change, Entry
from meetings.procedure.verdict import Outcome
from meetings.sitting.agenda import ItemOutcome
from meetings.sitting.debate import Stance
from meetings.sitting.meeting import Meeting
from meetings.sitting.meeting_states import MeetingState
from meetings.sitting.motions import MotionState
from meetings.sitting.votes import Choice, Method
from meetings.terms import term
from tui.language import N_, _, headed, language, listed, quoted, semicolons
from tui.text import cut, one_line
from tui.words.days import clock, day_text, moment_text
from tui.words.history_commands import COMMANDS

LONGEST = 160
"""The most cells of the gist of an entry."""

_UNSAID = {("speech", "stance"): Stance.UNSAID}
"""Default values of new rows that nobody stated: shown only where a change set them."""

_NAMES: Mapping[str, "Write"] = {
    name: (lambda value: _text(value)) for name in ("title", "name", "text")
}
"""What rows are called, in tables that have no words of their own here."""

REFERS = ("person", "motion", "issue", "referral", "follow_up", "activity", "bylaw", "resource")
"""The columns with the id of what a row belongs to."""

_IN_ONE_BREATH = frozenset({"speech", "person", "presence_mark", "agenda_item"})
"""Tables whose few words are joined without commas in Chinese."""

Row = Mapping[str, object]
Write = Callable[[object], str]


def command_name(command: str) -> str:
    """What a command of the journal is called, in the language now shown."""
    words = COMMANDS.get(command)
    return _(words) if words else _("Change")


def names_by_id(meeting: Meeting) -> dict[str, str]:
    """By id, the names of a meeting's items, motions, votes and people, for its history."""
    found = {entry.person: entry.label for entry in meeting.roll}
    found |= {item.id: item.title for item in meeting.items}
    found |= {motion.id: motion.text for motion in meeting.motions}
    found |= {vote.id: found.get(vote.motion, "") for vote in meeting.votes}
    found |= {mark.id: found.get(mark.person, "") for mark in meeting.presence}
    found |= {decision.id: decision.text for decision in meeting.decisions}
    return found


def history_lines(
    entries: Iterable[Entry], known: Mapping[str, str] | None = None, today: date | None = None
) -> list[str]:
    """One sentence for each entry: when, who, what, and the gist of what changed."""
    return [history_line(entry, known or {}, today) for entry in entries]


def history_line(entry: Entry, known: Mapping[str, str], today: date | None = None) -> str:
    """`11月24日 19:42 王社工 计票：……`, with the year where it is not that of today.

    The time is in the zone where it was recorded, whatever this computer's is.
    """
    head = f"{day_text(entry.at.date(), today=today)} {clock(entry.at)}"
    who = f" {one_line(entry.actor)}" if not is_blank(entry.actor) else ""
    what = command_name(entry.command)
    said = gist(entry, known, besides=what)
    return f"{head}{who} " + (headed(what, said) if said else what)


def gist(entry: Entry, known: Mapping[str, str], besides: str = "") -> str:
    """The texts, names and states that the entry set, without those in `besides`, in one line."""
    changes = sorted(_worth_telling(entry.changes), key=lambda change: change.table != "step")
    lines = [_fields_line(change, known, besides) for change in changes]
    told = list(dict.fromkeys(filter(None, lines))) or _floor(changes)
    whole = [
        said
        for said in told
        if said not in besides and not any(said in other and said != other for other in told)
    ]
    return cut(semicolons(whole), LONGEST)


def _worth_telling(changes: Sequence[Change]) -> list[Change]:
    """The changes to show; of a counted vote only the count, since the rest follows from it."""
    counted = any(
        change.table == "vote" and change.after and change.after.get("outcome")
        and _differs(change, "outcome")
        for change in changes
    )  # fmt: skip
    return [c for c in changes if not (counted and c.table in ("motion", "agenda_item"))]


def _fields_line(change: Change, known: Mapping[str, str], besides: str) -> str:
    fields = FIELDS.get(change.table, _NAMES)
    row = change.after if change.after is not None else change.before
    if row is None or not fields:
        return ""
    if row.get("method") == Method.CONSENSUS:
        fields = {name: write for name, write in fields.items() if name != "tally"}
    parts = [
        words
        for name, write in fields.items()
        if (words := _field(row.get(name), write, known))
        and _differs(change, name)
        and words.casefold() != besides.casefold()
    ]
    if change.table == "vote":
        parts += _answers(change)
    named = any(
        row.get(name) and _differs(change, name) for name in (*_NAMES, "person") if name in fields
    )
    taken_up = change.table == "agenda_item" and bool(row.get("began_at"))
    if not named and (parts or taken_up) and (called := _called(change.id, row, known)):
        parts.insert(0, _quoted(called))
    if change.after is None and change.before is not None and parts:
        return _("taken out: {what}").format(what=parts[0])
    if language() == "zh":
        return (" " if change.table in _IN_ONE_BREATH else "，").join(parts)
    if change.table == "speech" and len(parts) > 1:
        return f"{' '.join(parts[:-1])}: {parts[-1]}"
    return ", ".join(parts)


def _called(id: str, row: Mapping[str, object], known: Mapping[str, str]) -> str:
    """What the row is called, or else what it belongs to."""
    own = next((str(row[name]) for name in ("title", "name", "text") if row.get(name)), "")
    refers = (known.get(str(row[name]), "") for name in REFERS if row.get(name))
    return known.get(id) or own or next(filter(None, refers), "")


def _floor(changes: Iterable[Change]) -> list[str]:
    """Who got or gave back the floor, or was put on the queue or taken off it."""

    def names(row: Mapping[str, object] | None, column: str) -> list[str]:
        said = json.loads(str((row or {}).get(column) or "[]"))
        return [str(one["name"]) for one in (said if isinstance(said, list) else [said])]

    for change in changes:
        for column in ("floor", "queue") if change.table == "meeting" else ():
            was, now = names(change.before, column), names(change.after, column)
            came = [name for name in now if name not in was]
            if found := came or [name for name in was if name not in now]:
                return found
    return []


def _answers(change: Change) -> list[str]:
    """The one answer by name that this change gave, corrected or took back; [] for several."""
    if change.before is None or change.after is None:
        return []
    was, now = _by_name(change.before), _by_name(change.after)
    changed = [name for name in {**was, **now} if was.get(name) != now.get(name)]
    if len(changed) != 1:
        return []
    [name] = changed
    return [f"{name} {_field(now.get(name) or was[name], _term(Choice), {})}"]


def _by_name(vote: Mapping[str, object]) -> dict[str, str]:
    """The answers of a vote's row, by the names of those who gave them."""
    return {
        str(one["name"]): str(one["choice"]) for one in json.loads(str(vote.get("ballots") or "[]"))
    }


def _differs(change: Change, name: str) -> bool:
    """Whether this change set the field to another value."""
    if change.before is None or change.after is None:
        row = change.after or change.before or {}
        return row.get(name) != _UNSAID.get((change.table, name))
    return change.before.get(name) != change.after.get(name)


def _field(value: object, write: Write, known: Mapping[str, str]) -> str:
    if value is None or value in ("", "[]", "{}", "null"):
        return ""
    if write is _person:
        return known.get(str(value), "")
    try:
        return write(value)
    except (ValueError, KeyError, TypeError, AttributeError):
        return ""


def _text(value: object) -> str:
    return cut(str(value), 100)


def _quoted(text: str) -> str:
    return quoted(cut(text, 60))


def _person(value: object) -> str:
    return str(value)


def _term(kind: type[StrEnum]) -> Write:
    return lambda value: term(kind(str(value)), language())


def _labelled(label: str, write: Write = _text) -> Write:
    """A writer that puts the value into `label`, an English id with `{value}`."""
    return lambda value: _(label).format(value=write(value))


def _day(value: object) -> str:
    return day_text(date.fromisoformat(str(value)), year=True)


def _moment(value: object) -> str:
    return moment_text(datetime.fromisoformat(str(value)))


def _names(value: object) -> str:
    return listed(str(name) for name in json.loads(str(value)))


def _roles(value: object) -> str:
    return listed(term(Role(name), language()) for name in json.loads(str(value)))


def _tally(value: object) -> str:
    counts = json.loads(str(value))
    words = _("{for_} for, {against} against, {abstain} abstaining")
    return words.format(
        for_=counts["for_"], against=counts["against"], abstain=counts.get("abstain", 0)
    )


def _outcome(value: object) -> str:
    return _(_OUTCOMES[Outcome(str(value))])


_OUTCOMES: Mapping[Outcome, str] = {
    Outcome.PASSED: N_("passed"),
    Outcome.FAILED: N_("not passed"),
    Outcome.TIED: N_("tied"),
    Outcome.INQUORATE: N_("no quorum"),
}

_OWNER = _labelled(N_("owner {value}"))
_DEADLINE = _labelled(N_("by {value}"), _day)
_REASON = _labelled(N_("reason: {value}"))
_STARTS = _labelled(N_("on {value}"), _moment)

FIELDS: Mapping[str, Mapping[str, Write]] = {
    "body": {"name": _text, "place": _text},
    "person": {"name": _text, "building": _text},
    "seat": {"person": _person, "roles": _roles},
    "issue": {"title": _text, "state": _term(IssueState), "reason": _REASON},
    "meeting": {
        "title": _text,
        "state": _term(MeetingState),
        "starts_at": _STARTS,
        "place": _text,
        "chair": _labelled(N_("chair {value}")),
        "secretary": _labelled(N_("secretary {value}")),
        "note": _REASON,
    },
    "agenda_item": {
        "title": _text,
        "minutes": _labelled(N_("{value} minutes")),
        "proposal": _labelled(N_("proposal: {value}")),
        "outcome": _term(ItemOutcome),
        "reason": _REASON,
    },
    "presence_mark": {"person": _person, "reason": _REASON},
    "speech": {"name": _text, "stance": _term(Stance), "text": _text},
    "motion": {
        "text": _text,
        "mover": _labelled(N_("moved by {value}")),
        "seconder": _labelled(N_("seconded by {value}")),
        "state": _term(MotionState),
        "reason": _REASON,
    },
    "vote": {
        "method": _term(Method),
        "tally": _tally,
        "outcome": _outcome,
        "override_reason": _REASON,
        "void_reason": _REASON,
    },
    "decision": {"text": _text, "owner": _OWNER, "helpers": _names, "deadline": _DEADLINE},
    "follow_up": {
        "text": _text,
        "owner": _OWNER,
        "helpers": _names,
        "deadline": _DEADLINE,
        "state": _term(FollowUpState),
        "change": _text,
    },
    "step": {
        "text": _text,
        "satisfaction": _term(Satisfaction),
        "was_deadline": _labelled(N_("before by {value}"), _day),
        "deadline": _DEADLINE,
    },
    "referral": {"title": _text, "reason": _REASON, "wanted_by": _DEADLINE},
    "reply": {"state": _term(ReplyState), "answer": _text, "reason": _REASON},
}
"""The columns of each table that the history shows, in this order, and how each is written."""
