"""Exports a meeting's papers as Word and PDF, and shows them on the screen."""

from collections.abc import Sequence
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from meetings.actions import finish, law, mask, papers
from meetings.actions.papers import Wanted
from meetings.papers.finals import FinalMinutes
from meetings.papers.minutes import Minutes
from meetings.papers.name_masking import Seen
from meetings.papers.seal import short
from meetings.procedure.law_questions import LawQuestion
from meetings.sitting.meeting import Meeting
from meetings.sitting.meeting_states import PLANNED
from tui.desk import BadTemplate, FileExists
from tui.desk.papers import Taken
from tui.dialogs.kit.choose import Choose, Option, offered
from tui.dialogs.kit.confirm import Confirm
from tui.dialogs.kit.fields import DateField, Line, NoteLine, NumberField, TextField, YesNoField
from tui.dialogs.kit.filled import filled
from tui.dialogs.kit.form import Answers
from tui.dialogs.kit.progress import Progress
from tui.dialogs.kit.reading import Reading, Side
from tui.dialogs.law import law_allows
from tui.dialogs.masking import MaskingDesk
from tui.language import N_, _
from tui.text import typed_path
from tui.words.days import day_text
from tui.words.preview import paper_lines
from tui.working import WorkingScreen

if TYPE_CHECKING:
    from tui.desk import Written

PLACE = "place/export_"
"""Prefix of drafts for the last folder of papers and whether PDF was wanted."""
FOLDER = f"{PLACE}folder"
AS_PDF = f"{PLACE}pdf"

ALL = "all"
OWN_FORM = "own_form"
OLDER = "older"

NAMES = {
    papers.MINUTES: N_("Minutes of the meeting"),
    papers.PUBLIC: N_("Minutes, public edition"),
    papers.RECORD: N_("Record"),
    papers.NOTICE: N_("Notice of meeting"),
    papers.SIGN_IN: N_("Sign-in sheet"),
    papers.FORMS: N_("Blank forms"),
    papers.EXTRACT: N_("Extract of one item"),
    papers.POSTING: N_("Public notice"),
    papers.READING: N_("Reading copy"),
    ALL: N_("All documents"),
    OWN_FORM: N_("The body's own Word form"),
    OLDER: N_("An older final version"),
}

SIDES = (papers.MINUTES, papers.RECORD, papers.PUBLIC)
PLANNED_SIDES = (papers.NOTICE, papers.SIGN_IN)
"""The papers of a planned meeting that can be read on the screen."""

_HINTS = {
    papers.MINUTES: N_("for circulation"),
    papers.PUBLIC: N_("names masked"),
    papers.RECORD: N_("everything, to be signed"),
    papers.FORMS: N_("for a power cut"),
    papers.EXTRACT: N_("for whoever must act"),
    papers.POSTING: N_("one page for the board"),
    papers.READING: N_("large type"),
}


async def read_papers(screen: WorkingScreen, meeting: Meeting) -> None:
    """Show the papers as they would be written now; Tab goes to the next."""
    desk = screen.house.desk
    sides = []
    for paper in PLANNED_SIDES if meeting.state in PLANNED else SIDES:
        printed = await screen.attempt(desk.papers.printed(meeting.id, Wanted(paper)))
        if printed is None:
            return
        sides.append(Side(_(NAMES[paper]), paper_lines(printed)))
    await screen.ask(Reading(meeting.title, sides))


async def export_menu(screen: WorkingScreen, meeting: Meeting) -> None:
    """Choose a paper and write it."""
    desk_papers = screen.house.desk.papers
    older = await screen.house.desk.read(finish.older_versions, meeting.id)
    options = offered(
        *(
            (bool(older) or key != OLDER, Option(key, _(name), _hint(key)))
            for key, name in NAMES.items()
        )
    )
    first = papers.NOTICE if meeting.state in PLANNED else papers.MINUTES
    picked = await screen.ask(
        Choose(_("{title}: which document?").format(title=meeting.title), options, chosen=first)
    )
    of_meeting = picked is not None and picked not in (OWN_FORM, OLDER)
    if of_meeting and not await screen.attempt(
        desk_papers.possible(meeting.id, "" if picked == ALL else str(picked))
    ):
        return
    if picked == OWN_FORM:
        await _own_form(screen, meeting)
    elif picked == papers.EXTRACT:
        await _extract(screen, meeting)
    elif picked == OLDER:
        await _older(screen, meeting, older)
    elif picked in (papers.PUBLIC, papers.POSTING, ALL):
        if await _masks_are_right(screen, meeting, _(NAMES[picked])):
            await _where_to(screen, meeting, picked)
    elif picked is not None:
        await _where_to(screen, meeting, picked)


async def _masks_are_right(screen: WorkingScreen, meeting: Meeting, paper: str) -> bool:
    """Show what a public paper masks, before it is written; False when left."""
    desk = screen.house.desk

    async def turn(seen: Seen, hide: bool, everywhere: bool) -> Sequence[Seen] | None:
        made = await screen.run(
            mask.decide, meeting.body, meeting.id, seen, hide=hide, everywhere=everywhere
        )
        return await desk.papers.to_mask(meeting.id) if made is not None else None

    seen = await screen.attempt(desk.papers.to_mask(meeting.id))
    if not seen:
        return seen is not None
    go_on = await screen.ask(MaskingDesk(paper, seen, turn))
    return go_on is True


async def _extract(screen: WorkingScreen, meeting: Meeting) -> None:
    minutes = await screen.attempt(screen.house.desk.papers.minutes(meeting.id))
    if minutes is None:
        return
    if not minutes.items:
        screen.warn(_("The agenda is empty; {key:meetings.item} adds an item."))
        return
    options = [Option(str(item.number), item.title) for item in minutes.items]
    number = await screen.ask(Choose(_("Extract of which item?"), options))
    if number is not None:
        await _where_to(screen, meeting, papers.EXTRACT, minutes, int(number))


async def _older(screen: WorkingScreen, meeting: Meeting, known: Sequence[FinalMinutes]) -> None:
    """Choose an earlier final version of the minutes, and write it as it was."""
    options = [
        Option(
            str(final.version), _("Version {n}").format(n=final.version),
            f"{day_text(final.at.date(), year=True)} {short(final.hash)}",
        )
        for final in known
    ]  # fmt: skip
    picked = await screen.ask(Choose(_("Which version?"), options))
    if picked is not None:
        await _where_to(screen, meeting, papers.MINUTES, version=int(picked))


async def _where_to(
    screen: WorkingScreen,
    meeting: Meeting,
    paper: str,
    minutes: Minutes | None = None,
    item: int = 0,
    version: int = 0,
) -> None:
    """Ask for the folder and whatever else the paper needs, and write it."""
    desk, today = screen.house.desk, screen.house.now().date()
    kept = await screen.drafts(PLACE)
    lines: list[Line] = [NoteLine(f"{_(NAMES[paper])} · {meeting.title}")]
    if paper == papers.EXTRACT:
        lines += [
            TextField("to", _("Addressed to"), hint=_("empty: who is responsible"), longest=200),
            DateField("day", _("Answer due by"), today, hint=_("empty: the deadline")),
        ]
    if paper == papers.POSTING:
        lines += [
            DateField("day", _("Posted from"), today, value=today),
            NumberField("days", _("Days"), hint=_("empty: as the rule says"), most=365),
            TextField("to", _("Objections to"), hint=_("empty: the body"), longest=200),
        ]
    folder = kept.get(FOLDER) or str(desk.papers.export_folder())
    lines += [
        TextField("folder", _("Folder"), folder, required=True, longest=1000, offered=True),
        YesNoField("pdf", _("PDF too"), kept.get(AS_PDF) == "yes"),
    ]

    async def write(answers: Answers) -> "Written | None":
        if not await _law_allows(screen, meeting, paper, answers.get("days") or 0):
            return None
        wanted: Sequence[Wanted] = (
            await desk.papers.everything(meeting.id)
            if paper == ALL
            else (
                Wanted(
                    paper, item, answers.get("to") or "", answers.get("day"),
                    answers.get("days") or 0, version=version,
                ),
            )
        )  # fmt: skip
        desk.draft(AS_PDF, "yes" if answers["pdf"] else "")
        goal = typed_path(answers["folder"])
        written = await _write(screen, meeting, wanted, goal, answers["pdf"])
        if written is not None:
            desk.draft(FOLDER, str(goal))
        return written

    written = await filled(screen, _("Write as Word"), lines, write)
    if written is not None and written.paths:
        _tell(screen, written)


async def _law_allows(screen: WorkingScreen, meeting: Meeting, paper: str, days: int) -> bool:
    """Ask what a law requires of a notice of meeting or a posting; True to write the paper."""
    desk = screen.house.desk
    asked: tuple[LawQuestion, ...] = ()
    if paper in (papers.NOTICE, ALL):
        asked = await desk.read(law.asked_of_notice, meeting.id, screen.house.now())
    elif paper == papers.POSTING:
        asked = await desk.read(law.asked_of_posting, meeting.id, days)
    return await law_allows(screen, asked, yes=_("write it anyway"), no=_("do not write it yet"))


async def _write(
    screen: WorkingScreen, meeting: Meeting, wanted: Sequence[Wanted], goal: Path, pdf: bool
) -> "Written | None":
    """Write the paper; asks first where a file of its name exists."""
    try:
        return await _run(screen, meeting, wanted, goal, pdf, "refuse")
    except FileExists as there:
        taken = await _ask_taken(screen, Path(str(there.path)))
    return await _run(screen, meeting, wanted, goal, pdf, taken) if taken is not None else None


async def _run(
    screen: WorkingScreen,
    meeting: Meeting,
    wanted: Sequence[Wanted],
    goal: Path,
    pdf: bool,
    taken: Taken,
) -> "Written":
    desk, stop = screen.house.desk, Event()
    if len(wanted) == 1 and not pdf:
        return await desk.papers.export(meeting.id, wanted, goal, taken=taken)
    shown = Progress(_("Writing documents"), stop)
    await screen.app.push_screen(shown)

    def on_progress(which: int, of: int, name: str) -> None:
        # the screen may be left before the work is done
        shown.call_later(shown.tell, which, of, name)

    try:
        return await desk.papers.export(
            meeting.id,
            wanted,
            goal,
            taken=taken,
            pdf=pdf,
            on_progress=on_progress,
            stopped=stop.is_set,
        )
    finally:
        shown.dismiss(None)


async def _ask_taken(screen: WorkingScreen, path: Path) -> Taken | None:
    title = _("{name} already exists").format(name=path.name)
    options = [
        Option("number", _("Keep it and write a numbered copy")),
        Option("replace", _("Replace it")),
    ]
    picked = await screen.ask(Choose(title, options))
    return "number" if picked == "number" else "replace" if picked == "replace" else None


def _tell(screen: WorkingScreen, written: "Written") -> None:
    paths = written.paths
    if len(paths) == 1:
        message = _("Written: {path}").format(path=paths[0])
    else:
        words = _("{n} files written to {folder}")
        message = words.format(n=len(paths), folder=paths[0].parent)
    screen.say(message, seconds=12)
    if written.no_pdf is not None:
        screen.warn(written.no_pdf, seconds=12)


async def _own_form(screen: WorkingScreen, meeting: Meeting) -> None:
    """Give the body a Word form of its own for the minutes, or drop it."""
    desk, body = screen.house.desk, meeting.body
    if await desk.papers.has_own_form(body):
        asked = _("The minutes use the body's own form. Go back to the built-in one?")
        if await screen.ask(Confirm(asked)):
            await desk.papers.drop_own_form(body)
            screen.say(_("The built-in layout is used again."))
        return
    note = NoteLine(_("A .docx with field names; docs/templates.md lists them."))
    line = TextField("file", _("File"), required=True, longest=1000)

    async def keep(answers: Answers) -> tuple[str, ...] | None:
        file = typed_path(answers["file"])
        try:
            return await desk.papers.keep_own_form(body, file)
        except BadTemplate as bad:
            if bad.why != "no_fields":
                raise
        asked = _("The template has no fields: all minutes would look the same. Use it anyway?")
        if not await screen.ask(Confirm(asked, destructive=True)):
            return None
        return await desk.papers.keep_own_form(body, file, without_fields=True)

    taken_out = await filled(screen, _("The body's own Word form"), [note, line], keep)
    if taken_out is None:
        return
    said = _("This body's minutes now use this form.")
    if taken_out:
        said += "\n" + _(
            "The template or data source attached to the form is left out of what is written."
        )
    screen.say(said)


def _hint(key: str) -> str:
    return _(_HINTS[key]) if key in _HINTS else ""
