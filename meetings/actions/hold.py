"""会中: what is done in a running meeting, but for votes and decisions (decide.py).

Presence, the course of the meeting, speeches, the queue, the speaker's clock, motions and seconds.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime

from meetings.actions.change import change, on_meeting, on_meeting_of, own_time, runs_as
from meetings.actions.issue_states import tell_issues
from meetings.chairing import attendance, floor, life, moving, settling, speaking
from meetings.chairing import points as condensing
from meetings.community.bodies import Body
from meetings.community.people import Person, Role, Seat
from meetings.ports import Book, By, Records
from meetings.procedure.rules import Rule
from meetings.sitting.debate import SpeechKind, Stance, Waiting
from meetings.sitting.guests import is_unit_itself
from meetings.sitting.meeting import Meeting
from meetings.sitting.meeting_states import OVER, PLANNED, RUNNING
from meetings.sitting.motions import Motion
from meetings.sitting.officers import in_doubt, officers_of, officers_without_mark
from meetings.sitting.points import Point
from meetings.sitting.presence import Mark, RollEntry, Standing


def roll_of(book: Book, body: str) -> tuple[RollEntry, ...]:
    """The roll by the seats of today.

    People who are only volunteers are left out, as they work but do not sit; if they come, they are
    signed in like anybody else.
    """
    return tuple(
        _entry(book.get(Person, seat.person), seat)
        for seat in book.find(Seat, body=body)
        if seat.until is None and (seat.votes or set(seat.roles) != {Role.VOLUNTEER})
    )


def _entry(person: Person, seat: Seat) -> RollEntry:
    if Role.ADVISER in seat.roles and not seat.votes:
        standing = Standing.ADVISER
    elif Role.OBSERVER in seat.roles and not seat.votes:
        standing = Standing.OBSERVER
    else:
        standing = Standing.MEMBER
    return RollEntry(
        person.id, person.name, person.building, seat.roles, standing, seat.votes, person.section
    )


@on_meeting("meeting.open")
def open_meeting(
    meeting: Meeting,
    book: Book,
    by: By,
    answers: Sequence[str] = (),
    officers: Collection[str] = (),
) -> Meeting:
    """Open: the roll (应到) and the rule are fixed, and the first item is taken up.

    `answers` are to what a law asks of roll and notice; `officers` are the names of chair and
    secretary who are said to be here, and sign in with it.
    """
    opened = life.open_(meeting, *rule_and_roll(meeting, book), by.at, answers)
    opened = sign_officers_in(opened, book, officers, by.at)
    order = opened.in_order
    return floor.begin_item(opened, order[0].id, by.at) if order else opened


def rule_and_roll(meeting: Meeting, book: Book) -> tuple[Rule, tuple[RollEntry, ...]]:
    """The rule and the roll with which the meeting would open now."""
    body = book.get(Body, meeting.body)
    return body.rule, roll_of(book, body.id)


def as_opened(records: Records, meeting: str, at: datetime) -> Meeting:
    """The meeting as it would be opened now, to ask beforehand who is there; nothing is written."""
    with records.reading() as book:
        planned = book.get(Meeting, meeting)
        return life.open_(planned, *rule_and_roll(planned, book), at)


@on_meeting("presence.{kind}")
def mark(
    meeting: Meeting,
    book: Book,
    by: By,
    person: str,
    kind: Mark,
    item: str | None = None,
    holder: str | None = None,
    reason: str = "",
    at: datetime | None = None,
) -> Meeting:
    """Write down an arrival, leaving, excuse, proxy or recusal; raises NotAllowedNow, ProxyRefused.

    `at` is when it happened where that was earlier than now.
    """
    meeting = with_roll(meeting, book)
    later = by.at if at is not None else None
    return attendance.mark(
        meeting, book.new_id(), person, kind, own_time(meeting, at or by.at), reason, item, holder,
        later,
    )  # fmt: skip


def with_roll(meeting: Meeting, book: Book) -> Meeting:
    """The meeting with a roll to sign in on, also before it opens."""
    if meeting.state in PLANNED and not meeting.roll:
        return replace(meeting, roll=roll_of(book, meeting.body))
    return meeting


@on_meeting("presence.roll")
def call_roll(meeting: Meeting, book: Book, by: By) -> Meeting:
    """Make the roll before the meeting opens, so that people can sign in early."""
    meeting.require("presence.roll", *PLANNED)
    return replace(meeting, roll=roll_of(book, meeting.body))


@on_meeting("presence.correct")
def correct_mark(
    meeting: Meeting,
    book: Book,
    by: By,
    mark: str,
    reason: str,
    at: datetime | None = None,
    kind: Mark | None = None,
) -> Meeting:
    """Correct the time or kind of a line of the timeline; closed votes keep their room."""
    happened = own_time(meeting, at) if at is not None else None
    return attendance.correct_mark(meeting, mark, reason, by.at, happened, kind)


@on_meeting("presence.walk_in")
def walk_in(
    meeting: Meeting, book: Book, by: By, name: str, building: str, person: str | None = None
) -> Meeting:
    """Somebody who is not on the roll comes in: registered with name and building, and present.

    `person` is who is meant in the register, where that is known.
    """
    attendance.require_name(name)
    return come_in(with_roll(meeting, book), book, by.at, name, building, person)


def come_in(
    meeting: Meeting,
    book: Book,
    at: datetime,
    name: str,
    building: str,
    person: str | None = None,
    written_at: datetime | None = None,
    standing: Standing = Standing.WALK_IN,
) -> Meeting:
    """Add somebody to the roll as a walk-in, and to the register of people if missing there.

    An invited unit that signs in without a name is on the roll alone: a unit is no person.
    """
    if is_unit_itself(meeting, name):
        listed = next((one.person for one in meeting.roll if one.name == name), None)
        entry = RollEntry(listed or book.new_id(), name)
        return attendance.walk_in(meeting, book.new_id(), entry, at, written_at)
    resident = book.get(Person, person) if person is not None else None
    if resident is None:
        same = book.find(Person, body=meeting.body, name=name)
        resident = next((p for p in same if p.building == building), None)
    if resident is None:
        resident = Person(book.new_id(), meeting.body, name, building)
        book.put(resident)
    entry = RollEntry(
        resident.id, resident.name, resident.building, _offices(meeting, name),
        section=resident.section,
    )  # fmt: skip
    return attendance.walk_in(meeting, book.new_id(), entry, at, written_at, standing)


def _offices(meeting: Meeting, name: str) -> tuple[Role, ...]:
    """What a walk-in is known to be here: who chairs or records, named in words."""
    return tuple(
        role
        for one in officers_of(meeting)
        if one.name == name and one.person is None
        for role in one.roles
    )


@on_meeting("presence.rest")
def everybody_here(
    meeting: Meeting, book: Book, by: By, among: Collection[str] | None = None
) -> Meeting:
    """Mark everybody on the roll, or `among` these, without a mark as here, as one act."""
    meeting = with_roll(meeting, book)
    ids = [book.new_id() for _ in attendance.unmarked(meeting, among)]
    return attendance.everybody_here(meeting, ids, by.at, among)


@on_meeting("presence.officers")
def officers_here(
    meeting: Meeting, book: Book, by: By, names: Collection[str] | None = None
) -> Meeting:
    """Mark chair and secretary, or those of these names, as here, as one act.

    After the meeting's end the mark is dated at its opening.
    """
    over = meeting.state in OVER
    at = (meeting.opened_at or by.at) if over else by.at
    return sign_officers_in(meeting, book, names, at, by.at if over else None)


def sign_officers_in(
    meeting: Meeting,
    book: Book,
    names: Collection[str] | None,
    at: datetime,
    written_at: datetime | None = None,
) -> Meeting:
    """Sign in chair and secretary, of these names where names are given.

    Who is on no roll attends without a vote where there is one; without, everybody there votes.
    """
    standing = Standing.OBSERVER if meeting.has_roster else Standing.WALK_IN
    for officer in officers_without_mark(meeting):
        if in_doubt(meeting, officer) or (names is not None and officer.name not in names):
            continue
        if officer.person is None:
            meeting = come_in(
                meeting, book, at, officer.name, "", written_at=written_at, standing=standing
            )
        else:
            meeting = attendance.mark(
                meeting, book.new_id(), officer.person, Mark.IN, at, written_at=written_at
            )
    return meeting


@on_meeting("presence.named")
def named_here(meeting: Meeting, book: Book, by: By, names: Sequence[str]) -> Meeting:
    """Mark people named in an act as here, as one act; those not on the roll become walk-ins."""
    for one in attendance.unseen(meeting, names):
        if one.person is None:
            attendance.require_name(one.name)
            meeting = come_in(meeting, book, by.at, one.name, "")
        else:
            meeting = attendance.mark(meeting, book.new_id(), one.person, Mark.IN, by.at)
    return meeting


def faces(records: Records, meeting: str) -> tuple[attendance.Face, ...]:
    """People not on the roll who may well come, such as those of the last meeting."""
    with records.reading() as book:
        return faces_in(book, book.get(Meeting, meeting))


def faces_in(book: Book, held: Meeting) -> tuple[attendance.Face, ...]:
    """The faces of a meeting, read from what the transaction holds."""
    before = [
        other
        for other in book.find(Meeting, body=held.body)
        if other.id != held.id and other.opened_at is not None
    ]
    last = max(before, key=lambda m: (m.opened_at, m.id), default=None)
    called = held.state in RUNNING or (held.state in PLANNED and held.roll)
    seats = roll_of(book, held.body) if called else ()
    return attendance.faces_of(held, book.get(Meeting, last.id) if last else None, seats)


@on_meeting("item.begin")
def begin_item(meeting: Meeting, book: Book, by: By, item: str) -> Meeting:
    """Take up an item of the agenda."""
    return floor.begin_item(end_turn(meeting, book, by), item, by.at)


def end_turn(meeting: Meeting, book: Book, by: By) -> Meeting:
    """Stop the clock of whoever has the floor."""
    return speaking.take_floor(meeting, book.new_id(), by.at)


@on_meeting("meeting.suspend")
def suspend(meeting: Meeting, book: Book, by: By, reason: str = "") -> Meeting:
    """休会."""
    return life.suspend(end_turn(meeting, book, by), by.at, reason)


@on_meeting("meeting.resume")
def resume(meeting: Meeting, book: Book, by: By) -> Meeting:
    """复会."""
    return life.resume(meeting, by.at)


@runs_as("meeting.talk", "meeting.proper")
def hold_as_talk(records: Records, by: By, body: str, meeting: str, talk: bool) -> Meeting:
    """Without a quorum, hold a talk without decisions; or go back to a proper meeting."""
    act = settling.hold_as_talk if talk else settling.hold_as_meeting
    command = "meeting.talk" if talk else "meeting.proper"
    return change(records, by, command, body, meeting, lambda known, _book: act(known))


@on_meeting("record.sign")
def sign(meeting: Meeting, book: Book, by: By, names: Sequence[str]) -> Meeting:
    """Note who signed the record on paper."""
    return settling.sign(meeting, names)


@on_meeting("meeting.end")
def end_meeting(meeting: Meeting, book: Book, by: By) -> Meeting:
    """End the meeting; items not reached come back, and each issue gets its item's outcome."""
    ended = life.end(end_turn(meeting, book, by), by.at)
    tell_issues(book, by, ended)
    return ended


@on_meeting("meeting.go_back")
def reopen_meeting(meeting: Meeting, book: Book, by: By) -> Meeting:
    """Continue an ended meeting, as when it was ended by mistake."""
    return life.go_back(meeting, by.at)


@on_meeting("speech.add")
def speak(
    meeting: Meeting,
    book: Book,
    by: By,
    person: str | None,
    name: str,
    stance: Stance,
    text: str,
    kind: SpeechKind = SpeechKind.SPEECH,
    came_in: bool = False,
) -> Meeting:
    """Write down who said what, for or against; who `came_in` just now is signed in with it."""
    if person is None and name:
        attendance.require_name(name)
    if came_in:
        meeting = come_in(meeting, book, by.at, name, "")
        person = meeting.presence[-1].person
        name = meeting.called(person)
    return speaking.speak(meeting, book.new_id(), person, name, stance, text, by.at, kind)


@on_meeting("points.keep")
def keep_points(
    meeting: Meeting, book: Book, by: By, item: str, points: tuple[Point, ...]
) -> Meeting:
    """Save the points of an item for the minutes; the speeches are unchanged."""
    return condensing.keep_points(meeting, item, points)


@on_meeting("speech.edit")
def edit_speech(
    meeting: Meeting, book: Book, by: By, speech: str, stance: Stance, text: str
) -> Meeting:
    """Correct a speech."""
    return speaking.edit_speech(meeting, speech, stance, text)


@on_meeting("speech.name")
def name_speech(
    meeting: Meeting, book: Book, by: By, speech: str, person: str | None, name: str
) -> Meeting:
    """Say, or correct, who spoke."""
    return speaking.name_speech(meeting, speech, person, name)


@on_meeting("queue.add")
def raise_hand(meeting: Meeting, book: Book, by: By, waiting: Waiting) -> Meeting:
    """Put a speaker into the queue."""
    return speaking.raise_hand(meeting, waiting)


@on_meeting("queue.remove")
def lower_hand(
    meeting: Meeting, book: Book, by: By, name: str, person: str | None = None
) -> Meeting:
    """Take a speaker out of the queue."""
    return speaking.lower_hand(meeting, name, person)


@on_meeting("speaking.give")
def give_floor(meeting: Meeting, book: Book, by: By, person: str | None, name: str) -> Meeting:
    """Start a speaker's clock."""
    return speaking.give_floor(end_turn(meeting, book, by), person, name, by.at)


@on_meeting("speaking.take")
def take_floor(meeting: Meeting, book: Book, by: By) -> Meeting:
    """Stop the speaker's clock; the turn stays with its seconds."""
    return speaking.take_floor(meeting, book.new_id(), by.at)


@on_meeting_of("motion.propose")
def propose(meeting: Meeting, book: Book, by: By, motion: Motion) -> Meeting:
    """Put a motion, or an amendment of one."""
    attendance.require_name(motion.mover)
    attendance.require_name(motion.seconder)
    return moving.propose(meeting, replace(motion, id=motion.id or book.new_id(), at=by.at))


@on_meeting("motion.second")
def second(meeting: Meeting, book: Book, by: By, motion: str, name: str) -> Meeting:
    """Second a motion."""
    return moving.second(meeting, motion, name)


@on_meeting("motion.withdraw")
def withdraw(meeting: Meeting, book: Book, by: By, motion: str, reason: str) -> Meeting:
    """The mover takes the motion back."""
    return moving.withdraw(meeting, motion, reason)


@on_meeting("motion.postpone")
def postpone(meeting: Meeting, book: Book, by: By, motion: str, reason: str) -> Meeting:
    """Put a motion off (搁置), with the reason."""
    return moving.postpone(meeting, motion, reason)


@on_meeting("motion.take_up")
def take_up(meeting: Meeting, book: Book, by: By, motion: str) -> Meeting:
    """Bring a postponed or withdrawn motion back."""
    return moving.take_up(meeting, motion)


@on_meeting("motion.divide")
def divide(meeting: Meeting, book: Book, by: By, motion: str, texts: Sequence[str]) -> Meeting:
    """Split a motion into parts that are decided one by one."""
    return moving.divide(meeting, motion, [(book.new_id(), text) for text in texts])
