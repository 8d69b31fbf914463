"""公示: put results on the notice board, hear objections, answer them."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from meetings.actions import bylaw
from meetings.actions.change import on_body
from meetings.actions.mask import cover_of
from meetings.clean import trim
from meetings.community.bodies import Body
from meetings.dataclass import dataclass
from meetings.matters import notices
from meetings.matters.followups import FollowUp
from meetings.matters.needs import Need
from meetings.matters.notices import DAYS, Notice, NoticeObjection, NoticeState, last_day
from meetings.papers.board_sheet import BoardSheet
from meetings.papers.change_page import ChangePage, change_line, newest_first
from meetings.papers.name_masking import WordList
from meetings.ports import Book, By, Records
from meetings.sitting.meeting import Meeting
from meetings.sitting.meeting_states import OVER


@dataclass(frozen=True, slots=True)
class OnBoard:
    """A notice with the objections to it."""

    notice: Notice
    objections: tuple[NoticeObjection, ...]
    current_text: str = ""
    """Its words as the records have them now."""

    @property
    def is_current(self) -> bool:
        """False where it hangs a covenant or rule that is recorded otherwise now: its vote was
        voided, it was decided since, or its words were mended."""
        return trim(self.notice.text) == trim(self.current_text)

    @property
    def waiting(self) -> int:
        """How many objections wait for an answer."""
        return sum(1 for objection in self.objections if objection.waiting)


@dataclass(frozen=True, slots=True)
class Board:
    """The notices of a body, and its meetings whose decisions are still to be posted."""

    notices: tuple[OnBoard, ...]
    to_post: tuple[Meeting, ...]
    days: int
    """For how many days the body's rule posts."""


def board(records: Records, body: str) -> Board:
    """The board of a body, the newest first."""
    with records.reading() as book:
        days = book.get(Body, body).rule.posting_days or DAYS
        hung = [
            OnBoard(
                notice,
                tuple(book.find(NoticeObjection, notice=notice.id)),
                _words(book, notice),
            )
            for notice in book.find(Notice, body=body)
        ]
        meetings = {one.notice.meeting for one in hung}
        over = [m for state in OVER for m in book.find(Meeting, body=body, state=state)]
        to_post = tuple(
            m for m in over if m.id not in meetings and any(d.posted for d in m.decisions)
        )
        return Board(tuple(reversed(hung)), to_post, days)


def _words(book: Book, notice: Notice) -> str:
    """The words of a notice; for a covenant or rule as the records have them now."""
    if notice.bylaw is None or notice.taken_down_on is not None:
        return notice.text
    return bylaw.as_recorded(book, notice.bylaw, notice.text)


def changes(records: Records, body: str, on: date, words: WordList | None = None) -> ChangePage:
    """The page of changes of a body, with names hidden."""
    with records.reading() as book:
        cover = cover_of(book, body, words)
        tasks = newest_first(book.find(FollowUp, body=body))
        lines = tuple(change_line(task, cover) for task in tasks)
        return ChangePage(book.get(Body, body).name, on, lines)


@on_body("notice.post")
def post(
    book: Book,
    by: By,
    body: str,
    meeting: str,
    title: str,
    since: date,
    days: int,
    place: str = "",
) -> Notice:
    """Post the decisions of a meeting for so many days; raises Missing."""
    book.get(Meeting, meeting)
    notice = notices.check(
        Notice(
            book.new_id(), body, meeting, trim(title), since, last_day(since, days),
            trim(place), by.at,
        )
    )  # fmt: skip
    book.put(notice)
    return notice


@on_body("notice.words")
def post_words(book: Book, by: By, body: str, notice: Notice, days: int) -> Notice:
    """Post a text without a meeting, or space for advertisements; raises Missing."""
    hung = notices.check(
        replace(
            notice, id=book.new_id(), body=body, meeting=None, title=trim(notice.title),
            until=last_day(notice.since, days), place=trim(notice.place),
            text=trim(notice.text), posted_at=by.at,
        )
    )  # fmt: skip
    if hung.need is not None:
        need = book.get(Need, hung.need)
        if need.published is None:
            book.put(replace(need, published=hung.since))
    book.put(hung)
    return hung


def board_sheet(
    records: Records, notice: str, on: date, words: WordList | None = None
) -> BoardSheet:
    """A notice as it is printed, the names of who did not agree hidden.

    A covenant or rule says what is recorded of it now, whatever it said when it was hung.
    """
    with records.reading() as book:
        one = book.get(Notice, notice)
        body = book.get(Body, one.body)
        cover = cover_of(book, one.body, words)
        note, lines = "", _words(book, one).splitlines()
        if one.bylaw is not None and lines and lines[0][:1] + lines[0][-1:] == "（）":
            note, lines = lines[0][1:-1], lines[1:]
        return BoardSheet(
            body.name, cover.names(one.title), on, one.since, one.until,
            tuple(map(cover.names, lines)), note=cover.names(note), place=one.place,
            phone=body.phone, coded=one.coded, room=one.room,
        )  # fmt: skip


@on_body("notice.take_down")
def take_down(book: Book, by: By, body: str, notice: str, reason: str = "") -> Notice:
    """Take a notice off the board."""
    down = notices.take_down(book.get(Notice, notice), by.at.date(), reason)
    book.put(down)
    return down


def hanging(records: Records, tasks: Iterable[FollowUp], today: date) -> tuple[Notice, ...]:
    """The notices on the board of the meetings from which the tasks come."""
    found: list[Notice] = []
    with records.reading() as book:
        for body, meeting in dict.fromkeys((task.body, task.meeting) for task in tasks):
            if meeting is not None:
                found += book.find(Notice, body=body, meeting=meeting)
    return tuple(one for one in found if one.state(today, 0) is NoticeState.POSTED)


@on_body("notice.object")
def object_to(
    book: Book, by: By, body: str, notice: str, name: str, text: str, on: date
) -> NoticeObjection:
    """Write down an objection; raises TooLateToObject, Missing."""
    objection = notices.object_to(
        book.get(Notice, notice),
        NoticeObjection(book.new_id(), body, notice, trim(name), trim(text), on),
    )
    book.put(objection)
    return objection


@on_body("notice.answer")
def answer(book: Book, by: By, body: str, objection: str, text: str) -> NoticeObjection:
    """Answer an objection."""
    current_text = notices.answer(book.get(NoticeObjection, objection), text, by.at.date())
    book.put(current_text)
    return current_text
