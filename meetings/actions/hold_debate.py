"""会中: speeches, the queue, the speaker's clock, motions and seconds."""

from collections.abc import Sequence
from dataclasses import replace

from meetings.actions.change import apply, change
from meetings.chairing import moving, speaking
from meetings.ports import Book, By, Records
from meetings.sitting.debate import SpeechKind, Stance, Waiting
from meetings.sitting.meeting import Meeting
from meetings.sitting.motions import Motion


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
        lambda known, book: speaking.speak(
            known, book.new_id(), person, name, stance, text, by.at, kind
        ),
    )


def edit_speech(
    records: Records, by: By, body: str, meeting: str, speech: str, stance: Stance, text: str
) -> Meeting:
    """Correct a speech."""
    return apply(
        records, by, "speech.edit", body, meeting,
        speaking.edit_speech, speech, stance, text,
    )  # fmt: skip


def name_speech(
    records: Records, by: By, body: str, meeting: str, speech: str, person: str | None, name: str
) -> Meeting:
    """Say, or correct, who spoke."""
    return apply(
        records, by, "speech.name", body, meeting,
        speaking.name_speech, speech, person, name,
    )  # fmt: skip


def raise_hand(records: Records, by: By, body: str, meeting: str, waiting: Waiting) -> Meeting:
    """Put a speaker into the queue."""
    return apply(records, by, "queue.add", body, meeting, speaking.raise_hand, waiting)


def lower_hand(
    records: Records, by: By, body: str, meeting: str, name: str, person: str | None = None
) -> Meeting:
    """Take a speaker out of the queue."""
    return apply(records, by, "queue.remove", body, meeting, speaking.lower_hand, name, person)


def give_floor(
    records: Records, by: By, body: str, meeting: str, person: str | None, name: str
) -> Meeting:
    """Start a speaker's clock."""
    return apply(
        records, by, "speaking.give", body, meeting,
        speaking.give_floor, person, name, by.at,
    )  # fmt: skip


def take_floor(records: Records, by: By, body: str, meeting: str) -> Meeting:
    """Stop the speaker's clock."""
    return apply(records, by, "speaking.take", body, meeting, speaking.take_floor)


def propose(records: Records, by: By, motion: Motion) -> Meeting:
    """Put a motion, or an amendment of one."""

    def act(known: Meeting, book: Book) -> Meeting:
        return moving.propose(known, replace(motion, id=motion.id or book.new_id(), at=by.at))

    return change(records, by, "motion.propose", motion.body, motion.meeting, act)


def second(records: Records, by: By, body: str, meeting: str, motion: str, name: str) -> Meeting:
    """Second a motion."""
    return apply(records, by, "motion.second", body, meeting, moving.second, motion, name)


def withdraw(
    records: Records, by: By, body: str, meeting: str, motion: str, reason: str
) -> Meeting:
    """The mover takes the motion back."""
    return apply(records, by, "motion.withdraw", body, meeting, moving.withdraw, motion, reason)


def postpone(
    records: Records, by: By, body: str, meeting: str, motion: str, reason: str
) -> Meeting:
    """Put a motion off (搁置), with the reason."""
    return apply(records, by, "motion.postpone", body, meeting, moving.postpone, motion, reason)


def take_up(records: Records, by: By, body: str, meeting: str, motion: str) -> Meeting:
    """Bring a postponed or withdrawn motion back."""
    return apply(records, by, "motion.take_up", body, meeting, moving.take_up, motion)


def divide(
    records: Records, by: By, body: str, meeting: str, motion: str, texts: Sequence[str]
) -> Meeting:
    """Split a motion into parts that are decided one by one."""
    return change(
        records,
        by,
        "motion.divide",
        body,
        meeting,
        lambda known, book: moving.divide(known, motion, [(book.new_id(), text) for text in texts]),
    )
