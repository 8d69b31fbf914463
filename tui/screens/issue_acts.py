"""The acts of the screen 议题 (F2): add, accept, return, schedule, pass up, edit, filter, paste."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from meetings.actions import collect, prepare, refer
from meetings.community.bodies import Body
from meetings.community.people import Person
from meetings.matters.issues import Issue, IssueState
from meetings.ports import Records
from meetings.terms import term
from tui.dialogs import group_text, issue_sheet, new_issue, pasting
from tui.dialogs import issue_moves as moves
from tui.dialogs import issues as forms
from tui.dialogs.kit import choose, fields, filled, form
from tui.language import _, bracketed, language, semicolons
from tui.screens import below, roads, table_acts
from tui.words import history
from tui.words.days import moment_text

if TYPE_CHECKING:
    from tui.screens.issues import IssuesScreen

DRAFTS = "issues."


def surroundings(records: Records, body: str) -> "new_issue.Surroundings":
    """What a new issue is compared with: the people of the file and the issues near the body."""
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


async def _around(screen: "IssuesScreen", body: str) -> "new_issue.Surroundings":
    return await screen.house.desk.read(surroundings, body)


async def note(screen: "IssuesScreen") -> None:
    """Add one issue, or many from a pasted text."""
    body = screen.need_body()
    if body is None:
        return
    taken: list[Issue] = []

    async def save(answers: form.Answers) -> None:
        issue = dialog.issue_of(answers, body, screen.house.now())
        taken.append(await screen.commit(collect.collect, issue))

    dialog = new_issue.NewIssue(
        body, await _around(screen, body.id), save, f"{DRAFTS}new.{body.id}."
    )
    await screen.ask(dialog)
    if dialog.many:
        await pasting.paste_text(screen, body, dialog.many)
    elif taken:
        screen.say(_("Recorded: {issue}").format(issue=moves.called(taken[-1])))
        await screen.show()
        screen.rows.go(taken[-1].id)


async def accept(screen: "IssuesScreen") -> None:
    """Accept all marked issues."""
    if not screen.marked():
        screen.warn(_("Choose an issue first, or add one: {key:issues.new}."))
    accepted = []
    for line in screen.marked():
        done = await screen.run(collect.screen, line.body, line.id, IssueState.ACCEPTED)
        accepted += [done] if done is not None else []
    if len(accepted) > 1:
        screen.say(_("{n} issues accepted.").format(n=len(accepted)))
    elif accepted:
        screen.say(_("Accepted: {issue}").format(issue=moves.called(accepted[0])))
    screen.rows.clear_marks()
    await screen.show()


async def give_back(screen: "IssuesScreen") -> None:
    """Return the issue to whoever raised it, with a reason."""
    issue = await screen.under_cursor()
    if issue is not None:
        lines = forms.return_lines(moves.called(issue))
        await _screened(
            screen, issue, IssueState.RETURNED, "return", _("Return"), lines,
            check=forms.return_check, live=forms.return_live,
        )  # fmt: skip


async def _screened(
    screen: "IssuesScreen", issue: Issue, state: IssueState, act: str, title: str,
    lines: "Sequence[fields.Line]", **more: Any,
) -> None:  # fmt: skip
    """Ask for the reason in a form of `lines`, and change the issue's state by `act`."""

    async def write(answers: form.Answers) -> Issue:
        reason = forms.reason_of(answers)
        return await screen.commit(
            collect.screen, issue.body, issue.id, state, reason, answers.get("day")
        )

    draft = f"{DRAFTS}{act}.{issue.id}."
    await _tell_state(screen, await filled.filled(screen, title, lines, write, draft=draft, **more))


async def _tell_state(screen: "IssuesScreen", issue: Issue | None) -> None:
    """Show the issue's new state in a message, and read the list again."""
    if issue is not None:
        state = term(issue.state, language())
        screen.say(_("{issue}: {state}").format(issue=moves.called(issue), state=state))
        await screen.show()


async def schedule(screen: "IssuesScreen") -> None:
    """Put all marked issues on the agenda of a planned meeting."""
    first = await screen.under_cursor()
    if first is None:
        return
    body = screen.bodies[first.body]
    planned = moves.still_planned((await screen.house.desk.meetings(body.id)).lines)
    if not planned:
        screen.warn(
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
        key = await screen.ask(choose.Choose(_("Onto which agenda?"), options))
    if key is None:
        return
    done = []
    for line in reversed([line for line in screen.marked() if line.body == body.id]):
        if await screen.run(prepare.schedule_issue, body.id, key, line.id) is not None:
            done.append(moves.called(line))
    if done:
        meeting = next(one for one in planned if one.id == key)
        screen.say(
            _("{issue}: on the agenda of {when}").format(
                issue=semicolons(done), when=moment_text(meeting.starts_at)
            )
        )
    screen.rows.clear_marks()
    await screen.show()


async def refer_up(screen: "IssuesScreen") -> None:
    """Pass the issue up to the parent body."""
    issue = await screen.under_cursor()
    if issue is None:
        return
    body = screen.bodies[issue.body]
    above = screen.bodies.get(body.parent or "")
    if above is None:
        screen.warn(
            _(
                "{body} has no parent body. Choose one: {key:app.people}, then "
                "{key:people.edit_body}."
            ).format(body=body.name)
        )
        return

    async def write(answers: form.Answers) -> Issue:
        await screen.commit(
            refer.refer_issue, issue.body, issue.id, answers["reason"], answers["tried"],
            answers["wanted_by"],
        )  # fmt: skip
        return await screen.house.desk.read(moves.issue_of, issue.id)

    lines = forms.refer_lines(moves.called(issue), above.name, screen.house.now().date())
    await _tell_state(
        screen,
        await filled.filled(
            screen, _("Refer up"), lines, write, draft=f"{DRAFTS}refer.{issue.id}."
        ),
    )


async def choose_filter(screen: "IssuesScreen") -> None:
    """Ask for the filter of the list."""

    async def write(answers: form.Answers) -> bool:
        screen.wanted = forms.filter_of(answers)
        return True

    topics = sorted({line.topic for line in screen.lines.values()})
    lines = forms.filter_lines(screen.wanted, tuple(screen.bodies.values()), topics)
    if await filled.filled(screen, _("Filter"), lines, write):
        await screen.show()


async def edit(screen: "IssuesScreen") -> None:
    """Change the issue's words and details."""
    issue = await screen.under_cursor()
    if issue is None:
        return
    around = await _around(screen, issue.body)

    async def write(answers: form.Answers) -> Issue:
        return await screen.commit(collect.edit_issue, forms.edited(issue, answers))

    lines = forms.edit_lines(around.finder, issue)
    title = f"{_('Edit')} · {moves.called(issue)}"
    if await filled.filled(screen, title, lines, write, draft=f"{DRAFTS}edit.{issue.id}."):
        await screen.show()


async def take_back(screen: "IssuesScreen") -> None:
    """Offer the other ways out of the issue's present state."""
    issue = await screen.under_cursor()
    if issue is None:
        return
    options = [
        choose.Option(key, words, digit=moves.DIGITS.get(key, ""))
        for key, words in moves.ways(issue)
    ]
    state = term(issue.state, language())
    if not options:
        screen.warn(_("{issue}: {state}").format(issue=moves.called(issue), state=state))
        return
    title = f"{moves.called(issue)} · {state}"
    way = await screen.ask(choose.Choose(title, options))
    if way == moves.OFF_AGENDA:
        await _take_off(screen, issue)
    elif way == IssueState.WITHDRAWN:
        lines = forms.withdraw_lines(moves.called(issue))
        await _screened(screen, issue, IssueState.WITHDRAWN, "withdraw", _("Withdraw"), lines)
    elif way == IssueState.SETTLED:
        lines = forms.settle_lines(moves.called(issue), screen.house.now().date())
        await _screened(
            screen, issue, IssueState.SETTLED, "settle", _("Settled"), lines, begin="reason"
        )
        await below.tell_below(screen, issue.body)
    elif way is not None:
        await _tell_state(
            screen, await screen.run(collect.screen, issue.body, issue.id, IssueState(way))
        )
        await below.tell_below(screen, issue.body)


async def _take_off(screen: "IssuesScreen", issue: Issue) -> None:
    """Take the issue off every planned agenda."""
    items = await screen.house.desk.read(moves.planned_items, issue)
    for item in items:
        await screen.run(prepare.drop_item, issue.body, item.meeting, item.id)
    if not items:
        await screen.run(collect.screen, issue.body, issue.id, IssueState.ACCEPTED)
    await _tell_state(screen, await screen.house.desk.read(moves.issue_of, issue.id))


async def paste(screen: "IssuesScreen") -> None:
    """Import a pasted list, chat or 接龙."""
    body = screen.need_body()
    if body is not None:
        await pasting.paste_text(screen, body)


async def import_table(screen: "IssuesScreen") -> None:
    """Import tickets or another list of issues from a file."""
    body = screen.need_body()
    if body is not None:
        await table_acts.issue_table(screen, body)


async def answer_text(screen: "IssuesScreen") -> None:
    """Show the answer to the issue, to paste into the residents' group."""
    issue = await screen.under_cursor()
    if issue is None:
        return
    text = await screen.attempt(screen.house.desk.papers.group_text("answer", issue.id))
    if text is not None:
        await group_text.offer_text(
            screen, screen.bodies[issue.body].name, f"第{issue.number}号_答复", text
        )


async def road(screen: "IssuesScreen") -> None:
    """Show the issue's full history across the tiers."""
    issue = await screen.under_cursor()
    if issue is not None:
        await roads.show_road(screen, issue=issue.id)


async def show_sheet(screen: "IssuesScreen") -> None:
    """Show all about the issue, with its history."""
    issue = await screen.under_cursor()
    if issue is None:
        return
    merged = ""
    if issue.merged_into is not None:
        merged = moves.called(await screen.house.desk.read(moves.issue_of, issue.merged_into))
    name = screen.bodies[issue.body].name
    earlier = await screen.house.desk.read(roads.earlier_issues, issue)
    same = await screen.house.desk.read(moves.same_issues, issue)
    joined = [*await screen.house.desk.read(moves.merged_issues, issue), *same]
    heading = _("History of {issue}")
    histories = [
        (heading.format(issue=screen.called_there(one)), await _history(screen, one))
        for one in joined
    ]
    sheet = issue_sheet.IssueSheet(
        issue, name, await _history(screen, issue), merged, earlier,
        [screen.called_there(one) + bracketed(term(one.state, language())) for one in same],
        histories,
    )  # fmt: skip
    await screen.ask(sheet)


async def _history(screen: "IssuesScreen", issue: Issue) -> list[str]:
    entries = await screen.house.desk.history(issue.body, issue.id)
    return history.history_lines(entries, today=screen.house.now().date())
