"""`make mutants ROOM=chairing`: change one thing at a time, and see whether a test notices.

`ROOM="chairing 200"` tries two hundred of them, drawn at random and each time the same ones, and
`ROOM="chairing 200 13"` others.

A room is a part of the model with the tests that hold it. mutmut works in a copy of the tree
(`build/mutants/ROOM`, made anew each time), with one process and as the least of all tasks; what
lives is printed by name. docs/mutants.md has the figures, and what is not changed and why.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from random import Random

ROOT = Path(__file__).parents[2]
ROOMS: dict[str, tuple[str, ...]] = {
    "procedure": ("meetings/procedure/*", "meetings/procedure/sentences/*"),
    "chairing": ("meetings/chairing/*",),
    "matters": ("meetings/matters/*",),
    "actions": ("meetings/actions/*",),
    "sitting": ("meetings/sitting/*",),
    "journal": ("storage/journal.py",),
    "planner": ("meetings/importing/plan.py",),
}
"""By name what is changed, as patterns."""
AWAY = ("importing", "name_masking", "verdict_exhaustive", "dates", "year_of_a_community")
"""Tests of the model that take long: of other rooms, or thousands of counts one by one."""
OF_STORAGE = (
    "sealed_reports", "figures", "zones", "queries", "handing_over", "task_life",
    "undo_of_referrals", "rule_history", "notice_given", "meeting_in_file", "issue_past",
)  # fmt: skip
"""Tests in tests/storage that hold use cases on a real file."""
OF_JOURNAL = ("journal", "tampering", "undo", "anonymise", "rule_history")
"""Tests in tests/storage that read or write the journal of a real file."""
SEED = 12
REFUSED, SAME_SQL = "refused by types", "same SQL"
NAMED = ("killed", "survived", "no tests", "timeout", "suspicious", "skipped")


TYPED = (r"^\s*raise \w+\(.*\)$", r"\.require(_no_hands)?\(")
"""Lines left alone: the facts of refusals, which are typed fields, and the names of acts in them.

mypy refuses a fact that is missing, one too many, or a reason outside of its few.
"""


AT_IMPORT = tuple(
    f"meetings.procedure.{name}__mutmut"
    for name in ("laws.x__meetings", "laws.x__elections", "laws.x__recalls", "rules.x__by_law")
)
"""Not counted: what runs while a module is imported, before mutmut switches a change on."""


def tests_of(room: str) -> list[str]:
    """The files of the tests that are run against each change of a room."""
    if room == "journal":
        return [f"tests/storage/test_{name}.py" for name in OF_JOURNAL]
    if room == "planner":
        return ["tests/meetings/test_importing_plan.py"]
    model = sorted((ROOT / "tests/meetings").glob("test_*.py"))
    near = [
        f"tests/meetings/{path.name}"
        for path in model
        if not path.stem.removeprefix("test_").startswith(AWAY)
    ]
    storage = [f"tests/storage/test_{name}.py" for name in OF_STORAGE if room == "actions"]
    return near + [name for name in storage if (ROOT / name).exists()]


def settings(room: str) -> str:
    """What mutmut reads for this room."""
    return (
        "\n[tool.mutmut]\n"
        'source_paths = ["meetings", "storage"]\n'
        f"only_mutate = {list(ROOMS[room])}\n"
        f"pytest_add_cli_args_test_selection = {tests_of(room)}\n"
        'pytest_add_cli_args = ["-p", "no:cacheprovider"]\n'
        f"do_not_mutate_patterns = {list(TYPED)}\n"
        'also_copy = ["exports", "tui", "tests", "pyproject.toml", "README.md"]\n'
    ).replace("'", '"')


def states(mutmut: str, copy: Path) -> dict[str, str]:
    """Every mutant of the copy by its name, with what became of it."""
    answer = subprocess.run(
        [mutmut, "results", "--all", "true"], cwd=copy, check=False, capture_output=True, text=True
    ).stdout
    pairs = (line.strip().rpartition(": ") for line in answer.splitlines())
    return {name: state for name, _, state in pairs if name and not name.startswith(AT_IMPORT)}


def looked_at(python: str, copy: Path, mutants: list[str]) -> dict[str, str]:
    """What else is to be said of these: "refused by types", since an argument is missing or None
    stands where none may, or "same SQL", since SQL is the same in capitals.
    """
    bin = Path(python).parent
    found = {}
    for mutant in mutants:
        path = mutant.rpartition(".")[0].replace(".", "/")
        file = copy / f"{path}.py"
        file = file if file.exists() else copy / path / "__init__.py"
        whole = file.read_text("utf-8")
        subprocess.run(
            [bin / "mutmut", "apply", mutant], cwd=copy, check=False, capture_output=True
        )
        changed = file.read_text("utf-8")
        if changed != whole and changed.lower() == whole.lower() and file.parent.name == "storage":
            found[mutant] = SAME_SQL
        elif changed != whole:
            asked = [bin / "mypy", file.relative_to(copy)]
            wrong = subprocess.run(asked, cwd=copy, check=False, capture_output=True).returncode
            found |= {mutant: REFUSED} if wrong == 1 else {}
        file.write_text(whole, "utf-8")
    return found


def main(room: str, only: list[str]) -> int:
    """Run one room; the copy stays, so that `mutmut show NAME` can be asked in it."""
    if room not in ROOMS:
        print(f"{room}: no such room; there are {', '.join(ROOMS)}")
        return 2
    copy = ROOT / "build" / "mutants" / room
    shutil.rmtree(copy, ignore_errors=True)
    copy.mkdir(parents=True)
    for name in ("meetings", "storage", "exports", "tui", "tests"):
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "README.md", copy)
    written = (ROOT / "pyproject.toml").read_text("utf-8") + settings(room)
    (copy / "pyproject.toml").write_text(written, "utf-8")
    if hasattr(os, "nice"):
        os.nice(15)
    mutmut = str(Path(sys.executable).parent / "mutmut")
    run = [mutmut, "run", "--max-children", "1"]
    if only and only[0].isdigit():
        many, seed = int(only[0]), int(only[1]) if len(only) > 1 else SEED
        subprocess.run([*run, "none"], cwd=copy, check=False, stderr=subprocess.DEVNULL)
        names = sorted(states(mutmut, copy))
        only = Random(seed).sample(names, min(many, len(names)))
        print(f"{len(only)} of {len(names)} mutants, drawn with seed {seed}")
    subprocess.run([*run, *only], cwd=copy, check=False)
    figures = dict.fromkeys(NAMED, 0)
    lived = []
    for mutant, state in states(mutmut, copy).items():
        if state in figures:
            figures[state] += 1
            if state not in ("killed", "skipped", "timeout"):
                lived.append((mutant, state))
    seen = looked_at(sys.executable, copy, [mutant for mutant, _ in lived])
    for mutant, state in lived:
        print(f"{seen.get(mutant, state)}: {mutant}")
    said = list(seen.values())
    tried = sum(figures.values()) - figures["skipped"] - said.count(SAME_SQL)
    by_tests = figures["killed"] + figures["timeout"]
    caught = by_tests + said.count(REFUSED)
    if tried:
        print(f"{room}: {caught} of {tried} caught ({100 * caught // tried} %),")
        print(f"{by_tests} by tests, {said.count(REFUSED)} by types alone", figures)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else "", sys.argv[2:]))
