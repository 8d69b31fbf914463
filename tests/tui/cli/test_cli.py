"""The command line speaks in one sentence and never in a traceback."""

import os
import shutil
import sqlite3
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from click.testing import CliRunner, Result
from docx import Document

from meetings.actions.found import found_body
from meetings.community.bodies import Tier
from meetings.ports import By
from meetings.procedure.rules import preset
from storage.health.findings import Trouble
from storage.ids import new_id
from storage.records import FileRecords
from tui.cli.main import main
from tui.desk.core import local_now
from tui.words.findings import WORDS


def run(*args: str, records: Path | None = None) -> Result:
    extra = ["--records", str(records)] if records is not None else []
    return CliRunner().invoke(main, [*extra, *args])


@pytest.fixture(scope="module")
def sample(community: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(shutil.copy(community, tmp_path_factory.mktemp("sample") / "sample.db"))


def test_minutes_of_the_latest_meeting_are_written(sample: Path, tmp_path: Path) -> None:
    target = tmp_path / "纪要.docx"
    done = run("export", "minutes", "latest", "-o", str(target), records=sample)
    assert done.exit_code == 0, done.output
    text = "\n".join(p.text for p in Document(str(target)).paragraphs)
    assert "消防通道停车" in text and "张桂兰" in text


def test_an_existing_file_is_not_replaced_without_a_word(sample: Path, tmp_path: Path) -> None:
    target = tmp_path / "a.docx"
    target.write_text("mine")
    done = run("export", "minutes", "latest", "-o", str(target), records=sample)
    assert done.exit_code == 2
    assert target.read_text() == "mine"
    assert str(target) in done.stderr


def test_the_public_edition_names_nobody_in_full(sample: Path, tmp_path: Path) -> None:
    target = tmp_path / "p.docx"
    done = run("export", "minutes", "latest", "--public", "-o", str(target), records=sample)
    assert done.exit_code == 0, done.output
    document = Document(str(target))
    text = "\n".join(p.text for p in document.paragraphs)
    assert "张桂兰" not in text and "李国强" not in text and "张某" in text


def test_an_unknown_meeting_is_one_sentence_and_exit_2(sample: Path, tmp_path: Path) -> None:
    done = run("export", "minutes", "nowhere", "-o", str(tmp_path / "x.docx"), records=sample)
    assert done.exit_code == 2
    assert done.stderr.count("\n") == 1 and "Traceback" not in done.stderr


def test_an_unknown_body_names_the_bodies_there_are(sample: Path, tmp_path: Path) -> None:
    done = run(
        "export", "minutes", "latest", "--body", "没有", "-o", str(tmp_path / "x.docx"),
        records=sample,
    )  # fmt: skip
    assert done.exit_code == 2
    assert "45、47栋街角议事会" in done.stderr


def test_a_whole_file_checks_out(sample: Path) -> None:
    done = run("check", records=sample)
    assert done.exit_code == 0, done.output


def test_a_changed_row_is_found_with_its_place(sample: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    copy.write_bytes(sample.read_bytes())
    raw = sqlite3.connect(copy)
    (id,) = raw.execute("SELECT id FROM issue LIMIT 1").fetchone()
    raw.execute("UPDATE issue SET title = 'x' WHERE id = ?", (id,))
    raw.commit()
    raw.close()
    done = run("check", records=copy)
    assert done.exit_code == 1
    assert id in done.stdout


def test_checking_a_file_that_is_not_there_is_exit_2(tmp_path: Path) -> None:
    done = run("check", records=tmp_path / "none.db")
    assert done.exit_code == 2
    assert not (tmp_path / "none.db").exists()


def test_every_kind_of_finding_has_a_sentence() -> None:
    assert set(WORDS) == {kind.value for kind in Trouble}


@pytest.mark.parametrize(
    "args",
    [("--nonsense",), ("export", "minutes"), ("--lang", "fr"), ("nothing",)],
    ids=["option", "missing", "value", "command"],
)
def test_a_wrong_line_is_exit_2_and_one_sentence(args: tuple[str, ...], tmp_path: Path) -> None:
    done = run(*args, records=tmp_path / "r.db")
    assert done.exit_code == 2
    assert done.stderr.strip() and done.stderr.strip().count("\n") == 0


def test_help_and_version_need_no_records() -> None:
    assert run("-h").exit_code == 0
    assert run("--version").stdout.startswith("jiejiao ")


def test_the_module_starts_as_a_program(tmp_path: Path) -> None:
    env = dict(os.environ, JIEJIAO_RECORDS=str(tmp_path / "r.db"))
    done = subprocess.run(
        [sys.executable, "-m", "tui", "check"], env=env, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 2 and "Traceback" not in done.stderr


def test_a_table_comes_by_standard_input_and_nothing_new_ends_with_two(tmp_path: Path) -> None:
    path = tmp_path / "records.db"
    with FileRecords.open(path) as records:
        by = By("王社工", local_now(), new_id())
        found_body(records, by, Tier.CORNER, "甲议事会", preset("corner"))
    table = "姓名\t楼栋\n柳林风\t45栋\n".encode()
    wanted = ["--records", str(path), "import", "people", "-", "--yes"]
    first, second = (CliRunner().invoke(main, wanted, input=table) for _ in range(2))
    assert (first.exit_code, second.exit_code) == (0, 2), first.output + second.output
    assert "新增 1" in first.output and "已有 1" in second.output


@pytest.mark.parametrize(
    "words",
    [
        ("export", "people"), ("export", "ledger"), ("export", "minutes", "latest"),
        ("export", "keys"), ("export", "all"),
    ],
)  # fmt: skip
def test_a_dash_is_standard_output_with_the_document_alone(sample: Path, words) -> None:
    result = run(*words, "-o", "-", records=sample)
    assert result.exit_code == 0, result.stderr
    with ZipFile(BytesIO(result.stdout_bytes)) as packed:
        assert packed.testzip() is None
    assert not Path("-").exists()


def test_what_fails_hands_out_nothing(sample: Path) -> None:
    result = run("export", "minutes", "2099-9", "-o", "-", records=sample)
    assert result.exit_code == 2 and result.stdout_bytes == b""


def test_an_export_by_standard_output_comes_in_by_standard_input_and_changes_nothing(
    sample: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "x.db"
    copy.write_bytes(sample.read_bytes())
    out = run("export", "people", "-o", "-", records=copy)
    back = CliRunner().invoke(
        main, ["--records", str(copy), "import", "people", "-", "--yes"], input=out.stdout_bytes
    )
    assert back.exit_code == 2, back.output
    assert "没有可导入的内容" in back.output or "没有" in back.output


def test_rows_that_are_not_taken_are_kept_where_the_command_was_called(
    sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy, file = tmp_path / "x.db", tmp_path / "名册.csv"
    copy.write_bytes(sample.read_bytes())
    file.write_text("姓名,楼栋,机构\n欧阳月,49栋,没有的机构\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    result = run("import", "people", str(file), "--yes", records=copy)
    assert result.exit_code == 2 and "没有导入的行" in result.output
    assert (tmp_path / "名册_没有导入的行.xlsx").is_file()


def test_what_is_read_from_standard_input_never_lies_where_everybody_writes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A program killed half-way leaves its copy beside the records, where the next start sweeps."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "everybody's, and not there"))
    path = tmp_path / "records.db"
    with FileRecords.open(path) as records:
        found_body(
            records, By("王社工", local_now(), new_id()), Tier.CORNER, "甲", preset("corner")
        )
    wanted = ["--records", str(path), "import", "people", "-", "--yes"]
    read = CliRunner().invoke(main, wanted, input="姓名\n柳林风\n".encode())
    assert read.exit_code == 0, read.output
    assert not list(tmp_path.rglob("stdin*"))
