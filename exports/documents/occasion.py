"""The kind, time and place of a meeting, as its papers print them."""

from datetime import UTC, date, datetime

from docx.document import Document

from exports import text, words
from exports.layout import blocks, styles
from meetings.papers.minutes import Minutes
from meetings.papers.other_papers import Occasion, named_kind


def where(occasion: Occasion) -> str:
    """在45栋一楼架空层, or nothing while the place is open."""
    return words.HELD_AT.format(place=text.one_line(occasion.place)) if occasion.place else ""


def facts(document: Document, occasion: Occasion) -> None:
    """Title, time and place, above a form."""
    title = words.FORM_TITLE.format(title=occasion.title or occasion.number)
    held = words.FORM_FACTS.format(
        when=text.moment_text(occasion.starts_at), place=occasion.place or words.TO_FILL
    )
    for fact in (title, held):
        blocks.line(document, fact, styles.TABLE_TEXT)


def midnight(day: date) -> datetime:
    """A day as the time of a document's properties."""
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def minutes_word(minutes: Minutes) -> str:
    """会议纪要, or 多方联动座谈会纪要 where the meeting was of that kind."""
    return words.MINUTES_OF.format(meeting=_meeting(minutes))


def record_word(minutes: Minutes) -> str:
    """会议记录, or 多方联动座谈会记录."""
    return words.RECORD_OF.format(meeting=_meeting(minutes))


def _meeting(minutes: Minutes) -> str:
    return named_kind(minutes.kind, minutes.kind_words, minutes.body_name) or words.MEETING
