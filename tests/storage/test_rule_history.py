"""The history of a body's rules stands in its journal, with who, when and by which decision."""

from pathlib import Path

import pytest

from meetings.actions import found
from meetings.community.bodies import Body, Tier
from meetings.errors import ReasonNeeded
from meetings.ports import By
from meetings.procedure.rule_changes import changed_words
from meetings.procedure.rules import PRESETS, RuleUnchanged
from storage.ids import new_id
from storage.queries.rules import rule_history
from storage.records import FileRecords
from tests.storage.scenes import AT


def by(actor: str) -> By:
    return By(actor, AT, new_id())


@pytest.fixture
def records(tmp_path: Path):
    with FileRecords.open(tmp_path / "records.db") as opened:
        yield opened


@pytest.fixture
def body(records: FileRecords) -> Body:
    return found.found_body(records, by("王社工"), Tier.CORNER, "45栋街角", PRESETS["corner"])


def test_every_change_is_there_the_newest_first(records: FileRecords, body: Body):
    found.edit_body(records, by("甲"), body.id, "另名", None, "")
    found.change_rule(records, by("李国强"), body.id, PRESETS["community"], "第3次会议")
    found.change_rule(records, by("王秀英"), body.id, PRESETS["community-major"], "第5次会议")
    changes = rule_history(records, body.id)
    assert [(c.actor, c.after.preset, c.after.adopted) for c in changes] == [
        ("王秀英", "community-major", "第5次会议"),
        ("李国强", "community", "第3次会议"),
        ("王社工", "corner", ""),
    ]
    assert changes[-1].before is None and changes[0].before == changes[1].after
    old, new = changed_words(changes[1].after, changes[0].after)
    assert "通过：须超过实到人数的二分之一" in old and "议定：第5次会议" in new


def test_an_undone_change_stands_there_with_its_undoing(records: FileRecords, body: Body):
    found.change_rule(records, by("甲"), body.id, PRESETS["community"], "误")
    records.undo(by("甲"), body.id)
    changes = rule_history(records, body.id)
    assert [c.command for c in changes] == ["undo", "body.rule", "body.found"]
    with records.reading() as book:
        assert book.get(Body, body.id).rule == PRESETS["corner"]


def test_a_change_needs_its_decision_and_must_change_something(records: FileRecords, body: Body):
    with pytest.raises(ReasonNeeded):
        found.change_rule(records, by("甲"), body.id, PRESETS["community"], "  ")
    with pytest.raises(RuleUnchanged):
        found.change_rule(records, by("甲"), body.id, PRESETS["corner"], "第3次会议")
    assert len(rule_history(records, body.id)) == 1
