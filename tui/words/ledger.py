"""Tasks as rows of the ledger, and one task with its steps in sentences."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time

from textual.content import Content

from meetings.community.bodies import Tier
from meetings.dataclass import dataclass
from meetings.matters.duty import DutyTurn, sums
from meetings.matters.followup_states import ChaseLevel, FollowUpState, Lateness, StepKind, Urgency
from meetings.matters.followups import FollowUp, Step
from meetings.matters.issues import Issue
from meetings.matters.parts import Part, owners
from meetings.ports import Records
from meetings.sitting.agenda import AgendaItem
from meetings.sitting.meeting import Meeting
from meetings.terms import term, topic_word
from meetings.views import FollowUpLine, Standing
from tui.commands import command
from tui.language import N_, _, bracketed, headed, language, listed, tagged
from tui.text import plain
from tui.widgets.columns import Column, Row
from tui.words.agenda import number_of
from tui.words.bodies import short_name
from tui.words.days import clock, day_text, days_apart

TONES = {
    Lateness.OVERDUE: "bad",
    Lateness.SOON: "warn",
    Lateness.DONE: "dim",
    Lateness.NO_DEADLINE: "dim",
}


def columns(*, body: bool) -> tuple[Column, ...]:
    """The columns of the ledger, as wide as their headings; `body` adds the task's body."""
    state, late = (6, 6) if language() == "zh" else (10, 11)
    shown = (
        Column(N_("No."), 4, True), Column(N_("Task")), Column(N_("Owner"), 10, most=20),
        Column(N_("Deadline"), 10), Column(N_("State"), state), Column(N_("Lateness"), late),
    )  # fmt: skip
    return (*shown, Column(N_("Body"), 12, most=28)) if body else shown


def task_row(line: FollowUpLine, today: date, *, body: bool) -> Row:
    """One task as a row; `body` adds the task's body."""
    late = line.lateness(today)
    cells = (
        str(line.number),
        marked_text(line, today),
        (line.owner or listed(line.units or owners(line.parts)), "")
        if line.owner or line.units or line.parts
        else (_("nobody"), "bad"),
        deadline_text(line.deadline, today),
        term(line.state, language()),
        (term(late, language()), TONES.get(late, "")),
    )
    return Row(line.id, (*cells, short_name(line.body_name)) if body else cells)


def standing_words(known: Standing) -> str:
    """The numbers at the head of the ledger: `未终结 12 件，逾期 3 件`."""
    return _("open {open}, overdue {late}").format(open=known.open, late=known.late)


HEAD = "="
"""Prefix of the key of a row above a group."""


def head_row(words: str, group: Sequence[FollowUpLine], today: date, *, body: bool) -> Row:
    """The row above a group of tasks: how many there are, and how many of them are late."""
    late = sum(1 for line in group if line.lateness(today) is Lateness.OVERDUE)
    counted = _("tasks: {n}").format(n=len(group))
    if late:
        counted += " · " + _("{n} overdue").format(n=late)
    head = f"【{words}】{counted}" if language() == "zh" else f"{words} · {counted}"
    cells = ("", (head, "strong"), "", "", "", "")
    return Row(f"{HEAD}{words}", (*cells, "") if body else cells)


def marked_text(line: FollowUpLine, today: date) -> str:
    """The task's text behind its marks: 〔紧急〕, 〔上级督办〕, 〔分工2/3〕."""
    signs = [term(line.tier, language())] if line.promised else []
    signs += [term(line.urgency, language())] if line.urgency is Urgency.URGENT else []
    if line.chased is ChaseLevel.UPPER:
        signs.append(term(line.chased, language()))
    if line.parts:
        done = sum(1 for part in line.parts if part.done)
        signs.append(_("parts {n}/{all}").format(n=done, all=len(line.parts)))
        if late := sum(1 for part in line.parts if part.late(today)):
            signs.append(_("{n} overdue").format(n=late))
    return "".join(map(tagged, signs)) + line.text


def promised_text(text: str, by: Tier | None) -> str:
    """A task's text, behind the tier of the body above that promised it: `〔社区〕划线`."""
    return tagged(term(by, language())) + text if by else text


def deadline_text(day: date | None, today: date) -> str:
    """A deadline as `12月1日`, with the year where it is not that of `today`."""
    if day is None:
        return ""
    return day_text(day) if day.year == today.year else day.isoformat()


@dataclass(frozen=True, slots=True)
class Task:
    """A task with the meeting and agenda item that it comes from."""

    follow_up: FollowUp
    meeting: Meeting | None
    item: AgendaItem | None
    turns: tuple[DutyTurn, ...] = ()
    raised_by: str = ""
    """Who raised its issue, to whom the result is reported back."""


def load_task(records: Records, id: str) -> Task:
    """One task with its meeting and item; raises NotFound."""
    with records.reading() as book:
        task = book.get(FollowUp, id)
        meeting = book.get(Meeting, task.meeting) if task.meeting else None
        turns = tuple(book.find(DutyTurn, body=task.body, follow_up=id))
        issues = book.find(Issue, id=task.issue) if task.issue else []
    item = next((i for i in meeting.items if i.id == task.item), None) if meeting else None
    return Task(task, meeting, item, turns, issues[0].raised_name if issues else "")


PROMISED_ABOVE = N_(
    "This was promised above and is handled there; to ask again: "
    "{key:app.issues}, then {key:issues.exchange}."
)


def task_lines(known: Task, today: date, *, promised: bool = False) -> Content:
    """All about a task: text, owner, state, possible steps, and the steps taken so far.

    `promised`: a body above promised it, and only there can steps be taken.
    """
    may = _(PROMISED_ABOVE) if promised else possible_steps(known.follow_up)
    return Content("\n").join([*_facts(known, today), plain(may), *_road(known.follow_up, today)])


def _facts(known: Task, today: date) -> list[Content]:
    task = known.follow_up
    late = task.lateness(today)
    in_words = listed(name for name in (task.owner, *task.co_owners) if name)
    facts = [in_words or listed(task.units or owners(task.parts)) or _("nobody responsible yet")]
    if in_words and task.units:
        facts.append(_("carried out by {names}").format(names=listed(task.units)))
    if task.helpers:
        facts.append(_("with {names}").format(names=listed(task.helpers)))
    if task.deadline:
        when = f"{day_text(task.deadline, year=True)}{bracketed(days_apart(task.deadline, today))}"
        facts.append(_("due {day}").format(day=when))
    if task.extensions:
        facts.append(_("extensions: {n}").format(n=task.extensions))
    facts += [term(task.state, language()), term(late, language())]
    if task.urgency is Urgency.URGENT:
        facts.append(term(task.urgency, language()))
    if task.chased is not None:
        facts.append(term(task.chased, language()))
    lines = [
        plain(f"{task.number} {task.text}", "bold"),
        plain(" · ".join(facts)),
    ]
    if known.meeting is not None:
        source = number_of(known.meeting.year, known.meeting.serial)
        title = known.item.title if known.item else known.meeting.title
        from_there = _("From: {meeting} {item}").format(meeting=source, item=title)
        if known.raised_by:
            from_there += " · " + _("Raised by: {name}").format(name=known.raised_by)
        lines.append(plain(from_there))
    if task.change:
        lines.append(plain(_("What changed: {text}").format(text=task.change)))
    lines += [plain(f"  {n}. {part_words(part, today)}") for n, part in enumerate(task.parts, 1)]
    return lines + [plain(line) for line in _details(known)]


def part_words(part: Part, today: date) -> str:
    """One person's part of a task as `李国强：划线（12月1日，已办结）`."""
    said = headed(part.owner, part.text) if part.text else part.owner
    facts = [day_text(part.deadline, year=True)] if part.deadline else []
    if part.done:
        done = _("done")
        if part.done_on is not None:
            done += " " + day_text(part.done_on, year=part.done_on.year != today.year)
        facts.append(done)
    elif part.late(today):
        facts.append(_("overdue"))
    return said + bracketed(" ".join(facts))


def _details(known: Task) -> list[str]:
    """Lines on what is kept with the task besides its steps, such as photographs."""
    task = known.follow_up
    shown = [photo for photo in task.photos if not photo.removed]
    duty = sums(known.turns)
    used = [one.name + bracketed(one.note) for one in task.resources]
    said = (
        (task.topic, _("Topic: {text}").format(text=topic_word(task.topic, language()))),
        (task.contact, _("Contact: {text}").format(text=task.contact)),
        (task.measure, _("Measure: {text}").format(text=task.measure)),
        (used, _("Resources used: {names}").format(names=listed(used))),
        (
            known.turns,
            _("Duty: {turns} shifts, {heads} people, {hours} person-hours").format(
                turns=duty.turns, heads=duty.heads, hours=duty.hours
            ),
        ),
        (shown, _("Photographs: {n} ({key:follow.photos} shows them)").format(n=len(shown))),
        (task.retrospective, _("Lessons learnt: {text}").format(text=task.retrospective)),
    )
    return [line for there, line in said if there]


WAYS: Mapping[StepKind, str] = {
    StepKind.PROGRESS: "follow.progress",
    StepKind.COMPLETE: "follow.complete",
    StepKind.REPORT_BACK: "follow.report",
    StepKind.REVISIT: "follow.revisit",
    StepKind.CLOSE: "follow.close",
    StepKind.EXTEND: "follow.extend",
    StepKind.REOPEN: "follow.reopen",
    StepKind.CHASE: "follow.chase",
    StepKind.ASSIGN: "follow.hand_over",
    StepKind.DECLINE: "follow.decline",
}
"""The command of each step; the key line, Enter's menu and the sentences are made from it."""


def offered_now(task: FollowUp) -> list[StepKind]:
    """The steps that are possible now, in the order of the line of keys."""
    ways = task.open_ways
    hands_on = StepKind.HAND_ON in ways
    return [k for k in WAYS if k in ways or (k is StepKind.ASSIGN and hands_on)]


def possible_steps(task: FollowUp) -> str:
    """The possible steps with their keys: `现在可以：1进展 2办结 6延期`."""
    gap = "" if language() == "zh" else " "
    may = (command(WAYS[kind]) for kind in offered_now(task))
    ways = [f"{one.digit}{gap}{_(one.label)}" for one in may if one.digit]
    if StepKind.PART_DONE in task.open_ways:
        one = command("follow.parts")
        ways.append(f"{one.key_shown}{gap}{_(one.label)}{bracketed(listed(task.parts_open))}")
    return _("Available: {ways}").format(ways=" ".join(ways))


def _road(task: FollowUp, today: date) -> list[Content]:
    began = task.created_at
    when = [day_text(began.date(), year=began.year != today.year), *_time_of(began)]
    if task.undated:
        when = [_("day unknown")]
    first = " ".join([*when, _("entered in the ledger")])
    return [plain(first), *(plain(step_text(step, today)) for step in task.steps)]


def _time_of(at: datetime) -> list[str]:
    """The time of day in a list; empty at midnight, which stands for a day without a time."""
    return [] if at.time() == time() else [clock(at)]


def step_text(step: Step, today: date | None = None) -> str:
    """One step in a line: the day if known, the kind, what was said, and who noted it.

    The year is given where it is not that of `today`, the time where it was noted on that day.
    """
    at = step.at
    day = step.happened or at.date()
    said_day = day_text(day, year=today is not None and day.year != today.year)
    when = [said_day] if step.happened else [said_day, *_time_of(at)]
    known = step.kind is StepKind.HAND_ON and step.was == step.who
    what = _("deadline set") if known else term(step.kind, language())
    said = [*([_("day unknown")] if step.undated else when), what]
    if step.part:
        said.append(_("(part {n})").format(n=step.part))
    if step.was and not known:
        said.append(_("from {name}").format(name=step.was))
    if step.who and not known:
        said.append(_("to {name}").format(name=step.who))
    if step.ending:
        said.append(term(step.ending, language()))
    if step.was_deadline:
        said.append(_("from {day}").format(day=day_text(step.was_deadline, year=True)))
    if step.level:
        said.append(term(step.level, language()))
    if step.meeting:
        said.append(_("(at a meeting)"))
    if step.deadline:
        said.append(_("due {day}").format(day=day_text(step.deadline, year=True)))
    if step.satisfaction:
        said.append(term(step.satisfaction, language()))
    if step.text:
        said.append(step.text)
    return " ".join(said) + bracketed(step.by)


def answer_words(step: Step) -> str:
    """A step in a word or two: 督办（主持人督办）, 延期至12月20日, 满意."""
    if step.level is not None:
        return term(step.level, language())
    if step.satisfaction is not None:
        return term(step.satisfaction, language())
    said = term(step.kind, language())
    if step.deadline is None:
        return said
    return f"{said} {day_text(step.deadline, year=step.deadline.year != step.at.year)}"


def not_now(task: FollowUp, kind: StepKind, *, keys: bool = True) -> str:
    """A sentence on why a step is not possible now, and which steps are."""
    if kind is StepKind.COMPLETE and task.may(kind) and task.parts_open:
        words = _("It is complete when all its parts are; still open: {names}.").format(
            names=listed(task.parts_open)
        )
        return f"{words} {possible_steps(task)}" if keys else words
    words = _("“{step}” is not possible while the state is “{state}”.").format(
        step=term(kind, language()) if kind not in WAYS else _(command(WAYS[kind]).label),
        state=term(task.state, language()),
    )
    if kind is StepKind.CLOSE and task.state is not FollowUpState.CLOSED:
        words = _("It can be closed only after a visit at which the resident approves.")
        if task.ways_to_end:
            words += " " + _("Without approval it can be ended: {command}.").format(
                command=_(command("follow.end").label)
            )
    return f"{words} {possible_steps(task)}" if keys else words
