"""并案、同一件事: a duplicate joins another issue of its body, or is linked with another body's."""

from collections.abc import Iterable, Sequence

from textual import work

from meetings.actions import collect
from meetings.matters.issues import Issue
from meetings.terms import term
from tui.dialogs import issue_moves as moves
from tui.dialogs.kit import choose
from tui.finding import likeness
from tui.language import _, bracketed, language
from tui.screens.issues_list import IssuesList, issue_of
from tui.words.bodies import short_name


def called(issue: Issue) -> str:
    """`第3号 楼道路灯`."""
    return _("No. {n} {title}").format(n=issue.number, title=issue.title)


class IssueJoins(IssuesList):
    """Within a body supporters move along; between bodies each keeps its own issue."""

    async def under_cursor(self) -> Issue | None:
        """The issue under the cursor, or a word on what to do first."""
        key = self.rows.key
        if key is None:
            self.warn(_("Choose an issue first, or add one: {key:issues.new}."))
            return None
        return await self.house.desk.read(issue_of, key)

    def called_there(self, issue: Issue) -> str:
        """`47栋街角 第3号 楼道路灯`: an issue with the body it belongs to."""
        body = self.bodies.get(issue.body)
        return f"{short_name(body.name)} {called(issue)}" if body is not None else called(issue)

    @work
    async def action_issues_merge(self) -> None:
        issue = await self.under_cursor()
        if issue is None:
            return
        desk = self.house.desk
        own = [one for one in await desk.read(moves.open_issues, issue.body) if one.id != issue.id]
        near = await desk.read(moves.near_issues, issue.body)
        linked = {one.id: one for one in await desk.read(moves.same_issues, issue)}
        others = {one.id: one for one in (*own, *near)} | linked
        if not others:
            self.warn(_("There is no other open issue to merge it into."))
            return
        asked = _("Merge no. {n} {title} into which?")
        if any(one.body != issue.body for one in others.values()):
            asked = _("No. {n} {title}: merge into which, or the same thing as which?")
        title = asked.format(n=issue.number, title=issue.title)
        options = self._likest_first(issue, others.values(), linked)
        picked = await self.ask(choose.Choose(title, options))
        if picked is None:
            return
        if others[picked].body == issue.body:
            await self._merge(issue, picked)
        elif picked in linked:
            await self._unlink(issue, linked[picked])
        else:
            await self._link(issue, others[picked])

    async def _merge(self, issue: Issue, into: str) -> None:
        stays = await self.act(collect.merge_issues, issue.body, issue.id, into)
        if stays is not None:
            self.say(
                _("Merged into {issue}, {n} supporters now.").format(
                    issue=called(stays), n=stays.supporters
                )
            )
            await self.show()

    async def _link(self, issue: Issue, other: Issue) -> None:
        if await self.act(collect.link_same, issue.body, issue.id, other.id) is None:
            return
        words = _("The same thing as {issue}: each body keeps its own; Enter shows both histories.")
        self.say(words.format(issue=self.called_there(other)), seconds=8)

    async def _unlink(self, issue: Issue, other: Issue) -> None:
        if await self.act(collect.unlink_same, issue.body, issue.id, other.id) is not None:
            self.say(_("No longer linked with {issue}.").format(issue=self.called_there(other)))

    def _likest_first(
        self, issue: Issue, others: Iterable[Issue], linked: Iterable[str]
    ) -> "Sequence[choose.Option]":
        """The body's own before those of others, and among each what is most alike."""
        known = list(others)
        pool = likeness.Pool(likeness.Known(one.id, one.title, one.place) for one in known)
        like = {
            found.key: found.percent
            for found in pool.like(issue.title, issue.place, limit=len(known))
        }

        def option(one: Issue) -> choose.Option:
            said = [one.place, f"≈ {_('alike')}" if one.id in like else ""]
            if one.body == issue.body:
                return choose.Option(one.id, called(one), " ".join(filter(None, said)))
            way = _("linked; takes it back") if one.id in linked else _("link: same thing")
            state = term(one.state, language())
            return choose.Option(one.id, self.called_there(one) + bracketed(state), way)

        known.sort(key=lambda one: (one.body != issue.body, -like.get(one.id, 0), -one.number))
        return [option(one) for one in known]
