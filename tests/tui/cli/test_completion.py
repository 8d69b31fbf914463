"""What a shell is told to complete a line with, and what a program reads with --json."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.data.released.make import HERE
from tui.cli.main import COMMANDS, main

ROOT = HERE.parents[2]
RUN = "import sys; sys.argv[0] = 'jiejiao'; from tui.__main__ import main; main()"


def completed(shell: str, line: str, word: str) -> list[str]:
    """The lines that a shell gets when Tab is pressed behind the line."""
    number = len(line.split()) - (1 if word else 0)
    asked = {
        "_JIEJIAO_COMPLETE": f"{shell}_complete",
        "COMP_WORDS": line,
        "COMP_CWORD": word if shell in ("fish", "powershell") else str(number),
    }
    env = {**os.environ, **asked, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(
        [sys.executable, "-c", RUN], env=env, capture_output=True, timeout=60, check=False
    )
    assert done.stderr == b""
    return done.stdout.decode().splitlines()


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell"])
def test_every_shell_is_told_the_commands(shell: str) -> None:
    told = "\n".join(completed(shell, "jiejiao ", ""))
    assert all(name in told for name in COMMANDS)


@pytest.mark.parametrize("shell", ["bash", "fish", "powershell"])
def test_a_command_that_is_begun_is_completed(shell: str) -> None:
    told = completed(shell, "jiejiao export mi", "mi")
    assert len(told) == 1 and "minutes" in told[0]


@pytest.mark.parametrize(("words", "kind"), [("check --document ", "file"), ("demo --dir ", "dir")])
def test_a_file_is_left_to_the_shell(words: str, kind: str) -> None:
    assert completed("bash", f"jiejiao {words}", "") == [f"{kind},"]


@pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not here")
def test_bash_takes_the_script_it_is_given() -> None:
    env = {**os.environ, "_JIEJIAO_COMPLETE": "bash_source", "PYTHONPATH": str(ROOT)}
    script = subprocess.run([sys.executable, "-c", RUN], env=env, capture_output=True, check=False)
    tried = subprocess.run(
        ["bash", "-c", 'eval "$(cat)" && complete -p jiejiao'],
        input=script.stdout, capture_output=True, check=False,
    )  # fmt: skip
    assert tried.returncode == 0 and b"_jiejiao_completion" in tried.stdout


def told_of(*words: str | Path) -> tuple[int, object]:
    done = CliRunner().invoke(main, [str(word) for word in words])
    return done.exit_code, json.loads(done.stdout)


@pytest.fixture(scope="module")
def sample(community: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(shutil.copy(community, tmp_path_factory.mktemp("sample") / "sample.db"))


def test_a_whole_file_is_whole_in_json_too(sample: Path) -> None:
    code, told = told_of("--records", sample, "check", "--json")
    assert isinstance(told, dict)
    assert (code, told["whole"], told["findings"]) == (0, True, [])
    assert {one["kind"] for one in told["advice"]} == {"no_backup"}


def test_an_end_that_the_journal_does_not_go_through_is_told_in_json(sample: Path) -> None:
    end = "日志 23条 1a2b-3c4d-5e6f-7a8b"
    code, told = told_of("--records", sample, "check", "--json", "--head", end)
    assert isinstance(told, dict)
    assert (code, told["whole"], told["heads"][0]["found"]) == (1, True, False)


@pytest.mark.parametrize("other", [("--repair",), ("--document", __file__)])
def test_json_is_for_looking_only(sample: Path, other: tuple[str, ...]) -> None:
    done = CliRunner().invoke(main, ["--records", str(sample), "check", "--json", *other])
    assert done.exit_code == 2 and "--json" in done.stderr


def test_figures_and_copies_can_be_read_by_a_program(sample: Path) -> None:
    code, told = told_of("--records", sample, "figures", "--json", "--by", "topic")
    assert isinstance(told, dict) and code == 0
    assert told["figures"]["completed"].keys() == {"part", "of", "out"}
    assert told["by"] and {"name"} <= told["by"][0].keys()
    assert told_of("--records", sample, "figures", "--json", "--sealed") == (0, [])
    assert told_of("--records", sample, "backup", "--json", "--list") == (0, [])
