"""The hash of final minutes: the same for the same content, another for any other."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.community.bodies import Tier
from meetings.papers.minutes import Attendance, ItemMinutes, Minutes, Name
from meetings.papers.seal import (
    JournalEnd,
    NoJournalEnd,
    canonical,
    content_hash,
    hash_of,
    journal_end,
    seal_of,
    short,
    thawed,
)
from meetings.sitting.agenda import ItemKind, ItemOutcome

AT = datetime(2026, 11, 24, 19, 30, tzinfo=UTC)


def item(title: str = "消防通道停车") -> ItemMinutes:
    return ItemMinutes(
        1, title, ItemKind.MATTER, "", "", (), "", (), (), (), ItemOutcome.ADOPTED, ""
    )


def minutes(**more: object) -> Minutes:
    there = Attendance(2, (Name("张桂兰", "45栋"),), (), (Name("李国强"),), (), ())
    known = Minutes(
        "45、47栋街角议事会", Tier.CORNER, 2026, 3, "第3次会议", AT, AT + timedelta(hours=1),
        "花坛", "李国强", "王秀英", "街角议事", there, (), (item(),), "",
    )  # fmt: skip
    return replace(known, **more)  # type: ignore[arg-type]


def test_the_form_is_stable_and_named():
    text = canonical(minutes())
    assert text.startswith(
        'jiejiao-minutes-1\n{"answered":[],"attendance":{"absent":[{"building":""'
    )
    assert content_hash(minutes()) == content_hash(minutes())
    assert len(content_hash(minutes())) == 64


def rich() -> Minutes:
    """Minutes with every shape of value: nothing said, a time, a triple, texts of all kinds."""
    pauses = ((AT, AT + timedelta(minutes=5), "停电"), (AT + timedelta(minutes=9), None, ""))
    return minutes(
        items=(item("飞线充电 \u3000“引号”"), item("é́ 😀")), ends_at=None, pauses=pauses,
        informal=True, quorum_sentence="应到16人，实到11人。",
    )  # fmt: skip


SEALED = (Path(__file__).parents[1] / "data/sealed_minutes.txt").read_text("utf-8")
"""The content of `rich` as it was sealed once; its hash stands on paper."""
SEALED_HASH = "4873001dbb9833b679c34e2dc239799465149d8cc08302d4b42d21c3e6593eb6"


def without_new_fields(now: Any, then: Any) -> Any:
    """What is written now, less the fields that a later version added."""
    if isinstance(then, dict):
        return {name: without_new_fields(now[name], part) for name, part in then.items()}
    if isinstance(then, list):
        return [without_new_fields(*pair) for pair in zip(now, then, strict=True)]
    return now


def test_what_was_sealed_once_keeps_its_hash_and_is_read_and_written_as_then():
    assert hash_of(SEALED) == SEALED_HASH
    form, _line, text = SEALED.partition("\n")
    now_form, _line, now = canonical(thawed(SEALED)).partition("\n")
    assert now_form == form
    known = without_new_fields(json.loads(now), json.loads(text))
    assert json.dumps(known, ensure_ascii=False, sort_keys=True, separators=(",", ":")) == text
    same = replace(rich(), draft=thawed(SEALED).draft)
    assert canonical(thawed(SEALED)) == canonical(same)


def test_what_stands_around_the_content_does_not_move_the_hash():
    around = minutes(
        draft=False, version=2, seal="ab12", written_at=AT, errata=((date(2026, 12, 1), "更正"),)
    )
    assert content_hash(around) == content_hash(minutes())


def test_any_word_a_time_or_an_order_moves_the_hash():
    hashes = {
        content_hash(minutes(**change))
        for change in (
            {},
            {"title": "第3次会议 "},
            {"starts_at": AT + timedelta(seconds=1)},
            {"items": (item("楼道路灯"),)},
            {"items": (item("甲"), item("乙"))},
            {"items": (item("乙"), item("甲"))},
            {"informal": True},
            {"ends_at": None},
            {"public": True},
        )
    }
    assert len(hashes) == 9


@given(st.text(), st.text())
def test_two_texts_have_one_hash_only_when_they_are_the_same(first: str, second: str):
    same = content_hash(minutes(place=first)) == content_hash(minutes(place=second))
    assert same == (first == second)


def test_the_printed_form_is_sixteen_digits_by_fours():
    assert short("0123456789abcdef" + "0" * 48) == "0123 4567 89ab cdef"
    assert short("") == ""


PRINTED = seal_of("ab" * 32, "1a2b-3c4d-5e6f-7a8b", 23)


@pytest.mark.parametrize(
    ("words", "count"),
    [
        (PRINTED, 23),
        ("日志 23条 1a2b-3c4d-5e6f-7a8b", 23),
        ("日志２３条　１Ａ２Ｂ－３Ｃ４Ｄ－５Ｅ６Ｆ－７Ａ８Ｂ", 23),
        ("23 entries 1a2b 3c4d 5e6f 7a8b", 23),
        ("1A2B—3C4D—5E6F—7A8B", None),
        ("1a2b3c4d5e6f7a8b", None),
        ("  1a2b - 3c4d - 5e6f - 7a8b\n", None),
    ],
)
def test_the_end_of_the_journal_is_read_as_people_copy_it(words, count):
    assert journal_end(words) == JournalEnd("1a2b3c4d5e6f7a8b", count)


@pytest.mark.parametrize(
    "words",
    [
        "",
        "日志",
        "1a2b-3c4d-5e6f",
        "1a2b-3c4d-5e6f-7a8g",
        "1a2b-3c4d-5e6f-7a8b-9c0d",
        "内容 甲乙丙丁",
    ],
)
def test_what_holds_no_end_of_a_journal_is_refused(words):
    with pytest.raises(NoJournalEnd):
        journal_end(words)


def test_a_count_of_more_digits_than_a_journal_has_is_no_end():
    line = "日志 {}条 1a2b-3c4d-5e6f-7a8b"
    assert journal_end(line.format("9" * 12)).count == 10**12 - 1
    with pytest.raises(NoJournalEnd):
        journal_end(line.format("9" * 13))
