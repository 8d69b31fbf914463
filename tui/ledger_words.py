"""Tasks as rows of the ledger, and one task's road in sentences."""

from dataclasses import dataclass
from datetime import date

from textual.content import Content

from meetings.agenda import AgendaItem
from meetings.followups import FollowUp, FollowUpState, Lateness, Step, StepKind
from meetings.meeting import Meeting
from meetings.ports import Records
from meetings.terms import term
from meetings.views import FollowUpLine
from tui.agenda_words import number_of
from tui.days import clock, day_text, days_apart
from tui.language import N_, _, language
from tui.screens.ledger import lateness_of
from tui.text import plain
from tui.widgets.rows import Column, Row

TONES = {
    Lateness.OVERDUE: "bad",
    Lateness.SOON: "warn",
    Lateness.DONE: "dim",
    Lateness.NO_DEADLINE: "dim",
}

COLUMNS = (
    Column(N_("No."), 4, True), Column(N_("Task")), Column(N_("Owner"), 8),
    Column(N_("Deadline"), 10), Column(N_("State"), 8), Column(N_("Lateness"), 6),
)  # fmt: skip
BODY_COLUMN = Column(N_("Body"), 16)


def task_row(line: FollowUpLine, today: date, *, body: bool) -> Row:
    """One task; `body` adds whose it is."""
    late = lateness_of(line, today)
    cells = (
        str(line.number),
        line.text,
        (line.owner, "") if line.owner else (_("nobody"), "bad"),
        deadline_text(line.deadline, today),
        term(line.state, language()),
        (term(late, language()), TONES.get(late, "")),
    )
    return Row(line.id, (*cells, line.body_name) if body else cells)


def deadline_text(day: date | None, today: date) -> str:
    """`12月1日`, with the year in figures where it is not this year's."""
    if day is None:
        return ""
    return day_text(day) if day.year == today.year else day.isoformat()


@dataclass(frozen=True, slots=True)
class Task:
    """A task with where it comes from."""

    follow_up: FollowUp
    meeting: Meeting | None
    item: AgendaItem | None


def load_task(records: Records, id: str) -> Task:
    """One task with its meeting and item; raises NotFound."""
    with records.reading() as book:
        task = book.get(FollowUp, id)
        meeting = book.get(Meeting, task.meeting) if task.meeting else None
    item = next((i for i in meeting.items if i.id == task.item), None) if meeting else None
    return Task(task, meeting, item)


def task_lines(known: Task, today: date) -> Content:
    """What it is, whose, how it stands, what can be done now, and its road."""
    return Content("\n").join([*_facts(known, today), *_road(known.follow_up, today)])


def _facts(known: Task, today: date) -> list[Content]:
    task = known.follow_up
    late = task.lateness(today)
    facts = [task.owner or _("nobody responsible yet")]
    if task.helpers:
        facts.append(_("with {names}").format(names="、".join(task.helpers)))
    if task.deadline:
        when = f"{day_text(task.deadline, year=True)}（{days_apart(task.deadline, today)}）"
        facts.append(_("until {day}").format(day=when))
    facts += [term(task.state, language()), term(late, language())]
    lines = [
        plain(f"{task.number} {task.text}", "bold"),
        plain(" · ".join(facts)),
    ]
    if known.meeting is not None:
        source = number_of(known.meeting.year, known.meeting.serial)
        title = known.item.title if known.item else known.meeting.title
        lines.append(plain(_("From: {meeting} {item}").format(meeting=source, item=title)))
    if task.change:
        lines.append(plain(_("What changed: {text}").format(text=task.change)))
    lines.append(plain(possible(task)))
    return lines


WAYS: tuple[tuple[StepKind, str], ...] = (
    (StepKind.PROGRESS, "1"),
    (StepKind.COMPLETE, "2"),
    (StepKind.REPORT_BACK, "3"),
    (StepKind.REVISIT, "4"),
    (StepKind.CLOSE, "5"),
    (StepKind.EXTEND, "6"),
    (StepKind.REOPEN, "7"),
    (StepKind.ASSIGN, "9"),
)
"""The steps that have a digit of their own."""


def possible(task: FollowUp) -> str:
    """`现在可以：1进展 2办结 6延期`."""
    gap = "" if language() == "zh" else " "
    ways = [f"{key}{gap}{term(kind, language())}" for kind, key in WAYS if task.may(kind)]
    return _("Possible now: {ways}").format(ways=" ".join(ways))


def _road(task: FollowUp, today: date) -> list[Content]:
    began = task.created_at.astimezone()
    first = f"{day_text(began.date())} {clock(began)} {_('entered in the ledger')}"
    return [plain(first), *(plain(step_text(step)) for step in task.steps)]


def step_text(step: Step) -> str:
    """One entry of the road: when, what, what was said, by whom it was noted."""
    at = step.at.astimezone()
    said = [day_text(at.date()), clock(at), term(step.kind, language())]
    if step.deadline:
        said.append(_("until {day}").format(day=day_text(step.deadline, year=True)))
    if step.satisfaction:
        said.append(term(step.satisfaction, language()))
    if step.text:
        said.append(step.text)
    by = f"（{step.by}）" if step.by else ""
    return " ".join(said) + by


def not_now(task: FollowUp, kind: StepKind) -> str:
    """Why a step is not possible, and what is."""
    words = _("{step} does not follow on {state}.").format(
        step=term(kind, language()), state=term(task.state, language())
    )
    if kind is StepKind.CLOSE and task.state is not FollowUpState.CLOSED:
        words = _("It is closed only after a visit at which the resident says yes.")
    return f"{words} {possible(task)}"
