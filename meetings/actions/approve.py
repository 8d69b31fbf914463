"""Final minutes are approved as an item of the next meeting."""

from collections.abc import Iterator
from dataclasses import replace

from meetings.chairing.life import move
from meetings.papers.finals import APPROVING, Approval
from meetings.ports import Book
from meetings.sitting.agenda import AgendaItem, ItemKind
from meetings.sitting.meeting import Meeting
from meetings.sitting.meeting_states import PLANNED, RUNNING, MeetingState

TITLE = "确认{number}会议纪要"
MINUTES = 5
"""The time budget of the item."""


def waiting(book: Book, body: str) -> Iterator[Meeting]:
    """Meetings whose final minutes are on no agenda that is still to be held."""
    for meeting in book.find(Meeting, body=body, state=MeetingState.FINAL):
        if not any(
            _on_agenda(book, approval) for approval in book.find(Approval, meeting=meeting.id)
        ):
            yield book.get(Meeting, meeting.id)


def _on_agenda(book: Book, approval: Approval) -> bool:
    for item in book.find(AgendaItem, id=approval.item):
        return book.get(Meeting, item.meeting).state in PLANNED | RUNNING
    return False


def approving_item(book: Book, final: Meeting, at: Meeting, position: int) -> AgendaItem:
    """The item of another meeting that puts these minutes to approval, with its link."""
    number = f"〔{final.year}〕第{final.serial}次"
    item = AgendaItem(
        book.new_id(), at.body, at.id, position, TITLE.format(number=number), ItemKind.APPROVAL,
        minutes=MINUTES,
    )  # fmt: skip
    book.put(Approval(book.new_id(), at.body, final.id, item.id))
    return item


def put_to_approval(book: Book, final: Meeting) -> None:
    """Put newly final minutes on the body's next planned agenda, after the review."""
    planned = [
        meeting
        for state in PLANNED
        for meeting in book.find(Meeting, body=final.body, state=state)
        if (meeting.year, meeting.serial) > (final.year, final.serial)
    ]
    if not planned or any(_on_agenda(book, a) for a in book.find(Approval, meeting=final.id)):
        return
    # find() may give meetings without their items; get() brings the whole.
    coming = book.get(Meeting, min(planned, key=lambda one: (one.starts_at, one.id)).id)
    place = 1 + sum(item.kind in {ItemKind.REVIEW, ItemKind.APPROVAL} for item in coming.items)
    moved = tuple(
        replace(item, position=item.position + 1) if item.position >= place else item
        for item in coming.items
    )
    item = approving_item(book, final, coming, place)
    book.put(replace(coming, items=(*moved, item)))


def tell_minutes(book: Book, meeting: Meeting) -> None:
    """Mark minutes that this meeting approves as approved, or as final again if it undoes that."""
    for item in meeting.items:
        if item.kind is not ItemKind.APPROVAL:
            continue
        for approval in book.find(Approval, item=item.id):
            final = book.get(Meeting, approval.meeting)
            adopted = item.outcome in APPROVING
            if adopted and final.state is MeetingState.FINAL:
                book.put(move(final, MeetingState.APPROVED))
                book.put(replace(approval, approved=True))
            elif not adopted and approval.approved:
                book.put(replace(final, state=MeetingState.FINAL))
                book.put(replace(approval, approved=False))


def approved_in(book: Book, meeting: Meeting) -> str:
    """〔2026〕第4次, the meeting that approved these minutes; "" while none has."""
    for approval in book.find(Approval, meeting=meeting.id, approved=True):
        for item in book.find(AgendaItem, id=approval.item):
            at = book.get(Meeting, item.meeting)
            return f"〔{at.year}〕第{at.serial}次"
    return ""
