"""会中: open, sign in, speak, queue, move, suspend, end."""

from dataclasses import replace

from meetings import attendance, floor, settling
from meetings import meeting as life
from meetings.actions.change import change
from meetings.agenda import ItemOutcome
from meetings.bodies import Body
from meetings.debate import SpeechKind, Stance, Waiting
from meetings.issues import Issue, IssueState
from meetings.meeting import Meeting
from meetings.motions import Motion
from meetings.people import Person, Role, Seat
from meetings.ports import Book, By, Records
from meetings.presence import Mark, RollEntry, Standing


def roll_of(book: Book, body: str) -> tuple[RollEntry, ...]:
    """The roll as the seats stand now."""
    return tuple(
        _entry(book.get(Person, seat.person), seat)
        for seat in book.find(Seat, body=body)
        if seat.until is None
    )


def _entry(person: Person, seat: Seat) -> RollEntry:
    if Role.ADVISER in seat.roles and not seat.votes:
        standing = Standing.ADVISER
    elif Role.OBSERVER in seat.roles and not seat.votes:
        standing = Standing.OBSERVER
    else:
        standing = Standing.MEMBER
    return RollEntry(person.id, person.name, person.building, seat.roles, standing, seat.votes)


def open_meeting(records: Records, by: By, body: str, meeting: str) -> Meeting:
    """Open: the roll (应到) and the rule are fixed, and the first item is taken up."""

    def act(known: Meeting, book: Book) -> Meeting:
        opened = life.open_(known, book.get(Body, body).rule, roll_of(book, body), by.at)
        order = opened.in_order
        return floor.begin_item(opened, order[0].id, by.at) if order else opened

    return change(records, by, "meeting.open", body, meeting, act)


def mark(
    records: Records,
    by: By,
    body: str,
    meeting: str,
    person: str,
    kind: Mark,
    item: str | None = None,
    holder: str | None = None,
    reason: str = "",
) -> Meeting:
    """Sign in, leave, excuse, represent, stand back; raises NotAllowedNow, ProxyRefused."""

    def act(known: Meeting, book: Book) -> Meeting:
        if known.state in life.PLANNED and not known.roll:
            known = replace(known, roll=roll_of(book, body))
        return attendance.mark(known, book.new_id(), person, kind, by.at, reason, item, holder)

    return change(records, by, f"presence.{kind.value}", body, meeting, act)


def walk_in(records: Records, by: By, body: str, meeting: str, name: str, building: str) -> Meeting:
    """Somebody nobody knew comes in: registered with name and building, and present."""

    def act(known: Meeting, book: Book) -> Meeting:
        same = [p for p in book.find(Person, body=body, name=name) if p.building == building]
        person = same[0] if same else Person(book.new_id(), body, name, building)
        if not same:
            book.put(person)
        if known.state in life.PLANNED and not known.roll:
            known = replace(known, roll=roll_of(book, body))
        entry = RollEntry(person.id, name, building, (Role.RESIDENT,))
        return attendance.walk_in(known, book.new_id(), entry, by.at)

    return change(records, by, "presence.walk_in", body, meeting, act)


def begin_item(records: Records, by: By, body: str, meeting: str, item: str) -> Meeting:
    """Take up an item of the agenda."""
    return change(
        records,
        by,
        "item.begin",
        body,
        meeting,
        lambda known, book: floor.begin_item(known, item, by.at),
    )


def speak(
    records: Records,
    by: By,
    body: str,
    meeting: str,
    person: str | None,
    name: str,
    stance: Stance,
    text: str,
    kind: SpeechKind = SpeechKind.SPEECH,
) -> Meeting:
    """Write down who said what, for or against."""
    return change(
        records,
        by,
        "speech.add",
        body,
        meeting,
        lambda known, book: floor.speak(
            known, book.new_id(), person, name, stance, text, by.at, kind
        ),
    )


def edit_speech(
    records: Records, by: By, body: str, meeting: str, speech: str, stance: Stance, text: str
) -> Meeting:
    """Correct a speech."""
    return change(
        records,
        by,
        "speech.edit",
        body,
        meeting,
        lambda known, book: floor.edit_speech(known, speech, stance, text),
    )


def raise_hand(records: Records, by: By, body: str, meeting: str, waiting: Waiting) -> Meeting:
    """Put a speaker into the queue."""
    return change(
        records,
        by,
        "queue.add",
        body,
        meeting,
        lambda known, book: floor.raise_hand(known, waiting),
    )


def lower_hand(records: Records, by: By, body: str, meeting: str, name: str) -> Meeting:
    """Take a speaker out of the queue."""
    return change(
        records,
        by,
        "queue.remove",
        body,
        meeting,
        lambda known, book: floor.lower_hand(known, name),
    )


def give_floor(
    records: Records, by: By, body: str, meeting: str, person: str | None, name: str
) -> Meeting:
    """Start a speaker's clock."""
    return change(
        records,
        by,
        "floor.give",
        body,
        meeting,
        lambda known, book: floor.give_floor(known, person, name, by.at),
    )


def take_floor(records: Records, by: By, body: str, meeting: str) -> Meeting:
    """Stop the speaker's clock."""
    return change(
        records, by, "floor.take", body, meeting, lambda known, book: floor.take_floor(known)
    )


def propose(records: Records, by: By, motion: Motion) -> Meeting:
    """Put a motion, or an amendment of one."""

    def act(known: Meeting, book: Book) -> Meeting:
        return floor.propose(known, replace(motion, id=motion.id or book.new_id(), at=by.at))

    return change(records, by, "motion.propose", motion.body, motion.meeting, act)


def second(records: Records, by: By, body: str, meeting: str, motion: str, name: str) -> Meeting:
    """Second a motion."""
    return change(
        records,
        by,
        "motion.second",
        body,
        meeting,
        lambda known, book: floor.second(known, motion, name),
    )


def withdraw(
    records: Records, by: By, body: str, meeting: str, motion: str, reason: str
) -> Meeting:
    """The mover takes the motion back."""
    return change(
        records,
        by,
        "motion.withdraw",
        body,
        meeting,
        lambda known, book: floor.withdraw(known, motion, reason),
    )


def suspend(records: Records, by: By, body: str, meeting: str, reason: str = "") -> Meeting:
    """休会."""
    return change(
        records,
        by,
        "meeting.suspend",
        body,
        meeting,
        lambda known, book: life.suspend(known, by.at, reason),
    )


def resume(records: Records, by: By, body: str, meeting: str) -> Meeting:
    """复会."""
    return change(
        records, by, "meeting.resume", body, meeting, lambda known, book: life.resume(known, by.at)
    )


def hold_as_talk(records: Records, by: By, body: str, meeting: str, talk: bool) -> Meeting:
    """Without a quorum, hold a talk without decisions; or go back to a proper meeting."""
    act = settling.hold_as_talk if talk else settling.hold_as_meeting
    command = "meeting.talk" if talk else "meeting.proper"
    return change(records, by, command, body, meeting, lambda known, book: act(known))


AFTER = {
    ItemOutcome.REFERRED_UP: IssueState.REFERRED_UP,
    ItemOutcome.POSTPONED: None,
    ItemOutcome.NOT_REACHED: None,
    ItemOutcome.WITHDRAWN: IssueState.WITHDRAWN,
}
"""What an item's outcome does to its issue when the meeting ends; others make it 已议."""


def end_meeting(records: Records, by: By, body: str, meeting: str) -> Meeting:
    """End: what was not reached comes back by itself, and each issue learns how it went."""

    def act(known: Meeting, book: Book) -> Meeting:
        ended = life.end(known, by.at)
        for item in ended.items:
            if item.issue is None or item.outcome is None:
                continue
            state = AFTER.get(item.outcome, IssueState.DELIBERATED)
            issue = book.get(Issue, item.issue)
            if state is not None and issue.may_become(state):
                book.put(issue.become(state, item.reason))
        return ended

    return change(records, by, "meeting.end", body, meeting, act)


def reopen_meeting(records: Records, by: By, body: str, meeting: str) -> Meeting:
    """An ended meeting goes on, as when it was ended by mistake."""

    def act(known: Meeting, book: Book) -> Meeting:
        for item in known.items:
            if item.issue is None:
                continue
            issue = book.get(Issue, item.issue)
            if issue.state is not IssueState.SCHEDULED and issue.may_become(IssueState.SCHEDULED):
                book.put(issue.become(IssueState.SCHEDULED))
        return life.go_back(known, by.at)

    return change(records, by, "meeting.go_back", body, meeting, act)
