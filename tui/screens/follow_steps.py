"""The steps of tasks on F5: progress, done, report back, hand over, …, each asked in a form."""

from typing import TYPE_CHECKING

from meetings.actions import follow, post, whose
from meetings.actions.whose import owners_of
from meetings.clean import trim
from meetings.community.bodies import Body
from meetings.matters.followup_states import (
    ChaseLevel,
    Ending,
    FollowUpState,
    Satisfaction,
    StepKind,
)
from meetings.matters.followups import FollowUp
from meetings.ports import Records
from meetings.terms import term
from tui.commands import command
from tui.dialogs import task as forms
from tui.dialogs.kit.confirm import Confirm
from tui.dialogs.kit.filled import filled
from tui.dialogs.kit.form import Answers
from tui.finding.people_search import named, people_of, split_names
from tui.language import _, headed, language, listed
from tui.screens import below
from tui.widgets.rows import Rows
from tui.words.days import day_text
from tui.words.ledger import HEAD, PROMISED_ABOVE, WAYS, not_now
from tui.working import WorkingScreen

if TYPE_CHECKING:
    from tui.screens.follow import FollowScreen


def has_upper(records: Records, body: str) -> bool:
    """Whether there is a body above this one."""
    with records.reading() as book:
        return book.get(Body, body).parent is not None


async def to_act(screen: "FollowScreen", kind: StepKind | None = None) -> tuple[FollowUp, ...]:
    """The tasks to act on: the marked ones, else the one under the cursor.

    For tasks of another body it asks first, by the body's name. Empty where nothing is to be done.
    """
    marked = [key for key in screen.ledger.marked if not key.startswith(HEAD)]
    if not marked:
        task = await one_to_act(screen, kind)
        return () if task is None else (task,)
    tasks = await screen.attempt(screen.house.desk.read(follow.tasks_named, marked))
    if not tasks:
        return ()
    if _promised_above(screen, tasks):
        return ()
    if len(owners_of(tasks)) > 1:
        names = await screen.house.desk.read(whose.for_whom, "", tasks)
        screen.warn(
            _(
                "The marked tasks belong to several bodies ({names}); mark those of one body only."
            ).format(names=listed(names))
        )
        return ()
    return tasks if await _asked_for_whom(screen, tasks, kind) else ()


async def one_to_act(screen: "FollowScreen", kind: StepKind | None = None) -> FollowUp | None:
    """The task under the cursor; for one of another body it asks first; None for no."""
    task = screen.need_task()
    if task is None or not await _asked_for_whom(screen, (task,), kind):
        return None
    return task


def _promised_above(screen: "FollowScreen", tasks: tuple[FollowUp, ...]) -> bool:
    """Whether a body above promised one of the tasks, which only it may act on; says so."""
    promised = any(one.promised for task in tasks if (one := screen.lines.get(task.id)))
    if promised:
        screen.warn(_(PROMISED_ABOVE))
    return promised


async def _asked_for_whom(
    screen: "FollowScreen", tasks: tuple[FollowUp, ...], kind: StepKind | None
) -> bool:
    if _promised_above(screen, tasks):
        return False
    acting = screen.body.id if screen.body is not None else ""
    names = await screen.house.desk.read(whose.for_whom, acting, tasks, kind)
    if not names:
        return True
    asked = _("This task is not yours: it belongs to {body}. Do this for {body}?")
    if len(tasks) > 1:
        asked = _("These {n} tasks are not yours: they belong to {body}. Do this for {body}?")
    question = asked.format(body=listed(names), n=len(tasks))
    answer = await screen.ask(Confirm(question, destructive=True))
    return answer is True


async def step(screen: "FollowScreen", kind: StepKind) -> None:
    """Ask for one step, and take it for the task under the cursor or all marked ones."""
    tasks = await to_act(screen, kind)
    fitting = tuple(task for task in tasks if kind in task.open_ways)
    if not tasks or not fitting:
        if len(tasks) > 1:
            words = _("“{step}” is not possible for any of the {n} marked tasks.")
            screen.warn(words.format(step=_title(kind), n=len(tasks)))
        elif tasks:
            screen.warn(not_now(tasks[0], kind))
        return
    body, ids = fitting[0].body, tuple(task.id for task in fitting)
    upper = await screen.house.desk.read(has_upper, body)
    today = screen.house.now().date()
    lines = (
        forms.end_lines(fitting, today)
        if kind is StepKind.END
        else forms.step_lines(fitting, kind, today, has_upper=upper, left=len(tasks) - len(ids))
    )

    answers_of: Answers = {}

    async def write(answers: Answers) -> tuple[FollowUp, ...]:
        answers_of.update(answers)
        said, level = answers.get("satisfaction"), answers.get("level")
        ending = answers.get("ending")
        return await screen.commit(
            follow.step_many, body, ids, kind, answers["text"],
            answers.get("deadline"), Satisfaction(said) if said else None,
            level=ChaseLevel(level) if level else None, day=answers["day"],
            ending=Ending(ending) if ending else None,
        )  # fmt: skip

    draft = f"task/{'+'.join(ids)[:200]}/{kind.value}/"
    begin = forms.begin_below(lines)
    title = forms.with_number(_title(kind), len(ids))
    taken = await filled(screen, title, lines, write, draft=draft, begin=begin)
    if taken is not None:
        screen.ledger.clear_marks()
    await screen.reload()
    if taken is not None:
        _tell(screen, taken)
        await below.tell_below(screen, body)
        await _ask_about_the_board(screen, taken, answers_of.get("text", ""))


async def _ask_about_the_board(
    screen: "FollowScreen", taken: tuple[FollowUp, ...], why: str
) -> None:
    """Ask whether to take down a notice that still reports as done what is in hand again."""
    again = [task for task in taken if task.reopened_on is not None]
    today = screen.house.now().date()
    for notice in await screen.house.desk.read(post.hanging, again, today):
        question = _(
            "“{title}” is posted until {day}, but this is in hand again. Take it down?"
        ).format(
            title=notice.title, day=day_text(notice.until, year=notice.until.year != today.year)
        )
        if await screen.ask(Confirm(question, yes=_("take it down"), no=_("leave it up"))):
            reason = (
                headed(term(StepKind.REOPEN), trim(why)) if trim(why) else term(StepKind.REOPEN)
            )
            await screen.run(post.take_down, notice.body, notice.id, reason)


def _title(kind: StepKind) -> str:
    return _(command(WAYS.get(kind, "follow.end")).label)


def _tell(screen: "FollowScreen", taken: tuple[FollowUp, ...]) -> None:
    """Show the new state of the tasks, since the filter may now hide them."""
    task = taken[0]
    if len(taken) > 1:
        words = _("{step}: {n} tasks; {key:app.undo} undoes all of them.").format(
            step=term(task.steps[-1].kind, language()), n=len(taken)
        )
    elif task.state is FollowUpState.IN_HAND and task.steps[-1].kind is StepKind.REVISIT:
        words = _("Not satisfied: {n} is reopened.").format(n=task.number)
    else:
        state = term(task.state, language())
        words = _("No. {n} is now {state}.").format(n=task.number, state=state)
    screen.say(words)


async def hand_over(screen: "FollowScreen") -> None:
    """Ask who does a task, with whom and by when; for several marked tasks only who does them."""
    tasks = await to_act(screen)
    if len(tasks) > 1:
        await hand_over_several(screen, tasks)
        return
    if not tasks:
        return
    task = tasks[0]
    if not _may_be_given(task):
        screen.warn(not_now(task, StepKind.ASSIGN))
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
        screen.ledger.clear_marks()
        await screen.reload()


def _may_be_given(task: FollowUp) -> bool:
    return task.may(StepKind.ASSIGN) or task.may(StepKind.HAND_ON)


async def hand_over_several(screen: WorkingScreen, tasks: tuple[FollowUp, ...]) -> int:
    """Give tasks of one body to one owner; returns how many were handed over."""
    fitting = tuple(task for task in tasks if _may_be_given(task))
    if not fitting:
        words = _("“{step}” is not possible for any of the {n} marked tasks.")
        screen.warn(words.format(step=_("Hand over"), n=len(tasks)))
        return 0
    body, ids = fitting[0].body, tuple(task.id for task in fitting)
    people = await screen.house.desk.read(people_of, body, language())
    today = screen.house.now().date()
    lines = forms.owner_of_several_lines(people, today, fitting, len(tasks) - len(ids))

    async def write(answers: Answers) -> tuple[FollowUp, ...]:
        owner, person = forms.owner_of(answers)
        return await screen.commit(
            follow.hand_over_many, body, ids, owner, person, answers.get("deadline"),
            answers["text"], answers["day"],
        )  # fmt: skip

    title = forms.with_number(_("Hand over"), len(ids))
    begin = forms.begin_below(lines)
    taken = await filled(screen, title, lines, write, begin=begin)
    if taken is None:
        return 0
    for rows in screen.query(Rows):
        rows.clear_marks()
    await screen.reload()
    screen.say(
        _("Handed over to {name}: {n} tasks; {key:app.undo} undoes all of them.").format(
            name=listed(taken[0].in_charge), n=len(taken)
        )
    )
    return len(taken)


async def new(screen: "FollowScreen") -> None:
    """Add a task that comes from no meeting here."""
    body = screen.need_body()
    if body is None:
        return
    now = screen.house.now()
    people = await screen.house.desk.read(people_of, body.id, language())
    lines = forms.new_task_lines(people, now.date())

    async def write(answers: Answers) -> FollowUp:
        new = forms.new_task(body.id, answers, now, people)
        return await screen.commit(follow.add_task, new, answers["day"])

    added = await filled(screen, _("New task"), lines, write, draft=f"task/new/{body.id}/")
    if added is not None:
        await screen.reload()
        screen.ledger.go(added.id)
