"""Who may import whom: the arrows between the four packages, read from the source with `ast`."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.data.sources import statements

ROOT = Path(__file__).parent.parent
PACKAGES = ("meetings", "storage", "exports", "tui")

# package → the project's other packages that it may import
ARROWS = {
    "meetings": set[str](),
    "storage": {"meetings"},
    "exports": {"meetings"},
    "tui": {"meetings"},
}
# In tui only the composition root, the desk and the command line name storage and exports, and the
# sentences of what these refuse, which are chosen by the class of the refusal.
ROOTS_OF_TUI = ("tui/__main__.py", "tui/desk/", "tui/cli/", "tui/errors/")

# The model has no clock, no randomness and no input or output: these arrive as arguments.
UNFIT_FOR_MEETINGS = {
    "asyncio",
    "io",
    "os",
    "pathlib",
    "random",
    "secrets",
    "shutil",
    "socket",
    "sqlite3",
    "subprocess",
    "tempfile",
    "threading",
    "time",
    "uuid",
}
CLOCKS = {"now", "today", "utcnow"}

# The rooms of meetings/ from the ground up: each stands on those before it, none on one after it.
# terms.py stands beside them: it has the words for the states and kinds of every room.
ROOMS = (
    "dataclass", "clock_watch", "errors", "codec", "clean", "limits", "day_range", "dates", "bulk",
    "ports", "procedure", "community", "matters", "sharing", "sitting", "chairing", "papers",
    "views", "hits", "searching", "figures", "actions", "importing",
)  # fmt: skip


def imports(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Every absolute import of a module with its line, wherever in the file it stands."""
    for node in statements(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            yield node.lineno, node.module


def may_import(path: str, module: str) -> bool:
    """Whether the file at `path` (relative to the root) may import `module`."""
    package = path.split("/")[0]
    top = module.split(".")[0]
    if top in PACKAGES:
        if package == "tui" and path.startswith(ROOTS_OF_TUI):
            return True
        return top == package or top in ARROWS[package]
    if package == "meetings":
        return top in sys.stdlib_module_names and top not in UNFIT_FOR_MEETINGS
    return True


def wrong_arrows(root: Path) -> list[str]:
    """The imports under `root` that run against the arrows, as `path:line module`."""
    wrong = []
    for package in PACKAGES:
        for file in sorted((root / package).rglob("*.py")):
            path = file.relative_to(root).as_posix()
            tree = ast.parse(file.read_text("utf-8"), path)
            wrong += [
                f"{path}:{line} {module}"
                for line, module in imports(tree)
                if not may_import(path, module)
            ]
    return wrong


def test_every_import_follows_the_arrows():
    assert wrong_arrows(ROOT) == []


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("meetings/verdict.py", "import textual"),
        ("meetings/actions/hold.py", "def f():\n    from storage.records import Records"),
        ("meetings/motions.py", "import random"),
        ("storage/queries.py", "from exports import minutes"),
        ("storage/queries.py", "import tui.text"),
        ("exports/minutes.py", "import storage.records as r"),
        ("tui/screens/hold.py", "from storage import queries"),
        ("tui/widgets/deep/agenda.py", "import exports.minutes"),
        ("tui/desk_extras.py", "import storage"),
    ],
)
def test_a_planted_wrong_import_is_caught(tmp_path: Path, path: str, source: str):
    planted = tmp_path / path
    planted.parent.mkdir(parents=True)
    planted.write_text(source, "utf-8")
    assert [found.split(":")[0] for found in wrong_arrows(tmp_path)] == [path]


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("meetings/verdict.py", "from fractions import Fraction\nfrom meetings import rules"),
        ("storage/records.py", "import sqlite_utils\nfrom meetings.ports import Book"),
        ("exports/minutes.py", "import docx\nfrom meetings.minutes import Minutes"),
        ("tui/desk/core.py", "import storage.records\nimport exports.minutes"),
        ("tui/__main__.py", "import storage\nimport tui.app"),
        ("tui/cli/export.py", "from exports import minutes"),
        ("tui/screens/hold.py", "from meetings import meeting\nfrom tui import text"),
    ],
)
def test_a_right_import_is_let_through(tmp_path: Path, path: str, source: str):
    file = tmp_path / path
    file.parent.mkdir(parents=True)
    file.write_text(source, "utf-8")
    assert wrong_arrows(tmp_path) == []


def test_every_room_of_the_model_stands_on_those_below_it():
    climbing = []
    for file in sorted((ROOT / "meetings").rglob("*.py")):
        room, *_ = file.relative_to(ROOT / "meetings").with_suffix("").parts
        if room in ("terms", "__init__"):
            continue
        for line, module in imports(ast.parse(file.read_text("utf-8"))):
            package, _, rest = module.partition(".")
            below = rest.split(".")[0]
            if package != "meetings" or below in ("", "terms"):
                continue
            if ROOMS.index(below) > ROOMS.index(room):
                climbing.append(f"{file.relative_to(ROOT).as_posix()}:{line} {module}")
    assert climbing == []


def test_the_model_reads_no_clock():
    read = [
        f"{file.relative_to(ROOT).as_posix()}:{node.lineno}"
        for file in sorted((ROOT / "meetings").rglob("*.py"))
        if any(clock in (text := file.read_text("utf-8")) for clock in CLOCKS)
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in CLOCKS
    ]
    assert read == []
