"""跟踪: the steps of a task's road, each asked in a form or confirmed."""

from typing import TYPE_CHECKING

from meetings.actions import follow
from meetings.community.bodies import Body
from meetings.matters.followups import (
    ChaseLevel,
    Ending,
    FollowUp,
    FollowUpState,
    Satisfaction,
    StepKind,
)
from meetings.ports import Records
from meetings.terms import term
from tui.commands import command
from tui.dialogs import task as forms
from tui.dialogs.kit.fields import NoteLine
from tui.dialogs.kit.filled import filled
from tui.dialogs.kit.form import Answers
from tui.finding.members import people_of
from tui.finding.several import named, split_names
from tui.language import _, language
from tui.screens import below
from tui.words.ledger import WAYS, not_now

if TYPE_CHECKING:
    from tui.screens.follow import FollowScreen


def has_upper(records: Records, body: str) -> bool:
    """The body has a tier above it."""
    with records.reading() as book:
        return book.get(Body, body).parent is not None


async def step(screen: "FollowScreen", kind: StepKind) -> None:
    """Ask for one step of the task and take it."""
    task = screen.need_task()
    if task is None:
        return
    if not task.may(kind):
        screen.warn(not_now(task, kind))
        return
    upper = await screen.house.desk.read(has_upper, task.body)
    today = screen.house.now().date()
    lines = (
        forms.end_lines(task, today)
        if kind is StepKind.END
        else forms.step_lines(task, kind, today, has_upper=upper)
    )

    async def write(answers: Answers) -> FollowUp:
        said, level = answers.get("satisfaction"), answers.get("level")
        ending = answers.get("ending")
        return await screen.commit(
            follow.step, task.body, task.id, kind, answers["text"],
            answers.get("deadline"), Satisfaction(said) if said else None,
            level=ChaseLevel(level) if level else None, day=answers["day"],
            ending=Ending(ending) if ending else None,
        )  # fmt: skip

    draft = f"task/{task.id}/{kind.value}/"
    begin = forms.begin_below(lines)
    title = _(command(WAYS.get(kind, "follow.end")).label)
    taken = await filled(screen, title, lines, write, draft=draft, begin=begin)
    await screen.reload()
    if taken is not None:
        _tell(screen, taken)
        await below.tell_below(screen, task.body)


def _tell(screen: "FollowScreen", task: FollowUp) -> None:
    """Say how the task stands now, since a filter may have taken it out of sight."""
    words = _("{n} is now: {state}").format(n=task.number, state=term(task.state, language()))
    if task.state is FollowUpState.IN_HAND and task.steps[-1].kind is StepKind.REVISIT:
        words = _("Not satisfied: {n} is reopened.").format(n=task.number)
    screen.say(words)


async def close(screen: "FollowScreen") -> None:
    """Close after the resident's yes."""
    task = screen.need_task()
    if task is None:
        return
    yes = task.visit in (Satisfaction.SATISFIED, Satisfaction.FAIRLY)
    if not (task.may(StepKind.CLOSE) and yes):
        screen.warn(not_now(task, StepKind.CLOSE))
        return
    assert task.visit is not None
    said = _("The resident said: {word}.").format(word=term(task.visit, language()))

    async def write(answers: Answers) -> FollowUp:
        return await screen.commit(
            follow.step, task.body, task.id, StepKind.CLOSE, answers["text"],
            day=answers["day"],
        )  # fmt: skip

    lines = forms.step_lines(task, StepKind.CLOSE, screen.house.now().date())
    lines.insert(1, NoteLine(said))
    draft = f"task/{task.id}/close/"
    closed = await filled(
        screen, _("Close task"), lines, write, draft=draft, begin=forms.begin_below(lines)
    )
    await screen.reload()
    if closed is not None:
        _tell(screen, closed)
        await below.tell_below(screen, task.body)


async def hand_over(screen: "FollowScreen") -> None:
    """Who does it, with whom, by when."""
    task = screen.need_task()
    if task is None:
        return
    people = await screen.house.desk.read(people_of, task.body, language())
    lines = forms.owner_lines(people, screen.house.now().date(), task)

    async def write(answers: Answers) -> FollowUp:
        owner, person = forms.owner_of(answers)
        helpers = named(answers["helpers"], people)
        return await screen.commit(
            follow.hand_over, task.body, task.id, owner, person, helpers,
            answers.get("deadline", task.deadline), named(answers["co_owners"], people),
            split_names(answers["units"]), day=answers["day"],
        )  # fmt: skip

    draft = f"task/{task.id}/owner/"
    begin = forms.begin_below(lines)
    if await filled(screen, _("Hand over"), lines, write, draft=draft, begin=begin) is not None:
        await screen.reload()


async def new(screen: "FollowScreen") -> None:
    """Enter a task that no meeting here made."""
    body = screen.need_body()
    if body is None:
        return
    now = screen.house.now()
    people = await screen.house.desk.read(people_of, body.id, language())
    lines = forms.new_task_lines(people, now.date())

    async def write(answers: Answers) -> FollowUp:
        return await screen.commit(follow.add_task, forms.new_task(body.id, answers, now, people))

    added = await filled(screen, _("New task"), lines, write, draft=f"task/new/{body.id}/")
    if added is not None:
        await screen.reload()
        screen.ledger.go(added.id)
