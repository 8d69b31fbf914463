"""Use cases: each is named, wrapped and registered at one place."""

import ast
import importlib
import pkgutil
from pathlib import Path

import pytest

import meetings.actions
import meetings.importing
from meetings.actions.change import USE_CASES, on_body, runs_as
from meetings.ports import PERMANENT, By
from tests.storage.memory_records import MemoryRecords
from tests.storage.scenes import act

ROOT = Path(__file__).parents[2]
REGISTER = {"runs_as", "on_body", "on_value", "on_row", "on_meeting", "on_meeting_of"}
SHARED = {"follow.hand_over", "follow.{kind}", "owners.close", "vote.secret"}
"""Commands of two use cases: for one task and for several or a part, for a vote and an election."""
WRITERS = {"write_by_body"}
"""Functions that open the transaction for a use case, which gives them its command."""


@pytest.fixture(autouse=True, scope="module")
def _all_modules() -> None:
    for package in (meetings.actions, meetings.importing):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            importlib.import_module(module.name)


def writes(node: ast.FunctionDef) -> bool:
    """Whether a function opens a transaction, itself or by a writer of several bodies."""
    return any(
        isinstance(inner, ast.Call)
        and getattr(inner.func, "attr", getattr(inner.func, "id", ""))
        in ("transaction", "change", *WRITERS)
        for inner in ast.walk(node)
    )


def unregistered(source: str) -> list[str]:
    """The functions of a module that write without a name in the register."""
    return [
        node.name
        for node in ast.parse(source).body
        if isinstance(node, ast.FunctionDef) and node.name not in WRITERS and writes(node)
        and not any(
            isinstance(one, ast.Call) and getattr(one.func, "id", "") in REGISTER
            for one in node.decorator_list
        )
    ]  # fmt: skip


def test_what_writes_is_registered_under_its_command():
    found = {
        file.name: names
        for folder in ("meetings/actions", "meetings/importing")
        for file in (ROOT / folder).rglob("*.py")
        if file.name != "change.py" and (names := unregistered(file.read_text("utf-8")))
    }
    assert found == {}


def test_a_planted_use_case_without_a_name_is_caught():
    planted = "def f(records, by):\n    with records.transaction('a.b', by, 'c') as book: ..."
    assert unregistered(planted) == ["f"]
    assert unregistered(f"@runs_as('a.b')\n{planted}") == []
    assert unregistered("def g(records): write_by_body(records, by, 'a.b', plan, put)") == ["g"]


def test_two_use_cases_run_as_one_command_only_where_the_act_is_the_same():
    assert {name for name, runs in USE_CASES.items() if len(runs) > 1} == SHARED


def test_what_undo_never_crosses_is_a_command_that_exists():
    own = "storage's own"
    elsewhere = {
        "privacy.anonymise": own, "body.give": own, "body.take": own, "body.back": own,
        "meeting.approve": "of journals of before",
    }  # fmt: skip
    assert set(PERMANENT) - set(USE_CASES) == set(elsewhere)


def test_a_command_takes_its_name_from_what_it_is_given():
    @on_body("test.{kind}")
    def tell(book, by: By, body: str, kind: str, text: str = "") -> str:
        return f"{body} {kind} {text}"

    class Watched(MemoryRecords):
        named: tuple[str, ...] = ()

        def transaction(self, command, by, body):
            self.named += (command,)
            return super().transaction(command, by, body)

    records = Watched()
    assert tell(records, act(), "b", "in", text="t") == "b in t"
    assert records.named == ("test.in",)
    assert USE_CASES.pop("test.{kind}") == [tell]


def test_a_use_case_that_chooses_its_command_is_found_under_each():
    @runs_as("test.one", "test.two")
    def tell() -> None: ...

    assert USE_CASES.pop("test.one") == USE_CASES.pop("test.two") == [tell]
