"""公示: one page for the board, from masked minutes, with how to object."""

import math

from exports import text, words
from exports.documents import attendance
from exports.documents.minutes_item import decision_text, numbered, outcome_text
from exports.documents.names import file_name
from exports.documents.occasion import midnight
from exports.documents.people import people_in
from exports.layout import blocks, tables
from exports.layout.measures import OFFICIAL
from exports.layout.packing import pack
from exports.layout.title_lines import title_lines
from meetings.clean import is_blank
from meetings.papers.minutes import ElectedLine, ItemMinutes, Minutes
from meetings.papers.other_papers import Posting
from meetings.procedure.share_words import chinese_number
from meetings.sitting.agenda import AGREED_TO

_COLUMNS = (12, 38, 40, 66)
_CHARACTERS = (2, 8, 8, 14)  # of 12 pt that fit a line of each column
_FIXED = 7  # lines: titles, posting days, gap, signature, date; two kept for other fonts
_TABLE_LINE = 18  # points
_ROW_AIR = 3.4  # points: the margins of a row and its rule


def posting_document(posting: Posting) -> bytes:
    """The notice as a .docx of one page; what does not fit is counted and referred to."""
    minutes = posting.minutes
    title = f"{minutes.body_name}{words.POSTING}"
    document = blocks.new_document(
        f"{title}{minutes.number}", minutes.body_name, midnight(posting.starts_on)
    )
    blocks.title(document, title)
    about = words.POSTING_SUBTITLE.format(number=minutes.number)
    blocks.subtitle(document, about + (words.NOT_FINAL if minutes.draft else ""))
    counted = attendance.counted(minutes.attendance)
    opening = words.POSTING_OPENING.format(
        when=text.day_text(minutes.starts_at.date()), body=minutes.body_name,
        serial=minutes.serial, counted=f"，{counted}" if counted else "",
    )  # fmt: skip
    found = text.one_line(posting.how) or text.one_line(posting.place)
    where = "，".join(filter(None, (found, text.called_at(posting.phone).strip("（）"))))
    objection = words.OBJECT_TO.format(
        by=words.OBJECT_BY.format(day=_last_day(posting)) if posting.days else "",
        to=text.one_line(posting.object_to) or minutes.body_name,
        where=words.OBJECT_WHERE.format(where=where) if where else "",
    )
    if minutes.informal:
        opening = f"{opening.removesuffix(words.POSTING_FOLLOWS)}{words.INFORMAL}"
    blocks.body(document, opening if minutes.informal else f"{opening}：")
    rows = _rows(posting)
    asked = [text.sentence(one) for one in minutes.answered]
    around = (opening, *asked, words.OBJECTIONS + objection)
    fitting = _fitting(rows, *around, longer=_longer(title, minutes))
    tables.table(document, words.POSTING_HEADS, rows[:fitting], _COLUMNS, [0], row_height=7)
    if fitting < len(rows):
        blocks.body(document, words.POSTING_MORE.format(count=len(rows) - fitting))
    span = (words.POSTING_DAYS if posting.days else words.POSTING_FROM).format(
        start=text.day_text(posting.starts_on), end=_last_day(posting), days=posting.days
    )
    for one in asked:
        blocks.body(document, one)
    blocks.body(document, span, words.POSTING_TIME)
    blocks.body(document, objection, words.OBJECTIONS)
    blocks.signature(document, minutes.body_name, posting.starts_on)
    return pack(document, people_in(minutes))


def posting_name(posting: Posting) -> str:
    """The file's name: day of the meeting, body and number."""
    minutes = posting.minutes
    return file_name(minutes.starts_at.date(), minutes.body_name, words.POSTING, minutes.serial)


def _rows(posting: Posting) -> list[tuple[str, ...]]:
    shown = [item for item in posting.minutes.items if not item.private]
    return [
        (str(item.number), text.one_line(item.title), _result(item), _decisions(item))
        for item in shown
    ]


_FEW = 24
"""Characters of counts that stand beside the result; longer ones go into the widest column."""


def _result(item: ItemMinutes) -> str:
    """The outcome of an item, with the counts of its last valid vote where they are short."""
    line, counts = outcome_text(item), _counts(item)
    return f"{text.clause(line)}（{counts}）。" if 0 < len(counts) <= _FEW else line


def _counts(item: ItemMinutes) -> str:
    """The counts of the last valid vote; an election tells the votes of each round instead."""
    standing = [vote for vote in item.votes if not vote.void_reason]
    return standing[-1].counts if standing and not item.by_election else ""


def _told(item: ItemMinutes) -> list[str]:
    """Counts that are long, the votes of each election, and what was let stand."""
    counts = _counts(item)
    told = [counts] if len(counts) > _FEW else []
    told += [part for one in item.elected for part in (_got(one), *one.all_the_same)]
    return [text.sentence(part) for part in told if part]


def _got(line: ElectedLine) -> str:
    """得票：张某60票、李某50票; of several rounds each with its own votes."""
    rounds = max((len(one.votes) for one in line.candidates), default=0)
    told = []
    for place in range(rounds):
        got = [(one.name, one.votes[place]) for one in line.candidates if place < len(one.votes)]
        votes = "、".join(f"{name}{count}票" for name, count in got if count is not None)
        named = words.ROUND.format(round=chinese_number(place + 1)) if rounds > 1 else ""
        told += [f"{named}{votes}"] if votes else []
    return f"{words.GOT}{'；'.join(told)}" if told else ""


def _decisions(item: ItemMinutes) -> str:
    """The decisions with who does them and until when, the minority view, and owners' matters."""
    line = _told(item)
    line += numbered([decision_text(decision) for decision in item.decisions if decision.posted])
    if not is_blank(item.minority_view):
        line.append(words.MINORITY + text.sentence(item.minority_view))
    if item.owners_matter and item.outcome not in AGREED_TO:
        line.append(words.OWNERS_MATTER)
    return "\n".join(line)


def _last_day(posting: Posting) -> str:
    """The last day of posting, with the year only where that is another one."""
    day = posting.ends_on
    if day.year != posting.starts_on.year:
        return text.day_text(day)
    return words.MONTH_DAY.format(month=day.month, day=day.day)


def _longer(title: str, minutes: Minutes) -> int:
    """How many lines more than one a long name takes, as title and as signature."""
    heads = len(title_lines(title, blocks.title_room()))
    return heads + _lines(minutes.body_name, 26) - 2


def _fitting(rows: list[tuple[str, ...]], *around: str, longer: int = 0) -> int:
    """How many rows fit on the page beside the text around the table."""
    taken = _FIXED + longer + sum(_lines(part, 25) for part in around)
    left = (22 - taken) * OFFICIAL.line / 20 - _TABLE_LINE - _ROW_AIR  # the header
    heights = [_height(row) for row in rows]
    if sum(heights) <= left:
        return len(rows)
    left -= OFFICIAL.line / 20  # one line says how many were left out
    for number, height in enumerate(heights):
        left -= height
        if left < 0:
            return number
    return len(rows)


def _height(row: tuple[str, ...]) -> float:
    """The height of a row of the table in points, by its fullest cell."""
    return _ROW_AIR + _TABLE_LINE * max(
        sum(_lines(part, width) for part in cell.split("\n"))
        for cell, width in zip(row, _CHARACTERS, strict=True)
    )


def _lines(content: str, width: float) -> int:
    return max(1, math.ceil(text.cells(content) / width))
