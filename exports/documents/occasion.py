"""What papers around a meeting say of it: when, where, which."""

from datetime import UTC, date, datetime

from docx.document import Document

from exports import text, words
from exports.layout import blocks, styles
from meetings.papers.other_papers import Occasion


def where(occasion: Occasion) -> str:
    """在45栋一楼架空层, or nothing while the place is open."""
    return words.HELD_AT.format(place=text.one_line(occasion.place)) if occasion.place else ""


def facts(document: Document, occasion: Occasion) -> None:
    """Title, time and place, above a form."""
    title = words.FORM_TITLE.format(title=occasion.title or occasion.number)
    held = words.FORM_FACTS.format(
        when=text.moment_text(occasion.starts_at), place=occasion.place or words.TO_FILL
    )
    for said in (title, held):
        blocks.line(document, said, styles.TABLE_TEXT)


def midnight(day: date) -> datetime:
    """A day as the time of a document's properties."""
    return datetime(day.year, day.month, day.day, tzinfo=UTC)
