"""What is asked about a task and each step of its road."""

from datetime import date, datetime

from meetings.followups import FollowUp, Satisfaction, StepKind
from meetings.terms import term
from tui.dialogs.fields import (
    ChoiceField,
    DateField,
    Line,
    LongField,
    NoteLine,
    PersonField,
    Picked,
    TextField,
)
from tui.dialogs.form import Answers
from tui.dialogs.meeting import owner_chosen, split_names
from tui.language import N_, _, language
from tui.people_search import PersonFinder
from tui.screens.ledger import Kind, Order, Reach, View

LONGEST_WORD = 2000

_ASKED = {
    StepKind.PROGRESS: (N_("What happened"), True, N_("one line is enough")),
    StepKind.COMPLETE: (N_("Result"), False, N_("what was done; may be left empty")),
    StepKind.REPORT_BACK: (N_("Told whom, how"), True, N_("for example: 电话告诉了张桂兰")),
    StepKind.REOPEN: (N_("Reason"), True, N_("why it is taken up again")),
    StepKind.CHASE: (N_("Said"), False, N_("who was reminded and how; may be left empty")),
    StepKind.DECLINE: (N_("Reason"), True, N_("why it is given back")),
    StepKind.EXTEND: (N_("Reason"), True, N_("it goes into the record")),
    StepKind.REVISIT: (N_("Said"), False, N_("the resident's words; may be left empty")),
}


def step_lines(task: FollowUp, kind: StepKind, today: date) -> list[Line]:
    """The form of one step."""
    label, required, hint = _ASKED[kind]
    lines: list[Line] = [NoteLine(f"{task.number} {task.text}")]
    if kind is StepKind.REVISIT:
        options = tuple((word.value, term(word, language())) for word in Satisfaction)
        lines.append(ChoiceField("satisfaction", _("The resident is"), options))
    if kind is StepKind.EXTEND:
        lines.append(DateField("deadline", _("New deadline"), today, required=True))
    lines.append(TextField("text", _(label), "", _(hint), required=required, longest=LONGEST_WORD))
    return lines


def owner_lines(people: PersonFinder, today: date, task: FollowUp | None) -> list[Line]:
    """Who does it, with whom, by when."""
    chosen = owner_chosen(people, task.owner, task.owner_person) if task else ""
    return [
        PersonField("owner", _("Owner"), people, chosen, allow_new=True),
        TextField("helpers", _("Helped by"), "、".join(task.helpers) if task else "",
                  _("several names with 、 between them")),
        DateField("deadline", _("Deadline"), today, task.deadline if task else None),
    ]  # fmt: skip


def owner_of(answers: Answers) -> tuple[str, str | None]:
    """Name and id of the owner."""
    picked: Picked | None = answers["owner"]
    return (picked.name, picked.id or None) if picked else ("", None)


def new_task_lines(people: PersonFinder, today: date) -> list[Line]:
    """A task that no meeting here made."""
    text = TextField("text", _("Task"), required=True, longest=LONGEST_WORD)
    return [text, *owner_lines(people, today, None)]


def new_task(body: str, answers: Answers, at: datetime) -> FollowUp:
    """The task of the form; number and state are given when it is entered."""
    owner, person = owner_of(answers)
    return FollowUp(
        id="", body=body, number=0, text=answers["text"], created_at=at, owner=owner,
        owner_person=person, helpers=split_names(answers["helpers"]),
        deadline=answers["deadline"],
    )  # fmt: skip


def change_lines(task: FollowUp) -> list[Line]:
    """The before/after line."""
    return [
        NoteLine(f"{task.number} {task.text}"),
        LongField("text", _("What changed"), task.change,
                  _("before and after, in a line; small changes count"), lines=3),
    ]  # fmt: skip


_REACH = {
    Reach.OWN: N_("this body"),
    Reach.BELOW: N_("with those below"),
    Reach.ALL: N_("all"),
}
_KINDS = {
    Kind.NOT_CLOSED: N_("not closed"),
    Kind.TO_DO: N_("work not done"),
    Kind.LATE: N_("overdue or due soon"),
    Kind.TO_ANSWER: N_("to report back or visit"),
    Kind.CLOSED: N_("closed tasks"),
    Kind.ALL: N_("all"),
}
_ORDERS = {
    Order.LATENESS: N_("by lateness"),
    Order.OWNER: N_("by owner"),
    Order.BODY: N_("by body"),
}


def view_lines(view: View) -> list[Line]:
    """What to see, and in which order."""
    return [
        ChoiceField("reach", _("Bodies"), _options(_REACH), view.reach),
        ChoiceField("kind", _("Tasks"), _options(_KINDS), view.kind),
        ChoiceField("order", _("Order"), _options(_ORDERS), view.order),
        TextField("text", _("With the word"), view.text, _("task or owner; empty shows all"),
                  longest=60),
    ]  # fmt: skip


def _options(words: dict[Reach, str] | dict[Kind, str] | dict[Order, str]) -> tuple[
    tuple[str, str], ...
]:  # fmt: skip
    return tuple((str(value), _(said)) for value, said in words.items())


def chosen_view(answers: Answers) -> View:
    """The view of the form."""
    return View(
        Reach(answers["reach"]), Kind(answers["kind"]), Order(answers["order"]),
        answers["text"].strip(),
    )  # fmt: skip


def view_text(view: View) -> str:
    """What is shown now, in words."""
    parts = [_(_REACH[view.reach]), _(_KINDS[view.kind]), _(_ORDERS[view.order])]
    if view.text:
        parts.append(f"「{view.text}」")
    return " · ".join(parts)
