"""Reads what acts on issues need: ways out of a state, similar or linked issues, meetings."""

from collections.abc import Iterable

from meetings.actions.collect import same_as
from meetings.community.bodies import Body
from meetings.matters.issues import OPEN, Issue, IssueState
from meetings.ports import Records
from meetings.sitting.agenda import AgendaItem
from meetings.sitting.meeting import Meeting
from meetings.sitting.meeting_states import PLANNED, MeetingState
from meetings.views import IssueLine, MeetingLine
from tui.language import N_, _

S = IssueState

BY_HAND: dict[IssueState, str] = {
    S.WITHDRAWN: N_("withdraw it, with a reason"),
    S.COLLECTED: N_("back to collected, to be screened again"),
    S.ACCEPTED: N_("reopen it: accepted"),
    S.SETTLED: N_("it is settled"),
}
"""The states that key 9 offers, in this order; other states have keys of their own."""

DIGITS = {state.value: str(place) for place, state in enumerate(BY_HAND, start=1)}
"""The digit of each way out, whatever else is offered."""

OFF_AGENDA = "off_agenda"
"""The way of taking a planned item off its agenda, which returns its issue to the pool."""


def ways(issue: Issue) -> list[tuple[str, str]]:
    """The ways out of the issue's state that key 9 offers, as (key, words)."""
    if issue.state is S.SCHEDULED:
        return [(OFF_AGENDA, _("off the agenda: accepted, waits for another one"))]
    return [(state.value, _(words)) for state, words in BY_HAND.items() if issue.may_become(state)]


def issue_of(records: Records, id: str) -> Issue:
    """The whole issue with this id."""
    with records.reading() as book:
        return book.get(Issue, id)


def called(issue: Issue | IssueLine) -> str:
    """An issue's number and title: `第3号 楼道路灯`."""
    return _("No. {n} {title}").format(n=issue.number, title=issue.title)


def planned_items(records: Records, issue: Issue) -> list[AgendaItem]:
    """The items of planned meetings that are about the issue."""
    with records.reading() as book:
        items = book.find(AgendaItem, body=issue.body, issue=issue.id)
        return [item for item in items if book.get(Meeting, item.meeting).state in PLANNED]


def open_issues(records: Records, body: str) -> list[Issue]:
    """The issues of a body that still wait for an answer."""
    with records.reading() as book:
        return [issue for issue in book.find(Issue, body=body) if issue.open]


def near_issues(records: Records, body: str) -> list[Issue]:
    """The open issues of bodies above, beside and below, which may be about the same thing."""
    with records.reading() as book:
        above = book.get(Body, body).parent
        near = [*book.find(Body, parent=body)]
        if above is not None:
            near += [*book.find(Body, id=above), *book.find(Body, parent=above)]
        return [
            issue
            for one in near
            if one.id != body
            for state in sorted(OPEN)
            for issue in book.find(Issue, body=one.id, state=state)
        ]


def same_issues(records: Records, issue: Issue) -> list[Issue]:
    """The issues of other bodies that are linked as the same thing."""
    with records.reading() as book:
        return same_as(book, issue)


def merged_issues(records: Records, issue: Issue) -> list[Issue]:
    """The duplicates that were joined to an issue."""
    with records.reading() as book:
        return book.find(Issue, merged_into=issue.id)


def settled_issues(records: Records, body: str) -> list[Issue]:
    """The issues of a body that were settled."""
    with records.reading() as book:
        return book.find(Issue, body=body, state=IssueState.SETTLED)


def still_planned(lines: Iterable[MeetingLine]) -> list[MeetingLine]:
    """The meetings to whose agenda can be added (planned or open), the soonest first."""
    fitting = [line for line in lines if line.state in PLANNED or line.state is MeetingState.OPEN]
    return sorted(fitting, key=lambda line: line.starts_at)
