"""单项摘要: one item for the department that has to act."""

from dataclasses import replace
from datetime import date

from exports import text, words
from exports.documents import attendance
from exports.documents.minutes import signed_on
from exports.documents.minutes_item import paragraphs_of, standing, write_elections
from exports.documents.names import file_name
from exports.documents.people import people_in
from exports.layout import blocks
from exports.layout.packing import pack
from meetings.errors import NotFound
from meetings.papers.elected_words import without_reasons
from meetings.papers.minutes import ItemMinutes, Minutes
from meetings.sitting.agenda import ItemOutcome


def extract_document(
    minutes: Minutes, number: int, to: str, reply_by: date | None = None, phone: str = ""
) -> bytes:
    """One item of the minutes, addressed; raises NotFound for a number that is not there."""
    item = _item(minutes, number)
    at = minutes.written_at or minutes.ends_at or minutes.starts_at
    title = f"{minutes.body_name}{words.EXTRACT}"
    document = blocks.new_document(f"{title}{minutes.number}", minutes.body_name, at)
    number_line = minutes.number + (words.DRAFT if minutes.draft else "")
    blocks.head(document, title, number_line, red=minutes.red_head)
    if to:
        blocks.line(document, words.EXTRACT_TO.format(to=to), "Normal")
    up = item.outcome is ItemOutcome.REFERRED_UP
    opening = words.EXTRACT_OPENING.format(
        body=minutes.body_name, number=minutes.number, item=number,
        when=text.day_text(minutes.starts_at.date()), title=text.one_line(item.title),
        asked=words.EXTRACT_STUDY if up else words.EXTRACT_DO,
    )  # fmt: skip
    blocks.body(document, f"{opening}：")
    printed = attendance.Printed(minutes.attendance, minutes.public)
    short = replace(standing(item), elected=without_reasons(item.elected))
    for label, content in paragraphs_of(short, printed, public=minutes.public):
        blocks.body(document, content, label)
    write_elections(document, item)
    if item.speeches or item.points or short.votes != item.votes:
        blocks.body(document, words.EXTRACT_SHORTENED)
    reply = words.EXTRACT_REPLY if reply_by is not None else words.EXTRACT_REPLY_OPEN
    day = text.day_text(reply_by) if reply_by is not None else ""
    asked = reply.format(
        day=day, body=minutes.body_name, phone=text.called_at(phone),
        work=words.EXTRACT_STUDYING if up else words.EXTRACT_DOING,
    )  # fmt: skip
    blocks.body(document, asked)
    blocks.signature(document, minutes.body_name, signed_on(minutes))
    return pack(document, people_in(minutes))


def extract_name(minutes: Minutes, number: int) -> str:
    """The file's name: day, body, number and item."""
    what = f"{words.EXTRACT}-{number}"
    return file_name(minutes.starts_at.date(), minutes.body_name, what, minutes.serial)


def _item(minutes: Minutes, number: int) -> ItemMinutes:
    for item in minutes.items:
        if item.number == number:
            return item
    raise NotFound(kind="ItemMinutes", id=str(number))
