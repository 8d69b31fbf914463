"""Everything goes out in one zip and comes back into an empty file, or not at all."""

import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from meetings.actions import decide, follow, found, hold, ledger, prepare
from meetings.community.bodies import Body, Tier
from meetings.community.people import Person, Role
from meetings.matters.followups import FollowUp
from meetings.matters.photos import Photo, When
from meetings.ports import By
from meetings.procedure.rules import preset
from meetings.sitting.presence import Mark
from storage import photos
from storage.copies import backup
from storage.health.check import check_file
from storage.ids import new_id
from storage.records import FileRecords
from tests.data.pictures import jpg
from tui.cli.main import main
from tui.desk.core import local_now
from tui.desk.everything import write_all


def by() -> By:
    return By("王社工", local_now(), new_id())


@pytest.fixture
def records(tmp_path: Path) -> Path:
    """A file with a body, a meeting that was held, and an undone command."""
    path = tmp_path / "here.db"
    with FileRecords.open(path) as kept:
        body = found.found_body(kept, by(), Tier.CORNER, "45、47栋街角议事会", preset("corner"))
        people = [
            found.add_person(
                kept, by(), body.id, Person("", "", name, "45栋"), (Role.MEMBER,), True
            )
            for name in ("=张伟", "李国强", "王秀英")
        ]
        meeting = prepare.plan_meeting(kept, by(), body.id, "议事会", local_now())
        prepare.add_item(kept, by(), body.id, meeting.id, "外墙")
        for person in people:
            hold.mark(kept, by(), body.id, meeting.id, person.id, Mark.IN)
        hold.open_meeting(kept, by(), body.id, meeting.id)
        decide.settle(kept, by(), body.id, meeting.id, _item(kept), _adopted(), "会前已逐户商定")
        kept.undo(by(), body.id)
        hold.end_meeting(kept, by(), body.id, meeting.id)
    return path


def _item(kept: FileRecords) -> str:
    from meetings.sitting.agenda import AgendaItem

    with kept.reading() as book:
        return book.find(AgendaItem)[-1].id


def _adopted():
    from meetings.sitting.agenda import ItemOutcome

    return ItemOutcome.ADOPTED


def run(path: Path, *words: str, code: int = 0) -> str:
    result = CliRunner().invoke(main, ["--records", str(path), *words])
    assert (result.exit_code or 0) == code, result.output + str(result.exception)
    return result.output


def test_everything_goes_out_and_comes_back_the_same(records: Path, tmp_path: Path):
    out, again, new = tmp_path / "all.zip", tmp_path / "again.zip", tmp_path / "new.db"
    run(records, "export", "all", "-o", str(out))
    run(new, "import", "all", str(out))
    assert check_file(new) == []
    run(new, "export", "all", "-o", str(again))
    with zipfile.ZipFile(out) as one, zipfile.ZipFile(again) as two:
        names = [n for n in one.namelist() if n.startswith("journal/")]
        assert names and one.namelist() == two.namelist()
        assert all(one.read(name) == two.read(name) for name in names)
        folders = {name.split("/")[0] for name in one.namelist()}
        assert {"文书", "工作簿", "督办台账.xlsx", "名册.xlsx", "manifest.json"} <= folders


def photographed(path: Path, picture: Path) -> Photo:
    """A task of the first body with a photograph."""
    picture.write_bytes(jpg())
    with FileRecords.open(path) as kept, kept.reading() as book:
        (body,) = book.find(Body)
    with FileRecords.open(path) as kept:
        task = follow.add_task(
            kept, by(), FollowUp("", body.id, 0, "划线", local_now(), owner="物业")
        )
        taken = photos.keep(path, picture, task.number)
        photo = Photo(taken.name, taken.hash, When.AFTER, local_now())
        ledger.add_photo(kept, by(), body.id, task.id, photo)
    return photo


def test_photographs_go_out_and_come_back_and_one_that_was_changed_is_told(
    records: Path, tmp_path: Path
):
    out, bad = tmp_path / "all.zip", tmp_path / "bad.zip"
    photo = photographed(records, tmp_path / "之后.jpg")
    run(records, "export", "all", "-o", str(out))
    run(tmp_path / "new.db", "import", "all", str(out))
    assert photos.file_state(tmp_path / "new.db", photo.name, photo.hash) == "there"
    with zipfile.ZipFile(out) as one, zipfile.ZipFile(bad, "w") as two:
        for name in one.namelist():
            two.writestr(name, one.read(name) if photo.name not in name else b"another")
    other = tmp_path / "other.db"
    result = CliRunner().invoke(main, ["--records", str(other), "import", "all", str(bad)])
    assert result.exit_code != 0 and photo.name in result.output and not other.exists()
    told = run(other, "import", "all", str(bad), "--yes")
    assert photo.name in told
    assert photos.file_state(other, photo.name, photo.hash) == "missing"
    photos.forget(photos.folder_of(records), frozenset({photo.name}))
    assert "1张照片" in run(records, "export", "all", "-o", str(tmp_path / "less.zip"))


def test_repair_puts_a_photograph_back_from_the_daily_copies(records: Path, tmp_path: Path):
    photo = photographed(records, tmp_path / "之后.jpg")
    backup.back_up_daily(records, local_now().date())
    photos.forget(photos.folder_of(records), frozenset({photo.name}))
    assert photo.name in run(records, "check")
    assert "放回1张照片" in run(records, "check", "--repair", "--yes")
    assert photos.file_state(records, photo.name, photo.hash) == "there"


def test_it_does_not_go_into_records_that_have_entries(records: Path, tmp_path: Path):
    out = tmp_path / "all.zip"
    run(records, "export", "all", "-o", str(out))
    before = records.read_bytes()
    with pytest.raises(Exception, match="path="):
        CliRunner().invoke(
            main, ["--records", str(records), "import", "all", str(out)],
            catch_exceptions=False, standalone_mode=False,
        )  # fmt: skip
    assert records.read_bytes() == before


@pytest.mark.parametrize("how", ["changed", "line lost", "tail cut", "swapped", "not json"])
def test_a_journal_that_does_not_hold_is_refused_whole(records: Path, tmp_path: Path, how: str):
    out, bad, new = tmp_path / "all.zip", tmp_path / "bad.zip", tmp_path / "new.db"
    run(records, "export", "all", "-o", str(out))
    with zipfile.ZipFile(out) as one, zipfile.ZipFile(bad, "w") as two:
        for name in one.namelist():
            data = one.read(name)
            if name.startswith("journal/"):
                data = spoilt(data, how)
            two.writestr(name, data)
    result = CliRunner().invoke(
        main, ["--records", str(new), "import", "all", str(bad)], standalone_mode=False
    )
    assert type(result.exception).__name__ in ("JournalBroken", "NotABundle")
    assert not new.exists() and not list(tmp_path.glob(".new.db*"))


def spoilt(data: bytes, how: str) -> bytes:
    lines = data.splitlines(keepends=True)
    if how == "changed":
        return data.replace("李国强".encode(), "李国弱".encode(), 1)
    if how == "line lost":
        del lines[2]
    elif how == "tail cut":
        del lines[-1]
    elif how == "swapped":
        lines[1], lines[2] = lines[2], lines[1]
    else:
        lines[1] = b"{[}\n"
    return b"".join(lines)


def test_an_export_that_is_stopped_leaves_nothing(records: Path, tmp_path: Path):
    out = tmp_path / "all.zip"

    def stop(name: str) -> None:
        raise KeyboardInterrupt

    with FileRecords.open(records, read_only=True) as kept:
        with pytest.raises(KeyboardInterrupt):
            write_all(kept, out, local_now(), stop)
    assert sorted(p.name for p in tmp_path.iterdir() if p.suffix in (".zip", ".tmp")) == []


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"no zip"])
def test_what_is_no_export_is_refused(tmp_path: Path, data: bytes):
    bad, new = tmp_path / "bad.zip", tmp_path / "new.db"
    bad.write_bytes(data)
    result = CliRunner().invoke(
        main, ["--records", str(new), "import", "all", str(bad)], standalone_mode=False
    )
    assert type(result.exception).__name__ == "NotABundle" and not new.exists()
