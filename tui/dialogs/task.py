"""The forms about tasks: each step, owner, new task, details, retrospective."""

from collections.abc import Sequence
from datetime import date, datetime

from meetings.matters.followup_states import ChaseLevel, Satisfaction, StepKind, Urgency
from meetings.matters.followups import FollowUp, next_level
from meetings.terms import term
from tui.dialogs.kit.fields import (
    ChoiceField,
    DateField,
    Line,
    LongField,
    NoteLine,
    PersonField,
    Picked,
    TextField,
)
from tui.dialogs.kit.form import Answers
from tui.dialogs.meeting import owner_chosen
from tui.finding.people_search import PersonFinder, named, split_names
from tui.language import N_, _, bracketed, language, listed

LONGEST_WORD = 2000

_ASKED = {
    StepKind.PROGRESS: (N_("What happened"), True, N_("one line is enough")),
    StepKind.COMPLETE: (N_("Result"), False, N_("what was done; optional")),
    StepKind.REPORT_BACK: (N_("Who was informed, how"), True, N_("for example: 电话告诉了张桂兰")),
    StepKind.REOPEN: (N_("Reason"), True, N_("why it is reopened")),
    StepKind.CHASE: (N_("Said"), False, N_("who was reminded, and how; optional")),
    StepKind.DECLINE: (N_("Reason"), True, N_("why it is returned")),
    StepKind.EXTEND: (N_("Reason"), True, N_("it goes into the record")),
    StepKind.REVISIT: (N_("Said"), False, N_("the resident's words; optional")),
    StepKind.CLOSE: (N_("Closing note"), False, N_("anything else; optional")),
}


def of_tasks(tasks: Sequence[FollowUp], left: int = 0) -> list[Line]:
    """Lines that say which tasks the form is about: the one, or how many and their numbers."""
    if len(tasks) == 1 and not left:
        return [NoteLine(f"{tasks[0].number} {tasks[0].text}")]
    numbers = listed(str(task.number) for task in tasks)
    said = _("For each of these {n} tasks: no. {numbers}").format(n=len(tasks), numbers=numbers)
    lines: list[Line] = [NoteLine(said)]
    if left:
        lines.append(
            NoteLine(
                _("Not possible for {n} of the marked tasks; they stay as they are.").format(n=left)
            )
        )
    return lines


def with_number(title: str, count: int) -> str:
    """The title of a form, with the number of tasks if there are several."""
    return title if count == 1 else title + bracketed(_("{n} tasks").format(n=count))


def step_lines(
    tasks: Sequence[FollowUp],
    kind: StepKind,
    today: date,
    *,
    has_upper: bool = True,
    left: int = 0,
) -> list[Line]:
    """The fields of one step; chasing offers the tier above only where there is one.

    `left` is how many marked tasks are not among `tasks`, since the step does not fit them.
    """
    label, required, hint = _ASKED[kind]
    lines: list[Line] = of_tasks(tasks, left)
    visit = tasks[0].visit
    if kind is StepKind.CLOSE and len(tasks) == 1 and visit is not None:
        said = _("The resident said: {word}.").format(word=term(visit, language()))
        lines.append(NoteLine(said))
    lines.append(day_line(today))
    if kind is StepKind.REVISIT:
        options = tuple((word.value, term(word, language())) for word in Satisfaction)
        lines.append(ChoiceField("satisfaction", _("The resident is"), options))
    if kind in (StepKind.EXTEND, StepKind.REOPEN):
        wanted = kind is StepKind.EXTEND
        kept = "" if wanted else _("empty: keep the old one")
        lines.append(DateField("deadline", _("New deadline"), today, hint=kept, required=wanted))
    if kind is StepKind.CHASE and len(tasks) == 1:
        levels = tuple(
            (level.value, term(level, language()))
            for level in ChaseLevel
            if has_upper or level is not ChaseLevel.UPPER
        )
        proposed = next_level(tasks[0], has_upper=has_upper)
        lines.append(ChoiceField("level", _("Chase level"), levels, proposed))
    elif kind is StepKind.CHASE:
        lines.append(NoteLine(_("Each is chased one level above the last time.")))
    lines.append(TextField("text", _(label), "", _(hint), required=required, longest=LONGEST_WORD))
    return lines


def day_line(today: date) -> DateField:
    """The field for the day on which it happened; the focus starts below it."""
    hint = _("when it happened; Shift+Tab goes here")
    return DateField("day", _("Day"), today, today, hint, past=True)


def begin_below(lines: Sequence[Line]) -> str:
    """The name of the field below the day, which has the focus first."""
    names = [line.name for line in lines if not isinstance(line, NoteLine)]
    return names[names.index("day") + 1]


def end_lines(tasks: Sequence[FollowUp], today: date) -> list[Line]:
    """The fields for how tasks end without the resident's approval, and why."""
    open_to_all = [w for w in tasks[0].ways_to_end if all(w in t.ways_to_end for t in tasks)]
    ways = tuple((way.value, term(way, language())) for way in open_to_all)
    said = _("It ends without the resident's approval; the figures count it separately.")
    return [
        *of_tasks(tasks), NoteLine(said), day_line(today),
        ChoiceField("ending", _("How it ends"), ways),
        TextField("text", _("Reason"), "", _("it goes into the record"), required=True,
                  longest=LONGEST_WORD),
    ]  # fmt: skip


def owner_of_several_lines(
    people: PersonFinder, today: date, tasks: Sequence[FollowUp], left: int
) -> list[Line]:
    """The fields for the owner of several tasks; a deadline only if one of them has none."""
    hint = _("for those that have none yet")
    lines: list[Line] = [
        *of_tasks(tasks, left), day_line(today),
        PersonField("owner", _("Owner"), people, "", required=True, allow_new=True),
    ]  # fmt: skip
    if any(task.deadline is None for task in tasks):
        lines.append(DateField("deadline", _("Deadline"), today, hint=hint))
    why = TextField("text", _("Reason"), "", _("why they change hands; optional"),
                    longest=LONGEST_WORD)  # fmt: skip
    return [*lines, why]


def owner_lines(people: PersonFinder, today: date, task: FollowUp | None) -> list[Line]:
    """The fields for owner, helpers and deadline."""
    chosen = owner_chosen(people, task.owner, task.owner_person) if task else ""
    fixed = task is not None and task.deadline is not None and task.assigned_on is not None
    lines: list[Line] = [
        PersonField("owner", _("Owner"), people, chosen, allow_new=True),
        TextField("helpers", _("Helped by"), "、".join(task.helpers) if task else "",
                  _("several names, separated by 、"), names=True),
        *([] if fixed else [
            DateField("deadline", _("Deadline"), today, task.deadline if task else None)
        ]),
        TextField("co_owners", _("Owners too"), "、".join(task.co_owners) if task else "",
                  _("others who are responsible"), names=True),
        TextField("units", _("Units"), "、".join(task.units) if task else "",
                  _("units that carry it out: 物业、城管"), names=True),
    ]  # fmt: skip
    if task is None:
        return lines
    return [NoteLine(f"{task.number} {task.text}"), day_line(today), *lines]


def owner_of(answers: Answers) -> tuple[str, str | None]:
    """Name and id of the owner."""
    picked: Picked | None = answers["owner"]
    return (picked.name, picked.id or None) if picked else ("", None)


def new_task_lines(people: PersonFinder, today: date) -> list[Line]:
    """The fields of a task that comes from no meeting here."""
    text = TextField("text", _("Task"), required=True, longest=LONGEST_WORD)
    hint = _("if nobody has it yet, the day it was raised")
    given = DateField("day", _("Handed over"), today, today, hint, past=True)
    return [text, *owner_lines(people, today, None), given]


def new_task(body: str, answers: Answers, at: datetime, people: PersonFinder) -> FollowUp:
    """The task from the answers; it gets number and state when it is recorded."""
    owner, person = owner_of(answers)
    return FollowUp(
        id="", body=body, number=0, text=answers["text"], created_at=at, owner=owner,
        owner_person=person, helpers=named(answers["helpers"], people),
        deadline=answers["deadline"], co_owners=named(answers["co_owners"], people),
        units=split_names(answers["units"]),
    )  # fmt: skip


def change_lines(task: FollowUp) -> list[Line]:
    """The field for what is different now (before and after)."""
    return [
        NoteLine(f"{task.number} {task.text}"),
        LongField("text", _("What changed"), task.change,
                  _("before and after, in a line; small changes count"), lines=3),
    ]  # fmt: skip


def facts_lines(task: FollowUp) -> list[Line]:
    """The fields for topic, urgency, contact and measure."""
    urgency = tuple((one.value, term(one, language())) for one in Urgency)
    return [
        NoteLine(f"{task.number} {task.text}"),
        TextField("topic", _("Topic"), task.topic, _("same as for issues: 停车与消防通道")),
        ChoiceField("urgency", _("Urgency"), urgency, task.urgency),
        TextField("contact", _("Contact"), task.contact, _("whom to ask, and how")),
        LongField("measure", _("Measure"), task.measure, _("how it is to be done"), lines=3),
    ]  # fmt: skip


def learnt_lines(task: FollowUp) -> list[Line]:
    """The field for the retrospective (复盘)."""
    return [
        NoteLine(f"{task.number} {task.text}"),
        LongField("text", _("Lessons learnt"), task.retrospective,
                  _("what went well, what did not, what to do next time"), lines=5),
    ]  # fmt: skip
