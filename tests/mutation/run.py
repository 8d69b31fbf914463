"""`make mutants ROOM=chairing`: change one thing at a time, and see whether a test notices.

A room is a part of the model with the tests that hold it. mutmut works in a copy of the tree
(`build/mutants/ROOM`, made anew each time), with one process and as the least of all tasks; what
lives is printed by name. docs/mutants.md has the figures, and what is not changed and why.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
MEETINGS = "tests/meetings/test_{}.py"
ROOMS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "procedure": (
        ("meetings/procedure/*", "meetings/procedure/sentences/*"),
        ("laws", "verdict", "sentences", "rules", "ballots", "fraction_text", "owners"),
    ),
    "chairing": (
        ("meetings/chairing/*",),
        ("voting", "voiding", "ways_on", "presence", "debate", "blockers", "meeting_life",
         "votes_by_name", "votes_among_options", "owners_vote", "elections", "contradictions",
         "points", "points_desk", "actions_meeting"),
    ),
    "matters": (
        ("meetings/matters/*",),
        ("followups", "issues", "referrals", "duty", "notices", "photos", "entry_line", "ends",
         "ledger", "settled_above", "group_text"),
    ),
    "actions": (
        ("meetings/actions/*",),
        ("actions_meeting", "standing", "notices", "resources", "recurring", "units", "road",
         "ends", "finals", "joining", "referrals", "settled_above", "points_desk", "owners_vote",
         "group_text", "masking_desk", "taken_back", "parts", "promised_above", "whose_and_many",
         "merging", "one_number", "rewards", "units_of_decisions", "activities",
         "../storage/test_handing_over"),
    ),
    "sitting": (
        ("meetings/sitting/*",),
        ("presence", "voting", "debate", "recurring", "votes_by_name", "elections"),
    ),
    "journal": (("storage/journal.py",), ("../storage/test_journal",)),
}  # fmt: skip
"""By name what is changed, as patterns, and the tests that are run against each change."""
NAMED = ("killed", "survived", "no tests", "timeout", "suspicious", "skipped")


TYPED = (r"^\s*raise \w+\(.*\)$", r"\.require(_no_hands)?\(")
"""Lines left alone: the facts of refusals, which are typed fields, and the names of acts in them.

mypy refuses a fact that is missing, one too many, or a reason outside of its few.
"""


def tests_of(names: tuple[str, ...]) -> list[str]:
    """The files of the tests of a room."""
    return [
        f"tests/{name.removeprefix('../')}.py" if name.startswith("../") else MEETINGS.format(name)
        for name in names
    ]


def settings(room: str) -> str:
    """What mutmut reads for this room."""
    patterns, tests = ROOMS[room]
    return (
        "\n[tool.mutmut]\n"
        'source_paths = ["meetings", "storage"]\n'
        f"only_mutate = {list(patterns)}\n"
        f"pytest_add_cli_args_test_selection = {tests_of(tests)}\n"
        'pytest_add_cli_args = ["-p", "no:cacheprovider"]\n'
        f"do_not_mutate_patterns = {list(TYPED)}\n"
        'also_copy = ["exports", "tui", "tests", "pyproject.toml", "README.md"]\n'
    ).replace("'", '"')


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
    subprocess.run([mutmut, "run", "--max-children", "1", *only], cwd=copy, check=False)
    told = subprocess.run(
        [mutmut, "results", "--all", "true"], cwd=copy, check=False, capture_output=True, text=True
    ).stdout
    figures = dict.fromkeys(NAMED, 0)
    for line in told.splitlines():
        mutant, _, state = line.strip().rpartition(": ")
        if state in figures:
            figures[state] += 1
            if state not in ("killed", "skipped"):
                print(f"{state}: {mutant}")
    tried = sum(figures.values()) - figures["skipped"]
    caught = figures["killed"] + figures["timeout"]
    share = f"{100 * caught // tried} %" if tried else "-"
    print(f"{room}: {caught} of {tried} caught ({share})", figures)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else "", sys.argv[2:]))
