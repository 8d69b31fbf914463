"""Joins a duplicate issue with another of its body, or links it with one of another body.

Within a body (并案) supporters move along; between bodies (同一件事) each keeps its own issue.
"""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from meetings.actions import collect
from meetings.matters.issues import Issue
from meetings.terms import term
from tui.dialogs import issue_moves as moves
from tui.dialogs.kit import choose
from tui.finding import similar_issues
from tui.language import _, bracketed, language

if TYPE_CHECKING:
    from tui.screens.issues import IssuesScreen


async def join(screen: "IssuesScreen") -> None:
    """Ask for the other issue, and join or link with it."""
    issue = await screen.under_cursor()
    if issue is None:
        return
    desk = screen.house.desk
    own = [one for one in await desk.read(moves.open_issues, issue.body) if one.id != issue.id]
    near = await desk.read(moves.near_issues, issue.body)
    linked = {one.id: one for one in await desk.read(moves.same_issues, issue)}
    others = {one.id: one for one in (*own, *near)} | linked
    if not others:
        screen.warn(_("There is no other open issue to merge it into."))
        return
    asked = _("Merge no. {n} {title} into which?")
    if any(one.body != issue.body for one in others.values()):
        asked = _("No. {n} {title}: merge into which issue, or link with which?")
    title = asked.format(n=issue.number, title=issue.title)
    options = _likest_first(screen, issue, others.values(), linked)
    picked = await screen.ask(choose.Choose(title, options))
    if picked is None:
        return
    if others[picked].body == issue.body:
        await _merge(screen, issue, picked)
    elif picked in linked:
        await _unlink(screen, issue, linked[picked])
    else:
        await _link(screen, issue, others[picked])


async def _merge(screen: "IssuesScreen", issue: Issue, into: str) -> None:
    stays = await screen.run(collect.merge_issues, issue.body, issue.id, into)
    if stays is not None:
        screen.say(
            _("Merged into {issue}, {n} supporters now.").format(
                issue=moves.called(stays), n=stays.supporters
            )
        )
        await screen.show()


async def _link(screen: "IssuesScreen", issue: Issue, other: Issue) -> None:
    if await screen.run(collect.link_same, issue.body, issue.id, other.id) is None:
        return
    words = _("Linked with {issue}: each body keeps its own; Enter shows both histories.")
    screen.say(words.format(issue=screen.called_there(other)), seconds=8)


async def _unlink(screen: "IssuesScreen", issue: Issue, other: Issue) -> None:
    if await screen.run(collect.unlink_same, issue.body, issue.id, other.id) is not None:
        screen.say(_("No longer linked with {issue}.").format(issue=screen.called_there(other)))


def _likest_first(
    screen: "IssuesScreen", issue: Issue, others: Iterable[Issue], linked: Iterable[str]
) -> "Sequence[choose.Option]":
    """The issues as options: the body's own before those of others, the most alike first."""
    known = list(others)
    pool = similar_issues.IssuePool(
        similar_issues.PoolIssue(one.id, one.title, one.place) for one in known
    )
    like = {
        found.key: found.percent for found in pool.like(issue.title, issue.place, limit=len(known))
    }

    def option(one: Issue) -> choose.Option:
        said = [one.place, f"≈ {_('similar')}" if one.id in like else ""]
        if one.body == issue.body:
            return choose.Option(one.id, moves.called(one), " ".join(filter(None, said)))
        way = _("linked; choose to unlink") if one.id in linked else _("link: same matter")
        state = term(one.state, language())
        return choose.Option(one.id, screen.called_there(one) + bracketed(state), way)

    known.sort(key=lambda one: (one.body != issue.body, -like.get(one.id, 0), -one.number))
    return [option(one) for one in known]
