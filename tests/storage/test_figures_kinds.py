"""Meetings of every kind, held or not, as F7, Excel and Word count them."""

from datetime import date, datetime, timedelta
from io import BytesIO
from pathlib import Path

import docx
from python_calamine import CalamineWorkbook

from exports.documents.report import report_document
from exports.tables.report import report_workbook
from meetings.actions import found, prepare
from meetings.actions.scope import scope
from meetings.community.bodies import Tier
from meetings.figures.periods import Length, whole
from meetings.matters.ledger import Reach
from meetings.ports import By
from meetings.procedure.rules import preset
from meetings.sitting.meeting import Meeting
from meetings.sitting.meeting_states import MeetingKind, MeetingState
from meetings.sitting.presence import Mark, PresenceMark, RollEntry
from storage.ids import new_id
from storage.records import FileRecords
from tui.desk.counting import reported
from tui.words.figures import figures_lines

DAY = datetime(2026, 3, 2, 19, 30).astimezone()
PEOPLE = [("成员甲", "1栋"), ("成员乙", "2栋"), ("成员丙", "3栋"), ("来客丁", "")]
S = MeetingState


def by() -> By:
    return By("王社工", DAY, new_id())


def held(body: str, n: int, came: int, kind: MeetingKind = MeetingKind.REGULAR, **more) -> Meeting:
    """A meeting to which the first `came` of three members and one guest came."""
    id, at = new_id(), DAY + timedelta(days=n)
    roll = tuple(
        RollEntry(new_id(), name, building=building, votes=place < 3)
        for place, (name, building) in enumerate(PEOPLE)
    )
    marks = tuple(
        PresenceMark(new_id(), body, id, entry.person, Mark.IN, at) for entry in roll[:came]
    )
    said = {"state": S.ENDED, "opened_at": at, "ended_at": at, **more}
    return Meeting(
        id, body, 2026, n + 1, "会议", at, roll=roll, presence=marks, kind=kind,
        rule=preset("corner"), **said,
    )  # fmt: skip


def test_kinds_are_counted_apart_and_what_was_not_held_is_not_counted_as_held(tmp_path: Path):
    with FileRecords.open(tmp_path / "r.db") as records:
        above = found.found_body(
            records, by(), Tier.COMMUNITY, "青石社区议事会", preset("community")
        )
        body = found.found_body(
            records, by(), Tier.CORNER, "甲街角", preset("corner"), parent=above.id
        )
        for of, meetings in (
            (body.id, [
                held(body.id, 0, 4), held(body.id, 1, 3, kind_words="座谈会"),
                held(body.id, 2, 4, MeetingKind.SPECIAL, kind_words="居民说事会"),
                held(body.id, 3, 1, state=S.INQUORATE), held(body.id, 4, 2, informal=True),
                held(body.id, 5, 0, state=S.CANCELLED, opened_at=None, ended_at=None),
                held(body.id, 6, 0),
            ]),
            (above.id, [
                held(above.id, 0, 2, MeetingKind.ADVANCE),
                held(above.id, 1, 4, kind_words="座谈会"),
                held(above.id, 2, 1, MeetingKind.SPECIAL, kind_words="书记面对面"),
            ]),
        ):  # fmt: skip
            with records.transaction("x", by(), of) as book:
                for meeting in meetings:
                    book.put(meeting)
        period = whole(Length.MONTH, date(2026, 3, 1))
        made = reported(records, scope(records, above.id, Reach.BELOW), period, date(2026, 4, 5))
        assert prepare.kinds_named(records, body.id) == ("座谈会", "居民说事会")
    known = made.figures
    assert {kind: n for kind, n in known.meetings.items() if n} == {
        "regular": 1, "advance": 1, "座谈会": 2, "居民说事会": 1, "书记面对面": 1,
    }  # fmt: skip
    assert (known.held, known.inquorate, known.cancelled, known.unsigned) == (6, 2, 1, 1)
    assert (known.heads, known.guests, known.persons) == (4 + 3 + 4 + 2 + 4 + 1, 3, 4)
    wanted = {
        "召开会议（次）": 6, "例会": 1, "推进会": 1, "座谈会": 2, "居民说事会": 1, "书记面对面": 1,
        "流会（次，不计入召开）": 2, "取消（次，不计入召开）": 1, "到会人次": 18,
        "无人签到（次，不计入召开）": 1, "其中列席、旁听人次": 3, "到会人数（跨机构不重复）": 4,
    }  # fmt: skip
    shown = [line.plain.split() for line in figures_lines(known)]
    for name, count in wanted.items():
        assert [name, str(count)] in shown, name
    file = CalamineWorkbook.from_filelike(BytesIO(report_workbook(made, DAY)))
    cells = {
        str(row[1]).removeprefix("其中："): row[2]
        for row in file.get_sheet_by_name("指标").to_python()[3:]
    }
    assert {name: cells[name] for name in wanted} == wanted
    document = docx.Document(BytesIO(report_document(made)))
    rows = {
        row.cells[1].text.removeprefix("其中："): row.cells[2].text
        for row in document.tables[-1].rows
    }
    assert {name: int(rows[name]) for name in wanted} == wanted
    said = "\n".join(p.text for p in document.paragraphs)
    assert "召开会议6次（例会1次、推进会1次、座谈会2次、书记面对面1次、居民说事会1次）" in said
