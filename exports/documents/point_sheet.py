"""值守积分: everybody's balance on one list, or one person's sheet with the turns behind it."""

from docx.document import Document

from exports import text, words
from exports.documents.names import file_name
from exports.documents.occasion import midnight
from exports.layout import blocks, styles, tables
from exports.layout.packing import pack
from meetings.matters.duty import hours_text
from meetings.papers.task_papers import PointPaper, TurnLine


def point_document(paper: PointPaper) -> bytes:
    """The list or the sheet as a .docx; the same values give the same bytes."""
    title = f"{paper.person}{words.POINT_SHEET}" if paper.person else words.POINT_LIST
    document = blocks.new_document(title, paper.body_name, midnight(paper.on))
    blocks.title(document, title)
    blocks.subtitle(document, paper.body_name)
    if paper.person:
        _sheet(document, paper)
    else:
        _list(document, paper)
    blocks.signature(document, paper.body_name, paper.on)
    return pack(document)


def point_name(paper: PointPaper) -> str:
    """The file's name: day, body, and whose it is."""
    public = words.PUBLIC if paper.public else ""
    what = f"{words.POINT_SHEET}-{paper.person}" if paper.person else words.POINT_LIST
    return file_name(paper.on, paper.body_name, f"{what}{public}")


def _list(document: Document, paper: PointPaper) -> None:
    said = words.POINT_COUNT.format(
        day=text.day_text(paper.on), people=len(paper.lines),
        turns=sum(line.turns for line in paper.lines),
        hours=hours_text(sum(line.person_minutes for line in paper.lines)),
        rate=words.POINT_RATE.format(per_hour=paper.per_hour) if paper.per_hour
        else words.NO_POINT_RATE,
    )  # fmt: skip
    blocks.line(document, said, styles.TABLE_TEXT)
    rows = [
        (
            str(number), text.one_line(line.name), str(line.turns),
            hours_text(line.person_minutes), text.one_line(line.group),
            _times(line.percent) if line.group else "", str(line.points) if paper.per_hour else "",
        )
        for number, line in enumerate(paper.lines, 1)
    ]  # fmt: skip
    tables.table(
        document, words.POINT_HEADS, rows, [13, 42, 14, 31, 25, 13, 18], [0, 2, 3, 5, 6],
        caption=words.POINT_LIST,
    )  # fmt: skip


def _sheet(document: Document, paper: PointPaper) -> None:
    rows = [_turn(turn) for turn in paper.turns]
    tables.table(
        document, words.TURN_HEADS, rows, [36, 26, 12, 29, 38, 15], [0, 1, 2, 3],
        caption=words.POINT_SHEET,
    )  # fmt: skip
    for line in paper.lines:
        times = (
            words.POINT_TIMES.format(group=line.group, times=_times(line.percent))
            if line.group
            else ""
        )
        sentence = words.POINT_SUM if paper.per_hour else words.POINT_SUM_UNRATED
        said = sentence.format(
            turns=line.turns, hours=hours_text(line.person_minutes), per_hour=paper.per_hour,
            times=times, points=line.points,
        )  # fmt: skip
        blocks.line(document, said, styles.TABLE_TEXT)
    if not paper.public:
        blocks.sign_lines(document, ("本人签名", "经办人"))


def _turn(turn: TurnLine) -> tuple[str, ...]:
    start, end = text.clock_text(turn.starts_at), text.clock_text(turn.ends_at)
    minutes = turn.person_minutes
    return (
        text.day_text(turn.starts_at.date()), f"{start}—{end}", str(turn.heads),
        hours_text(minutes), text.one_line(turn.task), text.one_line(turn.note),
    )  # fmt: skip


def _times(percent: int) -> str:
    whole, rest = divmod(percent, 100)
    return f"{whole}.{rest:02}".rstrip("0") if rest else str(whole)
