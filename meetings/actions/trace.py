"""全程: collect the rows of every body on one matter, and make its road of them."""

from dataclasses import dataclass, field
from datetime import date

from meetings.actions.carry import reply_to
from meetings.actions.collect import same_as
from meetings.community.bodies import Body
from meetings.matters.followups import FollowUp
from meetings.matters.issues import Issue
from meetings.matters.referrals import Referral
from meetings.papers.road import Leg, Road, Sent, road_of
from meetings.papers.road_words import RoadWords
from meetings.ports import Book, Records
from meetings.sitting.agenda import AgendaItem
from meetings.sitting.meeting import Meeting
from meetings.terms import Lang


def road_of_issue(records: Records, issue: str, today: date, lang: Lang = "zh") -> Road:
    """The whole road of the matter that an issue of any tier belongs to; raises NotFound."""
    with records.reading() as book:
        return _road(book, book.get(Issue, issue), None, today, lang)


def road_of_referral(records: Records, referral: str, today: date, lang: Lang = "zh") -> Road:
    """The whole road of the matter that was passed up; raises NotFound."""
    with records.reading() as book:
        sent = book.get(Referral, referral)
        issue = book.get(Issue, sent.issue) if sent.issue is not None else None
        return _road(book, issue, sent, today, lang)


def _road(book: Book, issue: Issue | None, sent: Referral | None, today: date, lang: Lang) -> Road:
    """Go down to where it began, then up again."""
    while issue is not None and issue.referral is not None:
        below = next(iter(book.find(Referral, id=issue.referral)), None)
        if below is None:
            break
        if below.issue is None:
            issue, sent = None, below
        else:
            issue = book.get(Issue, below.issue)
    found = _Gathering(book)
    if issue is not None:
        found.issue(issue)
    elif sent is not None:
        found.item(sent)
    return road_of(tuple(found.legs), today, RoadWords(lang))


@dataclass
class _Gathering:
    """Collects the legs of a road from below upwards, each issue once."""

    book: Book
    legs: list[Leg] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)

    def issue(self, issue: Issue) -> None:
        """Collect the leg of an issue, and those of the bodies it was passed up to."""
        if issue.id in self.seen:
            return
        self.seen.add(issue.id)
        book = self.book
        sent = book.find(Referral, body=issue.body, issue=issue.id)
        leg = Leg(
            book.get(Body, issue.body),
            issue,
            tuple(earlier_of(book, issue)),
            tuple(book.find(Issue, merged_into=issue.id)),
            self._items(book.find(AgendaItem, issue=issue.id)),
            tuple(book.find(FollowUp, issue=issue.id)),
            tuple(map(self._sent, sent)),
            tuple((book.get(Body, one.body).name, one) for one in same_as(book, issue)),
        )
        self.legs.append(leg)
        self._above(leg)

    def item(self, referral: Referral) -> None:
        """A matter without an issue: the item it was passed up from."""
        book = self.book
        ids = [id for id in (referral.item, referral.landed_item) if id is not None]
        items = [item for id in ids for item in book.find(AgendaItem, id=id)]
        tasks = [task for id in ids for task in book.find(FollowUp, item=id)]
        leg = Leg(
            book.get(Body, referral.body),
            items=self._items(items),
            tasks=tuple(tasks),
            sent=(self._sent(referral),),
        )
        self.legs.append(leg)
        self._above(leg)

    def _above(self, leg: Leg) -> None:
        for sent in leg.sent:
            reply = sent.reply
            if reply is None:
                continue
            if reply.issue is not None:
                self.issue(self.book.get(Issue, reply.issue))
                continue
            ids = [task.follow_up for task in reply.tasks if task.follow_up is not None]
            tasks = tuple(task for id in ids for task in self.book.find(FollowUp, id=id))
            if tasks:
                self.legs.append(Leg(self.book.get(Body, reply.body), tasks=tasks))

    def _items(self, items: list[AgendaItem]) -> tuple[tuple[Meeting, str], ...]:
        return tuple((self.book.get(Meeting, item.meeting), item.id) for item in items)

    def _sent(self, referral: Referral) -> Sent:
        to = next(iter(self.book.find(Body, id=referral.to_body)), None)
        return Sent(referral, reply_to(self.book, referral.id), to.name if to else "")


def earlier_of(book: Book, issue: Issue) -> list[Issue]:
    """The issues that this one repeats, the newest first."""
    found: list[Issue] = []
    here = issue
    while here.again_of is not None and all(here.again_of != old.id for old in found):
        earlier = book.find(Issue, id=here.again_of)
        if not earlier:
            break
        here = earlier[0]
        found.append(here)
    return found
