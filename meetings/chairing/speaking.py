"""Acts of the debate: speeches, the queue, the speaker's clock."""

from dataclasses import replace
from datetime import datetime

from meetings.clean import is_blank, trim
from meetings.errors import Missing, NotFound
from meetings.sitting.debate import Floor, Limit, Speech, SpeechKind, Stance, Waiting, in_turn, who
from meetings.sitting.meeting import Meeting
from meetings.sitting.meeting_states import WRITING, MeetingState
from meetings.sitting.motions import open_motions

OPEN = MeetingState.OPEN


def speak(
    meeting: Meeting,
    id: str,
    person: str | None,
    name: str,
    stance: Stance,
    text: str,
    at: datetime,
    kind: SpeechKind = SpeechKind.SPEECH,
) -> Meeting:
    """Write down a speech; the speaker leaves the queue, the clock of the floor runs on.

    A name that nobody caught may be added later.
    """
    meeting.require("speak", OPEN)
    if meeting.current is None:
        raise Missing(what="item")
    if is_blank(text):
        raise Missing(what="text")
    key, floor = who(person, name), meeting.floor
    mine = (
        kind is SpeechKind.SPEECH
        and not is_blank(name)
        and floor is not None
        and who(floor.person, floor.name) == key
    )
    noted = notes_of_turn(meeting) if mine else ()
    seconds = 0
    if floor is not None and mine:
        elapsed = int((at - floor.since).total_seconds())
        seconds = max(0, elapsed - sum(note.seconds for note in noted))
    speech = Speech(
        id,
        meeting.body,
        meeting.id,
        meeting.current,
        person,
        name,
        stance,
        text,
        at,
        seconds,
        kind,
        same_turn=bool(noted),
    )
    queue = meeting.queue
    if kind is SpeechKind.SPEECH:
        queue = tuple(waiting for waiting in queue if who(waiting.person, waiting.name) != key)
    return replace(
        meeting,
        speeches=(*meeting.speeches, speech),
        queue=queue,
    )


def notes_of_turn(meeting: Meeting) -> tuple[Speech, ...]:
    """What was written down already in the turn of whoever has the floor."""
    floor = meeting.floor
    if floor is None:
        return ()
    key = who(floor.person, floor.name)
    return tuple(
        speech
        for speech in meeting.speeches[floor.heard :]
        if speech.kind is SpeechKind.SPEECH
        and speech.item == meeting.current
        and speech.at >= floor.since
        and who(speech.person, speech.name) == key
    )


def edit_speech(meeting: Meeting, id: str, stance: Stance, text: str) -> Meeting:
    """Correct the wording of a speech until the minutes are final."""
    if is_blank(text):
        raise Missing(what="text")
    return _put_speech(meeting, replace(_speech(meeting, id), stance=stance, text=text))


def name_speech(meeting: Meeting, id: str, person: str | None, name: str) -> Meeting:
    """Say, or correct, who spoke, until the minutes are final."""
    if is_blank(name):
        raise Missing(what="speaker")
    return _put_speech(meeting, replace(_speech(meeting, id), person=person, name=trim(name)))


def _speech(meeting: Meeting, id: str) -> Speech:
    for speech in meeting.speeches:
        if speech.id == id:
            return speech
    raise NotFound(kind="Speech", id=id)


def _put_speech(meeting: Meeting, speech: Speech) -> Meeting:
    meeting.require("edit_speech", *WRITING)
    return replace(
        meeting,
        speeches=tuple(speech if s.id == speech.id else s for s in meeting.speeches),
    )


def limits_met(meeting: Meeting, person: str | None, name: str, now: datetime) -> tuple[Limit, ...]:
    """Which limits of the rule a speaker has met; facts to show, never a refusal.

    Speeches are counted on the item since its present motion was put.
    """
    rule, floor, found = meeting.in_force, meeting.floor, []
    if floor is not None and who(floor.person, floor.name) == who(person, name):
        seconds = int((now - floor.since).total_seconds())
        if seconds > rule.speech_seconds:
            found.append(Limit("over_time", seconds, rule.speech_seconds))
    main = [m for m in open_motions(meeting.motions, meeting.current or "") if m.amends is None]
    since = main[0].at if main else None
    spoken = sum(
        1
        for speech in meeting.speeches
        if speech.begins_turn
        and speech.item == meeting.current
        and who(speech.person, speech.name) == who(person, name)
        and (since is None or speech.at >= since)
    )
    if spoken >= rule.speeches_per_motion:
        found.append(Limit("too_many", spoken, rule.speeches_per_motion))
    return tuple(found)


def raise_hand(meeting: Meeting, waiting: Waiting) -> Meeting:
    """Put a speaker into the queue, once."""
    meeting.require("raise_hand", OPEN)
    key = who(waiting.person, waiting.name)
    if any(who(other.person, other.name) == key for other in meeting.queue):
        return meeting
    return replace(meeting, queue=(*meeting.queue, waiting))


def lower_hand(meeting: Meeting, name: str, person: str | None = None) -> Meeting:
    """Take a speaker out of the queue; by the person where two bear the name."""
    return replace(
        meeting,
        queue=tuple(
            w
            for w in meeting.queue
            if w.name != name or (person is not None and w.person != person)
        ),
    )


def queue_in_turn(meeting: Meeting) -> tuple[Waiting, ...]:
    """The queue in the order in which the rule gives the floor."""
    if meeting.current is None or meeting.rule is None:
        return meeting.queue
    return in_turn(
        meeting.queue,
        meeting.speeches,
        meeting.current,
        meeting.rule.new_speakers_first,
        meeting.rule.alternate_sides,
    )


def give_floor(meeting: Meeting, person: str | None, name: str, at: datetime) -> Meeting:
    """Start the clock of a speaker: one turn, however many notes are taken in it."""
    meeting.require("give_floor", OPEN)
    floor = Floor(person, name, at, len(meeting.speeches))
    return replace(lower_hand(meeting, name, person), floor=floor)


def take_floor(meeting: Meeting, id: str, at: datetime) -> Meeting:
    """Stop the speaker's clock: the turn stays with its seconds, though nothing was written down.

    `id` is that of the turn where it has no note yet. Does nothing where nobody has the floor.
    """
    floor, noted = meeting.floor, notes_of_turn(meeting)
    if floor is None:
        return meeting
    stopped = replace(meeting, floor=None)
    rest = int((at - floor.since).total_seconds()) - sum(note.seconds for note in noted)
    if noted:
        last = replace(noted[-1], seconds=noted[-1].seconds + max(0, rest))
        return replace(
            stopped, speeches=tuple(last if s.id == last.id else s for s in meeting.speeches)
        )
    if meeting.current is None or rest <= 0:
        return stopped
    turn = Speech(
        id, meeting.body, meeting.id, meeting.current, floor.person, floor.name,
        Stance.UNSAID, "", at, rest,
    )  # fmt: skip
    return replace(stopped, speeches=(*meeting.speeches, turn))
