"""The acts on parts of a task (F5), each with its own owner: share out, done, extend, hand on."""

from typing import TYPE_CHECKING

from meetings.actions import follow
from meetings.clean import trim
from meetings.matters.followup_states import StepKind
from meetings.matters.followups import FollowUp
from meetings.matters.parts import Part
from meetings.terms import term
from tui.dialogs import task as forms
from tui.dialogs.kit.choose import Choose, Option, offered
from tui.dialogs.kit.fields import DateField, Line, NoteLine, PersonField, TextField
from tui.dialogs.kit.filled import filled
from tui.dialogs.kit.form import Answers
from tui.finding.people_search import people_of
from tui.language import _, language
from tui.screens import follow_steps
from tui.words.ledger import not_now, part_words

if TYPE_CHECKING:
    from tui.screens.follow import FollowScreen

NEW, CHANGE, REMOVE = "new", "change", "remove"


async def show_parts(screen: "FollowScreen") -> None:
    """List the parts of the task until the person leaves."""
    task = await follow_steps.one_to_act(screen)
    while task is not None:
        today = screen.house.now().date()
        options = [Option(NEW, _("Add a part: who does what"))]
        options += [
            Option(str(number), part_words(part, today))
            for number, part in enumerate(task.parts, 1)
        ]
        title = _("Parts: {task}").format(task=f"{task.number} {task.text}")
        picked = await screen.ask(Choose(title, options))
        if picked is None:
            break
        changed = (
            await _share(screen, task, len(task.parts) + 1)
            if picked == NEW
            else await _on_part(screen, task, int(picked))
        )
        task = changed or task
    await screen.reload()


async def _share(screen: "FollowScreen", task: FollowUp, number: int) -> FollowUp | None:
    """Add a part, or change one without any step yet."""
    if not task.may(StepKind.SHARE_OUT):
        screen.warn(not_now(task, StepKind.SHARE_OUT))
        return None
    today = screen.house.now().date()
    people = await screen.house.desk.read(people_of, task.body, language())
    here = task.parts[number - 1] if number <= len(task.parts) else Part("")
    lines: list[Line] = [
        *forms.of_tasks((task,)),
        PersonField("owner", _("Who"), people, here.owner, required=True, allow_new=True),
        TextField("text", _("Task"), here.text, _("the part of the task; optional"),
                  longest=forms.LONGEST_WORD),
        DateField("deadline", _("Deadline"), today, here.deadline),
    ]  # fmt: skip

    async def write(answers: Answers) -> FollowUp:
        owner, _person = forms.owner_of(answers)
        part = Part(owner, answers["text"], answers["deadline"])
        parts = (*task.parts[: number - 1], part, *task.parts[number:])
        return await screen.commit(follow.share_out, task.body, task.id, parts)

    return await filled(screen, _("Part {n}").format(n=number), lines, write)


async def _on_part(screen: "FollowScreen", task: FollowUp, number: int) -> FollowUp | None:
    """Offer by digits what can be done with one part."""
    part = task.parts[number - 1]
    noted = any(step.part == number for step in task.steps)
    options = offered(
        (not part.done, Option(StepKind.PROGRESS, _("Progress"), digit="1")),
        (not part.done, Option(StepKind.PART_DONE, _("Completed"), digit="2")),
        (not part.done, Option(StepKind.PART_EXTEND, _("Extend"), digit="6")),
        (part.done, Option(StepKind.PART_REOPEN, _("Reopen"), digit="7")),
        (not part.done, Option(StepKind.PART_HAND_ON, _("Hand over"), digit="9")),
        (not noted, Option(CHANGE, _("Change it"))),
        (not noted, Option(REMOVE, _("Remove it"))),
    )
    picked = await screen.ask(Choose(part_words(part, screen.house.now().date()), options))
    if picked == CHANGE:
        return await _share(screen, task, number)
    if picked == REMOVE:
        parts = (*task.parts[: number - 1], *task.parts[number:])
        return await screen.run(follow.share_out, task.body, task.id, parts)
    return None if picked is None else await _step(screen, task, number, StepKind(picked))


async def _step(
    screen: "FollowScreen", task: FollowUp, number: int, kind: StepKind
) -> FollowUp | None:
    if not task.may(kind):
        screen.warn(not_now(task, kind))
        return None
    today = screen.house.now().date()
    part = task.parts[number - 1]
    lines: list[Line] = [
        *forms.of_tasks((task,)), NoteLine(part_words(part, today)), forms.day_line(today)
    ]  # fmt: skip
    if kind is StepKind.PART_HAND_ON:
        people = await screen.house.desk.read(people_of, task.body, language())
        lines.append(PersonField("owner", _("Who"), people, "", required=True, allow_new=True))
    if kind in (StepKind.PART_EXTEND, StepKind.PART_REOPEN):
        wanted = kind is StepKind.PART_EXTEND
        hint = "" if wanted else _("empty: keep the old one")
        lines.append(DateField("deadline", _("New deadline"), today, hint=hint, required=wanted))
    required = kind in (StepKind.PROGRESS, StepKind.PART_EXTEND, StepKind.PART_REOPEN)
    label = _("Reason") if required and kind is not StepKind.PROGRESS else _("Said")
    lines.append(TextField("text", label, required=required, longest=forms.LONGEST_WORD))

    async def write(answers: Answers) -> FollowUp:
        who = forms.owner_of(answers)[0] if "owner" in answers else ""
        return await screen.commit(
            follow.part_step, task.body, task.id, kind, number, trim(answers["text"]),
            answers.get("deadline"), who, answers["day"],
        )  # fmt: skip

    title = f"{term(kind, language())} {number}"
    taken = await filled(screen, title, lines, write, begin=forms.begin_below(lines))
    if taken is not None and not taken.may(kind) and kind is StepKind.PART_DONE:
        screen.say(_("All parts are done: {n} is done.").format(n=task.number))
    return taken
