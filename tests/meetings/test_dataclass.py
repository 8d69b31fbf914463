"""A frozen dataclass of ours is the library's in every way but for when its methods are written."""

import copy
import dataclasses
import pickle
from concurrent.futures import ThreadPoolExecutor
from dataclasses import FrozenInstanceError, field, fields, replace
from typing import Any

import pytest

from meetings.dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Room:
    name: str
    seats: int = 16
    doors: tuple[str, ...] = field(default=(), compare=False)
    notes: list[str] = field(default_factory=list, repr=False, hash=False)


@dataclass(frozen=True, slots=True)
class Hall(Room):
    stage: bool = False

    def __post_init__(self) -> None:
        if self.seats < 0:
            raise ValueError(self.seats)


@dataclass(frozen=True, slots=True)
class Named:
    name: str

    def __repr__(self) -> str:
        return f"<{self.name}>"


def fresh(**fields_of_it: Any) -> Any:
    """A class of which nothing was made yet, by our decorator and by the library's."""

    def made(by: Any) -> Any:
        space = {"__annotations__": dict.fromkeys(fields_of_it, int), **fields_of_it}
        return by(frozen=True, slots=True)(type("Fresh", (), {**space, "__module__": __name__}))

    return made(dataclass), made(dataclasses.dataclass)


def test_it_is_made_compared_shown_and_changed_as_the_library_s():
    one = Room("北", 12, ("东",), ["暗"])
    assert (one.name, one.seats, one.doors, one.notes) == ("北", 12, ("东",), ["暗"])
    assert one == Room("北", 12, ("西",), ["暗"]) != Room("北", 13, notes=["暗"])
    assert hash(one) == hash(Room("北", 12)) and repr(one) == (
        "Room(name='北', seats=12, doors=('东',))"
    )
    assert replace(one, seats=3) == Room("北", 3, notes=["暗"])
    assert Room("北").notes is not Room("北").notes
    assert one.__eq__("北") is NotImplemented


def test_nothing_of_it_can_be_set_or_deleted():
    one: Any = Room("北")
    with pytest.raises(FrozenInstanceError):
        one.seats = 1
    with pytest.raises(FrozenInstanceError):
        del one.seats
    with pytest.raises((AttributeError, TypeError)):
        one.windows = 1
    assert one == Room("北") and not hasattr(one, "__dict__")


def test_a_class_of_a_class_has_the_fields_of_both_and_its_own_check():
    hall = Hall("南", 40, stage=True)
    assert [f.name for f in fields(hall)] == ["name", "seats", "doors", "notes", "stage"]
    assert hall != Room("南", 40) and hall.stage
    with pytest.raises(ValueError):
        Hall("南", -1)


def test_what_a_class_writes_itself_stays():
    assert repr(Named("甲")) == "<甲>" and Named("甲") == Named("甲")


@pytest.mark.parametrize("given", [(), (1, 2, 3), (1, 2)])
def test_what_is_missing_or_too_much_is_refused_in_the_words_of_the_library(given):
    ours, theirs = fresh(one=field(), two=field(default=7))
    for _ in range(2):  # before and after the methods are written
        said = []
        for each in (ours, theirs):
            try:
                said.append(repr(each(*given)).rpartition(".")[2])
            except TypeError as error:
                said.append(str(error).rpartition(".")[2])
        assert said[0] == said[1]


@pytest.mark.parametrize(
    "again", [copy.copy, copy.deepcopy, lambda one: pickle.loads(pickle.dumps(one))]
)
def test_copies_are_equal(again):
    assert again(Room("北", notes=["暗"])) == Room("北", notes=["暗"])


def test_one_that_arrives_in_another_process_is_whole_before_any_was_made_there():
    ours, _ = fresh(one=field(default=1))
    arrived = ours.__new__(ours)
    arrived.__setstate__([5])
    assert arrived == arrived and repr(arrived).endswith("Fresh(one=5)")
    assert hash(arrived) == hash(ours(5))


def test_two_threads_may_make_the_first_one_at_once():
    for _ in range(50):
        ours, _ = fresh(one=field(default=1))
        with ThreadPoolExecutor(8) as pool:
            assert {each.one for each in pool.map(ours, range(8))} == set(range(8))


def test_nothing_is_written_before_one_is_made():
    """Else the start of the program waits for what nobody uses."""
    ours, theirs = fresh(one=field(default=1))
    assert "one" not in ours.__init__.__code__.co_varnames
    ours()
    assert ours.__init__.__code__.co_varnames == theirs.__init__.__code__.co_varnames


def test_other_kinds_are_the_library_s_own():
    @dataclass(frozen=True, eq=False)
    class Apart:
        name: str

    @dataclass(frozen=True, slots=True)
    class Below(Apart):
        room: str = ""

    assert Apart("甲") != Apart("甲")
    assert Below("甲", "乙").room == "乙"
