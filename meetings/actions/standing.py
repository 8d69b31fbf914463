"""Recurring items, and templates of meetings, from which a body's agendas are made."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from meetings.actions.change import on_body, on_value
from meetings.clean import is_blank, trim
from meetings.community.bodies import Body
from meetings.day_range import check_minutes
from meetings.errors import Missing
from meetings.ports import Book, By, Records
from meetings.sitting.agenda import AgendaItem
from meetings.sitting.meeting import Meeting
from meetings.sitting.meeting_states import MeetingKind, MeetingState
from meetings.sitting.recurring import (
    MeetingTemplate,
    RecurringItem,
    due,
    ends_of,
    title_of,
    titled,
)
from meetings.terms import kind_word


def standing_items(book: Book, meeting: Meeting, already: Iterable[AgendaItem]) -> list[AgendaItem]:
    """What the template and the recurring items add to a new agenda; never a second time.

    An item that is carried over from an earlier meeting counts as being there.
    """
    given = tuple(already)
    titles = {trim(item.title) for item in given}
    here = {item.recurring for item in given if item.recurring}
    found: list[AgendaItem] = []

    def add(title: str, minutes: int, proposal: str = "", recurring: str | None = None) -> None:
        if trim(title) in titles:
            return
        titles.add(trim(title))
        found.append(
            AgendaItem(
                book.new_id(), meeting.body, meeting.id, len(given) + len(found) + 1,
                trim(title), minutes=minutes, proposal=proposal, recurring=recurring,
            )
        )  # fmt: skip

    template = _template(book, meeting)
    for line in template.items if template else ():
        add(line.title, line.minutes)
    on, kind = meeting.starts_at.date(), None if meeting.kind_words else meeting.kind
    for item in book.find(RecurringItem, body=meeting.body, stopped=False):
        held = _days_of(book, item, meeting)
        if item.id not in here and due(item, on, kind, held):
            add(item.title, item.minutes, item.proposal, item.id)
    return found


def _days_of(book: Book, item: RecurringItem, meeting: Meeting) -> list[date]:
    """The days of the meetings that have it; cancelled ones do not count."""
    ids = {one.meeting for one in book.find(AgendaItem, body=item.body, recurring=item.id)}
    held = [book.get(Meeting, id) for id in ids if id != meeting.id]
    return [one.starts_at.date() for one in held if one.state is not MeetingState.CANCELLED]


def template_for(
    book: Book, body: str, kind: MeetingKind, kind_words: str = ""
) -> MeetingTemplate | None:
    """The template of a kind of meeting; of one by name alone, that of this name."""
    existing = book.find(MeetingTemplate, body=body, kind_words=kind_words)
    return next((one for one in existing if kind_words or one.kind is kind), None)


def _template(book: Book, meeting: Meeting) -> MeetingTemplate | None:
    """The template of the meeting's kind."""
    return template_for(book, meeting.body, meeting.kind, meeting.kind_words)


def with_template_defaults(book: Book, meeting: Meeting, body: Body) -> Meeting:
    """The meeting with empty fields filled from its template; raises BadPattern."""
    template = _template(book, meeting)
    if template is None:
        return meeting
    title = title_of(
        template,
        body.name,
        meeting.starts_at,
        meeting.serial,
        kind_word(meeting.kind, meeting.kind_words),
    )
    return replace(
        meeting,
        title=meeting.title or title,
        place=meeting.place or template.place,
        chair=meeting.chair or template.chair,
        secretary=meeting.secretary or template.secretary,
        ends_at=meeting.ends_at or ends_of(template, meeting.starts_at),
        notice_text=meeting.notice_text or template.notice_text,
    )


def standing(
    records: Records, body: str
) -> tuple[tuple[RecurringItem, ...], tuple[MeetingTemplate, ...]]:
    """A body's recurring items and its templates."""
    with records.reading() as book:
        return (
            tuple(book.find(RecurringItem, body=body)),
            tuple(book.find(MeetingTemplate, body=body)),
        )


@on_value("recurring.keep")
def keep_recurring(book: Book, by: By, item: RecurringItem) -> RecurringItem:
    """Add or change a recurring item; raises Missing (title)."""
    if is_blank(item.title):
        raise Missing(what="title")
    check_minutes(item.minutes)
    saved = replace(item, id=item.id or book.new_id(), title=trim(item.title))
    book.put(saved)
    return saved


@on_value("template.keep")
def keep_template(book: Book, by: By, template: MeetingTemplate) -> MeetingTemplate:
    """Keep what a kind of meeting begins with; one for each kind. Raises BadPattern."""
    for minutes in (template.length, *(item.minutes for item in template.items)):
        check_minutes(minutes)
    titled(template.title, {"机构": "", "年": 1, "月": 1, "次": 1, "类别": ""})
    words = trim(template.kind_words)
    before = template_for(book, template.body, template.kind, words)
    id = before.id if before else template.id or book.new_id()
    saved = replace(template, id=id, kind_words=words)
    book.put(saved)
    return saved


@on_body("template.drop")
def drop_template(book: Book, by: By, body: str, template: str) -> None:
    """Take a template away; meetings that were planned with it stay as they are."""
    book.remove(book.get(MeetingTemplate, template))
