"""Papers, PDF, own forms and the check of a final document, from the command line."""

import io
import shutil
from pathlib import Path

import docx
import pytest
from click.testing import CliRunner, Result

from exports import pdf
from exports.layout import blocks
from exports.layout.packing import pack
from meetings.actions import finish, found
from meetings.community.bodies import Body
from meetings.ports import By
from meetings.sitting.meeting import Meeting
from meetings.sitting.meeting_states import MeetingState
from storage.ids import new_id
from storage.records import FileRecords
from tui.cli.check_document import SAYS
from tui.cli.main import main
from tui.desk.core import local_now


def run(records: Path, *args: str) -> Result:
    return CliRunner().invoke(main, ["--records", str(records), *args])


@pytest.fixture(scope="module")
def made(community: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(shutil.copy(community, tmp_path_factory.mktemp("papers") / "sample.db"))


@pytest.fixture
def sample(made: Path, tmp_path: Path) -> Path:
    copy = tmp_path / "sample.db"
    copy.write_bytes(made.read_bytes())
    return copy


def final_meeting(path: Path) -> Meeting:
    with FileRecords.open(path, read_only=True) as records, records.reading() as book:
        known = book.find(Meeting)
    return next(m for m in known if m.state in {MeetingState.FINAL, MeetingState.APPROVED})


@pytest.mark.parametrize(
    ("command", "word"),
    [
        (("notice",), "会议通知"), (("sign-in",), "签到表"), (("forms",), "表决票"),
        (("record",), "会议记录"), (("minutes",), "会议纪要"), (("reading",), "朗读版"),
        (("extract", "--item", "2"), "摘要"),
            (("public", "--days", "7", "--body", "梧桐里社区议事会"), "公示"),
    ],
)  # fmt: skip
def test_every_paper_is_written(sample: Path, tmp_path: Path, command, word):
    target = tmp_path / "out.docx"
    name, *options = command
    done = run(sample, "export", name, "latest", "-o", str(target), *options)
    assert done.exit_code == 0, done.output
    told = "\n".join(p.text for p in docx.Document(str(target)).paragraphs)
    assert word in told
    again = run(sample, "export", name, "latest", "-o", str(target), *options)
    assert again.exit_code == 2 and str(target) in again.stderr
    assert (
        run(sample, "export", name, "latest", "-o", str(target), "--force", *options).exit_code == 0
    )


@pytest.mark.skipif(pdf.find_office() is None, reason="LibreOffice is not installed")
def test_a_pdf_stands_beside_the_word_file(sample: Path, tmp_path: Path):
    target = tmp_path / "out.docx"
    done = run(sample, "export", "notice", "latest", "-o", str(target), "--pdf")
    assert done.exit_code == 0, done.output
    assert target.with_suffix(".pdf").read_bytes().startswith(b"%PDF")


@pytest.mark.skipif(pdf.find_office() is None, reason="LibreOffice is not installed")
def test_a_pdf_has_every_character_of_the_word_file(tmp_path: Path):
    # Each mark in turn comes to hang at the end of a justified line.
    document = blocks.new_document("", "", local_now())
    for number in range(1, 29):
        blocks.body(document, "街" * number + "角，议事。、；：" * 12)
    data = pack(document)
    made = pdf.to_pdf(data)
    assert pdf.lost_in(data, made) == ""
    blocks.body(document, "又一句，")
    assert pdf.lost_in(pack(document), made) == ",一又句"


def test_without_libreoffice_the_word_file_is_written_and_one_sentence_says_so(
    sample: Path, tmp_path: Path, monkeypatch
):
    monkeypatch.setattr("shutil.which", lambda name: None)
    monkeypatch.setattr(pdf, "_PLACES", ())
    target = tmp_path / "out.docx"
    done = run(sample, "export", "notice", "latest", "-o", str(target), "--pdf")
    assert done.exit_code == 1 and "LibreOffice" in done.stderr
    assert done.stderr.count("\n") == 1 and target.exists()
    assert not target.with_suffix(".pdf").exists()


def test_an_item_that_is_not_there_is_one_sentence(sample: Path, tmp_path: Path):
    target = str(tmp_path / "x.docx")
    done = run(sample, "export", "extract", "latest", "--item", "99", "-o", target)
    assert done.exit_code == 2 and done.stderr.count("\n") == 1


def test_a_final_document_is_checked_against_the_records(sample: Path, tmp_path: Path):
    meeting = final_meeting(sample)
    target = tmp_path / "final.docx"
    assert run(sample, "export", "minutes", meeting.id, "-o", str(target)).exit_code == 0
    same = run(sample, "check", "--document", str(target))
    assert same.exit_code == 0 and "逐字一致" in same.stdout, same.output

    document = docx.Document(str(target))
    document.paragraphs[3].add_run("不")
    changed = tmp_path / "changed.docx"
    document.save(str(changed))
    told = run(sample, "check", "--document", str(changed))
    assert told.exit_code == 1 and "被改过" in told.stdout

    other = tmp_path / "other.db"
    FileRecords.open(other).close()
    foreign = run(other, "check", "--document", str(target))
    assert foreign.exit_code == 1 and "不是出自" in foreign.stdout


def test_a_document_of_an_older_version_is_told_so(sample: Path, tmp_path: Path):
    with FileRecords.open(sample) as records, records.reading() as book:
        finals = [m for m in book.find(Meeting) if m.state is MeetingState.FINAL]
    meeting = max(finals, key=lambda m: (m.starts_at, m.id))
    target = tmp_path / "final.docx"
    assert run(sample, "export", "minutes", meeting.id, "-o", str(target)).exit_code == 0
    with FileRecords.open(sample) as records:
        by = lambda: By("测试", local_now(), new_id())  # noqa: E731
        finish.reopen(records, by(), meeting.body, meeting.id, "漏记")
        opened = run(sample, "check", "--document", str(target))
        assert "重新打开" in opened.stdout
        finish.finalise(records, by(), meeting.body, meeting.id)
    told = run(sample, "check", "--document", str(target))
    assert told.exit_code == 1 and "第2版" in told.stdout


def test_an_older_version_is_exported_as_it_was_on_its_day(sample: Path, tmp_path: Path):
    with FileRecords.open(sample) as records, records.reading() as book:
        finals = [m for m in book.find(Meeting) if m.state is MeetingState.FINAL]
    meeting = max(finals, key=lambda m: (m.starts_at, m.id))
    first, again = tmp_path / "1.docx", tmp_path / "again.docx"
    assert run(sample, "export", "minutes", meeting.id, "-o", str(first)).exit_code == 0
    with FileRecords.open(sample) as records:
        by = lambda: By("测试", local_now(), new_id())  # noqa: E731
        finish.reopen(records, by(), meeting.body, meeting.id, "漏了一人")
        finish.finalise(records, by(), meeting.body, meeting.id, "ab12", 9)
    wanted = ("export", "minutes", meeting.id, "--version", "1", "-o", str(again))
    assert run(sample, *wanted).exit_code == 0
    assert again.read_bytes() == first.read_bytes()
    checked = run(sample, "check", "--document", str(again))
    assert checked.exit_code == 1 and f"{again} 没有改动" in checked.output
    missing = run(sample, "export", "minutes", meeting.id, "--version", "9", "-o", str(again))
    assert missing.exit_code == 2


def test_a_draft_and_a_bomb_are_no_final_documents(sample: Path, tmp_path: Path):
    target = tmp_path / "draft.docx"
    assert run(sample, "export", "minutes", "latest", "-o", str(target)).exit_code == 0
    assert "没有定稿标记" in run(sample, "check", "--document", str(target)).stdout
    target.write_text("x")
    assert run(sample, "check", "--document", str(target)).exit_code == 2
    assert set(SAYS) >= {"same", "changed", "foreign", "older"}


def test_a_body_brings_its_own_form_and_goes_back(sample: Path, tmp_path: Path):
    with FileRecords.open(sample, read_only=True) as records:
        body = found.bodies(records)[-1].name
    form, target = tmp_path / "form.docx", tmp_path / "out.docx"
    document = docx.Document()
    document.add_paragraph("本表由{{ 机构 }}填写")
    stream = io.BytesIO()
    document.save(stream)
    form.write_bytes(stream.getvalue())
    assert run(sample, "templates", "set", str(form), "--body", body).exit_code == 0
    meeting = ["latest", "--body", body]
    if run(sample, "export", "minutes", *meeting, "-o", str(target)).exit_code == 0:
        assert f"本表由{body}填写" in docx.Document(str(target)).paragraphs[0].text
    assert run(sample, "templates", "remove", "--body", body).exit_code == 0
    assert run(sample, "templates", "examples", str(tmp_path / "e")).exit_code == 0
    assert len(list((tmp_path / "e").glob("*.docx"))) == 3


def test_a_wrong_field_in_a_form_is_one_sentence_with_its_place(sample: Path, tmp_path: Path):
    with FileRecords.open(sample, read_only=True) as records:
        body = found.bodies(records)[0].name
    form = tmp_path / "form.docx"
    document = docx.Document()
    document.add_paragraph("本表由{{ 机够 }}填写")
    document.save(str(form))
    done = run(sample, "templates", "set", str(form), "--body", body)
    assert done.exit_code == 2 and "机够" in done.stderr and "本表由" in done.stderr


@pytest.mark.parametrize("number", ["〔2026〕第1次", "2026-1", "２０２６－１"])
def test_a_meeting_is_named_by_the_number_people_read(sample: Path, tmp_path: Path, number: str):
    with FileRecords.open(sample, read_only=True) as records, records.reading() as book:
        meeting = next(m for m in book.find(Meeting) if m.serial == 1)
        body = book.get(Body, meeting.body).name
        year = meeting.year
    number = number.replace("2026", str(year)).replace("２０２６", str(year))
    by_number, by_id = tmp_path / "a.docx", tmp_path / "b.docx"
    for name, target in ((number, by_number), (meeting.id, by_id)):
        done = run(sample, "export", "notice", name, "-o", str(target), "--body", body)
        assert done.exit_code == 0, done.output
    texts = [[p.text for p in docx.Document(str(f)).paragraphs] for f in (by_number, by_id)]
    assert texts[0] == texts[1]


def test_a_meeting_that_is_not_there_is_asked_about(sample: Path, tmp_path: Path):
    done = run(sample, "export", "minutes", "1999-9", "-o", str(tmp_path / "a.docx"))
    assert done.exit_code == 2
    assert "1999-9" in done.stderr and "latest" in done.stderr
    assert not (tmp_path / "a.docx").exists()
