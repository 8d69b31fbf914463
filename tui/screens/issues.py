"""议题: note, screen, put on an agenda, pass up, and take back."""

from textual import on, work

from meetings.actions import collect, prepare, refer
from meetings.community.bodies import Body
from meetings.community.people import Person
from meetings.matters.issues import Issue, IssueState
from meetings.ports import Records
from meetings.terms import term
from meetings.views import IssueLine
from tui.dialogs import group_text, issue_sheet, new_issue, pasting
from tui.dialogs import issue_moves as moves
from tui.dialogs import issues as forms
from tui.dialogs.kit import choose, filled, form
from tui.language import _, bracketed, language
from tui.screens import below, table_acts
from tui.screens.issue_joins import IssueJoins, called
from tui.screens.issues_list import issue_of
from tui.widgets.rows import Rows
from tui.words import history
from tui.words.days import moment_text

DRAFTS = "issues."
MORE = ("issues.paste", "issues.table", "issues.text")
"""Acts that have letters and no digits of their own."""


def surroundings(records: Records, body: str) -> "new_issue.Surroundings":
    """The people of the file and the open issues of a body."""
    with records.reading() as book:
        people = book.find(Person)
        names = {one.id: one.name for one in book.find(Body)}
    return new_issue.Surroundings(
        people,
        moves.open_issues(records, body),
        moves.settled_issues(records, body),
        moves.near_issues(records, body),
        names,
    )


class IssuesScreen(IssueJoins):
    """The acts on the issue under the cursor; accepting and scheduling on all marked."""

    async def _around(self, body: str) -> "new_issue.Surroundings":
        return await self.house.desk.read(surroundings, body)

    @work
    async def action_issues_new(self) -> None:
        body = self.need_body()
        if body is None:
            return
        taken: list[Issue] = []

        async def save(answers: form.Answers) -> None:
            issue = dialog.issue_of(answers, body, self.house.now())
            taken.append(await self.commit(collect.collect, issue))

        dialog = new_issue.NewIssue(
            body, await self._around(body.id), save, f"{DRAFTS}new.{body.id}."
        )
        await self.ask(dialog)
        if dialog.many:
            await pasting.paste_text(self, body, dialog.many)
        elif taken:
            self.say(_("Noted: {issue}").format(issue=called(taken[-1])))
            await self.show()
            self.rows.go(taken[-1].id)

    @work
    async def action_issues_accept(self) -> None:
        if not self._marked():
            self.warn(_("Choose an issue first, or add one: {key:issues.new}."))
        accepted = []
        for line in self._marked():
            done = await self.act(collect.screen, line.body, line.id, IssueState.ACCEPTED)
            accepted += [done] if done is not None else []
        if len(accepted) > 1:
            self.say(_("{n} issues accepted.").format(n=len(accepted)))
        elif accepted:
            self.say(_("Accepted: {issue}").format(issue=called(accepted[0])))
        self.rows.clear_marks()
        await self.show()

    @work
    async def action_issues_return(self) -> None:
        issue = await self.under_cursor()
        if issue is None:
            return

        async def write(answers: form.Answers) -> Issue:
            return await self.commit(
                collect.screen, issue.body, issue.id, IssueState.RETURNED, forms.reason_of(answers)
            )

        await self._told(
            await filled.filled(
                self, _("Return"), forms.return_lines(called(issue)), write,
                draft=f"{DRAFTS}return.{issue.id}.", check=forms.return_check,
                live=forms.return_live,
            )
        )  # fmt: skip

    async def _told(self, issue: Issue | None) -> None:
        """Say how the issue stands now, and show the list again."""
        if issue is not None:
            state = term(issue.state, language())
            self.say(_("{issue}: {state}").format(issue=called(issue), state=state))
            await self.show()

    def _marked(self) -> list[IssueLine]:
        """The marked issues in the order of the list, or the one under the cursor."""
        keys = self.rows.marked or {self.rows.key or "": None}
        return [line for key, line in self.lines.items() if key in keys]

    @work
    async def action_issues_schedule(self) -> None:
        first = await self.under_cursor()
        if first is None:
            return
        body = self.bodies[first.body]
        planned = moves.still_planned((await self.house.desk.meetings(body.id)).lines)
        if not planned:
            self.warn(
                _(
                    "{body} has no planned meeting. Plan one: {key:app.meetings}, then "
                    "{key:meetings.new}."
                ).format(body=body.name)
            )
            return
        key: str | None = planned[0].id
        if len(planned) > 1:
            options = [choose.Option(one.id, moment_text(one.starts_at), one.title)
                       for one in planned]  # fmt: skip
            key = await self.ask(choose.Choose(_("Onto which agenda?"), options))
        if key is None:
            return
        done = []
        for line in reversed([line for line in self._marked() if line.body == body.id]):
            if await self.act(prepare.schedule_issue, body.id, key, line.id) is not None:
                done.append(_("No. {n} {title}").format(n=line.number, title=line.title))
        if done:
            meeting = next(one for one in planned if one.id == key)
            comma = "；" if language() == "zh" else "; "
            self.say(
                _("{issue}: on the agenda of {when}").format(
                    issue=comma.join(done), when=moment_text(meeting.starts_at)
                )
            )
        self.rows.clear_marks()
        await self.show()

    @work
    async def action_issues_refer(self) -> None:
        issue = await self.under_cursor()
        if issue is None:
            return
        body = self.bodies[issue.body]
        above = self.bodies.get(body.parent or "")
        if above is None:
            self.warn(
                _(
                    "{body} has no parent body. Choose one: {key:app.people}, then "
                    "{key:people.edit_body}."
                ).format(body=body.name)
            )
            return

        async def write(answers: form.Answers) -> Issue:
            await self.commit(
                refer.refer_issue, issue.body, issue.id, answers["reason"], answers["tried"],
                answers["wanted_by"],
            )  # fmt: skip
            return await self.house.desk.read(issue_of, issue.id)

        lines = forms.refer_lines(called(issue), above.name, self.house.now().date())
        await self._told(
            await filled.filled(
                self, _("Refer up"), lines, write, draft=f"{DRAFTS}refer.{issue.id}."
            )
        )

    def action_issues_filter(self) -> None:
        """Ask what the list shows."""
        self._filter()

    @work
    async def _filter(self) -> None:
        async def write(answers: form.Answers) -> bool:
            self.wanted = forms.filter_of(answers)
            return True

        topics = sorted({line.topic for line in self.lines.values()})
        lines = forms.filter_lines(self.wanted, tuple(self.bodies.values()), topics)
        if await filled.filled(self, _("Filter"), lines, write):
            await self.show()

    @work
    async def action_issues_edit(self) -> None:
        issue = await self.under_cursor()
        if issue is None:
            return
        around = await self._around(issue.body)

        async def write(answers: form.Answers) -> Issue:
            return await self.commit(collect.edit_issue, forms.edited(issue, answers))

        lines = forms.edit_lines(around.finder, issue)
        title = f"{_('Edit')} · {called(issue)}"
        if await filled.filled(self, title, lines, write, draft=f"{DRAFTS}edit.{issue.id}."):
            await self.show()

    @work
    async def action_issues_back(self) -> None:
        issue = await self.under_cursor()
        if issue is None:
            return
        options = [
            choose.Option(key, words, digit=moves.DIGITS.get(key, ""))
            for key, words in moves.ways(issue)
        ]
        state = term(issue.state, language())
        if not options:
            self.warn(_("{issue}: {state}").format(issue=called(issue), state=state))
            return
        title = f"{called(issue)} · {state}"
        way = await self.ask(choose.Choose(title, options))
        if way == moves.OFF_AGENDA:
            await self._take_off(issue)
        elif way == IssueState.WITHDRAWN:
            await self._withdraw(issue)
        elif way == IssueState.SETTLED:
            await self._settle(issue)
        elif way is not None:
            await self._told(await self.act(collect.screen, issue.body, issue.id, IssueState(way)))
            await below.tell_below(self, issue.body)

    async def _take_off(self, issue: Issue) -> None:
        items = await self.house.desk.read(moves.planned_items, issue)
        for item in items:
            await self.act(prepare.drop_item, issue.body, item.meeting, item.id)
        if not items:
            await self.act(collect.screen, issue.body, issue.id, IssueState.ACCEPTED)
        await self._told(await self.house.desk.read(issue_of, issue.id))

    async def _withdraw(self, issue: Issue) -> None:
        async def write(answers: form.Answers) -> Issue:
            return await self.commit(
                collect.screen, issue.body, issue.id, IssueState.WITHDRAWN, answers["reason"]
            )

        lines = forms.withdraw_lines(called(issue))
        await self._told(
            await filled.filled(
                self, _("Withdraw"), lines, write, draft=f"{DRAFTS}withdraw.{issue.id}."
            )
        )

    async def _settle(self, issue: Issue) -> None:
        async def write(answers: form.Answers) -> Issue:
            return await self.commit(
                collect.screen, issue.body, issue.id, IssueState.SETTLED, answers["reason"]
            )

        lines = forms.settle_lines(called(issue))
        settled = await filled.filled(
            self, _("Settled"), lines, write, draft=f"{DRAFTS}settle.{issue.id}."
        )
        await self._told(settled)
        await below.tell_below(self, issue.body)

    @work
    async def action_issues_more(self) -> None:
        """What has letters alone, by digits."""
        await self.more(_("Issues"), *MORE)

    @work
    async def action_issues_paste(self) -> None:
        """Paste a list, a chat or a 接龙."""
        body = self.need_body()
        if body is not None:
            await pasting.paste_text(self, body)

    @work
    async def action_issues_table(self) -> None:
        """Import tickets or another list of issues from a file."""
        body = self.need_body()
        if body is not None:
            await table_acts.issue_table(self, body)

    @work
    async def action_issues_text(self) -> None:
        """The answer to the issue, to paste into the group."""
        issue = await self.under_cursor()
        if issue is None:
            return
        text = await self.told(self.house.desk.group_text("answer", issue.id))
        if text is not None:
            await group_text.offer_text(
                self, self.bodies[issue.body].name, f"第{issue.number}号_答复", text
            )

    async def action_issues_exchange(self) -> None:
        await self.house.go("referrals")

    @work
    async def action_issues_road(self) -> None:
        issue = await self.under_cursor()
        if issue is not None:
            from tui.screens.roads import show_road

            await show_road(self, issue=issue.id)

    @on(Rows.Chosen)
    def _chosen(self, event: Rows.Chosen) -> None:
        event.stop()
        self._show_sheet()

    @work
    async def _show_sheet(self) -> None:
        issue = await self.under_cursor()
        if issue is None:
            return
        merged = ""
        if issue.merged_into is not None:
            merged = called(await self.house.desk.read(issue_of, issue.merged_into))
        name = self.bodies[issue.body].name
        from tui.screens.roads import earlier_issues

        earlier = await self.house.desk.read(earlier_issues, issue)
        same = await self.house.desk.read(moves.same_issues, issue)
        joined = [*await self.house.desk.read(moves.merged_issues, issue), *same]
        heading = _("History of {issue}")
        told = [
            (heading.format(issue=self.called_there(one)), await self._history(one))
            for one in joined
        ]
        sheet = issue_sheet.IssueSheet(
            issue, name, await self._history(issue), merged, earlier,
            [self.called_there(one) + bracketed(term(one.state, language())) for one in same], told,
        )  # fmt: skip
        await self.ask(sheet)

    async def _history(self, issue: Issue) -> list[str]:
        entries = await self.house.desk.history(issue.body, issue.id)
        return history.history_lines(entries)
