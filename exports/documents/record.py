"""会议记录: the full account by speaker and time, signed and filed."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from docx.document import Document

from exports import text, words
from exports.documents import attendance
from exports.documents.minutes import review_text, when
from exports.documents.minutes_item import decision_text, numbered, outcome_text, write_elections
from exports.documents.names import file_name
from exports.documents.occasion import record_word
from exports.documents.people import people_in
from exports.documents.record_lines import by_item, tell, together
from exports.layout import blocks, styles, tables
from exports.layout.packing import pack
from meetings.papers.minutes import Minutes, OwnersList, Record, RecordLine
from meetings.procedure.owners import area_text


def record_document(record: Record) -> bytes:
    """The record as a .docx; the same value gives the same bytes."""
    minutes = record.minutes
    title = f"{minutes.body_name}{record_word(minutes)}"
    at = minutes.written_at or minutes.ends_at or minutes.starts_at
    document = blocks.new_document(f"{title}{minutes.number}", minutes.body_name, at)
    blocks.title(document, title)
    blocks.subtitle(document, minutes.number + (words.DRAFT if minutes.draft else ""))
    blocks.gap(document)
    _facts(document, minutes)
    attendance.lists(document, minutes.attendance, buildings=True, all_groups=True)
    blocks.gap(document)
    _course(document, record)
    _results(document, minutes)
    for item in minutes.items:
        if any(line.candidates for line in item.elected):
            blocks.heading(document, 1, None, f"{words.ELECTED_LIST}：{item.title}")
            write_elections(document, item)
    before = document.paragraphs[-1:]
    if minutes.items:
        tables.keep_last_row(document.tables[-1])
    blocks.gap(document)
    blocks.body(document, words.SIGN_NOTE)
    blocks.gap(document)
    for paragraph in (*before, *document.paragraphs[-3:]):
        paragraph.paragraph_format.keep_with_next = True
    blocks.sign_lines(document, words.SIGNERS)
    for place, asked in enumerate(record.owners):
        _owners(document, asked, new_page=place == 0)
    return pack(document, people_in(minutes))


def _owners(document: Document, asked: OwnersList, *, new_page: bool) -> None:
    """The appendix of who answered what with which area; it is not for the public."""
    blocks.title(document, words.OWNERS_ANSWERS, new_page=new_page)
    void = words.OWNERS_VOID if asked.void else ""
    blocks.subtitle(document, words.OWNERS_NOT_PUBLIC)
    line = words.OWNERS_MOTION.format(item=asked.item, motion=text.sentence(asked.motion))
    blocks.body(document, f"{line}{void}")
    rows = [
        (
            str(number), line.owner, "、".join(line.units), area_text(line.area),
            line.answer or words.OWNERS_SILENT,
        )
        for number, line in enumerate(asked.lines, 1)
    ]  # fmt: skip
    tables.table(
        document, words.OWNERS_HEADS, rows, [13, 41, 46, 35, 21], [0, 4],
        row_height=6, caption=words.OWNERS_ANSWERS, style=styles.TABLE_SMALL,
    )  # fmt: skip


def record_name(record: Record) -> str:
    """The file's name: day, body and number."""
    minutes = record.minutes
    what = record_word(minutes)
    return file_name(minutes.starts_at.date(), minutes.body_name, what, minutes.serial)


def _facts(document: Document, minutes: Minutes) -> None:
    counted = attendance.counted(minutes.attendance)
    numbers = text.sentence(minutes.quorum_sentence or counted)
    if minutes.informal:
        numbers += words.INFORMAL
    for label, content in (
        (words.NAME_OF_MEETING, minutes.title),
        (words.TIME, when(minutes)),
        (words.PLACE, minutes.place),
        (words.CHAIR, minutes.chair),
        (words.SECRETARY, minutes.secretary),
        (words.NUMBERS, numbers),
        (words.RULE, minutes.rule_name),
    ):
        blocks.people(document, label, [content or words.NOT_FILLED])


def _course(document: Document, record: Record) -> None:
    """The lines in order, with a heading for each item and the day where it changes."""
    blocks.heading(document, 1, None, words.COURSE)
    day = record.minutes.starts_at.date()
    ended = {item.number: outcome_text(item) for item in record.minutes.items}
    for line in together(by_item(record.lines)):
        if line.kind == "item":
            blocks.heading(document, 2, line.item, line.text)
            if line.item == record.minutes.review_number:
                _answered(document, record.minutes)
            continue
        day, stamp = _stamp(line, day)
        if line.kind in ("outcome", "referred") and line.item in ended:
            line = replace(line, text=ended[line.item])  # as in the minutes and in the table below
        labelled = tell(line)
        blocks.body(document, labelled.text, f"{stamp}{labelled.label}")


def _answered(document: Document, minutes: Minutes) -> None:
    """What was said at this meeting about earlier promises, in the words of the minutes."""
    for line in minutes.reviewed:
        if line.answered:
            blocks.body(document, review_text(line))


def _stamp(line: RecordLine, day: date) -> tuple[date, str]:
    """The time, with the date on the first line of another day; nothing for a line without."""
    if line.at is None:
        return day, ""
    if line.at.date() != day:
        return line.at.date(), f"{text.moment_text(line.at)}　"
    return day, f"{text.clock_text(line.at)}　"


def _results(document: Document, minutes: Minutes) -> None:
    """How every item of the agenda ended, those not reached included."""
    if not minutes.items:
        return
    blocks.heading(document, 1, None, words.RESULTS)
    rows = [
        (
            str(item.number),
            item.title,
            outcome_text(item),
            "\n".join(numbered([decision_text(decision) for decision in item.decisions])),
        )
        for item in minutes.items
    ]
    widths = [13, 38, *_shared(105, rows)]
    tables.table(document, words.RESULT_HEADS, rows, widths, [0], caption=words.RESULTS)


def _shared(room: float, rows: Sequence[tuple[str, ...]]) -> tuple[float, float]:
    """The room in mm for results and decisions, the longer texts having the wider column."""
    result, decided = (sum(text.cells(row[place]) for row in rows) for place in (2, 3))
    share = room * result / ((result + decided) or 1)
    wide = min(max(share, room / 3), room * 2 / 3)
    return wide, room - wide
