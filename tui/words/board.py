"""The big screen's content as values: the running meeting in a few large sentences.

Of a person it shows only the name used in the meeting, and of an open vote only that it runs.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Protocol

from meetings.actions.found import bodies
from meetings.chairing.moving import amended_text
from meetings.chairing.outcomes import elections_of, last_vote, on_void_vote
from meetings.chairing.owners_vote import awaits_owners
from meetings.chairing.quorum import quorum_alarm
from meetings.clean import trim
from meetings.community.bodies import Body
from meetings.dataclass import dataclass
from meetings.errors import MeetingError
from meetings.papers.elected_words import election_words, round_words
from meetings.papers.vote_words import proof_of
from meetings.ports import Records
from meetings.sitting.debate import talk_of
from meetings.sitting.meeting import Meeting
from meetings.sitting.meeting_states import PLANNED, RUNNING, MeetingState
from meetings.sitting.motions import Motion
from meetings.sitting.votes import Method, Vote, VoteState
from meetings.terms import term
from tui.language import _, bracketed, headed, language, listed
from tui.widgets.hold_view import (
    PROPOSAL_LINES,
    minutes_text,
    queue_texts,
    room_parts,
    talked,
)
from tui.words.days import clock, day_text
from tui.words.quorum import alarm_facts, alarm_heading
from tui.words.result import figures_of, is_good, result_word
from tui.words.texts import marked

QUEUE_SHOWN = 5
DECISIONS_SHOWN = 4
HEARD_SHOWN = 6


class NoSuchBody(MeetingError):
    """No body of this file has this name or id: `wanted`, `known`."""

    wanted: str
    known: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sighting:
    """The meeting to show and its body; the meeting is None where none is held or planned."""

    body: Body | None = None
    meeting: Meeting | None = None


@dataclass(frozen=True, slots=True)
class BoardTurn:
    """The present speaker and the seconds left, below zero when over time."""

    name: str
    left: int

    @property
    def clock(self) -> str:
        """The time left as `1:20`, or `+0:15` when over time."""
        return ("+" if self.left < 0 else "") + minutes_text(abs(self.left))


@dataclass(frozen=True, slots=True)
class BoardPart:
    """One part of the screen: a heading at the left, sentences at its right; `loud` for large."""

    head: str
    lines: tuple[str, ...]
    loud: bool = False
    large: int = 0
    """How many of the first lines to show in large letters if there is room."""


@dataclass(frozen=True, slots=True)
class BoardResult:
    """The result of the item's last vote: a word, its counts, and what was voted on."""

    word: str
    figures: tuple[tuple[str, int], ...]
    text: str
    good: bool | None = None
    """Whether it passed, for the colour of the word; None where nothing was decided."""


class Watched(Protocol):
    """The records of another program, read only, as the big screen follows them."""

    def version(self) -> int:
        """A number that changes whenever the other program has written."""
        ...

    def sight(self, body: str, before: str | None) -> Sighting:
        """The meeting to show now; arguments and errors as of `find_sight`."""
        ...


def find_sight(records: Records, body: str = "", before: str | None = None) -> Sighting:
    """The meeting to show: the one under way, else the one shown `before`, else the next planned.

    `body` is a name or id; "" looks at all. Raises NoSuchBody.
    """
    known = bodies(records)
    wanted = [one for one in known if body in ("", one.id, one.name)]
    if body and not wanted:
        raise NoSuchBody(wanted=body, known=tuple(one.name for one in known))
    by_id = {one.id: one for one in wanted}
    with records.reading() as book:
        for state in RUNNING:
            for running in book.find(Meeting, state=state):
                if running.body in by_id:
                    return Sighting(by_id[running.body], book.get(Meeting, running.id))
        if before is not None and book.find(Meeting, id=before):
            shown = book.get(Meeting, before)
            if shown.body in by_id:
                return Sighting(by_id[shown.body], shown)
        planned = [
            m for state in PLANNED for m in book.find(Meeting, state=state) if m.body in by_id
        ]
        if not planned:
            return Sighting(wanted[0] if len(wanted) == 1 else None)
        first = min(planned, key=lambda m: (m.starts_at, m.id))
        return Sighting(by_id[first.body], book.get(Meeting, first.id))


def title_of(sight: Sighting) -> str:
    """The title: the body's name, the meeting, and its state."""
    if sight.meeting is None:
        return sight.body.name if sight.body else _("Big screen")
    meeting = sight.meeting
    number = _("[{year}] no. {serial}").format(year=meeting.year, serial=meeting.serial)
    name = sight.body.name if sight.body else meeting.title
    return f"{name} {number} · {term(meeting.state, language())}"


def clock_of(sight: Sighting, now: datetime) -> str:
    """The time of day in the meeting's own time zone, whatever the computer's is."""
    zone = sight.meeting.starts_at.tzinfo if sight.meeting else None
    return clock(now.astimezone(zone) if zone else now)


def turn_of(meeting: Meeting | None, now: datetime) -> BoardTurn | None:
    """The present speaker; None when nobody has the floor."""
    if meeting is None or meeting.floor is None or meeting.rule is None:
        return None
    spent = max(0, int((now - meeting.floor.since).total_seconds()))
    return BoardTurn(meeting.floor.name, meeting.rule.speech_seconds - spent)


def parts_of(sight: Sighting, now: datetime) -> list[BoardPart]:
    """The parts of the big screen from top to bottom."""
    meeting = sight.meeting
    if meeting is None:
        return [
            BoardPart("", (_("No meeting is in progress. It appears here as soon as one opens."),))
        ]
    if meeting.state in PLANNED:
        return _planned(meeting)
    if meeting.state not in RUNNING:
        return _over(meeting)
    found = [_item(meeting, now), *_motions(meeting)]
    # The result is shown in block letters above, so its sentence comes first below it.
    found = [*_vote(meeting), *found] if result_of(meeting) else [*found, *_vote(meeting)]
    found += _decided(meeting)
    return [*_alarm(meeting), *found, _room(meeting), *_queue(meeting), *_heard(meeting)]


def _planned(meeting: Meeting) -> list[BoardPart]:
    local = meeting.starts_at
    when = f"{day_text(local.date())} {clock(local)}"
    items = tuple(f"{n} {item.title}" for n, item in enumerate(meeting.in_order, 1))
    found = [BoardPart(_("Next meeting"), (trim(f"{when} {meeting.place}"),), True)]
    return [*found, BoardPart(_("Agenda"), items)] if items else found


def _over(meeting: Meeting) -> list[BoardPart]:
    decided = tuple(_decision(meeting, n) for n in range(len(meeting.decisions)))
    said = (
        _("The meeting is over. Thank you.")
        if meeting.state is not MeetingState.CANCELLED
        else term(meeting.state, language())
    )
    return [BoardPart("", (said,), True), *([BoardPart(_("Decided"), decided)] if decided else [])]


def _alarm(meeting: Meeting) -> list[BoardPart]:
    alarm = quorum_alarm(meeting, meeting.current)
    if alarm is None:
        return []
    return [BoardPart(alarm_heading(alarm), (alarm_facts(alarm),), True)]


def _item(meeting: Meeting, now: datetime) -> BoardPart:
    if meeting.current is None:
        return BoardPart(_("Item"), (_("No item has been started yet"),))
    item = meeting.item(meeting.current)
    number = meeting.numbers[item.id]
    spent = item.seconds(now) // 60
    time = _("{spent}/{budget} min").format(spent=spent, budget=item.minutes)
    if spent > item.minutes:
        time += " " + _("over by {n} min").format(n=spent - item.minutes)
    lines = [f"{number} {item.title}", time]
    if awaits_owners(meeting, item.id):
        lines.append(_("owners must decide"))
    return BoardPart(_("Item"), tuple(lines), True, 2)


def _motions(meeting: Meeting) -> list[BoardPart]:
    """The motions still open, an amendment with both texts; if none is open, the last one."""
    here = [m for m in meeting.motions if m.item == meeting.current]
    if not here and meeting.current is not None:
        written = meeting.item(meeting.current).proposal.split("\n")[:PROPOSAL_LINES]
        return [BoardPart(_("Proposal"), tuple(written))] if any(written) else []
    shown = [m for m in here if m.open] or here[-1:]
    found = []
    for motion in shown[-3:]:
        if motion.amends and motion.open:
            old, new = marked(*amended_text(meeting, motion.id))
            both = (_("Now:  {old}").format(old=old), _("Then: {new}").format(new=new))
            found.append(BoardPart(_("Amendment"), (*both, _people(motion))))
        else:
            state = "" if motion.open else term(motion.state, language())
            people = " · ".join(filter(None, (_people(motion), state)))
            head = _("Amendment") if motion.amends else _("Motion")
            if motion.id in elections_of(meeting, motion.item):
                head, people = _("Election"), ""
            found.append(BoardPart(head, (motion.text, people), True, 1))
    return [replace(p, lines=tuple(line for line in p.lines if line)) for p in found]


def _people(motion: Motion) -> str:
    said = [_("moved by {name}").format(name=motion.mover)] if motion.mover else []
    if motion.seconder:
        said.append(_("seconded by {name}").format(name=motion.seconder))
    return " · ".join(said)


def _vote(meeting: Meeting) -> list[BoardPart]:
    """That a vote is open; if none is, the item's last verdict with its reason."""
    here = [v for v in meeting.votes if v.item == meeting.current]
    running = [v for v in here if v.state is VoteState.OPEN]
    found = [
        BoardPart(_("Voting"), (headed(term(v.method, language()), v.text),), True) for v in running
    ]
    in_room = any(v.method is not Method.WRITTEN for v in running)
    counted = [v for v in here if v.counted]
    if not in_room and counted:
        found.append(_verdict(meeting, counted[-1]))
    return found


def _verdict(meeting: Meeting, vote: Vote) -> BoardPart:
    if vote.state is VoteState.VOID:
        return _void(meeting, vote)
    chosen = election_words(meeting, meeting.motion(vote.motion), language(), reasons=False)
    if vote.run_off_of is not None and (said := round_words(meeting, vote, language())):
        # The block letters above are of this round, and the names below of all rounds.
        this = headed(_("Round {n}").format(n=_round(meeting, vote)), said)
        chosen = "\n".join((this, headed(_("All rounds"), chosen)))
    lines = (*chosen.split("\n"), proof_of(meeting, vote, language()))
    return BoardPart(_("Verdict"), tuple(line for line in lines if line), True)


def _void(meeting: Meeting, vote: Vote) -> BoardPart:
    """The part on a void vote: on what, why, what remains valid, and what comes next."""
    numbered = _("Vote {n} is void").format(n=vote.round)
    if vote.election is not None:
        numbered = _("Round {n} of the election is void").format(n=_round(meeting, vote))
    lines = [headed(numbered, vote.void_reason) if vote.void_reason else numbered]
    motion = meeting.motion(vote.motion)
    stands = ""
    if vote.election is not None:
        stands = election_words(meeting, motion, language(), reasons=False)
    if last_vote(meeting, motion.id) is not None and stands:
        lines.append(stands)
    if motion.open and meeting.state in RUNNING:
        again = _("Next: this vote is taken again.")
        if vote.election is not None:
            again = _("Next: round {n} is held again.").format(n=_round(meeting, vote))
        lines.append(again)
    return BoardPart(_("Verdict"), tuple(lines), True)


def _round(meeting: Meeting, vote: Vote) -> int:
    """The number of an election's round, not counting void ones."""
    before = vote.run_off_of
    return 1 if before is None else 1 + _round(meeting, meeting.vote(before))


def result_of(meeting: Meeting | None) -> BoardResult | None:
    """The result of the item's last vote; None while a vote is open in the room, or without one."""
    if meeting is None or meeting.state not in RUNNING or meeting.current is None:
        return None
    here = [v for v in meeting.votes if v.item == meeting.current]
    if any(v.state is VoteState.OPEN and v.method is not Method.WRITTEN for v in here):
        return None
    counted = [v for v in here if v.counted]
    if not counted:
        return None
    last, rule = counted[-1], meeting.in_force
    word = result_word(last, rule)
    return BoardResult(word, figures_of(last, rule), last.text, is_good(last)) if word else None


def _decided(meeting: Meeting) -> list[BoardPart]:
    places = [n for n, d in enumerate(meeting.decisions) if d.item == meeting.current]
    lines = tuple(_decision(meeting, n) for n in places[-DECISIONS_SHOWN:])
    return [BoardPart(_("Decided"), lines, True)] if lines else []


def _decision(meeting: Meeting, place: int) -> str:
    decision = meeting.decisions[place]
    if on_void_vote(meeting, decision):
        return decision.text + " " + _("(its vote is void)")
    if not decision.task:
        return decision.text
    who = decision.owner or _("nobody named")
    when = day_text(decision.deadline) if decision.deadline else _("no deadline")
    return decision.text + bracketed(listed((who, when)))


def _room(meeting: Meeting) -> BoardPart:
    here = room_parts(meeting)
    return BoardPart(
        _("In the room"), ("  ".join(filter(None, (here["present"], here["quorum"]))),)
    )


def _apart(parts: Iterable[str]) -> str:
    """Parts of a line with a wide space between them: two narrow ones in English."""
    return ("　" if language() == "zh" else "  ").join(parts)


def _queue(meeting: Meeting) -> list[BoardPart]:
    waiting: Sequence[str] = queue_texts(meeting)
    if not waiting:
        return []
    more = len(waiting) - QUEUE_SHOWN
    names = [f"{n} {text}" for n, text in enumerate(waiting[:QUEUE_SHOWN], 1)]
    if more > 0:
        names.append(_("and {n} more").format(n=more))
    return [BoardPart(_("Queue"), (_apart(names),))]


def _heard(meeting: Meeting) -> list[BoardPart]:
    """How long each spoke in the meeting, and who is present and has not spoken on the item."""
    talks = talk_of(meeting.speeches)
    if meeting.current is None or not talks:
        return []
    each = [f"{t.name} {talked(t)}" for t in talks[:HEARD_SHOWN]]
    room = meeting.room(meeting.current)
    spoke = {talk.name for talk in talk_of(meeting.speeches, meeting.current)}
    here = [meeting.called(person) for person in (*room.present, *room.others)]
    silent = [name for name in here if name not in spoke]
    lines = [_apart(each)]
    if silent:
        names = listed(silent[:HEARD_SHOWN])
        more = len(silent) - HEARD_SHOWN
        names = _apart((names, _("and {n} more").format(n=more))) if more > 0 else names
        lines.append(_("not heard on this item: {names}").format(names=names))
    return [BoardPart(_("Who spoke"), tuple(lines))]
