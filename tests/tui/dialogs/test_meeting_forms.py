"""The forms of a meeting and of an item: its own offset, and what a law asks of an item."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from meetings.community.bodies import Tier
from meetings.procedure.rules import preset
from meetings.sitting.agenda import AgendaItem
from meetings.sitting.meeting import Meeting
from meetings.sitting.meeting_states import MeetingKind, plain_kind
from tui.dialogs import meeting as forms
from tui.dialogs.holding.invited import kind_of
from tui.dialogs.kit.fields import ChoiceField, DateField, TextField, YesNoField
from tui.finding.people_search import PersonFinder
from tui.screens.meeting_life import planned_today

BEIJING = timezone(timedelta(hours=8))
HELD = Meeting("m", "b", 2026, 1, "议事会", datetime(2026, 12, 1, 0, 30, tzinfo=BEIJING))
ABROAD = datetime(2026, 11, 30, 12, 0, tzinfo=timezone(timedelta(hours=-5)))


def values(lines):
    return {line.name: line.value for line in lines if hasattr(line, "name")}


def test_a_meeting_is_corrected_in_its_own_offset_wherever_the_computer_is():
    shown = values(
        forms.meeting_lines(
            PersonFinder(()), ABROAD.date(), HELD, title="议事会", place="", chair="", secretary=""
        )
    )
    assert (shown["day"], shown["start"]) == (date(2026, 12, 1), "00:30")
    start, end = forms.times(
        {"day": date(2026, 12, 2), "start": "19:00", "end": "20:30"}, ABROAD, HELD
    )
    assert start == datetime(2026, 12, 2, 19, 0, tzinfo=BEIJING)
    assert end is not None and end - start == timedelta(minutes=90)
    assert start.utcoffset() == HELD.starts_at.utcoffset()


def test_whether_it_is_today_is_asked_where_the_meeting_is():
    assert planned_today(HELD, datetime(2026, 11, 30, 17, 0, tzinfo=UTC))
    assert not planned_today(HELD, datetime(2026, 11, 30, 12, 0, tzinfo=UTC))


@pytest.mark.parametrize(("picked", "typed", "kind", "words"), [
    ("advance", "", MeetingKind.ADVANCE, ""), ("=座谈会", "", MeetingKind.SPECIAL, "座谈会"),
    ("regular", " 居民说事会 ", MeetingKind.SPECIAL, "居民说事会"),
    ("regular", "推进会", MeetingKind.ADVANCE, ""), (None, None, MeetingKind.REGULAR, ""),
])  # fmt: skip
def test_a_kind_is_one_of_ours_or_goes_by_its_name(picked, typed, kind, words):
    answers = {"kind": picked, "own_kind": typed}
    assert kind_of(answers, MeetingKind.REGULAR) == (kind, words)


def test_a_corner_is_asked_for_the_kind_and_for_names_of_its_own_once_it_has_one():
    def asked(**more):
        return values(forms.meeting_lines(
            PersonFinder(()), ABROAD.date(), None, title="", place="", chair="", secretary="",
            **more,
        ))  # fmt: skip

    assert asked()["kind"] == "regular" and not {"own_kind", "units"} & set(asked())
    assert {"kind", "own_kind", "units"} < set(asked(joint=True))
    assert {"kind", "own_kind", "units"} < set(asked(own_kinds=("居民说事会",)))
    held = replace(HELD, kind=MeetingKind.SPECIAL, kind_words="书记面对面")
    shown = forms.meeting_lines(
        PersonFinder(()), ABROAD.date(), held, title="", place="", chair="", secretary=""
    )
    assert values(shown)["kind"] == "=书记面对面"


def test_the_plain_kind_is_that_of_the_tier():
    kinds = [plain_kind(tier) for tier in (Tier.CORNER, Tier.COMMUNITY, Tier.SUBDISTRICT)]
    assert kinds == [MeetingKind.REGULAR, MeetingKind.REGULAR, MeetingKind.ADVANCE]


ITEM = AgendaItem("i", "b", "m", 1, "全年工作报告")
GIVEN = {"title": "全年工作报告", "minutes": 10, "proposal": "", "private": False,
         "owners_matter": False}  # fmt: skip


def test_an_important_matter_is_asked_about_only_under_the_law_that_asks():
    names = [line.name for line in forms.item_lines(ITEM, preset("community"))
             if isinstance(line, TextField | YesNoField | ChoiceField | DateField)]  # fmt: skip
    assert "important" not in names and "studied" not in names
    assert forms.edited_item(ITEM, GIVEN) == ITEM
    asked = values(forms.item_lines(ITEM, preset("residents-representatives")))
    assert (asked["important"], asked["studied"]) == (False, "")


@pytest.mark.parametrize(("said", "kept"), [("studied", True), ("not_studied", False), ("", None)])
def test_what_the_party_organisation_did_is_kept_or_stays_open(said, kept):
    edited = forms.edited_item(ITEM, {**GIVEN, "important": True, "studied": said})
    assert edited == replace(ITEM, important=True, party_studied=kept)
    again = values(forms.item_lines(edited, preset("residents-representatives")))
    assert again["studied"] == said and again["important"]
