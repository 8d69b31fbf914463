"""Where a bundle finds itself: on Windows its program lies above the folder of its Python."""

from pathlib import Path

from tui.own_folder import beside_program, program_of_bundle


def test_the_folder_for_windows_is_known_by_the_program_above_its_python(tmp_path: Path):
    python = tmp_path / "python/python.exe"
    assert program_of_bundle(python, frozen=False) is None
    (tmp_path / "jiejiao.exe").touch()
    assert program_of_bundle(python, frozen=False) == tmp_path / "jiejiao.exe"
    assert beside_program(tmp_path / "jiejiao.exe") is None
    (tmp_path / "记录").mkdir()
    assert beside_program(tmp_path / "jiejiao.exe") == tmp_path / "记录"


def test_an_environment_on_windows_is_no_such_folder(tmp_path: Path):
    scripts = tmp_path / "Scripts"
    scripts.mkdir()
    (scripts / "jiejiao.exe").touch()
    assert program_of_bundle(scripts / "python.exe", frozen=False) is None
    assert program_of_bundle(Path("/usr/bin/python3"), frozen=False) is None
    assert program_of_bundle(Path("/opt/x/jiejiao"), frozen=True) == Path("/opt/x/jiejiao")
