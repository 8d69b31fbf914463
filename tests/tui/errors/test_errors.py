"""Every refusal has its sentence, in both languages, with its numbers in it."""

import importlib
import pkgutil
from contextlib import contextmanager
from dataclasses import FrozenInstanceError, is_dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from types import UnionType
from typing import Any, Literal, get_args, get_origin, get_type_hints

import pytest

import exports
import meetings
import storage
from meetings.errors import (
    MeetingError,
    Missing,
    NotAllowedNow,
    NotFound,
    NothingToUndo,
    ReasonNeeded,
    UndoRefused,
)
from tests.data.hostile import HOSTILE
from tui.errors import has_sentence, is_refusal, sentence
from tui.language import Language, set_language


@cache
def every_error() -> list[type[MeetingError]]:
    for package in (meetings, storage, exports):
        for module in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
            importlib.import_module(module.name)
    found: list[type[MeetingError]] = []
    waiting = [MeetingError]
    while waiting:
        for kind in waiting.pop().__subclasses__():
            if kind.__module__.startswith(("meetings.", "storage.", "exports.", "tui.")):
                found.append(kind)
                waiting.append(kind)
    return found


def error(name: str, /, **facts: object) -> MeetingError:
    return next(kind for kind in every_error() if kind.__name__ == name)(**facts)


@pytest.mark.parametrize("kind", every_error(), ids=lambda kind: kind.__name__)
def test_every_refusal_has_a_sentence_of_its_own(kind: type[MeetingError]):
    assert has_sentence(kind)


EXAMPLES = [
    (NotFound(kind="Issue", id="1"), "不在了"),
    (NotAllowedNow(act="open_vote", state="vote_open"), "有表决正在进行"),
    (Missing(what="decision"), "议定什么"),
    (ReasonNeeded(act="void_vote"), "理由"),
    (NothingToUndo(), "没有可以撤销的"),
    (UndoRefused(command="x", why="final"), "已定稿"),
    (UndoRefused(command="vote.secret", why="final"), "无记名投票不能撤销"),
    (UndoRefused(command="x", why="changed_since"), "又改过"),
    (error("QuorumNotReached", present=9, needed=10, expected=15), "9人"),
    (error("QuorumNotReached", present=9, needed=10, expected=15), "至少10人"),
    (
        error("QuorumNotReached", present=5, represented=3, needed=7, expected=12),
        "实到2人、受委托3人",
    ),
    (error("CountsDoNotFit", votes=15, present=14), "15票"),
    (error("ProxyRefused", why="limit", limit=2), "2"),
    (error("WrongTime", at=datetime(2026, 1, 1, 20, 5), now=datetime(2026, 1, 1, 19, 0)), "20:05"),
    (error("DateNotUnderstood", text="2-30", why="calendar"), "2-30"),
    (error("WriteFailed", why="full"), "磁盘满了"),
    (error("CannotOpen", path="某处", why="absent"), "某处"),
    (error("BallotRefused", name="张桂兰", why="twice"), "张桂兰"),
    (error("TellersDiffer", first="张桂兰", second="周敏", counts=()), "周敏"),
    (error("Newer", path="a.db", found=9, known=1), "9"),
    (error("TooLong", table="x", column="y", length=30000, limit=20000), "20000"),
]


@pytest.mark.parametrize(("refusal", "words"), EXAMPLES, ids=lambda value: str(value)[:30])
def test_the_sentence_names_what_happened(refusal: MeetingError, words: str):
    assert words in sentence(refusal)


@pytest.mark.parametrize("refusal", [entry[0] for entry in EXAMPLES], ids=lambda e: repr(e)[:30])
def test_the_sentence_is_there_in_english_too(refusal: MeetingError):
    set_language("en")
    said = sentence(refusal)
    assert not any(mark in said for mark in "。，；：")
    assert "{" not in said


def test_states_are_named_in_the_field_s_words():
    from meetings.sitting.meeting_states import MeetingState

    assert "已结束" in sentence(NotAllowedNow(act="x", state=MeetingState.ENDED))


def test_an_unknown_refusal_names_its_facts_and_that_nothing_changed():
    class Unheard(MeetingError):
        number: int = 0

    said = sentence(Unheard(number=7))
    assert "Unheard" in said and "number=7" in said and "没有改动" in said
    assert is_refusal(Unheard())


def test_a_refusal_cannot_lack_a_fact_or_bear_another():
    for facts in ({}, {"present": 1, "needed": 2}, {"present": 1, "needed": 2, "wanted": 3}):
        with pytest.raises(TypeError):
            error("QuorumNotReached", **facts)


def test_a_refusal_is_a_frozen_dataclass_that_still_takes_its_traceback():
    @contextmanager
    def passing():
        yield

    refusal = Missing(what="title")
    with pytest.raises(Missing), passing():
        raise refusal
    assert is_dataclass(refusal) and refusal.__traceback__ is not None
    with pytest.raises(FrozenInstanceError):
        refusal.what = "text"  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError):
        del refusal.what
    assert refusal.facts == {"what": "title"} and repr(refusal) == "Missing(what='title')"


def examples_of(kind: type[MeetingError]) -> list[MeetingError]:
    """The error with every value that a fact of few values can have, one at a time."""
    hints = get_type_hints(kind)
    few = {name: _values(hints[name]) for name in kind._names()}
    first = {name: values[0] for name, values in few.items()}
    made = [{**first, name: value} for name, values in few.items() for value in values]
    return [kind(**facts) for facts in made or [{}]]


def _values(hint: Any) -> tuple[Any, ...]:
    if get_origin(hint) is Literal:
        return get_args(hint)
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return tuple(hint)
    if get_origin(hint) is UnionType:
        return tuple(value for part in get_args(hint) for value in _values(part))
    if get_origin(hint) is tuple:
        return ((), (_values(get_args(hint)[0])[0],))
    if is_dataclass(hint) and isinstance(hint, type):
        return ("a value",)
    plain: dict[Any, tuple[Any, ...]] = {
        str: ("张桂兰",), int: (7,), bool: (True, False), type(None): (None,), object: ("x",),
        datetime: (datetime(2026, 1, 1, 20, 5),), date: (date(2026, 1, 1),),
    }  # fmt: skip
    return plain[hint]


@pytest.mark.parametrize("kind", every_error(), ids=lambda kind: kind.__name__)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_refusal_is_told_whatever_its_facts(kind: type[MeetingError], lang: Language):
    set_language(lang)
    for refusal in examples_of(kind):
        said = sentence(refusal)
        assert said and kind.__name__ not in said
        assert "{" not in said.replace("{张桂兰}", ""), "a pattern's own words stand in braces"


def test_a_bug_is_not_told_as_a_refusal():
    assert not is_refusal(KeyError("x"))
    assert is_refusal(FileExistsError(17, "exists", "纪要.docx"))
    assert "纪要.docx" in sentence(FileExistsError(17, "exists", "纪要.docx"))


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_facts_do_not_break_a_sentence(text: str):
    assert sentence(error("DateNotUnderstood", text=text, why="calendar"))
    assert sentence(Missing(what=text)) and sentence(NotAllowedNow(act="x", state=text))
    assert Missing(what=text).facts == {"what": text}


@pytest.mark.parametrize(
    ("name", "facts"),
    [
        ("TooLateToDecline", {"assigned": date(2024, 3, 16), "days": 5}),
        ("TooLateToObject", {"last": date(2024, 3, 16)}),
    ],
)
def test_a_day_in_a_refusal_bears_its_year(name, facts):
    assert "2024年3月16日" in sentence(error(name, **facts))
