"""Figures, reports and lists from the command line: one scope, one period, the same numbers."""

import io
import shutil
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import docx
import pytest
from click.testing import CliRunner, Result
from python_calamine import CalamineWorkbook

from meetings.actions import ledger
from meetings.actions.found import bodies
from meetings.actions.report import period_report, seal
from meetings.actions.scope import scope
from meetings.community.bodies import Body
from meetings.figures.periods import Length, before, whole
from meetings.matters.duty import DutyTurn
from meetings.matters.followups import FollowUp
from meetings.matters.ledger import Reach
from meetings.ports import By
from storage.ids import new_id
from storage.queries.figures import facts
from storage.records import FileRecords
from tui.cli.main import main
from tui.desk.core import local_now

CORNER = "45、47栋街角议事会"


def run(records: Path, *args: str) -> Result:
    return CliRunner().invoke(main, ["--records", str(records), *args])


@pytest.fixture(scope="module")
def sample(community: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(shutil.copy(community, tmp_path_factory.mktemp("figures") / "sample.db"))


def rows_of(path: Path) -> dict[str, list[object]]:
    rows = CalamineWorkbook.from_path(str(path)).get_sheet_by_name("指标").to_python()
    return {str(row[1]): list(row) for row in rows}


def test_the_terminal_excel_and_word_say_the_same_of_the_same_scope(sample: Path, tmp_path: Path):
    year = ["--year", str(local_now().year), "--body", CORNER]
    said = run(sample, "figures", *year, "--by", "topic").output
    assert CORNER in said and "按类别" in said
    rate = next(line.split()[1] for line in said.splitlines() if line.split()[:1] == ["办结率"])
    table, paper = tmp_path / "a.xlsx", tmp_path / "a.docx"
    for target in (table, paper):
        assert run(sample, "export", "report", *year, "-o", str(target)).exit_code == 0
    row = rows_of(table)["办结率"]
    assert f"（{row[3]:g}/{row[4]:g}）" in rate
    document = docx.Document(io.BytesIO(paper.read_bytes()))
    last = {row.cells[1].text: row.cells[2].text for row in document.tables[-1].rows}
    assert last["办结率"] == rate
    below = run(sample, "figures", "--year", str(local_now().year)).output
    assert "全部机构" in below and rate not in below.splitlines()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--month", "2026-13"], "2026-13"),
        (["--quarter", "2026-5"], "2026-5"),
        (["--month", "2026-1", "--year", "2026"], "只写一个时期"),
        (["--from", "2026-03-02", "--to", "2026-03-01"], "早于"),
        (["--from", "0001-01-01"], "0001-01-01"),
        (["--to", "9999-12-31"], "9999-12-31"),
        (["--month", "2099-05"], "2099年5月1日"),
        (["--body", "没有的机构"], "没有的机构"),
        (["--sealed", "2027-9"], "2027-9"),
    ],
)
def test_a_period_that_is_none_is_refused_in_one_sentence(
    sample: Path, tmp_path: Path, words: list[str], told: str
):
    target = tmp_path / "x.docx"
    result = run(sample, "export", "report", *words, "-o", str(target))
    assert result.exit_code == 2 and told in result.output
    assert not target.exists()


def test_a_report_of_the_whole_file_is_signed_by_the_body_above_all(sample: Path, tmp_path: Path):
    target = tmp_path / "all.docx"
    assert run(sample, "export", "report", "-o", str(target)).exit_code == 0
    said = [paragraph.text for paragraph in docx.Document(str(target)).paragraphs if paragraph.text]
    assert said[-2] == "青溪街道推进会", "and not 全部机构, which signs nothing"


def test_a_sealed_report_is_written_again_as_it_was(sample: Path, tmp_path: Path):
    now = local_now()
    last = before(whole(Length.MONTH, now.date()))
    with FileRecords.open(sample) as records:
        with records.reading() as book:
            body = next(b for b in book.find(Body) if b.name == CORNER)
        of = scope(records, body.id, Reach.OWN)
        made = period_report(records, of, last, now.date(), lambda one: facts(records, one, of.ids))
        kept = seal(records, By("王社工", now, new_id()), body.id, Reach.OWN, made)
    listed = run(sample, "figures", "--sealed", "--body", CORNER)
    assert kept.label in listed.output
    target = tmp_path / "sealed.docx"
    number = f"{kept.year}-{kept.number}"
    done = run(
        sample, "export", "report", "--sealed", number, "--body", CORNER, "-o", str(target)
    )  # fmt: skip
    assert done.exit_code == 0, done.output
    text = "\n".join(p.text for p in docx.Document(io.BytesIO(target.read_bytes())).paragraphs)
    assert kept.seal in text and last.words in text


def test_lists_of_persons_are_written_as_text_and_as_word(sample: Path, tmp_path: Path):
    text, paper = tmp_path / "a.txt", tmp_path / "a.docx"
    assert run(sample, "export", "lists", "-o", str(text)).exit_code == 0
    assert run(sample, "export", "lists", "-o", str(paper)).exit_code == 0
    said = text.read_text("utf-8")
    assert said.count("【任务单】") > 1 and "未办结事项" in said
    nobody = run(sample, "export", "lists", "--person", "无此人", "-o", str(tmp_path / "b.txt"))
    assert nobody.exit_code == 2 and "无此人" in nobody.output


def test_what_was_done_is_written_in_word_for_the_file_and_for_posting(sample, tmp_path: Path):
    of = ("--body", CORNER)
    with FileRecords.open(sample) as records:
        body = next(one for one in bodies(records) if one.name == CORNER)
        with records.reading() as book:
            tasks = book.find(FollowUp, body=body.id)
        by = By("李社工", local_now(), "0" * 36)
        ledger.tell_learnt(records, by, body.id, tasks[0].id, "先问物业")
        start = local_now().replace(hour=9)
        turn = DutyTurn("", body.id, tasks[0].id, "张桂兰", start, start + timedelta(hours=2))
        ledger.add_turn(records, replace(by, command_id="1" * 36), turn)
    for name, *args in (
        ("a.docx", "lookback", *of), ("b.docx", "lookback", *of, "--task", str(tasks[0].number)),
        ("c.docx", "points", *of, "--person", "张桂兰"), ("d.docx", "points", *of),
        ("e.xlsx", "points", *of),
    ):  # fmt: skip
        done = run(sample, "export", *args, "-o", str(tmp_path / name))
        assert done.exit_code == 0, done.output
    posted = tmp_path / "f.docx"
    assert run(sample, "export", "points", *of, "--public", "-o", str(posted)).exit_code == 0
    document = docx.Document(str(posted))
    names = [row.cells[1].text for row in document.tables[0].rows]
    assert "张某" in names[1] and "张桂兰" not in names
    for wanted, said in (
        (("photos", *of), "还没有收录照片"), (("lookback", *of, "--task", "999"), "999"),
        (("points", *of, "--person", "无此人"), "没有“无此人”的值守记录"),
    ):  # fmt: skip
        failed = run(sample, "export", *wanted, "-o", str(tmp_path / "x.docx"))
        assert failed.exit_code != 0 and said in failed.output, failed.output


@pytest.mark.parametrize(
    ("name", "wanted"), [("a.docx", "photos"), ("a.docx", "lookback"), ("a.docx", "points"),
                         ("a.xlsx", "points")],
)  # fmt: skip
def test_where_nothing_was_done_nothing_is_written_and_the_place_to_tell_it_is_named(
    community: Path, tmp_path: Path, name, wanted
):
    of = Path(shutil.copy(community, tmp_path / "sample.db"))
    done = run(of, "export", wanted, "--body", CORNER, "-o", str(tmp_path / name))
    assert done.exit_code == 2 and "跟踪（F5" in done.output
    assert not (tmp_path / name).exists()
