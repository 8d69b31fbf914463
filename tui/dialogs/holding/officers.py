"""Questions before a meeting opens: what the law asks, and officers not signed in yet."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from meetings.actions import hold, law, prepare
from meetings.chairing.attendance import unseen
from meetings.ports import Records
from meetings.procedure.law_questions import OPENED
from meetings.procedure.rules import Voters
from meetings.sitting.meeting import Meeting
from meetings.sitting.officers import in_doubt, officers_without_mark
from meetings.terms import term
from tui.dialogs.kit.choose import Choose, Option
from tui.dialogs.kit.fields import PersonField, Picked
from tui.dialogs.kit.filled import filled
from tui.dialogs.kit.form import Answers
from tui.dialogs.law import law_answers
from tui.dialogs.meeting import person_id_or_name
from tui.finding.people_search import people_of
from tui.language import _, bracketed, language, listed
from tui.working import WorkingScreen

if TYPE_CHECKING:
    from tui.screens.hold.screen import HoldScreen


async def law_lets_open(screen: WorkingScreen, body: str, meeting: str) -> tuple[str, ...] | None:
    """Ask what the law requires of roll and notice; the answers to keep, None to open nothing."""
    asked = await screen.house.desk.read(law.asked_at_opening, body, meeting, screen.house.now())
    yes, no = _("open it anyway"), _("do not open it yet")
    return await law_answers(screen, asked, OPENED, yes=yes, no=no)


async def open_with_officers(
    screen: WorkingScreen, meeting: Meeting, answers: Sequence[str]
) -> Meeting | None:
    """Ask whether chair and recorder are here, then open; None where it stays unopened.

    `answers` are those to the law's questions, which are kept with the meeting.
    """
    here: Collection[str] | None = None
    while here is None:
        desk, now = screen.house.desk, screen.house.now()
        planned = await screen.attempt(desk.read(hold.as_opened, meeting.id, now))
        if planned is None:
            return None
        picked = await _ask(screen, planned, _("Esc: do not open yet"))
        if picked is None:
            return None
        here = await _answer(screen, planned, picked)
    return await screen.run(hold.open_meeting, meeting.body, meeting.id, answers, here)


async def ask_officers(screen: WorkingScreen, meeting: Meeting) -> Meeting | None:
    """Ask whether chair and recorder were here; returns the changed meeting, None for no change."""
    if not officers_without_mark(meeting):
        return None
    picked = await _ask(screen, meeting, _("Esc: later"))
    if picked in (None, LATER):
        return None
    if picked == OTHERS:
        return await name_officers(screen, meeting)
    here = await _answer(screen, meeting, picked)
    return await screen.run(hold.officers_here, meeting.body, meeting.id, here)


HERE, OTHERS, LATER = "here", "others", "later"
"""Answers about all who are asked about; the answer that one alone is here is the name."""


async def _ask(screen: WorkingScreen, meeting: Meeting, leave: str) -> str | None:
    """Ask about those not signed in: HERE, OTHERS, LATER or a name; LATER where nobody is left."""
    missing = officers_without_mark(meeting)
    if not missing:
        return LATER
    sure = [one.name for one in missing if not in_doubt(meeting, one)]
    in_words = any(one.person is None for one in missing)
    votes = ""
    if in_words and meeting.in_force.voters is Voters.EVERYBODY:
        votes = _("without a vote") if meeting.has_roster else _("may vote, as anybody here")
    all_here = _("Both present: sign in") if len(missing) > 1 else _("Present: sign in")
    options = [Option(HERE, all_here, votes, "1")] if len(sure) == len(missing) else []
    options += [
        Option(OTHERS, _("Did not come: name who chairs or records"), digit="2"),
        Option(LATER, _("Not known yet: asked again before the minutes are final"), digit="3"),
    ]
    if len(missing) > 1:
        options += [Option(one, _("Only {name} is present").format(name=one)) for one in sure]
    names = listed(
        one.name + bracketed(listed(term(role, language()) for role in one.roles))
        for one in missing
    )
    asked = _("Are they present? {names}").format(names=names)
    return await screen.ask(Choose(asked, options, leave=leave))


async def _answer(screen: WorkingScreen, meeting: Meeting, picked: str) -> Collection[str] | None:
    """The names of those who are here; None where others are to be named, and asked about."""
    if picked == OTHERS:
        await name_officers(screen, meeting)
        return None
    if picked == HERE:
        return [one.name for one in officers_without_mark(meeting)]
    return [] if picked == LATER else [picked]


async def name_officers(screen: WorkingScreen, meeting: Meeting, begin: str = "") -> Meeting | None:
    """Ask who chairs and who records; the cursor is on `begin`, or the first not signed in."""
    people = await screen.house.desk.read(people_of, meeting.body, language())
    on_roll = {entry.person for entry in meeting.roll}

    def called(answer: Picked | None) -> str:
        if answer is None:
            return ""
        return meeting.called(answer.id) if answer.id in on_roll else answer.name

    async def write(answers: Answers) -> Meeting:
        stored = await screen.house.desk.read(_stored, meeting.id)
        chair, secretary = called(answers["chair"]), called(answers["secretary"])
        changed = replace(stored, chair=chair, secretary=secretary)
        return await screen.commit(prepare.edit_meeting, changed)

    missing = officers_without_mark(meeting)
    known = [person_id_or_name(people, name) for name in (meeting.chair, meeting.secretary)]
    fields = (
        PersonField("chair", _("Chair"), people, known[0], allow_new=True),
        PersonField("secretary", _("Secretary"), people, known[1], allow_new=True),
    )
    if not begin:
        begin = "chair" if not missing or missing[0].chairs else "secretary"
    draft = f"meeting/{meeting.id}/officers/"
    return await filled(screen, _("Chair and secretary"), fields, write, draft=draft, begin=begin)


def _stored(records: Records, meeting: str) -> Meeting:
    with records.reading() as book:
        return book.get(Meeting, meeting)


async def ask_named(screen: "HoldScreen", names: Sequence[str]) -> bool:
    """Offer once to sign in people who act in the meeting and are not signed in.

    True where all of them are signed in afterwards.
    """
    missing = [one.name for one in unseen(screen.meeting, names)] if screen.meeting else []
    if not missing:
        return True
    said = listed(missing)
    options = [
        Option("here", _("Present: sign in")),
        Option("later", _("Absent, or to be signed in later at the desk")),
    ]
    asked = Choose(_("Are they present? {names}").format(names=said), options)
    if await screen.ask(asked) != "here":
        return False
    return await screen.run(hold.named_here, *screen.here, missing) is not None
