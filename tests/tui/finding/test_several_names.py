"""Several names in one line: initials become the only person they spell."""

import pytest

from meetings.chairing.attendance import NotAName
from tui.finding.people_search import PersonFinder, named, named_live

PEOPLE = PersonFinder(
    [("a", "李国强", "47栋"), ("b", "王秀英", "45栋"), ("c", "李梅", ""), ("d", "刘明", "")]
)


@pytest.mark.parametrize("typed", ["lm", "lgq、zw47", "12345；"])
def test_letters_that_spell_nobody_are_refused(typed: str):
    with pytest.raises(NotAName):
        named(typed, PEOPLE)


@pytest.mark.parametrize(
    "typed, meant",
    [
        ("lgq", ("李国强",)),
        ("lgq、wxy，居委会", ("李国强", "王秀英", "居委会")),
        ("王秀", ("王秀",)),
        ("", ()),
    ],
)
def test_letters_become_the_only_person_they_spell_and_all_else_stays(
    typed: str, meant: tuple[str, ...]
):
    assert named(typed, PEOPLE) == meant


def test_what_was_understood_is_said_only_where_something_was():
    assert "李国强" in named_live("lgq、居委会", PEOPLE)
    assert named_live("李国强", PEOPLE) == "" == named_live("", PEOPLE)
