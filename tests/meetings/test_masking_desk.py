"""The desk shows what a public paper masks, and remembers what is decided there."""

from dataclasses import replace

from exports.word_list import WORDS
from meetings.actions import found, mask, papers
from meetings.actions.papers import Wanted
from meetings.papers.mask_choice import MaskChoice
from meetings.papers.name_masking import Seen
from meetings.sitting.debate import Stance
from tests.data.house import House

TEXT = "方便说他愿意，大家出行方便；电话13900000003"


def held() -> House:
    house = House("corner", members=3)
    named = replace(house.people[0], name="方便", building="45栋")
    house.do(found.edit_person, named)
    house.people[0] = named
    house.plan("停车")
    house.open(present=3)
    house.begin("停车")
    house.says(1, TEXT, Stance.FOR)
    return house


def seen_of(house: House) -> list[tuple[str, bool]]:
    places = mask.desk(house.records, house.meeting.id, house.now, WORDS)
    return [(seen.find.words, seen.hidden) for seen in places if seen.text == TEXT]


def place(house: House, number: int) -> Seen:
    places = mask.desk(house.records, house.meeting.id, house.now, WORDS)
    return [seen for seen in places if seen.text == TEXT][number]


def spoken(house: House) -> str:
    wanted = Wanted(papers.PUBLIC)
    minutes = papers.paper(house.records, house.meeting.id, wanted, house.now, WORDS)
    return str(minutes.items[0].speeches[0].text)  # type: ignore[union-attr]


def test_a_place_is_turned_here_or_in_every_paper_of_the_body() -> None:
    house = held()
    assert seen_of(house) == [("方便", True), ("方便", False), ("13900000003", True)]
    assert spoken(house) == "方某说他愿意，大家出行方便；电话（略）"
    house.do(mask.decide, house.body.id, house.meeting.id, place(house, 1), True, False)
    assert seen_of(house) == [("方便", True), ("方便", True), ("13900000003", True)]
    assert spoken(house) == "方某说他愿意，大家出行方某；电话（略）"
    house.do(mask.decide, house.body.id, house.meeting.id, place(house, 0), False, True)
    assert spoken(house) == "方便说他愿意，大家出行方便；电话（略）"
    with house.records.reading() as book:
        [choice] = book.find(MaskChoice)
    assert choice.meeting is None and choice.quoted_before == ""


def test_a_choice_turned_twice_is_kept_once_and_can_be_taken_back() -> None:
    house = held()
    for hide in (True, False, True):
        house.do(mask.decide, house.body.id, house.meeting.id, place(house, 1), hide, False)
    with house.records.reading() as book:
        assert [choice.hide for choice in book.find(MaskChoice)] == [True]
    house.records.undo(house.by(), house.body.id)
    assert seen_of(house)[1] == ("方便", False)


def test_a_choice_for_one_meeting_does_not_reach_another() -> None:
    house = held()
    house.do(mask.decide, house.body.id, house.meeting.id, place(house, 2), False, False)
    assert spoken(house).endswith("13900000003")
    with house.records.reading() as book:
        assert mask.choices_of(book, house.body.id, "another") == []
        assert len(mask.choices_of(book, house.body.id, house.meeting.id)) == 1
