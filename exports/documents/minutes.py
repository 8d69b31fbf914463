"""会议纪要: the distilled minutes, for circulation."""

from collections.abc import Iterator
from datetime import date, datetime
from itertools import groupby

from docx.document import Document

from exports import text, words
from exports.documents import attendance
from exports.documents.minutes_item import who_does, write_item
from exports.documents.names import file_name
from exports.documents.occasion import minutes_word
from exports.documents.people import people_in
from exports.layout import blocks
from exports.layout.packing import pack
from exports.stamp import put_stamp
from meetings.clean import is_blank
from meetings.matters.followup_states import Lateness
from meetings.papers.minutes import Minutes, ReviewLine
from meetings.terms import term


def minutes_document(minutes: Minutes) -> bytes:
    """The minutes as a .docx; the same value gives the same bytes.

    A public edition is a value that was masked before: nothing is hidden here.
    """
    title = f"{minutes.body_name}{minutes_word(minutes)}"
    at = minutes.written_at or minutes.ends_at or minutes.starts_at
    document = blocks.new_document(f"{title}{minutes.number}", minutes.body_name, at)
    marks = (words.PUBLIC if minutes.public else "") + (words.DRAFT if minutes.draft else "")
    blocks.head(document, title, f"{minutes.number}{marks}", red=minutes.red_head)
    blocks.body(document, opening(minutes))
    if minutes.informal:
        blocks.body(document, words.INFORMAL)
    _reviewed(document, minutes)
    printed = attendance.Printed(minutes.attendance, minutes.public)
    ahead = 1 if minutes.reviewed and minutes.review_number is None else 0
    for item in minutes.items:
        write_item(document, item, item.number + ahead, printed, public=minutes.public)
    if not is_blank(minutes.next_meeting):
        blocks.gap(document)
        blocks.body(document, text.sentence(minutes.next_meeting), words.NEXT_MEETING)
    if minutes.attendance.known:
        before = blocks.gap(document)
        attendance.lists(document, minutes.attendance)
        blocks.keep_short(document, before)
    blocks.signature(document, minutes.body_name, signed_on(minutes))
    _errata(document, minutes)
    _seal(document, minutes)
    put_stamp(document, minutes)
    return pack(document, people_in(minutes))


def signed_on(minutes: Minutes) -> date:
    """The day on which the minutes were made final; of a draft, the day of the meeting."""
    final = minutes.written_at if not minutes.draft else None
    return (final or minutes.ends_at or minutes.starts_at).date()


def minutes_name(minutes: Minutes) -> str:
    """The file's name: day, body, number, edition, and the version where it is an older one."""
    what = minutes_word(minutes) + (words.PUBLIC if minutes.public else "")
    if minutes.superseded:
        what += words.OLDER.format(version=minutes.version)
    return file_name(minutes.starts_at.date(), minutes.body_name, what, minutes.serial)


def opening(minutes: Minutes) -> str:
    """When, where, who chaired, how many came, and when the meeting was suspended."""
    where = words.HELD_AT.format(place=text.one_line(minutes.place)) if minutes.place else ""
    held = words.HELD.format(
        when=when(minutes), body=minutes.body_name, where=where, serial=minutes.serial
    )
    parts = [
        held + _titled(minutes), _led(minutes), _counted(minutes), *minutes.answered,
        *_paused(minutes),
    ]  # fmt: skip
    return "".join(text.sentence(part) for part in parts if part)


def _paused(minutes: Minutes) -> Iterator[str]:
    """Suspensions, equal reasons together: 会议于15:00至15:10、15:40至15:50休会（清场）."""
    for why, pauses in groupby(minutes.pauses, key=lambda pause: text.one_line(pause[2])):
        times = "、".join(_pause(since, until) for since, until, _ in pauses)
        yield words.PAUSED.format(times=times, reason=f"（{why}）" if why else "")


def _pause(since: datetime, until: datetime | None) -> str:
    start = text.clock_text(since)
    if until is None:
        return words.PAUSED_FROM.format(since=start)
    same = until.date() == since.date()
    end = text.clock_text(until) if same else text.moment_text(until)
    return words.FROM_TO.format(start=start, end=end)


def when(minutes: Minutes) -> str:
    """2026年9月1日14:30至16:10; with the second day where the meeting went past midnight."""
    start = text.moment_text(minutes.starts_at)
    if minutes.ends_at is None:
        return start
    same = minutes.ends_at.date() == minutes.starts_at.date()
    end = text.clock_text(minutes.ends_at) if same else text.moment_text(minutes.ends_at)
    return words.FROM_TO.format(start=start, end=end)


def _titled(minutes: Minutes) -> str:
    """The meeting's own title, unless it says only body and number, in either numerals."""
    title = text.one_line(minutes.title)
    own = title.removeprefix(minutes.body_name)
    titles = {
        f"{year}第{number}次{meeting}"
        for year in ("", f"{minutes.year}年", f"{minutes.year}年度")
        for number in (str(minutes.serial), text.numeral(minutes.serial))
        for meeting in ("", "会议", "全体会议", "例会")
    }
    is_titled = title in minutes.body_name or own in titles
    return words.TITLED.format(title=title) if title and not is_titled else ""


def _led(minutes: Minutes) -> str:
    if not minutes.chair:
        return ""
    led = words.CHAIRED_AND_WRITTEN if minutes.secretary else words.CHAIRED
    return led.format(chair=minutes.chair, secretary=minutes.secretary)


def _counted(minutes: Minutes) -> str:
    """The proving sentence of the quorum, or the bare numbers."""
    return minutes.quorum_sentence or attendance.counted(minutes.attendance)


def _reviewed(document: Document, minutes: Minutes) -> None:
    number = 1 if minutes.review_number is None else minutes.review_number or None
    if minutes.reviewed or minutes.review_number:
        blocks.heading(document, 1, number, words.REVIEWED)
    if minutes.review_number and not minutes.reviewed:
        blocks.body(document, words.NONE_LEFT)
    for number, line in enumerate(minutes.reviewed, 1):
        sign = f"{number}." if len(minutes.reviewed) > 1 else ""
        blocks.body(document, f"{sign}{review_text(line)}")


def review_text(line: ReviewLine) -> str:
    """An earlier task with its owner, deadline and state, and what was answered about it."""
    facts = []
    units = tuple(unit for unit in line.units if unit != line.owner)
    if does := who_does(line.owner, line.person, units):
        facts.append(does)
    if line.deadline is not None:
        facts.append(words.DONE_BY.format(day=text.day_text(line.deadline)))
    about = f"（{'，'.join(facts)}）" if facts else ""
    state = term(line.state)
    if line.lateness is Lateness.OVERDUE:
        state += f"，{term(line.lateness)}"
    sentence = f"{text.clause(line.text)}{about}：{state}。"
    if line.answered:
        answers = "；".join(text.clause(answer) for answer in line.answered)
        return sentence + text.sentence(words.AT_THIS_MEETING.format(said=answers))
    lately = words.LATELY.format(said=text.clause(line.word)) if line.word else ""
    return sentence + text.sentence(lately)


def _errata(document: Document, minutes: Minutes) -> None:
    if minutes.errata:
        blocks.gap(document)
        blocks.heading(document, 1, None, words.ERRATA)
    for day, correction in minutes.errata:
        line = words.ERRATUM.format(day=text.day_text(day), text=text.one_line(correction))
        blocks.body(document, text.sentence(line))


def _seal(document: Document, minutes: Minutes) -> None:
    parts = [words.VERSION.format(version=minutes.version)] if minutes.version else []
    if minutes.seal:
        parts.append(words.SEAL.format(seal=minutes.seal))
    if minutes.approved_in:
        parts.append(words.APPROVED_AT.format(meeting=minutes.approved_in))
    if parts:
        for paragraph in document.paragraphs[-1:]:
            paragraph.paragraph_format.keep_with_next = True
        blocks.fine_print(document, "　".join(parts))
