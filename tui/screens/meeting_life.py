"""The acts on a whole meeting on F3: plan, call, open, finalise, correct, export, history."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from meetings.actions import finish, hold, law, prepare
from meetings.chairing.blockers import Blocker
from meetings.community.bodies import Tier
from meetings.community.people import Role
from meetings.limits import limit
from meetings.ports import By, Entry, Records
from meetings.procedure.law_questions import NOTIFIED, notice_question
from meetings.sitting.meeting import Meeting
from meetings.sitting.meeting_states import (
    OVER,
    PLANNED,
    RUNNING,
    SEALED,
    MeetingKind,
    MeetingState,
)
from meetings.sitting.recurring import title_of
from meetings.terms import kind_word, term
from tui.dialogs import meeting as forms
from tui.dialogs.group_text import offer_text
from tui.dialogs.history import HistoryDialog
from tui.dialogs.holding.invited import invited_of, kind_of
from tui.dialogs.holding.officers import law_lets_open, open_with_officers
from tui.dialogs.kit.choose import Choose, Option, offered
from tui.dialogs.kit.confirm import Confirm
from tui.dialogs.kit.fields import LongField, NoteLine, TextField
from tui.dialogs.kit.filled import filled
from tui.dialogs.kit.form import Answers
from tui.dialogs.law import law_allows, law_answers
from tui.dialogs.standing import ask_kind, edit_standing
from tui.finding.people_search import holder_of
from tui.language import N_, _, chinese, language, listed
from tui.screens import exporting, mending
from tui.words.blockers import blocker_sentence
from tui.words.history import names_by_id

if TYPE_CHECKING:
    from tui.screens.meetings import MeetingsScreen

WithReason = Callable[[Records, By, str, str, str], Meeting]

LATER = "later"
"""The option under the cursor at first, so that one Enter too many does not finalise minutes."""

FINAL = "final"


def next_serial(records: Records, body: str, year: int) -> int:
    """The serial number of the body's next meeting in the year."""
    with records.reading() as book:
        return book.highest(Meeting, "serial", body=body, year=year) + 1


async def plan(screen: "MeetingsScreen") -> None:
    """Plan a meeting, and say which recurring items were put on its agenda."""
    body = screen.need_body()
    if body is None:
        return
    now, desk = screen.house.now(), screen.house.desk
    people = await mending.finder_of(screen, body.id)
    kind, kind_words, template = await ask_kind(screen, body)
    begins = template.starts if template else ""

    async def titled(starts: datetime) -> str:
        """The title of a meeting on that day, numbered within the day's year."""
        serial = await desk.read(next_serial, body.id, starts.year)
        if template and template.title:
            return title_of(template, body.name, starts, serial, kind_word(kind, kind_words))
        return chinese(N_("{body}, meeting {n}")).format(body=body.name, n=serial)

    title = await titled(now)
    lines = forms.meeting_lines(
        people, now.date(), None, title=title, kind=kind, kind_words=kind_words,
        joint=body.tier is not Tier.CORNER or kind is not MeetingKind.REGULAR
        or bool(kind_words),
        place=(template.place if template else "") or body.place, begins=begins,
        own_kinds=await desk.read(prepare.kinds_named, body.id),
        chair=(template.chair if template else "")
        or await desk.read(holder_of, body.id, Role.CHAIR),
        secretary=(template.secretary if template else "")
        or await desk.read(holder_of, body.id, Role.SECRETARY),
    )  # fmt: skip

    async def write(answers: Answers) -> Meeting:
        start, end = forms.times(answers, now)
        said, words = kind_of(answers, kind)
        named = answers["title"] if answers["title"] != title else await titled(start)
        return await screen.commit(
            prepare.plan_meeting, body.id, named, start, answers["place"],
            forms.name_of(answers["chair"]), forms.name_of(answers["secretary"]), end,
            said, invited_of(answers.get("units", "")), words,
        )  # fmt: skip

    planned = await filled(
        screen, _("New meeting"), lines, write,
        draft=f"meeting/new/{body.id}/", check=forms.check_times,
        live=lambda answers: forms.times_line(answers, now, rule=body.rule),
    )  # fmt: skip
    if planned is not None:
        screen.house.work_on(body, planned.id)
        await screen.reload()
        screen.list.go(planned.id)
        _tell_carried(screen, planned)


def _tell_carried(screen: "MeetingsScreen", planned: Meeting) -> None:
    if planned.items:
        titles = listed(item.title for item in planned.in_order)
        words = _("Added automatically: {titles}. {key:meetings.item} adds more items.")
        screen.say(words.format(titles=titles), seconds=8)
    else:
        screen.say(_("Planned. {key:meetings.item} adds items to the agenda."))


async def edit(screen: "MeetingsScreen") -> None:
    """Change the planned meeting's details."""
    meeting = screen.chosen()
    if meeting is not None:
        await mending.edit_meeting(screen, meeting)
        await screen.reload()


async def standing(screen: "MeetingsScreen") -> None:
    """Edit recurring items, and templates for kinds of meeting."""
    body = screen.need_body()
    if body is not None:
        await edit_standing(screen, body.id)


async def call(screen: "MeetingsScreen") -> None:
    """Offer what the meeting's state allows: send the notice, cancel, …"""
    meeting = screen.chosen()
    if meeting is None:
        return
    title = _("{title}: now {state}").format(
        title=meeting.title, state=term(meeting.state, language())
    )
    picked = await screen.ask(Choose(title, _offers(meeting)))
    if picked == "call":
        rule = screen.body.rule if screen.body is not None else None
        late = None
        if rule is not None:
            late = notice_question(rule, screen.house.now().date(), meeting.starts_at.date())
        yes, no = _("notice has been sent"), _("back, to choose a later day")
        answers = await law_answers(screen, (late,), NOTIFIED, yes=yes, no=no)
        if answers is None:
            return
        await screen.run(prepare.call_meeting, meeting.body, meeting.id, answers)
    elif picked == "draft":
        await screen.run(prepare.back_to_draft, meeting.body, meeting.id)
    elif picked == "cancel":
        await _with_reason(screen, _("Cancel the meeting"), meeting, prepare.cancel_meeting)
    elif picked == "go_back":
        await screen.run(hold.reopen_meeting, meeting.body, meeting.id)
    elif picked == "reopen":
        await _with_reason(screen, _("Reopen the final minutes"), meeting, finish.reopen)
    elif picked == "board":
        await screen.house.go("notices")
        return
    elif picked == "erratum":
        await erratum(screen)
        return
    await screen.reload()


def _offers(meeting: Meeting) -> list[Option]:
    """The options for the meeting's state; 1 changes the state."""
    state = meeting.state
    over = (MeetingState.ENDED, MeetingState.INQUORATE)
    return offered(
        (state is MeetingState.DRAFT,
         Option("call", _("Notice has been sent"), _("state: called"), "1")),
        (state in (MeetingState.CALLED, MeetingState.CANCELLED),
         Option("draft", _("Back to planning"), digit="1")),
        (state in over,
         Option("go_back", _("Resume it: it was ended by mistake"), digit="1")),
        (state is MeetingState.FINAL,
         Option("reopen", _("Correct the final minutes, with a reason"), digit="1")),
        (state in PLANNED, Option("cancel", _("Cancel it, giving a reason"), digit="2")),
        (state in SEALED, Option("erratum", _("Erratum"), digit="2")),
        (True, Option("board", _("Notice board"), digit="3")),
    )  # fmt: skip


async def _with_reason(
    screen: "MeetingsScreen", title: str, meeting: Meeting, action: WithReason
) -> None:
    async def write(answers: Answers) -> Meeting:
        return await screen.commit(action, meeting.body, meeting.id, answers["reason"])

    reason = TextField("reason", _("Reason"), required=True)
    draft = f"meeting/{meeting.id}/reason/"
    await filled(screen, title, [NoteLine(meeting.title), reason], write, draft=draft)


async def open_meeting(screen: "MeetingsScreen") -> None:
    """Open a planned meeting and go to 开会; for a running one, only go there."""
    meeting = screen.chosen()
    if meeting is None:
        return
    if meeting.state in PLANNED:
        if not planned_today(meeting, screen.house.now()):
            asked = _("The meeting is planned for another day. Open it now anyway?")
            if meeting.starts_at < screen.house.now():
                asked += " " + _(
                    "It then becomes a meeting of today; one that was held already is brought in "
                    "as a workbook ({key:meetings.more})."
                )
            if not await screen.ask(Confirm(asked, destructive=True)):
                return
        answers = await law_lets_open(screen, meeting.body, meeting.id)
        if answers is None:
            return
        if await open_with_officers(screen, meeting, answers) is None:
            return
    elif meeting.state not in RUNNING:
        screen.warn(
            _(
                "The meeting is over; {key:meetings.call} resumes it, {key:meetings.export} "
                "writes the minutes."
            )
        )
        return
    screen.house.work_on(screen.body, meeting.id)
    await screen.reload()
    await screen.house.go("hold")


async def finalise(screen: "MeetingsScreen") -> None:
    """Show what is missing until nothing is, then finalise the minutes."""
    while (meeting := await _again(screen)) is not None:
        if meeting.state in (MeetingState.FINAL, MeetingState.APPROVED):
            screen.say(
                _("The minutes are already final; {key:meetings.export} writes them as Word.")
            )
            return
        if meeting.state not in OVER:
            screen.warn(_("End the meeting first: {key:app.hold}, then {key:hold.end}."))
            return
        missing = await screen.house.desk.read(law.missing, meeting)
        options = [_offer(place, blocker) for place, blocker in enumerate(missing)]
        title = _("Still missing; Enter fixes it")
        if not any(blocker.stops for blocker in missing):
            asked = _("Nothing is missing. Make the minutes of {title} final?")
            if missing:
                asked = _("Only reminders are left. Make the minutes of {title} final?")
            title = asked.format(title=meeting.title)
            options.insert(0, Option(FINAL, _("make final")))
            options.append(Option(LATER, _("not yet")))
        picked = await screen.ask(Choose(title, options, chosen=LATER))
        if picked == FINAL:
            await _finalise(screen, meeting)
        if picked in (FINAL, LATER, None) or not await mending.mend(
            screen, meeting, missing[int(picked)]
        ):
            return


async def _again(screen: "MeetingsScreen") -> Meeting | None:
    await screen.reload()
    return screen.chosen()


async def _finalise(screen: "MeetingsScreen", meeting: Meeting) -> None:
    if (
        await screen.attempt(screen.house.desk.papers.finalise(meeting.body, meeting.id))
        is not None
    ):
        screen.saved_now()
        screen.say(
            _("The minutes are final. {key:meetings.export} writes them as Word."), seconds=8
        )
    await screen.reload()


async def export(screen: "MeetingsScreen") -> None:
    """Choose a paper of the meeting and write it."""
    meeting = screen.chosen()
    if meeting is not None:
        await exporting.export_menu(screen, meeting)


async def preview(screen: "MeetingsScreen") -> None:
    """Show the minutes, and on Tab the record."""
    meeting = screen.chosen()
    if meeting is not None:
        await exporting.read_papers(screen, meeting)


async def erratum(screen: "MeetingsScreen") -> None:
    """Add a dated correction below final minutes."""
    meeting = screen.chosen()
    if meeting is None:
        return
    if meeting.state not in SEALED:
        screen.warn(_("Not final yet: edit the meeting itself."))
        return
    note = NoteLine(
        _("It is printed with today's date below the signature of {title}.").format(
            title=meeting.title
        )
    )
    line = LongField("text", _("Erratum"), lines=3, required=True, longest=limit("text", "erratum"))

    async def write(answers: Answers) -> object:
        return await screen.commit(finish.add_erratum, meeting.body, meeting.id, answers["text"])

    draft = f"meeting/{meeting.id}/erratum/"
    if await filled(screen, _("Erratum"), [note, line], write, draft=draft) is not None:
        screen.say(_("The erratum is added; {key:meetings.export} writes the minutes with it."))


async def group_text(screen: "MeetingsScreen") -> None:
    """Show the notice or the results of the meeting, to paste into the residents' group."""
    meeting = screen.chosen()
    if meeting is None:
        return
    kind: str | None = "notice"
    if meeting.state not in PLANNED:
        options = [
            Option("result", _("Results of the meeting")),
            Option("notice", _("Notice of the meeting")),
        ]
        kind = await screen.ask(Choose(_("Which text?"), options))
    if kind is None:
        return
    if kind == "notice":
        asked = await screen.house.desk.read(law.asked_of_notice, meeting.id, screen.house.now())
        if not await law_allows(
            screen, asked, yes=_("show it anyway"), no=_("back, to choose a later day")
        ):
            return
    text = await screen.attempt(screen.house.desk.papers.group_text(kind, meeting.id))
    if text is not None:
        said = "会议通知" if kind == "notice" else "议事结果"
        body = screen.body.name if screen.body is not None else ""
        await offer_text(screen, body, f"第{meeting.serial}次_{said}", text)


async def history(screen: "MeetingsScreen") -> None:
    """Show the history of the meeting in plain sentences."""
    meeting = screen.chosen()
    if meeting is None:
        return
    desk = screen.house.desk

    async def older(before: int) -> list[Entry]:
        return await desk.history(meeting.body, meeting.id, before)

    entries = await desk.history(meeting.body, meeting.id)
    await screen.ask(
        HistoryDialog(
            meeting.title, entries, names_by_id(meeting), older, screen.house.now().date()
        )
    )


def _offer(place: int, blocker: Blocker) -> Option:
    return Option(str(place), blocker_sentence(blocker), "" if blocker.stops else _("reminder"))


def planned_today(meeting: Meeting, now: datetime) -> bool:
    """Whether the meeting is planned for today."""
    return meeting.starts_at.date() == now.astimezone(meeting.starts_at.tzinfo).date()
