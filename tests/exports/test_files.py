"""A file is written whole or not at all, and nothing is overwritten without a word."""

import os
from pathlib import Path

import pytest

from exports.files import FileExists, free_path, write, write_free


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_file_is_written_whole_and_for_its_owner_only(tmp_path: Path) -> None:
    write(tmp_path / "纪要.docx", b"all")
    assert (tmp_path / "纪要.docx").read_bytes() == b"all"
    assert names(tmp_path) == ["纪要.docx"]
    if os.name == "posix":
        assert (tmp_path / "纪要.docx").stat().st_mode & 0o777 == 0o600


def test_an_existing_file_is_not_overwritten_without_being_told(tmp_path: Path) -> None:
    goal = tmp_path / "a.docx"
    goal.write_bytes(b"old")
    with pytest.raises(FileExists) as met:
        write(goal, b"new")
    assert met.value.facts == {"path": str(goal)}
    assert goal.read_bytes() == b"old" and names(tmp_path) == ["a.docx"]


def test_an_existing_file_is_replaced_when_told(tmp_path: Path) -> None:
    goal = tmp_path / "a.docx"
    goal.write_bytes(b"old")
    write(goal, b"new", overwrite=True)
    assert goal.read_bytes() == b"new" and names(tmp_path) == ["a.docx"]


@pytest.mark.parametrize("goal_there", [True, False])
def test_a_link_is_never_followed(tmp_path: Path, goal_there: bool) -> None:
    other, link = tmp_path / "other", tmp_path / "a.docx"
    if goal_there:
        other.write_bytes(b"theirs")
    link.symlink_to(other)
    with pytest.raises(FileExists):
        write(link, b"ours")
    write(link, b"ours", overwrite=True)
    assert not link.is_symlink() and link.read_bytes() == b"ours"
    assert other.exists() is goal_there
    assert not goal_there or other.read_bytes() == b"theirs"


def test_a_failed_write_leaves_the_old_file_and_no_rest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    goal = tmp_path / "a.docx"
    goal.write_bytes(b"old")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        write(goal, b"new", overwrite=True)
    assert goal.read_bytes() == b"old" and names(tmp_path) == ["a.docx"]


def test_a_stick_without_hard_links_is_written_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    write(tmp_path / "a.docx", b"new")
    assert (tmp_path / "a.docx").read_bytes() == b"new" and names(tmp_path) == ["a.docx"]


def test_the_file_and_its_folder_are_synced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[bool] = []
    real = os.fsync

    def note(handle: int) -> None:
        synced.append(os.path.isdir(f"/proc/self/fd/{handle}"))
        real(handle)

    monkeypatch.setattr(os, "fsync", note)
    write(tmp_path / "a.docx", b"new")
    assert len(synced) == 2


def test_a_free_name_counts_up(tmp_path: Path) -> None:
    goal = tmp_path / "会议纪要.docx"
    assert free_path(goal) == goal
    assert [write_free(goal, b"x").name for _ in range(3)] == [
        "会议纪要.docx",
        "会议纪要(2).docx",
        "会议纪要(3).docx",
    ]


def test_a_dangling_link_is_no_free_name(tmp_path: Path) -> None:
    (tmp_path / "a.docx").symlink_to(tmp_path / "nowhere")
    assert free_path(tmp_path / "a.docx").name == "a(2).docx"
