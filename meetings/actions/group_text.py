"""Short texts for a residents' chat group, made from the records and masked like notices."""

from dataclasses import replace
from datetime import date, datetime

from meetings.actions.carry import reply_to
from meetings.actions.chase import tasks_to_chase
from meetings.actions.mask import choices_of
from meetings.actions.papers import NOTICE, PUBLIC, Wanted, paper
from meetings.community.bodies import Body
from meetings.community.people import Person
from meetings.matters.followups import FollowUp
from meetings.matters.issues import Issue
from meetings.matters.needs import NEED_HEAD, Need, need_text, thanks_text
from meetings.matters.referrals import Referral, Reply
from meetings.matters.referrals import stands as not_taken_back
from meetings.papers.group_text import Mask, answer_text, late_text, notice_text, result_text
from meetings.papers.minutes import Minutes
from meetings.papers.name_masking import WordList
from meetings.papers.other_papers import Notice
from meetings.ports import Book, Records


def notice(records: Records, meeting: str, now: datetime, words: WordList | None = None) -> str:
    """The call to a meeting."""
    value = paper(records, meeting, Wanted(NOTICE), now, words)
    assert isinstance(value, Notice)
    return notice_text(value)


def result(
    records: Records, meeting: str, now: datetime, words: WordList | None = None, item: int = 0
) -> str:
    """The results of a meeting, each vote with its sentence; `item` limits it to that number."""
    value = paper(records, meeting, Wanted(PUBLIC), now, words)
    assert isinstance(value, Minutes)
    return result_text(value, item or None)


def answer(records: Records, issue: str, words: WordList | None = None) -> str:
    """The answer on an issue, also on one that was merged into another."""
    with records.reading() as book:
        stored = book.get(Issue, issue)
        stands = stored if stored.merged_into is None else book.get(Issue, stored.merged_into)
        tasks = book.find(FollowUp, issue=stands.id)
        sent = [
            one
            for one in book.find(Referral, issue=stands.id)
            if not_taken_back(one, reply_to(book, one.id))
        ]
        to = book.get(Body, sent[-1].to_body).name if sent else ""
        replies = book.find(Reply, referral=sent[-1].id) if sent else []
        answered = replies[-1].answer if replies else ""
        shown = replace(
            stands, title=stored.title, place=stored.place, raised_name=stored.raised_name,
            private=stored.private or stands.private,
        )  # fmt: skip
        mask = _mask(book, stored.body, words)
        return answer_text(book.get(Body, stored.body).name, shown, tasks, mask, to, answered)


def late(records: Records, body: str, today: date, words: WordList | None = None) -> str:
    """The late tasks of a body and those below it, with their owners."""
    with records.reading() as book:
        name, mask = book.get(Body, body).name, _mask(book, body, words)
    return late_text(name, tasks_to_chase(records, body, today), today, mask)


def need(records: Records, id: str, words: WordList | None = None) -> str:
    """A need and whom to tell; the only telephone in it is the body's own."""
    with records.reading() as book:
        one = book.get(Need, id)
        body, mask = book.get(Body, one.body), _mask(book, one.body, words)
        return need_text(replace(one, text=mask.text(one.text)), body.name, body.phone)


def need_words(records: Records, id: str, words: WordList | None = None) -> str:
    """The same for the board: without the heading, which is its title, and the telephone, which
    the sheet has below.
    """
    with records.reading() as book:
        one = book.get(Need, id)
        body, mask = book.get(Body, one.body), _mask(book, one.body, words)
        wording = need_text(replace(one, text=mask.text(one.text)), body.name)
        return wording.removeprefix(NEED_HEAD)


def thanks(records: Records, id: str, words: WordList | None = None) -> str:
    """Thanks to those who gave, by name; everything else is masked."""
    with records.reading() as book:
        one = book.get(Need, id)
        body, mask = book.get(Body, one.body), _mask(book, one.body, words)
        offers = tuple(replace(offer, given=mask.text(offer.given)) for offer in one.offers)
        return thanks_text(replace(one, text=mask.text(one.text), offers=offers), body.name)


def _mask(book: Book, body: str, words: WordList | None) -> Mask:
    return Mask(book.find(Person), words, choices_of(book, body))
