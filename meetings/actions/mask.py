"""Before a paper is posted: show what points to persons in it, and record what to mask."""

from collections.abc import Iterable
from datetime import datetime

from meetings.actions.change import on_body
from meetings.actions.finish import minutes_in
from meetings.community.people import Person
from meetings.papers.mask_choice import MaskChoice
from meetings.papers.masking import seen_in
from meetings.papers.name_masking import Cover, Seen, WordList, distinct_masks
from meetings.ports import Book, By, Records
from meetings.sitting.meeting import Meeting


def choices_of(book: Book, body: str, meeting: str | None = None) -> list[MaskChoice]:
    """The masking decisions for the whole body and for one meeting."""
    existing = book.find(MaskChoice, body=body)
    return [choice for choice in existing if choice.meeting in (None, meeting)]


def desk(
    records: Records, meeting: str, now: datetime, words: WordList | None = None
) -> tuple[Seen, ...]:
    """Every place in the public edition of a meeting's minutes, in the order of the paper."""
    with records.reading() as book:
        held = book.get(Meeting, meeting)
        choices = choices_of(book, held.body, meeting)
        return seen_in(minutes_in(book, held, now), book.find(Person), words, choices)


def cover_of(
    book: Book, body: str, words: WordList | None = None, apart: Iterable[str] = ()
) -> Cover:
    """A Cover that hides names, rooms and telephones of all who did not agree to be named.

    Names in `apart` get distinct masks where they share a surname.
    """
    people = book.find(Person)
    return Cover(
        [person.name for person in people if not person.consent],
        [person.room for person in people],
        [person.phone for person in people],
        words=words,
        choices=choices_of(book, body),
        masks=distinct_masks(apart),
        agreed=[person.name for person in people if person.consent],
    )


@on_body("paper.mask")
def decide(
    book: Book, by: By, body: str, meeting: str, seen: Seen, hide: bool, everywhere: bool
) -> MaskChoice:
    """Mask a place or leave it as it is: here, or in every paper of the body where the words stand.

    A decision for everywhere takes the place of earlier ones of the body about these words.
    """
    before, after = ("", "") if everywhere else (seen.before, seen.after)
    for choice in choices_of(book, body, meeting):
        same = (choice.quoted_before, choice.quoted_after) == (before, after)
        if choice.quoted == seen.find.words and (everywhere or same):
            book.remove(choice)
    made = MaskChoice(
        book.new_id(), body, None if everywhere else meeting, seen.find.words, before, after,
        hide, by.at,
    )  # fmt: skip
    book.put(made)
    return made
