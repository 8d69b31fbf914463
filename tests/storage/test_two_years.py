"""A ledger of 28 matters over two years: what F7, Excel and Word say, against plain SQL."""

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from io import BytesIO
from zipfile import ZipFile

import docx
import pytest
from python_calamine import CalamineWorkbook

from exports.documents import report
from exports.documents.report import report_document
from exports.tables.report import report_workbook
from meetings.actions import follow
from meetings.actions.scope import scope
from meetings.figures.counting import Rate
from meetings.figures.indicators import indicators
from meetings.figures.periods import Length, Period, whole
from meetings.importing.table import Source, sheet_of_text
from meetings.importing.tasks.out import existing_ledger
from meetings.importing.tasks.plan import import_ledger, plan_ledger
from meetings.matters.followup_states import Ending, Satisfaction, StepKind
from meetings.matters.followups import FollowUp
from meetings.matters.ledger import Reach
from meetings.matters.parts import Part
from storage.records import FileRecords
from tests.data.ledger_sql import flow_of, steps_of
from tests.data.tiers import Tiers
from tui.desk.counting import reported
from tui.words.figures import figures_lines

K = StepKind
TODAY = date(2027, 12, 31)
FIRST = datetime(2026, 1, 5, 9).astimezone()
YES, NO, NOBODY = Satisfaction.SATISFIED, Satisfaction.UNSATISFIED, Satisfaction.UNREACHABLE


class Ledger(Tiers):
    """Three tiers in a file, whose tasks take their steps on days counted from the first."""

    def on(self, days: int) -> None:
        self.now = FIRST + timedelta(days=days)

    def due(self, days: int) -> date:
        return (FIRST + timedelta(days=days)).date()

    def task(self, body: str, n: int, days: int, due: int) -> str:
        self.on(days)
        new = FollowUp("", body, 0, f"事项{n}", self.now, owner="物业", deadline=self.due(due))
        return str(self.do(follow.add_task, new).id)

    def step(self, id: str, days: int, kind: StepKind, text: str = "因故", **more) -> None:
        self.on(days)
        body = self.get(FollowUp, id).body
        self.do(follow.step, body, id, kind, text, **more)

    def close(self, id: str, days: int, heard: Satisfaction = YES) -> None:
        self.step(id, days, K.COMPLETE)
        self.step(id, days + 1, K.REPORT_BACK)
        self.step(id, days + 2, K.REVISIT, satisfaction=heard)
        if heard is YES:
            self.step(id, days + 3, K.CLOSE)


def brought_in(ledger: Ledger) -> None:
    """Six matters of an older list, all days known."""
    rows = ["事项\t责任人\t交办日期\t完成时限\t办结日期\t是否办结"]
    for n in range(6):
        done = ledger.due(n * 9 + 6).isoformat() if n % 2 else ""
        rows.append(
            f"旧事项{n}\t陈建华\t{ledger.due(n)}\t{ledger.due(n * 10 + 5)}\t{done}\t"
            f"{'是' if done else '否'}"
        )
    ledger.on(60)
    plan = plan_ledger(
        Source((sheet_of_text("\n".join(rows)),)), existing_ledger(ledger.records), ledger.corner.id
    )
    assert import_ledger(ledger.records, ledger.by(), plan) == 6


def lived(ledger: Ledger) -> None:
    """Two years of 22 more, with every act on the way."""
    own, above, street = ledger.corner.id, ledger.community.id, ledger.street.id
    made = [ledger.task(own, n, 70 + n * 22, 100 + n * 22) for n in range(16)]
    made += [ledger.task(above, n, 80 + n * 90, 120 + n * 90) for n in range(16, 19)]
    made += [ledger.task(street, n, 90 + n * 20, 130 + n * 20) for n in range(19, 22)]
    starts = [*(70 + n * 22 for n in range(16)), *(80 + n * 90 for n in range(16, 19))]
    for n in (0, 1, 2, 16):
        if n < 16:
            ledger.close(made[n], starts[n] + 20)
    ledger.close(made[3], starts[3] + 40)
    ledger.step(made[3], starts[3] + 90, K.REOPEN, deadline=ledger.due(starts[3] + 130))
    ledger.close(made[3], starts[3] + 120)
    ledger.close(made[4], starts[4] + 10, NO)
    ledger.step(made[5], starts[5] + 9, K.EXTEND, deadline=ledger.due(starts[5] + 60))
    ledger.step(made[5], starts[5] + 50, K.COMPLETE, day=ledger.due(starts[5] + 45))
    ledger.step(made[6], starts[6] + 9, K.END, ending=Ending.GONE)
    ledger.step(made[7], starts[7] + 9, K.END, ending=Ending.VOID)
    ledger.step(made[8], starts[8] + 50, K.END, ending=Ending.IMPOSSIBLE)
    ledger.step(made[8], starts[8] + 99, K.REOPEN)
    ledger.step(made[9], starts[9] + 3, K.DECLINE)
    ledger.on(starts[9] + 12)
    ledger.do(follow.hand_over, own, made[9], "社区", None, (), ledger.due(starts[9] + 30))
    ledger.on(starts[10] + 5)
    ledger.do(follow.hand_over, own, made[10], "李国强", None, (), ledger.due(starts[10] + 30))
    ledger.on(starts[11] + 2)
    parts = [Part("物业", "拆", ledger.due(starts[11] + 9)), Part("社区", "装")]
    ledger.do(follow.share_out, own, made[11], parts)
    ledger.on(starts[11] + 8)
    ledger.do(follow.part_step, own, made[11], K.PART_EXTEND, 1, "下雨",
              ledger.due(starts[11] + 400))  # fmt: skip
    for part in (1, 2):
        ledger.on(starts[11] + 10 + part)
        ledger.do(follow.part_step, own, made[11], K.PART_DONE, part)
    ledger.close(made[19], 90 + 19 * 20 + 60)


@pytest.fixture(autouse=True)
def _charts_drawn_elsewhere(monkeypatch: pytest.MonkeyPatch):
    """What is read here are numbers in tables; the tests of reports look at the charts."""
    monkeypatch.setattr(report, "bars", lambda chart: None)


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    with FileRecords.open(tmp_path_factory.mktemp("ledger") / "r.db") as records:
        made = Ledger(records=records, now=FIRST)
        brought_in(made)
        lived(made)
        yield made


PERIODS = [
    whole(Length.YEAR, date(2026, 6, 1)), whole(Length.YEAR, date(2027, 6, 1)),
    *(whole(Length.MONTH, date(2026 + n // 12, n % 12 + 1, 1)) for n in range(24)),
]  # fmt: skip


@pytest.mark.parametrize("period", PERIODS, ids=lambda p: p.words)
def test_every_number_of_the_ledger_agrees_with_plain_sql(ledger: Ledger, period: Period):
    records = ledger.records
    assert isinstance(records, FileRecords)
    conn = records.conn

    steps, wanted = steps_of(conn, period), flow_of(conn, period)
    made = reported(records, scope(records, None, Reach.ALL), period, TODAY)
    flow = made.figures.tasks
    assert {name: getattr(flow, name) for name in wanted} == wanted
    assert made.figures.extended == steps("kind = 'extend'")
    file = CalamineWorkbook.from_filelike(BytesIO(report_workbook(made, ledger.now)))
    cells = {
        row[1]: row
        for row in file.get_sheet_by_name("指标").to_python()[3:]
        if row[0] == "督办事项"
    }
    document = docx.Document(BytesIO(report_document(made)))
    words = {row.cells[1].text: row.cells[2].text for row in document.tables[-1].rows
             if row.cells[0].text == "督办事项"}  # fmt: skip
    shown = [line.plain.split() for line in figures_lines(made.figures)]
    for name, part in (("期初结存", "begin"), ("本期新增", "new"), ("终结后复办", "again"),
                       ("本期终结", "ends"), ("期末结存", "end")):  # fmt: skip
        assert cells[name][2] == wanted[part] and words[name] == str(wanted[part])
        assert [name, str(wanted[part])] in shown
    for one in indicators(made.figures):
        if isinstance(one.value, Rate) and one.group == "rates":
            assert [one.zh, one.value.text] in [[row[0], "".join(row[1:])] for row in shown if row]


def test_there_are_twenty_eight(ledger: Ledger):
    with ledger.records.reading() as book:
        assert len(book.find(FollowUp)) == 28


def test_a_day_of_another_year_bears_it_and_a_number_makes_no_row_taller(ledger: Ledger):
    records = ledger.records
    assert isinstance(records, FileRecords)
    made = reported(records, scope(records, None, Reach.ALL), PERIODS[1], TODAY)
    document = docx.Document(BytesIO(report_document(made)))
    said = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    assert "因故（2026年12月16日）" in said
    file = ZipFile(BytesIO(report_workbook(made, ledger.now)))
    rows = re.findall(
        r'<row r="(\d+)"[^>]* ht="([\d.]+)"', file.read("xl/worksheets/sheet1.xml").decode()
    )
    tall = {float(height) for row, height in rows if 4 <= int(row) <= 30}
    assert len(tall) <= 1, tall
