"""朗读版: the decisions in large type, to be read aloud at the end of a meeting."""

from docx.document import Document

from exports import text, words
from exports.documents.minutes import opening
from exports.documents.minutes_item import voted_and_fixed
from exports.documents.names import file_name
from exports.documents.occasion import minutes_word
from exports.documents.people import people_in
from exports.layout import blocks
from exports.layout.measures import READING
from exports.layout.packing import pack
from meetings.clean import is_blank
from meetings.papers.minutes import ItemMinutes, Minutes


def reading_document(minutes: Minutes) -> bytes:
    """What was decided and how, item by item, in 18 points."""
    at = minutes.written_at or minutes.ends_at or minutes.starts_at
    title = f"{minutes.body_name}{minutes_word(minutes)}"
    edition = words.READING_NUMBER.format(number=minutes.number)
    document = blocks.new_document(f"{title}{edition}", minutes.body_name, at, READING)
    blocks.title(document, title, setting=READING)
    blocks.subtitle(document, edition + (words.DRAFT if minutes.draft else ""))
    blocks.gap(document)
    blocks.body(document, opening(minutes))
    if minutes.informal:
        blocks.body(document, words.INFORMAL)
    for item in minutes.items:
        _item(document, item, item.number)
    if not is_blank(minutes.next_meeting):
        blocks.body(document, text.sentence(minutes.next_meeting), words.NEXT_MEETING)
    return pack(document, people_in(minutes))


def reading_name(minutes: Minutes) -> str:
    """The file's name: day, body and number."""
    return file_name(
        minutes.starts_at.date(),
        minutes.body_name,
        f"{minutes_word(minutes)}（{words.READING}）",
        minutes.serial,
    )


def _item(document: Document, item: ItemMinutes, number: int) -> None:
    blocks.heading(document, 1, number, item.title)
    for label, content in voted_and_fixed(item):
        blocks.body(document, content, label)
    if not is_blank(item.minority_view):
        blocks.body(document, text.sentence(item.minority_view), words.MINORITY)
