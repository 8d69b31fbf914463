"""资源库 from a list: the class is asked where nobody says it, and nothing is written over."""

from datetime import datetime, timedelta, timezone

import pytest

from meetings.actions import found
from meetings.actions.resource import keep_resource, resources
from meetings.community.bodies import Tier
from meetings.community.people import Person
from meetings.community.resources import Resource, ResourceClass
from meetings.importing.columns import RESOURCE_COLUMNS
from meetings.importing.plan import Choices, RowState
from meetings.importing.resources import (
    existing_resources,
    import_resources,
    plan_resources,
    resource_cells,
)
from meetings.importing.table import Sheet, Source
from meetings.ports import By
from meetings.procedure.rules import preset
from storage.ids import new_id
from tests.storage.memory_records import MemoryRecords
from tui.words.importing import became

NOW = datetime(2026, 11, 24, 10, tzinfo=timezone(timedelta(hours=8)))


def by() -> By:
    return By("王社工", NOW, new_id())


@pytest.fixture
def here():
    records = MemoryRecords()
    return records, found.found_body(records, by(), Tier.CORNER, "甲议事会", preset("corner"))


def planned(here, head, *rows, answers=None, **choices):
    source = Source((Sheet("资源", [head.split(), *map(list, rows)]),))
    records, body = here
    said = Choices(answers=answers or {}, **choices)
    return plan_resources(source, existing_resources(records), body.id, said)


def whys(plan):
    return [[reason.why for reason in row.reasons] for row in plan.rows]


def test_a_list_under_the_words_of_a_committee_comes_in_as_the_preview_shows_it(here):
    records, _body = here
    plan = planned(
        here, "序号 资源类型 资源名称 可提供的资源 联系人 联系电话 开放时间",
        ("1", "场地", "老年活动室", "可坐30人", "何芳", "13900000004", "周末"),
        ("2", "社会组织", "晨光社工站", "义诊", "", "", ""),
        ("合计", "2项", "", "", "", "", ""),
    )  # fmt: skip
    assert import_resources(records, by(), plan) == 2
    hall, _station = sorted(resources(records), key=lambda one: one.kind is not ResourceClass.VENUE)
    assert (hall.name, hall.offers, hall.contact, hall.terms) == (
        "老年活动室", "可坐30人", "何芳 13900000004", "周末",
    )  # fmt: skip
    shown = {became(row) for row in plan.rows if row.made}
    assert shown == {
        "→ 类别 场地 · 名称 老年活动室 · 能提供 可坐30人 "
        "· 联系方式 何芳 13900000004 · 时间和条件 周末",
        "→ 类别 组织 · 名称 晨光社工站 · 能提供 义诊",
    }
    assert whys(plan)[2] == ["total"]


def test_a_class_that_nobody_says_or_knows_is_asked_once_and_its_rows_wait(here):
    rows = [("刘师傅", "修水管", ""), ("周师傅", "理发", ""), ("车棚", "", "公共设施")]
    plan = planned(here, "姓名 特长 类别", *rows)
    assert plan.empty and whys(plan) == [["class_unsaid"], ["class_unsaid"], ["class_unknown"]]
    assert [(one.key, one.facts["n"]) for one in plan.questions] == [
        ("class/", 2), ("class/公共设施", 1),
    ]  # fmt: skip
    answers = {"class/": "skill", "class/公共设施": "venue"}
    plan = planned(here, "姓名 特长 类别", *rows, answers=answers)
    (made,) = plan.new.values()
    assert [(one.kind.value, one.name) for one in made] == [
        ("skill", "刘师傅"), ("skill", "周师傅"), ("venue", "车棚"),
    ]  # fmt: skip


def test_what_is_known_is_filled_in_and_written_over_only_where_it_is_said(here):
    records, body = here
    keep_resource(records, by(), Resource("", body.id, ResourceClass.THING, "梯子", "两架"))
    row = ("物资", "梯子", "三架", "门岗", "停用")
    plan = planned(here, "类别 名称 能提供 联系方式 状态", row)
    assert whys(plan) == [["differs", "differs"]] and plan.rows[0].state is RowState.CHANGED
    ((kept,),) = plan.changed.values()
    assert (kept.offers, kept.contact, kept.stopped) == ("两架", "门岗", False)
    plan = planned(here, "类别 名称 能提供 联系方式 状态", row, answers={"differs": "file"})
    import_resources(records, by(), plan)
    (ladder,) = resources(records)
    assert (ladder.offers, ladder.contact, ladder.stopped) == ("三架", "门岗", True)


def test_importing_the_exported_resources_changes_nothing(here):
    records, body = here
    keep_resource(records, by(), Resource("", body.id, ResourceClass.THING, "梯子", "两架"))
    keep_resource(records, by(), Resource("", body.id, ResourceClass.THING, "梯子", "一架"))
    stopped = Resource("", body.id, ResourceClass.UNIT, "物业", stopped=True)
    keep_resource(records, by(), stopped)
    with records.transaction("person.add", by(), body.id) as book:
        book.put(Person(new_id(), body.id, "刘师傅", skills="修水管"))
    rows = [resource_cells(one, body.name) for one in resources(records)]
    plan = planned(here, " ".join(RESOURCE_COLUMNS), *reversed(rows))
    assert plan.empty and {row.state for row in plan.rows} == {RowState.KNOWN}


def test_rows_that_come_twice_or_lack_a_name_are_told(here):
    plan = planned(
        here, "类别 名称 能提供 状态", ("物资", "梯子", "", ""), ("物资", "梯子", "", ""),
        ("物资", "梯子", "铝的", ""), ("物资", "", "锤子", ""), ("物资", "锯", "", "借出"),
    )  # fmt: skip
    assert whys(plan) == [[], ["same_row"], ["same_resource"], ["missing"], ["unknown_word"]]
