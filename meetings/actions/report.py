"""统计与报告: the report of a period on some bodies, and reports that were sealed."""

import re
from collections.abc import Callable
from datetime import date

from meetings.actions.change import on_body
from meetings.actions.scope import scope
from meetings.community.bodies import Body
from meetings.errors import MeetingError
from meetings.figures.exchanged import NOBODY, Elsewhere
from meetings.figures.facts import Facts
from meetings.figures.periods import Period
from meetings.figures.report import Report, report
from meetings.figures.scope import Scope
from meetings.figures.sealed import opened, sealed, with_lists
from meetings.figures.sealed_report import NotOver, SealedAlready, SealedReport
from meetings.matters.activities import Activity
from meetings.matters.followups import FollowUp
from meetings.matters.ledger import Reach
from meetings.ports import Book, By, Records


class WhichReport(MeetingError):
    """No sealed report has this number, or several bodies have one: `wanted`."""

    wanted: str


def period_report(
    records: Records,
    of: Scope,
    period: Period,
    today: date,
    facts: Callable[[Period], Facts],
    elsewhere: Callable[[Period], Elsewhere] = lambda _period: NOBODY,
) -> Report:
    """The report as the records stand now; `facts` reads those of a period.

    `elsewhere` reads what bodies on other computers told of it.
    """
    with records.reading() as book:
        return report(
            of, _issuer(book, of), period, today, facts, lambda id: book.get(FollowUp, id),
            lambda id: book.get(Activity, id), elsewhere,
        )  # fmt: skip


def _issuer(book: Book, of: Scope) -> str:
    """The name of the body that signs: whose report it is, else the single topmost one, else ""."""
    if of.body:
        return book.get(Body, of.body).name
    stored = [book.get(Body, id) for id, _name in of.bodies]
    there = {one.id for one in stored}
    upper = [one for one in stored if one.parent not in there]
    return upper[0].name if len(upper) == 1 else ""


@on_body("report.seal")
def seal(book: Book, by: By, body: str, reach: Reach, made: Report) -> SealedReport:
    """Seal the report of a period that is over; raises NotOver, SealedAlready."""
    if made.period.end >= by.at.date():
        raise NotOver(end=made.period.end)
    content, hash = sealed(made)
    for earlier in sealed_in(book, body):
        if earlier.hash == hash and earlier.reach is reach:
            raise SealedAlready(year=earlier.year, number=earlier.number)
    year = by.at.year
    number = book.highest(SealedReport, "number", body=body, year=year) + 1
    sealed_report = SealedReport(
        book.new_id(), body, year, number, reach, made.period.start, made.period.end, content,
        hash, by.at, by.actor,
    )  # fmt: skip
    book.put(sealed_report)
    return sealed_report


def sealed_in(book: Book, body: str) -> list[SealedReport]:
    """The reports that a body sealed, the newest first."""
    return sorted(book.find(SealedReport, body=body), key=lambda one: one.id, reverse=True)


def sealed_reports(records: Records, body: str) -> list[SealedReport]:
    """The reports that a body sealed, or all of the file, the newest first."""
    with records.reading() as book:
        if body:
            return sealed_in(book, body)
        return sorted(book.find(SealedReport), key=lambda one: one.id, reverse=True)


_NUMBER = re.compile(r"\D*(\d{4})\D+(\d{1,4})\D*")


def sealed_numbered(records: Records, body: str, wanted: str) -> SealedReport:
    """The sealed report of a number (2027-1) or id; raises WhichReport."""
    number = _NUMBER.fullmatch(wanted)
    found = [
        one
        for one in sealed_reports(records, body)
        if one.id == wanted
        or (number and (one.year, one.number) == tuple(map(int, number.groups())))
    ]
    if len(found) != 1:
        raise WhichReport(wanted=wanted)
    return found[0]


def sealed_paper(records: Records, sealed: SealedReport, now: Report) -> Report:
    """A sealed report to be printed, with its lists, and what differs from it in `now`."""
    with records.reading() as book:
        return with_lists(
            opened(sealed), now, sealed.at, lambda id: book.get(FollowUp, id),
            lambda id: book.get(Activity, id),
        )  # fmt: skip


def sealed_scope(records: Records, sealed: SealedReport) -> Scope:
    """The bodies that a sealed report covers, as they are today."""
    return scope(records, sealed.body, sealed.reach)
