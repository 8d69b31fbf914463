"""A sealed report is numbered, hashed and kept; what is written later changes nothing in it."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import date, datetime, timedelta
from io import BytesIO
from pathlib import Path

import docx
import pytest
from python_calamine import CalamineWorkbook

from exports.documents.report import NO_LISTS, report_document
from exports.tables.report import report_workbook
from meetings.actions import found
from meetings.actions.report import (
    WhichReport,
    period_report,
    seal,
    sealed_numbered,
    sealed_paper,
    sealed_reports,
)
from meetings.actions.scope import scope
from meetings.community.bodies import Tier
from meetings.errors import UndoRefused
from meetings.figures.periods import Length, whole
from meetings.figures.sealed import FORM, opened
from meetings.figures.sealed_report import NotOver, SealBroken, SealedAlready
from meetings.matters.followup_states import FollowUpState, StepKind
from meetings.matters.followups import FollowUp, Step
from meetings.matters.ledger import Reach
from meetings.papers.seal import frozen, hash_of
from meetings.ports import By
from meetings.procedure.rules import preset
from storage.health.check import check_file
from storage.health.sound_rows import row_findings
from storage.ids import new_id
from storage.queries.figures import facts
from storage.records import FileRecords
from tui.desk.counting import sealed_report
from tui.words.figures import changed_lines

AT = datetime(2027, 1, 10, 9).astimezone()
YEAR = whole(Length.YEAR, date(2026, 6, 1))


def by(at: datetime = AT) -> By:
    return By("王社工", at, new_id())


@pytest.fixture
def records(tmp_path: Path):
    with FileRecords.open(tmp_path / "r.db") as made:
        yield made


def founded(records: FileRecords) -> tuple[str, FollowUp]:
    """A corner with a task that was begun in 2026 and is open."""
    body = found.found_body(records, by(), Tier.CORNER, "甲街角议事会", preset("corner")).id
    begun = datetime(2026, 3, 1, 9).astimezone()
    task = FollowUp(
        new_id(), body, 1, "修路灯", begun, owner="物业", deadline=date(2026, 5, 1),
        state=FollowUpState.ASSIGNED,
    )  # fmt: skip
    given = Step(new_id(), body, task.id, StepKind.ASSIGN, begun)
    with records.transaction("task.add", by(), body) as book:
        book.put(replace(task, steps=(given,)))
    return body, task


def made(records: FileRecords, body: str, today: date = AT.date()):
    of = scope(records, body, Reach.BELOW)
    return period_report(records, of, YEAR, today, lambda period: facts(records, period, of.ids))


def test_a_past_year_stays_as_it_was_sealed_and_later_changes_show(records: FileRecords):
    body, task = founded(records)
    kept = seal(records, by(), body, Reach.BELOW, made(records, body))
    assert (kept.label, kept.period) == ("〔2027〕第1号", YEAR)
    then = opened(kept)
    assert then.figures.tasks.end == then.figures.tasks.late == 1
    assert not then.late, "no matter by name lies in the seal"
    with records.transaction("task.mend", by(), body) as book:
        known = book.get(FollowUp, task.id)
        done = datetime(2026, 4, 20, 9).astimezone()
        step = Step(new_id(), body, task.id, StepKind.COMPLETE, done)
        book.put(replace(known, state=FollowUpState.COMPLETED, steps=(*known.steps, step)))
    again, now = opened(sealed_reports(records, body)[0]), made(records, body)
    assert again == then and again.figures != now.figures
    told = " ".join(line.plain for line in changed_lines(then, now))
    assert "按时办结率" in told and "0%（0/1） → 100%（1/1）" in told
    paper = sealed_paper(records, kept, now)
    assert paper.figures == then.figures
    assert ([one.text for one in paper.late], paper.settled) == (["修路灯"], ())
    assert [(one.what, one.was, one.now) for one in paper.later or ()][-2:] == [
        ("名单：办结事项", "", "1号"), ("名单：逾期事项", "1号", "")
    ]  # fmt: skip


def test_the_lists_of_a_sealed_report_are_as_sealed_on_every_paper(records: FileRecords):
    body, task = founded(records)
    kept = seal(records, by(), body, Reach.BELOW, made(records, body))
    assert "修路灯" not in kept.content and "物业" not in kept.content, "no words lie in a seal"
    with records.transaction("later", by(), body) as book:
        known = book.get(FollowUp, task.id)
        late = AT + timedelta(days=9)
        on = Step(new_id(), body, task.id, StepKind.HAND_ON, late, who="社区", was="物业")
        book.put(replace(known, owner="社区", steps=(*known.steps, on)))
        for n in (2, 3):
            begun = datetime(2026, 3, n, 9).astimezone()
            book.put(FollowUp(new_id(), body, n, f"补记{n}", begun, state=FollowUpState.ASSIGNED,
                              deadline=date(2026, 4, n)))  # fmt: skip
    paper, seal_words = sealed_report(records, body, "2027-1")
    assert [(one.text, one.owners) for one in paper.late] == [("修路灯", "物业")]
    document = docx.Document(BytesIO(report_document(paper, seal=seal_words)))
    said = "\n".join(part.text for part in document.paragraphs)
    heads = [[cell.text for cell in table.rows[0].cells] for table in document.tables]
    [rows] = [
        len(table.rows) for table, head in zip(document.tables, heads, strict=True)
        if "时限" in head
    ]  # fmt: skip
    assert "期末未办结1件，其中逾期1件" in said and rows == 2
    assert "封存以后的变化" in said
    since = {row.cells[0].text: [one.text for one in row.cells[1:]]
             for row in document.tables[-1].rows}  # fmt: skip
    assert since["督办事项：期末结存"] == ["1", "3"]
    assert since["名单：逾期事项"] == ["—", "2号、3号"]
    file = CalamineWorkbook.from_filelike(BytesIO(report_workbook(paper, AT, seal_words)))
    listed = [row[3] for row in file.get_sheet_by_name("事项").to_python() if row[0] == "逾期"]
    assert listed == ["修路灯"]
    assert any(
        row[0] == "名单：逾期事项" for row in file.get_sheet_by_name("封存后变化").to_python()
    )
    with records.transaction("gone", by(), body) as book:
        book.put(replace(book.get(FollowUp, task.id), text="", steps=()))
    assert len(sealed_report(records, body, "2027-1")[0].late) == 1


def test_a_seal_of_before_that_kept_no_lists_shows_none_that_contradicts_it(records: FileRecords):
    body, task = founded(records)
    kept = seal(records, by(), body, Reach.BELOW, made(records, body))
    report = replace(opened(kept), listed=None, made=YEAR.end)
    content = frozen(FORM, report)
    old = replace(kept, content=content, hash=hash_of(content))
    same = sealed_paper(records, old, made(records, body))
    assert [one.text for one in same.late] == ["修路灯"] and same.later == ()
    with records.transaction("later", by(), body) as book:
        book.put(replace(task, id=new_id(), number=2, steps=()))
    other = sealed_paper(records, old, made(records, body))
    assert not other.late and other.later
    said = "\n".join(p.text for p in docx.Document(BytesIO(report_document(other))).paragraphs)
    assert NO_LISTS in said


def test_a_seal_has_the_next_number_and_the_same_is_not_sealed_twice(records: FileRecords):
    body, _task = founded(records)
    first = seal(records, by(), body, Reach.BELOW, made(records, body))
    with pytest.raises(SealedAlready) as refused:
        seal(records, by(), body, Reach.BELOW, made(records, body, date(2027, 2, 1)))
    assert refused.value.number == 1
    other = seal(records, by(), body, Reach.OWN, made(records, body))
    assert (first.number, other.number) == (1, 2)
    assert sealed_numbered(records, body, "2027-2") == other
    with pytest.raises(WhichReport):
        sealed_numbered(records, body, "2027-3")


def test_a_period_that_is_not_over_is_not_sealed(records: FileRecords):
    body, _task = founded(records)
    early = datetime(2026, 12, 31, 23).astimezone()
    with pytest.raises(NotOver):
        seal(records, by(early), body, Reach.BELOW, made(records, body, early.date()))
    assert sealed_reports(records, "") == []


def test_a_seal_is_not_undone_and_not_changed_from_outside_unseen(records: FileRecords):
    body, _task = founded(records)
    kept = seal(records, by(), body, Reach.BELOW, made(records, body))
    with pytest.raises(UndoRefused):
        records.undo(by(AT + timedelta(minutes=1)), body)
    with pytest.raises(SealBroken):
        opened(replace(kept, content=kept.content.replace('"late":1', '"late":0')))
    records.conn.execute("BEGIN")
    records.conn.execute(
        "UPDATE sealed_report SET content = replace(content, '\"end\":1', '\"end\":0')"
    )
    records.conn.execute("COMMIT")
    found_wrong = list(row_findings(records.conn))
    assert any("sealed_report" in str(one) for one in found_wrong)


def several(tmp_path: Path) -> Path:
    """A file in which three reports are sealed."""
    path = tmp_path / "sealed.db"
    with FileRecords.open(path) as records:
        body, _task = founded(records)
        for reach in Reach:
            seal(records, by(), body, reach, made(records, body))
    return path


OTHER = "replace(content, '\"late\":1', '\"late\":0')"
ATTACKS = {
    "the content altered": (f"UPDATE sealed_report SET content = {OTHER} WHERE number = 1",
                            {"unreadable", "row_changed"}),
    "the hash replaced": ("UPDATE sealed_report SET hash = replace(hash, 'a', 'b')",
                          {"unreadable", "row_changed"}),
    "a seal removed": ("DELETE FROM sealed_report WHERE number = 2", {"numbers", "row_lost"}),
    "the last seal removed": ("DELETE FROM sealed_report WHERE number = 3", {"row_lost"}),
    "a number skipped": ("UPDATE sealed_report SET number = 7 WHERE number = 2",
                         {"numbers", "row_changed"}),
    "a number given twice": ("UPDATE sealed_report SET number = 1 WHERE number = 2",
                             {"numbers", "row_changed"}),
    "dated back": ("UPDATE sealed_report SET at = '2027-01-01T09:00:00+08:00'", {"row_changed"}),
    "of another period": ("UPDATE sealed_report SET since = '2026-02-01'", {"row_changed"}),
}  # fmt: skip


@pytest.mark.parametrize(("sql", "found_as"), ATTACKS.values(), ids=ATTACKS)
def test_whatever_is_done_to_a_seal_by_hand_shows_in_the_check(tmp_path: Path, sql, found_as):
    path = several(tmp_path)
    assert check_file(path) == []
    with closing(sqlite3.connect(path)) as conn, conn:
        conn.execute(sql)
    wrong = [one for one in check_file(path) if one.place.startswith("sealed_report")]
    assert {one.kind.value for one in wrong} == found_as


def test_content_and_hash_replaced_together_still_differ_from_the_journal(tmp_path: Path):
    path = several(tmp_path)
    with closing(sqlite3.connect(path)) as conn, conn:
        [(content,)] = conn.execute("SELECT content FROM sealed_report WHERE number = 1")
        forged = content.replace('"late":1', '"late":0')
        assert forged != content
        conn.execute(
            "UPDATE sealed_report SET content = ?, hash = ? WHERE number = 1",
            (forged, hash_of(forged)),
        )
    assert {one.kind.value for one in check_file(path)} == {"row_changed"}


def test_a_report_sealed_in_the_journal_alone_is_not_forgotten_by_cutting_its_end(tmp_path: Path):
    path = several(tmp_path)
    with FileRecords.open(path, read_only=True) as records:
        head = records.head(records.conn.execute("SELECT id FROM body").fetchone()[0])
    assert head is not None
    with closing(sqlite3.connect(path)) as conn, conn:
        conn.execute("DELETE FROM sealed_report WHERE number = 3")
        conn.execute("DELETE FROM entry_row WHERE seq = ?", (head.seq,))
        conn.execute("DELETE FROM entry WHERE seq = ?", (head.seq,))
    assert check_file(path) == [], "nothing in the file tells of it"
    kinds = {one.kind.value for one in check_file(path, {head.body: head})}
    assert kinds == {"tail_cut"}, "what left the file does"
