"""The notice board (公示栏): what is posted from when to when, and what was objected."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from meetings.clean import is_blank, trim
from meetings.dataclass import dataclass
from meetings.errors import MeetingError, Missing, NotAllowedNow

DAYS = 5
"""Days posted where the body's rule says nothing."""


class NoticeState(StrEnum):
    """Derived from the days, never stored."""

    TO_COME = "to_come"
    POSTED = "posted"
    TO_ANSWER = "to_answer"
    """The days are over, and an objection waits for its answer."""
    OVER = "over"
    TAKEN_DOWN = "taken_down"


class TooLateToObject(MeetingError):
    """The last day for objections is past: `last` (date)."""

    last: date


@dataclass(frozen=True, slots=True)
class Notice:
    """What hangs on the board: a meeting's decisions, or words that stand by themselves.

    `until` is the last day of posting.
    """

    id: str
    body: str
    meeting: str | None
    title: str
    since: date
    until: date
    place: str = ""
    """Where it hangs, and to whom one objects."""
    posted_at: datetime | None = None
    taken_down_on: date | None = None
    reason: str = ""
    text: str = ""
    """Its words, where it stands without a meeting."""
    coded: bool = False
    """Its words are printed as a code for telephones, too."""
    room: int = 0
    """Places below it where residents may put up advertisements."""
    bylaw: str | None = None
    """The text that it posts."""
    need: str | None = None
    """The need that it publishes."""

    def state(self, today: date, waiting: int) -> NoticeState:
        """The state on a day, given how many objections wait for an answer."""
        if self.taken_down_on is not None:
            return NoticeState.TAKEN_DOWN
        if today < self.since:
            return NoticeState.TO_COME
        if today <= self.until:
            return NoticeState.POSTED
        return NoticeState.TO_ANSWER if waiting else NoticeState.OVER


@dataclass(frozen=True, slots=True)
class NoticeObjection:
    """An objection to a posted decision (异议), and the answer to it."""

    id: str
    body: str
    notice: str
    name: str
    text: str
    heard_on: date
    answer: str = ""
    answered_on: date | None = None

    @property
    def waiting(self) -> bool:
        """Not answered yet."""
        return self.answered_on is None


def last_day(since: date, days: int) -> date:
    """The last day of a posting of so many days, the first one counted."""
    return since + timedelta(days=max(1, days) - 1)


def check(notice: Notice) -> Notice:
    """The notice itself, if it has a title and does not end before it begins; raises Missing."""
    if is_blank(notice.title):
        raise Missing(what="title")
    if notice.until < notice.since:
        raise Missing(what="until")
    if notice.meeting is None and is_blank(notice.text) and not notice.room:
        raise Missing(what="text")
    return notice


def take_down(notice: Notice, on: date, reason: str) -> Notice:
    """Take it off the board; before its last day only with a reason."""
    if notice.taken_down_on is not None:
        raise NotAllowedNow(act="notice.take_down", state=NoticeState.TAKEN_DOWN)
    if on <= notice.until and is_blank(reason):
        raise Missing(what="reason")
    return replace(notice, taken_down_on=on, reason=trim(reason))


def object_to(notice: Notice, objection: NoticeObjection) -> NoticeObjection:
    """Hear an objection while the notice hangs; raises TooLateToObject, Missing, NotAllowedNow."""
    if notice.taken_down_on is not None:
        raise NotAllowedNow(act="notice.object", state=NoticeState.TAKEN_DOWN)
    if objection.heard_on > notice.until:
        raise TooLateToObject(last=notice.until)
    if is_blank(objection.text):
        raise Missing(what="text")
    return objection


def answer(objection: NoticeObjection, text: str, on: date) -> NoticeObjection:
    """Answer an objection; raises Missing without words."""
    if is_blank(text):
        raise Missing(what="answer")
    return replace(objection, answer=trim(text), answered_on=on)
