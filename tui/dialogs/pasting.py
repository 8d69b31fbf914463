"""Imports pasted text after a preview: a list of issues, a group's chat, or a 接龙."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import Any

from meetings.community.bodies import Body
from meetings.importing import signup
from meetings.importing.chat import is_chat
from meetings.importing.columns import ISSUE_TABLE, Columns
from meetings.importing.issues import IssuePlan, existing_issues, import_issues, plan_issue_text
from meetings.importing.plan import NO_CHOICES, Choices, Plan
from meetings.importing.table import BrokenText, Source, meanings, sheet_of_text
from meetings.sitting.meeting import Meeting
from meetings.sitting.votes import Vote
from tui.dialogs.importing import ImportPreview, keep_refused
from tui.dialogs.kit.choose import Choose, Option
from tui.dialogs.kit.fields import Line, LongField, NoteLine
from tui.dialogs.kit.filled import filled
from tui.dialogs.kit.form import Answers, Live
from tui.language import _
from tui.text import cut
from tui.words.days import moment_text
from tui.working import WorkingScreen

LONGEST = 400_000
PASTED_TEXT = "粘贴的文字"
"""How the name of a file with refused rows of a text begins."""
PASTED = "issues.pasted."
"""The draft key of a pasted text, followed by the body's id."""


async def paste_text(screen: WorkingScreen, body: Body, text: str = "") -> None:
    """Ask for text, or take text pasted elsewhere; Esc keeps it as a draft."""
    lines: list[Line] = [
        NoteLine(
            _("A list, one issue per line; a group chat as copied from a phone; or a sign-up list.")
        ),
        LongField("text", _("Text"), required=True, lines=10, longest=LONGEST),
    ]

    async def take(said: str) -> bool:
        return await _take(screen, body, said)

    kept = _("Nothing was recorded. The text is kept; {key:issues.more} offers it again.")
    draft = f"{PASTED}{body.id}."
    await ask_and_look(screen, _("Paste text"), lines, draft, take, text=text, kept=kept)


async def ask_and_look(
    screen: WorkingScreen,
    title: str,
    lines: Sequence[Line],
    draft: str,
    take: Callable[[str], Awaitable[bool]],
    *,
    text: str = "",
    kept: str,
    live: Live | None = None,
) -> bool:
    """Ask for a text in a form and `take` it; it stays a draft until something is recorded."""

    async def keep(answers: Answers) -> str:
        return str(answers["text"])

    if not text:
        typed = await filled(screen, title, lines, keep, draft=draft, live=live)
        if typed is None:
            return False
        text = typed
    if screen.desk is not None:
        # saved before the preview is shown, so that leaving it loses nothing
        screen.desk.draft(f"{draft}text", text)
    if not await take(text):
        screen.say(kept)
        return False
    await screen.forget_drafts(draft)
    return True


async def _take(screen: WorkingScreen, body: Body, text: str) -> bool:
    """Take the text; returns whether something was recorded."""
    if not is_chat(text) and await asyncio.to_thread(signup.is_signup, text):
        return await take_signup(screen, body, text)
    return await _take_issues(screen, body, text)


async def _take_issues(screen: WorkingScreen, body: Body, text: str) -> bool:
    desk = screen.house.desk

    async def plan(choices: Choices) -> IssuePlan:
        known = await desk.read(existing_issues)
        return await asyncio.to_thread(plan_issue_text, text, known, body.id, choices)

    async def write(planned: IssuePlan) -> int:
        return await screen.commit(import_issues, planned)

    title = _("Group chat") if is_chat(text) else _("A list of issues")
    of = None if is_chat(text) else ISSUE_TABLE
    return await look_and_write(screen, f"{title} · {body.name}", plan, write, text=text, of=of)


async def look_and_write(
    screen: WorkingScreen,
    title: str,
    plan: Callable[[Choices], Awaitable[Plan]],
    write: Callable[[Any], Awaitable[object]],
    *,
    text: str = "",
    of: Columns | None = None,
    known: Choices = NO_CHOICES,
) -> bool:
    """Show the preview of a text by rows, and record them; True when something was recorded.

    Refused rows are written into the folder for papers: with the headings of `text` where it is a
    table of the columns `of`, else as plain lines.
    """
    first = await screen.attempt(plan(known))
    if first is None:
        return False
    source = _source_of(text)
    heads = partial(meanings, source, of) if of is not None else None
    preview = ImportPreview(title, first, screen.house.now().date(), plan, known, heads)
    accepted = await screen.ask(preview)
    if accepted is None or await screen.attempt(write(accepted)) is None:
        return False
    screen.say(_("Imported. {key:app.undo} undoes it."))
    file = screen.house.desk.papers.export_folder() / PASTED_TEXT
    await keep_refused(screen, source, preview, file, of)
    await screen.reload()
    return True


def _source_of(text: str) -> Source:
    try:
        return Source((sheet_of_text(text, ""),))
    except BrokenText:
        return Source(())


# 接龙

ISSUES = "issues"


async def take_signup(screen: WorkingScreen, body: Body, text: str) -> bool:
    """Ask what a 接龙 is (sign-in, votes, support), and take it as that."""
    found = await screen.house.desk.read(signup.targets, body.id)
    options = [
        Option(f"{signup.Use.SIGN_IN}/{meeting.id}", _("Sign-in"), _meeting_words(meeting))
        for meeting in found.meetings
    ]
    options += [
        Option(f"{signup.Use.VOTES}/{vote.id}", _("Written votes"), cut(vote.text, 40))
        for _meeting, vote in found.votes
    ]
    if found.issues:
        options.append(Option(signup.Use.SUPPORT, _("Supporters of an issue")))
    options.append(Option(ISSUES, _("A list of issues, one per line")))
    picked = await screen.ask(Choose(_("This looks like a sign-up list. What is it?"), options))
    if picked is None:
        return False
    use, _slash, id = picked.partition("/")
    if use == signup.Use.SIGN_IN:
        meeting = next(one for one in found.meetings if one.id == id)
        return await take_sign_in(screen, meeting, text)
    if use == signup.Use.VOTES:
        of, vote = next((m, v) for m, v in found.votes if v.id == id)
        return await take_votes(screen, of, vote, text)
    if use == signup.Use.SUPPORT:
        return await _take_support(screen, found, text)
    return await _take_issues(screen, body, text)


def _meeting_words(meeting: Meeting) -> str:
    return moment_text(meeting.starts_at)


async def take_sign_in(screen: WorkingScreen, meeting: Meeting, text: str) -> bool:
    """Sign in the people of a 接龙, after a preview."""
    meeting, faces = await screen.house.desk.read(signup.to_sign_in, meeting.id)

    async def plan(choices: Choices) -> signup.SignUpPlan:
        return signup.plan_sign_in(text, meeting, meeting.roll, choices, faces)

    async def write(planned: signup.SignUpPlan) -> object:
        return await screen.commit(signup.sign_in_all, meeting.body, meeting.id, planned)

    return await look_and_write(screen, _("Sign in by list"), plan, write)


async def take_votes(screen: WorkingScreen, meeting: Meeting, vote: Vote, text: str) -> bool:
    """Record the returns of a written vote from a 接龙, after a preview."""

    async def plan(choices: Choices) -> signup.SignUpPlan:
        return signup.plan_votes(text, meeting, vote.id, choices)

    async def write(planned: signup.SignUpPlan) -> object:
        return await screen.commit(signup.register_all, meeting.body, meeting.id, vote.id, planned)

    return await look_and_write(screen, f"{_('Written votes')} · {cut(vote.text, 40)}", plan, write)


async def _take_support(screen: WorkingScreen, found: signup.Targets, text: str) -> bool:
    issues = {issue.id: issue for issue in found.issues}
    options = [
        Option(one.id, _("No. {n} {title}").format(n=one.number, title=one.title), one.place)
        for one in reversed(found.issues)
    ]
    picked = await screen.ask(Choose(_("Which issue do they support?"), options))
    if picked is None:
        return False
    issue = issues[picked]

    async def plan(choices: Choices) -> signup.SignUpPlan:
        return signup.plan_support(text, issue, found.people, choices)

    async def write(planned: signup.SignUpPlan) -> object:
        return await screen.commit(signup.support, issue.body, issue.id, planned)

    title = _("Supporters of no. {n} {title}").format(n=issue.number, title=issue.title)
    return await look_and_write(screen, title, plan, write)
