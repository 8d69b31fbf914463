"""会议通知: when, where and what about, for members and the notice board."""

from collections.abc import Sequence

from exports import text, words
from exports.documents.names import file_name
from exports.documents.occasion import midnight, where
from exports.layout import blocks, tables
from exports.layout.packing import pack
from meetings.clean import is_blank
from meetings.papers.other_papers import AgendaLine, Notice
from meetings.sitting.agenda import ItemKind
from meetings.terms import term


def notice_document(notice: Notice) -> bytes:
    """The notice as a .docx; the same value gives the same bytes."""
    held = notice.occasion
    title = f"{held.body_name}{words.NOTICE_OF.format(meeting=held.kind or words.MEETING)}"
    day = notice.sent_on
    dated = midnight(day or held.starts_at.date())
    document = blocks.new_document(f"{title}{held.number}", held.body_name, dated)
    close = _runs_over(notice)
    blocks.head(document, title, held.number, red=notice.red_head, air=not close)
    units = [f"，{'、'.join(map(text.one_line, notice.invited))}"] if notice.invited else []
    blocks.line(document, "".join([words.NOTICE_TO, *units, "："]), "Normal")
    opening = words.NOTICE_OPENING.format(
        body=held.body_name,
        when=text.moment_text(held.starts_at),
        where=where(held),
        serial=held.serial,
        kind=f"（{held.kind}）" if held.kind else "",
    )
    blocks.body(document, f"{opening}：")
    blocks.heading(document, 1, 1, words.AGENDA)
    rows = [
        (
            str(number),
            shown(item),
            kind_words(item),
            words.BUDGET.format(minutes=item.minutes) if item.minutes else "",
        )
        for number, item in enumerate(notice.items, 1)
    ]
    kinds, times = (any(row[place] for row in rows) for place in (2, 3))
    shares = [14, 84, 34 if kinds else 0, 24 if times else 0]
    shares[1] = 156 - sum(shares) + shares[1]
    heads, widths = _without(words.AGENDA_HEADS, shares), [share for share in shares if share]
    rows_shown = [_without(row, shares) for row in rows]
    tables.table(document, heads, rows_shown, widths, [0, len(heads) - 1] if times else [0],
                 row_height=6.5 if close else 8)  # fmt: skip
    proposals = [item for item in notice.items if not is_blank(item.proposal)]
    if proposals:
        blocks.heading(document, 1, 2, words.PROPOSALS)
    for number, item in enumerate(proposals, 1):
        blocks.heading(document, 2, number, shown(item))
        blocks.body(document, text.sentence_end(item.proposal))
    blocks.heading(document, 1, 3 if proposals else 2, words.TO_NOTE)
    contact = text.one_line(notice.contact)
    pattern = words.EXCUSE if contact else words.EXCUSE_ANYBODY
    excuse = pattern.format(contact=contact, phone=text.called_at(notice.phone))
    for paragraph in (excuse, words.RULES_OF_TALK, notice.remarks):
        blocks.body(document, paragraph)
    blocks.signature(document, held.body_name, day)
    return pack(document)


_FIXED = 15
"""Lines of every notice: titles, salutation, opening, headings, what to note, signature and day."""
_LINES, _ROW = 22, 0.8


def _runs_over(notice: Notice) -> bool:
    """Whether it is a little more than a page, so that it is set closer to fit on one."""
    proposals = [item for item in notice.items if not is_blank(item.proposal)]
    paragraphs = [part for item in proposals for part in text.paragraphs(item.proposal)]
    paragraphs += text.paragraphs(notice.remarks)
    lines = sum(-(-(text.cells(part) + 2) // 28) for part in paragraphs)
    lines += text.cells("、".join(notice.invited)) // 28
    lines += len(proposals) + bool(proposals) + _ROW * (len(notice.items) + 1)
    return _LINES - 1 < lines + _FIXED < _LINES + 4


def _without(cells: Sequence[str], shares: Sequence[int]) -> tuple[str, ...]:
    """The cells without those of columns whose share of the width is 0."""
    return tuple(cell for cell, share in zip(cells, shares, strict=True) if share)


def kind_words(item: AgendaLine) -> str:
    """The kind of an item in words; "" for an ordinary one."""
    if item.kind in (ItemKind.MATTER, ItemKind.REVIEW, ItemKind.APPROVAL):
        return ""  # the titles of the last two say what they are
    return term(item.kind)


def notice_name(notice: Notice) -> str:
    """The file's name: day of the meeting, body and number."""
    held = notice.occasion
    return file_name(held.starts_at.date(), held.body_name, words.NOTICE, held.serial)


def shown(item: AgendaLine) -> str:
    """The title of an item; for a private item only its kind."""
    if not is_blank(item.title):
        return item.title
    return term(item.kind) if item.kind is ItemKind.REVIEW else words.PRIVATE_ITEM
