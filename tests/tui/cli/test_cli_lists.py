"""`jiejiao list`, and what is promised of every --json: its names stand in docs/json.md."""

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from meetings.community.bodies import Tier
from meetings.matters.followup_states import ChaseLevel, FollowUpState, Lateness, Urgency
from meetings.matters.followups import FollowUp
from meetings.matters.issues import Issue, IssueState, Source
from meetings.ports import By
from meetings.sitting.meeting_states import MeetingState
from storage.ids import new_id
from storage.records import FileRecords
from tests.data.released.make import HERE
from tests.storage import scenes
from tui.cli import lists
from tui.cli.main import main
from tui.desk.core import local_now

PAGE = (HERE.parents[2] / "docs/json.md").read_text(encoding="utf-8")
CORNER = "45、47栋街角议事会"


@pytest.fixture(scope="module")
def sample(community: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(shutil.copy(community, tmp_path_factory.mktemp("lists") / "sample.db"))


def run(records: Path, *words: str) -> Result:
    return CliRunner().invoke(main, ["--records", str(records), *words])


def rows_of(records: Path, *words: str) -> list[dict[str, object]]:
    done = run(records, "list", *words, "--json")
    assert done.exit_code == 0, done.output
    rows: list[dict[str, object]] = json.loads(done.stdout)
    return rows


def names_under(heading: str) -> set[str]:
    """The names in the first column of the table under a heading, and those of parts."""
    table = PAGE.split(f"\n### {heading}\n")[1].split("\n#")[0]
    cells = [line.split("|")[1] for line in table.splitlines() if line.startswith("| `")]
    return {name for cell in cells for name in re.findall(r"`([a-z_]+)`", cell)}


@pytest.mark.parametrize("kind", ["issues", "ledger", "meetings", "bodies"])
def test_the_fields_of_a_list_are_those_of_the_page_and_no_others(sample: Path, kind: str) -> None:
    rows = rows_of(sample, kind)
    assert rows and all(row.keys() == names_under(f"list {kind}") for row in rows)


def names_in(value: object, but: frozenset[str]) -> Iterator[str]:
    """Every name in it, without what stands under names that hold words of the records."""
    if isinstance(value, list):
        for one in value:
            yield from names_in(one, but)
    elif isinstance(value, dict):
        for name, held in value.items():
            yield name
            if name not in but:
                yield from names_in(held, but)


COUNTED = frozenset(
    {"meetings", "held_in", "outcomes", "topics", "sources", "states", "tiers", "people", "carried",
     "ages", "ended"}
)  # fmt: skip


@pytest.mark.parametrize(
    "words",
    [
        ("doctor",),
        ("figures", "--by", "topic"),
        ("body", "keepers"),
        ("share", "status"),
        ("verdict", "--rule", "community", "--expected", "16", "--present", "14",
         "--for", "8", "--against", "4", "--abstain", "2"),
    ],
)  # fmt: skip
def test_every_name_that_a_program_is_told_stands_on_the_page(
    sample: Path, words: tuple[str, ...]
) -> None:
    told = json.loads(run(sample, *words, "--json").stdout)
    missing = {name for name in names_in(told, COUNTED) if f"`{name}`" not in PAGE}
    assert not missing


def test_every_code_that_a_list_may_hold_stands_on_the_page() -> None:
    kinds = (Tier, Source, IssueState, FollowUpState, MeetingState, Lateness, Urgency, ChaseLevel)
    codes = {one.value for kind in kinds for one in kind} - {Source.UNKNOWN.value}
    assert {code for code in codes if f"`{code}`" not in PAGE} == set()


def test_nothing_is_left_out_where_there_are_many_pages(
    sample: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = {kind: rows_of(sample, kind) for kind in ("issues", "ledger", "meetings")}
    monkeypatch.setattr(lists, "A_PAGE", 2)
    assert {kind: rows_of(sample, kind) for kind in whole} == whole
    assert len(whole["issues"]) > 20


def test_one_body_alone_is_listed_where_one_is_named(sample: Path) -> None:
    rows = rows_of(sample, "issues", "--body", CORNER)
    assert {row["body_name"] for row in rows} == {CORNER}
    assert len(rows) < len(rows_of(sample, "issues"))
    refused = run(sample, "list", "issues", "--body", "没有的机构", "--json")
    assert (refused.exit_code, refused.stdout) == (2, "") and "没有的机构" in refused.stderr


def test_a_number_of_the_list_is_the_one_that_export_takes(sample: Path, tmp_path: Path) -> None:
    final = next(row for row in rows_of(sample, "meetings", "--body", CORNER)
                 if row["state"] == "final")  # fmt: skip
    target = tmp_path / "纪要.docx"
    number = str(final["number"])
    done = run(sample, "export", "minutes", number, "--body", CORNER, "-o", str(target))
    assert done.exit_code == 0 and target.exists()


def test_what_nobody_said_is_null(tmp_path: Path) -> None:
    path, now = tmp_path / "records.db", local_now()
    with FileRecords.open(path) as records:
        body = scenes.found(records, By("", now, new_id()))
        with records.transaction("issue.collect", By("", now, new_id()), body) as book:
            book.put(
                Issue(book.new_id(), body, 1, "树枝挡灯", now, source=Source.UNKNOWN, undated=True)
            )
            book.put(FollowUp(book.new_id(), body, 1, "修灯", now))
    issue, task = rows_of(path, "issues")[0], rows_of(path, "ledger")[0]
    unsaid = ("place", "source", "source_words", "raised_by", "supporters", "collected_at")
    assert {issue[name] for name in unsaid} == {None}
    assert {task[name] for name in ("owner", "deadline", "last_word", "meeting")} == {None}
    said = run(path, "list", "issues").output
    assert said == "梧桐里街角  1  已收集  树枝挡灯\n"


def test_an_empty_list_says_so_and_is_an_empty_list_for_a_program(tmp_path: Path) -> None:
    path = tmp_path / "records.db"
    FileRecords.open(path).close()
    assert run(path, "list", "meetings").output == "这里没有内容。\n"
    assert rows_of(path, "meetings") == []
