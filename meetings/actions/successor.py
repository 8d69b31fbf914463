"""交接单: collect what is open in a body and who does what, for a successor."""

from collections.abc import Collection, Sequence
from datetime import datetime

from meetings.actions.bylaw import adopted_words, bylaws
from meetings.actions.handing_over import open_in
from meetings.actions.post import board
from meetings.clean import is_blank, trim
from meetings.community.bodies import Body
from meetings.community.people import Person, Role, Seat, label
from meetings.matters.followup_states import OVER
from meetings.matters.needs import Need
from meetings.papers.successor import OpenLine, SuccessorPage
from meetings.ports import Book, By, Records
from meetings.sitting.bylaws import BylawStatus
from meetings.sitting.meeting import Meeting
from meetings.sitting.meeting_states import OVER as HELD
from meetings.sitting.meeting_states import MeetingState
from meetings.terms import term

_SETTLED = frozenset({MeetingState.FINAL, MeetingState.APPROVED, MeetingState.CANCELLED})
_OFFICES = frozenset(Role) - {Role.MEMBER, Role.OBSERVER, Role.RESIDENT, Role.VOLUNTEER}
"""Roles of the people a successor has to know."""


def successor_page(
    records: Records, body: str, now: datetime, places: Sequence[tuple[str, str]] = ()
) -> SuccessorPage:
    """The page as of now; `places` says where records, backups and papers are."""
    stale = {one.notice.bylaw for one in board(records, body).notices if not one.is_current}
    texts = tuple((one.bylaw.title, _stands(one, stale)) for one in bylaws(records, body))
    with records.reading() as book:
        of, open_matters = book.get(Body, body), open_in(book, body, By("", now, ""))
        people = {one.id: one for one in book.find(Person)}
        names = {one.id: one.name for one in book.find(Body)}
        needs = [one for one in book.find(Need, body=body) if one.closed is None or one.to_thank]
        return SuccessorPage(
            of.name, now.date(),
            tuple(
                OpenLine(str(one.number), trim(one.title), _raiser(people, one.raised_by,
                         one.raised_name))
                for one in sorted(open_matters.issues, key=lambda one: one.number)
            ),
            tuple(
                OpenLine(str(one.number), trim(one.text), "、".join(one.everybody), one.deadline)
                for one in sorted(open_matters.tasks, key=lambda one: one.number)
                if one.state not in OVER
            ),
            (
                *(OpenLine("上提", trim(one.title), names.get(one.to_body, ""))
                  for one in open_matters.referrals),
                *(OpenLine("待答", trim(one.title), names.get(one.body, ""))
                  for one in open_matters.asked),
            ),
            tuple(OpenLine(term(one.kind), trim(one.text), _thanks(one)) for one in needs),
            tuple(_offices(book, body, people)), open_matters.notices, texts,
            tuple(
                OpenLine(f"〔{one.year}〕第{one.serial}次", trim(one.title), _state(one),
                         one.began_at.date())
                for one in sorted(book.find(Meeting, body=body), key=lambda one: one.began_at)
                if one.state not in _SETTLED
            ),
            tuple(places),
        )  # fmt: skip


def _state(meeting: Meeting) -> str:
    """The meeting's state, its chair and its open votes, in words."""
    votes = f"表决未计票{len(meeting.open_votes)}项" if meeting.open_votes else ""
    chair = f"主持：{trim(meeting.chair)}" if not is_blank(meeting.chair) else ""
    line = term(meeting.state) + ("，未定稿" if meeting.state in HELD else "")
    return "，".join(filter(None, (line, chair, votes)))


def _raiser(people: dict[str, Person], id: str | None, name: str) -> str:
    return people[id].name if id in people else trim(name)


def _stands(one: BylawStatus, stale: Collection[str | None]) -> str:
    """Who adopted the edition in force, what is proposed, and whether the posted text is old."""
    shown = dict.fromkeys((one.in_force or one.editions[-1], one.proposed)) if one.editions else {}
    lines = [adopted_words(one, edition) or "通过日期和来源不详" for edition in shown if edition]
    lines += ["张贴的与记录不一致，请揭下重贴"] if one.bylaw.id in stale else []
    return "；".join(lines) or "尚无文本"


def _thanks(need: Need) -> str:
    owed = "、".join(one.name for one in need.to_thank)
    return f"待答谢：{owed}" if owed else term(need.state)


def _offices(book: Book, body: str, people: dict[str, Person]) -> list[tuple[str, str]]:
    found = []
    for seat in book.find(Seat, body=body):
        parts = [term(role) for role in seat.roles if role in _OFFICES] + list(seat.titles)
        if seat.until is None and parts and seat.person in people:
            one = people[seat.person]
            found.append((label(one.name, one.building), "、".join(parts)))
    return sorted(found, key=lambda pair: pair[1])
