"""What `export all` writes, `import all` reads: any words, any photographs, however many."""

import os
import zipfile
from datetime import datetime, timedelta, timezone
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from exports import bundle as bundling
from exports.bundle import JOURNALS, PHOTOS, NotABundle, Opened, bundle, opened
from meetings.community.bodies import Body, Tier
from meetings.community.people import Person
from meetings.matters.followups import FollowUp
from meetings.matters.issues import Issue
from meetings.matters.photos import LARGEST, Photo, When, safe_name
from meetings.ports import By
from meetings.procedure.rules import preset
from storage import journal, photos
from storage.ids import new_id
from storage.journal_text import lines
from storage.records import FileRecords
from tests.data.pictures import KINDS, bmp
from tui.cli.main import main
from tui.desk.everything import write_all

NOW = datetime(2026, 11, 25, 19, 30, tzinfo=timezone(timedelta(hours=8)))
WHITE_BITMAP = b"BM" + bytes(52) + b"\xff" * 25_000_000
"""It squeezes to a thousandth, as a trap would."""
CONTENT = st.one_of(
    st.binary(min_size=1, max_size=2_000),
    st.sampled_from([b"\x89PNG\r\n\x1a\n", b"\0" * 400_000, b"PK\x03\x04", b"\n" * 5_000]),
)
WHITE_PICTURE = bmp(2900, 2900) + b"\xff" * (3 * 2900 * 2900)
"""The same as a picture that is taken in today."""
PICTURES = st.builds(
    lambda kind, width, height, place, rest: (
        KINDS[kind](width, height, place=place and kind not in ("gif", "bmp")) + rest
    ),
    st.sampled_from(sorted(KINDS)),
    st.integers(1, 4_000),
    st.integers(1, 3_000),
    st.booleans(),
    st.sampled_from([b"", b"\xff" * 300_000, b"\0" * 300_000, b"PK\x03\x04" * 9]),
)
"""Pictures of every kind, of any size, with and without a place, some with much behind them."""
NAMES = st.sampled_from(["灯.png", "IMG_0001.JPG", "a b'c.bmp", "照片 (1).tiff", "x" * 90 + ".gif"])
WORDS = st.text(st.characters(codec="utf-8"), max_size=60)
REPEATED = st.sampled_from(["", "啊" * 20_000, "\u2028" * 300, "\t\n\r\n" * 200, '{}[]"\\'])


def by() -> By:
    return By("单晓梅", NOW, new_id())


def lived(path, bodies, taken, pictures=()):
    """Records of so many bodies with issues of any words, and tasks with any photographs.

    `taken` were taken in by earlier versions, whatever they were; `pictures` go through the door.
    """
    with FileRecords.open(path) as records:
        for number, texts in enumerate(bodies):
            body = new_id()
            with records.transaction("body.found", by(), body) as book:
                book.put(Body(body, body, Tier.CORNER, f"第{number}街角", preset("corner")))
            with records.transaction("issue.collect", by(), body) as book:
                for count, text in enumerate(texts, 1):
                    book.put(Issue(book.new_id(), body, count, text[:200] or "无题", NOW, text))
                    book.put(Person(book.new_id(), body, text[:50] or "无名"))
        for number, (name, content) in enumerate(taken, 1):
            hash = sha256(content).hexdigest()
            named = safe_name(name, hash, number, name.rpartition(".")[2].lower())
            assert photos.put(photos.folder_of(path), named, content, None)
            photo = Photo(named, hash, When.BEFORE, NOW)
            with records.transaction("follow.new", by(), body) as book:
                book.put(
                    FollowUp(book.new_id(), body, number, "修灯", created_at=NOW, photos=(photo,))
                )  # fmt: skip

        for number, (name, content, with_place) in enumerate(pictures, len(taken) + 1):
            source = path.with_name(f"{number}-{name}")
            source.write_bytes(content)
            kept = photos.keep(path, source, number, with_place=with_place)
            photo = Photo(kept.name, kept.hash, When.AFTER, NOW)
            with records.transaction("follow.new", by(), body) as book:
                book.put(
                    FollowUp(book.new_id(), body, number, "修灯", created_at=NOW, photos=(photo,))
                )  # fmt: skip
            source.unlink()


def out_and_in(folder):
    """The journals and photographs of the records, and of those made from their export."""
    records, new, out = folder / "records.db", folder / "new.db", folder / "all.zip"
    with FileRecords.open(records, read_only=True) as there:
        lost: list[str] = []
        write_all(there, out, NOW, lambda _name: None, lost=lost)
        assert lost == []
        before = {body: list(lines(there.conn, body)) for body in journal.bodies(there.conn)}
    done = CliRunner().invoke(main, ["--records", str(new), "import", "all", str(out)])
    assert done.exit_code == 0, done.output
    with FileRecords.open(new, read_only=True) as there:
        after = {body: list(lines(there.conn, body)) for body in journal.bodies(there.conn)}
        listed = photos.listed(there.conn)
    assert after == before
    assert all(photos.file_state(new, one.name, one.hash) == "there" for one in listed)


@settings(max_examples=int(os.environ.get("FUZZ_EXAMPLES", "4")))
@given(
    st.lists(st.lists(WORDS | REPEATED, max_size=4), min_size=1, max_size=3),
    st.lists(st.tuples(NAMES, CONTENT), max_size=4),
    st.lists(st.tuples(NAMES, PICTURES, st.booleans()), max_size=4),
)
def test_what_goes_out_comes_in(bodies, taken, pictures):
    with TemporaryDirectory() as folder:
        lived(Path(folder) / "records.db", bodies, taken, pictures)
        out_and_in(Path(folder))


def test_a_white_bitmap_of_25_million_bytes_comes_in(tmp_path):
    lived(
        tmp_path / "records.db", [["灯"]], [("白.bmp", WHITE_BITMAP)],
        [("白纸.bmp", WHITE_PICTURE, False)],
    )  # fmt: skip
    out_and_in(tmp_path)


@pytest.mark.parametrize("kind", KINDS)
def test_a_picture_of_each_kind_comes_in(tmp_path, kind):
    pictures = [(f"照片.{kind}", KINDS[kind](40, 30), True)]
    if kind not in ("gif", "bmp"):
        pictures.append((f"地点.{kind}", KINDS[kind](40, 30, place=True), False))
    lived(tmp_path / "records.db", [["灯"]], [], pictures)
    out_and_in(tmp_path)


class Directory(zipfile.ZipFile):
    """A zip that would be as large as its directory says."""

    def __init__(self, path, files):
        with bundle(path, NOW) as made:
            made.finish({})
        super().__init__(path)
        self._files = files

    def infolist(self):
        infos = list(super().infolist())
        for name, size in self._files:
            info = zipfile.ZipInfo(name)
            info.file_size = info.compress_size = size
            infos.append(info)
        return infos


@pytest.mark.parametrize("count", [150, 20_000])
def test_photographs_of_more_than_four_gigabytes_are_no_trap(tmp_path, count):
    path = tmp_path / "all.zip"
    many = [(f"{PHOTOS}{n:04}.jpg", LARGEST) for n in range(count)]
    assert count * LARGEST > 4 << 30
    Opened(path, Directory(path, many))


@pytest.mark.parametrize(
    "files",
    [
        [(f"{JOURNALS}001.jsonl", bundling.JOURNAL_BYTES + 1)],
        [(f"{JOURNALS}{n}.jsonl", bundling.JOURNAL_BYTES // 2 + 1) for n in range(2)],
        [(f"x{n}", 0) for n in range(1_000)],
    ],
    ids=["a huge journal", "two large journals", "too many files"],
)
def test_what_no_export_holds_is_refused(tmp_path, files, monkeypatch):
    monkeypatch.setattr(bundling, "ENTRIES", 1_000)
    path = tmp_path / "all.zip"
    with pytest.raises(NotABundle):
        Opened(path, Directory(path, files))


@pytest.mark.parametrize("year", [1970, 1979, 1980, 2107, 2199])
def test_a_clock_that_stands_anywhere_makes_a_zip(tmp_path, year):
    path = tmp_path / "all.zip"
    with bundle(path, NOW.replace(year=year)) as made:
        made.finish({})
    with opened(path) as found:
        assert found.manifest["made"].startswith(str(year))


def test_a_line_that_never_ends_is_refused(tmp_path, monkeypatch):
    path = tmp_path / "all.zip"
    with bundle(path, NOW) as made:
        with made.open(f"{JOURNALS}001.jsonl") as put:
            put(b"x" * 5_000)
        body = {"file": f"{JOURNALS}001.jsonl", "entries": 1, "hash": "", "name": ""}
        made.finish({"b": body})
    monkeypatch.setattr(bundling, "LINE_BYTES", 4_000)
    with opened(path) as found, pytest.raises(NotABundle):
        list(found.journals()[f"{JOURNALS}001.jsonl"])


@pytest.mark.parametrize("place", range(0, 100, 22))
def test_a_byte_changed_anywhere_is_refused_in_words_or_changes_nothing(tmp_path, place):
    lived(tmp_path / "records.db", [["灯", "路"]], [("灯.png", b"\x89PNG" * 500)])
    out, new = tmp_path / "all.zip", tmp_path / "new.db"
    with FileRecords.open(tmp_path / "records.db", read_only=True) as there:
        write_all(there, out, NOW, lambda _name: None)
    spoilt = bytearray(out.read_bytes())
    for at in range(len(spoilt) * place // 100, len(spoilt), len(spoilt) // 3):
        spoilt[at] ^= 0x55
    out.write_bytes(spoilt)
    done = CliRunner().invoke(main, ["--records", str(new), "import", "all", str(out)])
    assert done.exit_code in (0, 1, 2) and isinstance(done.exception, SystemExit | None), (
        done.output
    )
    assert (done.exit_code == 0) == new.exists()
