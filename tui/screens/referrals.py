"""The acts of the screen 往来: acknowledge, answer, send back, remind, withdraw."""

from collections.abc import Awaitable, Callable
from typing import TypeVar

from textual import on, work

from meetings.actions import land, prepare, refer
from meetings.actions.exchange import ReferralStatus, referral_status
from meetings.errors import NotAllowedNow
from meetings.matters.referrals import Referral, Reply, require_open
from meetings.sitting.meeting import Meeting
from meetings.views import ReferralLine
from tui.dialogs import issues as issue_forms
from tui.dialogs import referrals as forms
from tui.dialogs.issue_moves import still_planned
from tui.dialogs.kit.choose import Choose, Option
from tui.dialogs.kit.filled import filled
from tui.dialogs.kit.form import Answers
from tui.language import _, headed
from tui.screens.referrals_list import ReferralsList
from tui.screens.roads import show_road
from tui.widgets.rows import Rows
from tui.words.days import moment_text
from tui.words.referrals import referral_state

DRAFTS = "referrals."
Written = TypeVar("Written")


class ReferralsScreen(ReferralsList):
    """The screen 往来: the receiver acknowledges and answers, the sender reminds and withdraws."""

    def _under_cursor(self, *, received: bool) -> ReferralLine | None:
        """The line under the cursor if the body is its receiver (or sender), as the act needs."""
        line, body = self.chosen(), self.body
        if line is None or body is None:
            self.warn(
                _(
                    "Nothing here. What is referred up on {key:app.issues} or {key:app.hold} is "
                    "listed here."
                )
            )
            return None
        if received and line.to_body != body.id:
            self.warn(
                _("This belongs to {body}; press {key:app.body} to switch to it.").format(
                    body=line.to_name
                )
            )
            return None
        if not received and line.body != body.id:
            self.warn(
                _("This belongs to {body}; press {key:app.body} to switch to it.").format(
                    body=line.from_name
                )
            )
            return None
        return line

    def _open_to(self, act: str, *, received: bool) -> ReferralLine | None:
        """The line if the act is possible now; else says so and returns None."""
        line = self._under_cursor(received=received)
        if line is None:
            return None
        try:
            require_open(f"referral.{act}", line.state)
        except NotAllowedNow as refused:
            self.warn(refused)
            return None
        return line

    async def _status(self, line: ReferralLine) -> ReferralStatus:
        return await self.house.desk.read(referral_status, line.id)

    async def _done(self, said: str) -> None:
        self.say(said)
        await self.reload()

    @work
    async def action_referrals_receive(self) -> None:
        line = self._under_cursor(received=True)
        if line is not None and await self.run(refer.receive, line.id) is not None:
            await self._done(_("Acknowledged: {title}").format(title=line.title))

    @work
    async def action_referrals_schedule(self) -> None:
        line = self._under_cursor(received=True)
        if line is None:
            return
        issue = await self.run(refer.schedule, line.id)
        if issue is None:
            return
        words = _("Added as no. {n}: {title}").format(n=issue.number, title=issue.title)
        meeting = await self._agenda(line)
        if meeting is not None:
            done = await self.run(prepare.schedule_issue, issue.body, meeting, issue.id)
            if done is not None:
                when = moment_text(done.starts_at)
                words = _("{issue}: on the agenda of {when}").format(issue=issue.title, when=when)
        await self._done(words)

    async def _agenda(self, line: ReferralLine) -> str | None:
        """Ask onto which meeting's agenda it goes; None leaves it in the pool."""
        planned = still_planned((await self.house.desk.meetings(line.to_body)).lines)
        if not planned:
            return None
        later = Option("", _("not yet, only into the pool"))
        options = [Option(m.id, moment_text(m.starts_at), m.title) for m in planned]
        picked = await self.ask(Choose(_("Onto which agenda?"), [*options, later], chosen=""))
        return picked or None

    @work
    async def action_referrals_answer(self) -> None:
        line = self._open_to("answer", received=True)
        if line is None:
            return
        facts = await self._status(line)

        async def write(answers: Answers) -> Reply:
            return await self.commit(
                refer.answer, line.id, answers["answer"], answers["decided"],
                forms.tasks_of(answers, facts.tasks),
            )  # fmt: skip

        decided = "；".join(decision.text.rstrip("。；") for decision in facts.decisions)
        told = forms.facts(facts.referral, facts.sender)
        if line.passed_on_to is not None:
            told += f"\n{referral_state(line)}"
        lines = forms.answer_lines(
            told, facts.reply,
            forms.suggested_answer(facts.decisions, facts.above), decided,
            self.house.now().date(),
        )  # fmt: skip
        answered = await filled(
            self, f"{_('Reply')} · {line.title}", lines, write, draft=f"{DRAFTS}answer.{line.id}."
        )
        if answered is not None:
            await self._landed(line, _("Answered: {title}").format(title=line.title))

    async def _landed(self, line: ReferralLine, said: str) -> None:
        """Put the answer on the sender's next planned agenda, if the sender is in this file."""
        meeting: Meeting | None = await self.run(land.land, line.body)
        if meeting is not None:
            words = _("{said}; on the agenda of {body}, {when}")
            when = moment_text(meeting.starts_at)
            said = words.format(said=said, body=line.from_name, when=when)
        await self._done(said)

    @work
    async def action_referrals_send_back(self) -> None:
        line = self._open_to("send_back", received=True)
        if line is None:
            return

        async def write(answers: Answers) -> Reply:
            return await self.commit(refer.send_back, line.id, answers["reason"])

        back = await self._reason(line, "send_back", _("Send back"), write)
        if back is not None:
            await self._landed(line, _("Sent back: {title}").format(title=line.title))

    async def _reason(
        self,
        line: ReferralLine,
        act: str,
        title: str,
        write: Callable[[Answers], Awaitable[Written]],
    ) -> Written | None:
        facts = await self._status(line)
        told = forms.facts(facts.referral, facts.sender)
        lines = forms.reason_lines(told, _("Reason"))
        return await filled(self, title, lines, write, draft=f"{DRAFTS}{act}.{line.id}.")

    @work
    async def action_referrals_pass_on(self) -> None:
        line, body = self._under_cursor(received=True), self.body
        if line is None or body is None:
            return
        above = self.bodies.get(body.parent or "")
        if above is None:
            words = _(
                "{body} has no parent body. Choose one: {key:app.people}, then "
                "{key:people.edit_body}."
            )
            self.warn(words.format(body=body.name))
            return

        async def write(answers: Answers) -> Referral:
            return await self.commit(
                refer.pass_on, line.id, answers["reason"], answers["tried"], answers["wanted_by"]
            )

        lines = issue_forms.refer_lines(line.title, above.name, self.house.now().date())
        sent = await filled(
            self, _("Refer further up"), lines, write, draft=f"{DRAFTS}pass_on.{line.id}."
        )
        if sent is not None:
            words = _("Referred up to {body}: {title}")
            await self._done(words.format(body=above.name, title=line.title))

    @work
    async def action_referrals_remind(self) -> None:
        line = self._open_to("remind", received=False)
        if line is None:
            return

        async def write(answers: Answers) -> Referral:
            return await self.commit(refer.remind, line.id, answers["text"])

        lines = forms.remind_lines(headed(line.to_name, line.title))
        asked = await filled(self, _("Remind"), lines, write, draft=f"{DRAFTS}remind.{line.id}.")
        if asked is not None:
            words = _("Reminded {body} for the {n}th time: {title}")
            n = len(asked.reminders)
            await self._done(words.format(body=line.to_name, n=n, title=line.title))

    @work
    async def action_referrals_withdraw(self) -> None:
        line = self._open_to("withdraw", received=False)
        if line is None:
            return

        async def write(answers: Answers) -> Referral:
            return await self.commit(refer.withdraw, line.id, answers["reason"])

        back = await self._reason(line, "withdraw", _("Withdraw"), write)
        if back is not None:
            await self._done(_("Withdrawn: {title}").format(title=line.title))

    @on(Rows.Chosen)
    def _chosen(self, event: Rows.Chosen) -> None:
        event.stop()
        self.action_referrals_road()

    @work
    async def action_referrals_road(self) -> None:
        line = self.chosen()
        if line is not None:
            await show_road(self, referral=line.id)

    async def action_referrals_pool(self) -> None:
        await self.house.go("issues")
