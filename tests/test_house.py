"""The house's own rules that a reader would otherwise have to watch for."""

import ast
import importlib
import pkgutil
import re
import subprocess
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import tui.screens
from tests.data.sources import statements
from tui.app import Jiejiao
from tui.app_commands import AppCommands
from tui.desk import Desk
from tui.desk.core import Core
from tui.desk.lists import Lists
from tui.working import WorkingScreen

ROOT = Path(__file__).parent.parent
LOCKS = ("requirements/lock.txt", "requirements/dev-lock.txt")

# Written in pieces so that this file does not hold what it looks for.
REGISTRIES = "|".join(
    ["py" + r"pi\.org", "python" + "hosted", r"(?<!emit-)index" + "-url", "find" + "-links"]
)
MACHINE_PATHS = "|".join(
    ["/wo" + "rk/", "/ro" + "ot/", r"/ho" + r"me/\w", "/Us" + r"ers/\w", "/tmp" + "/w/"]
)
FORBIDDEN = re.compile(f"{REGISTRIES}|{MACHINE_PATHS}")


def tracked() -> list[Path]:
    """The files that git tracks, or a skip where the tree is no clone."""
    try:
        listed = subprocess.run(
            ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, text=True
        ).stdout
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("not a git clone")
    return [ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file()]


def texts() -> dict[str, str]:
    """Every tracked text file by its path from the root."""
    found = {}
    for file in tracked():
        content = file.read_bytes()
        if b"\0" not in content:
            found[file.relative_to(ROOT).as_posix()] = content.decode("utf-8")
    return found


def lines_with(pattern: re.Pattern[str], endings: tuple[str, ...] = ("",)) -> list[str]:
    """The places where a tracked text file holds the pattern, as `path:line`."""
    return [
        f"{path}:{number}"
        for path, text in texts().items()
        if path.endswith(endings)
        for number, line in enumerate(text.split("\n"), 1)
        if pattern.search(line)
    ]


def test_what_cannot_be_seen_is_trimmed_and_parted_by_one_rule():
    bare = re.compile(r"\.\s*(strip|split)\s*\(\s*[)#]")
    found = [
        f"{path}:{node.lineno}"
        for path, text in texts().items()
        if path.endswith(".py") and path.split("/")[0] in ("meetings", "storage", "exports", "tui")
        and path != "meetings/clean.py" and bare.search(text)
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
        and node.func.attr in ("strip", "split") and not node.args and not node.keywords
    ]  # fmt: skip
    assert found == [], (
        "is_blank, trim and visible_words of meetings/clean.py also take what is unseen"
    )


def test_no_file_names_a_registry_or_a_path_of_one_machine():
    assert lines_with(FORBIDDEN) == []


def test_a_silenced_check_names_what_it_silences():
    silenced = re.compile(r"#\s*type:\s*ignore(?!\[)|#\s*(?:ruff:\s*)?noqa(?!:)", re.IGNORECASE)
    assert lines_with(silenced, (".py",)) == []


def test_no_init_file_under_tests_hides_a_package():
    assert [path for path in texts() if re.fullmatch(r"tests/(.+/)?__init__\.py", path)] == []


def test_the_package_of_the_screen_imports_nothing_by_itself():
    assert (ROOT / "tui/__init__.py").read_text("utf-8").strip() == ""


def test_no_screen_test_waits_by_the_clock():
    waits = lines_with(re.compile(r"\bsleep\("), (".py",))
    assert [place for place in waits if re.match(r"tests/tui/(.+/)?test_", place)] == []


def locked(path: str) -> dict[str, list[str]]:
    """The requirements of a lock file by name, each as its line followed by its hashes."""
    entries: dict[str, list[str]] = {}
    name = ""
    for raw in (ROOT / path).read_text("utf-8").splitlines():
        line = raw.removesuffix("\\").strip()
        if line.startswith("--hash="):
            entries[name].append(line)
        elif line and not line.startswith("#"):
            name = canonicalize_name(Requirement(line).name)
            entries[name] = [line]
    return entries


@pytest.mark.parametrize("path", LOCKS)
def test_every_locked_version_is_exact_and_hashed(path: str):
    for line, *hashes in locked(path).values():
        assert re.match(r"[\w.-]+==[\w.]+( ;.*)?$", line), line
        assert hashes, f"{line} has no hash"
        assert all(re.fullmatch(r"--hash=sha256:[0-9a-f]{64}", h) for h in hashes), line


def test_the_locks_fit_what_the_project_asks_for():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    groups = project["dependency-groups"]
    wanted = {
        LOCKS[0]: project["project"]["dependencies"] + groups["build"],
        LOCKS[1]: project["project"]["dependencies"] + groups["build"] + groups["dev"],
    }
    for path, requirements in wanted.items():
        entries = locked(path)
        for requirement in map(Requirement, requirements):
            line = entries[canonicalize_name(requirement.name)][0]
            version = line.split("==")[1].split(" ")[0]
            assert version in requirement.specifier, f"{path}: {line} for {requirement}"


def test_the_runtime_lock_is_part_of_the_development_lock():
    runtime, development = map(locked, LOCKS)
    assert runtime.items() <= development.items()


def test_every_locked_package_is_locked_for_other_systems_and_pythons_too():
    """A lock made where a wheel lies at hand knows that one alone, and fits no other machine."""
    for name in [path for path in texts() if re.fullmatch(r"requirements/\S*lock\.txt", path)]:
        parts = re.split(r"\n(?=[a-z0-9])", (ROOT / name).read_text("utf-8"))[1:]
        assert parts and not [part[:60] for part in parts if part.count("--hash=") < 2]


@pytest.mark.parametrize("package", ["meetings", "storage", "exports", "tui"])
def test_every_room_stands_in_the_drawing_of_the_house(package: str):
    house = (ROOT / "CONTRIBUTING.md").read_text("utf-8").split("## The house")[1].split("\n## ")[0]
    drawn = house.split(f"**{package}/**")[1].split("- **")[0].split("\n\n")[0]
    rooms = {
        path.split("/")[1]
        for path in texts()
        if path.startswith(f"{package}/") and path.count("/") > 1
    }
    named = set(re.findall(r"[`/]([a-z_]+)(?:/?`)", drawn))
    assert rooms - named == set()
    assert {name for name in named if not (ROOT / package / name).is_dir()} <= {"screen"}


OF_THE_DESK = {"BadTemplate", "FileExists", "PrintedLine", "Written"}
"""What an answer of the desk is made of in exports, which screens may not name themselves."""


def names_with_a_second_home(sources: dict[str, str]) -> set[str]:
    """The names that a module only imports and another imports from there, by their path in dots.

    A list `__all__` is one too: nothing here is imported with a star, so it could only re-export.
    """
    modules = {
        path.removesuffix(".py").removesuffix("/__init__").replace("/", "."): [
            node
            for node in statements(ast.parse(source))
            if isinstance(node, ast.Assign | ast.FunctionDef | ast.ImportFrom)
        ]
        for path, source in sources.items()
    }
    brought: dict[str, set[str]] = {}
    for name, nodes in modules.items():
        made = {
            target.id
            for node in nodes
            if isinstance(node, ast.Assign)
            for target in node.targets
            if isinstance(target, ast.Name)
        } | {node.name for node in nodes if isinstance(node, ast.FunctionDef)}
        brought[name] = {
            alias.asname or alias.name
            for node in nodes
            if isinstance(node, ast.ImportFrom)
            for alias in node.names
            if f"{node.module}.{alias.name}" not in modules
        } - made | ({"__all__"} & made)
    asked = {
        (node.module, alias.name)
        for nodes in modules.values()
        for node in nodes
        if isinstance(node, ast.ImportFrom) and node.module
        for alias in node.names
    }
    return {
        f"{module}.{name}"
        for module, names in brought.items()
        for name in names
        if (module, name) in asked or name == "__all__"
    }


def test_every_name_has_one_home():
    python = {path: text for path, text in texts().items() if path.endswith(".py")}
    assert names_with_a_second_home(python) == {f"tui.desk.{name}" for name in OF_THE_DESK}


def test_a_planted_second_home_is_caught():
    home = {"meetings/a.py": "def f(): ..."}
    door = {"tui/b.py": "from meetings.a import f", "tui/c.py": "from tui.b import f"}
    assert names_with_a_second_home(home | door) == {"tui.b.f"}
    assert names_with_a_second_home({"tui/b.py": "__all__ = ['f']"}) == {"tui.b.__all__"}
    straight = {"tui/b.py": "from meetings.a import f", "tui/c.py": "from meetings.a import f"}
    assert names_with_a_second_home(home | straight) == set()


TOWERS: set[str] = set()
"""Screens that still stand on more; each one turned into a class and acts leaves this set."""


def test_a_screen_stands_on_at_most_two_classes_beside_what_every_screen_has():
    shared = set(WorkingScreen.__mro__)
    towers = set()
    for module in pkgutil.walk_packages(tui.screens.__path__, "tui.screens."):
        for name, value in vars(importlib.import_module(module.name)).items():
            if not isinstance(value, type) or value.__module__ != module.name:
                continue
            ours = [c for c in value.__mro__[1:] if c not in shared and "tui." in c.__module__]
            if issubclass(value, WorkingScreen) and name.endswith("Screen") and len(ours) > 2:
                towers.add(name)
    assert towers == TOWERS


def test_the_program_and_the_desk_have_what_they_use_and_stand_on_little():
    assert Jiejiao.__bases__ == (AppCommands,)
    assert [c for c in Desk.__mro__ if c.__module__.startswith("tui.")] == [Desk, Lists, Core]


def test_nothing_guesses_at_what_the_app_or_a_screen_has():
    """Widgets ask `tui.program`, acts ask the typed screen: a misspelt name is then an error."""
    guesses = [
        f"{path}: {line.strip()}"
        for path in Path("tui").rglob("*.py")
        for line in path.read_text("utf-8").splitlines()
        if re.search(r"\b(getattr|hasattr)\([^,]*\b(app|screen|desk)\b", line)
    ]
    assert guesses == []
