"""The acts of F5 besides steps: details of a task, the list to chase, views, papers, texts."""

from collections.abc import Awaitable, Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from meetings.actions import chase, follow, ledger
from meetings.clean import is_blank
from meetings.matters.followup_states import Urgency
from meetings.matters.followups import FollowUp
from meetings.papers.chase_list import ChaseList
from meetings.ports import Entry
from tui.commands import command
from tui.dialogs import duty as duty_dialogs
from tui.dialogs import ledger_view
from tui.dialogs import photos as photo_dialogs
from tui.dialogs import resources as resource_dialogs
from tui.dialogs import task as forms
from tui.dialogs.group_text import offer_text
from tui.dialogs.history import HistoryDialog
from tui.dialogs.kit.choose import Choose, Option, offered
from tui.dialogs.kit.confirm import Confirm
from tui.dialogs.kit.fields import Line
from tui.dialogs.kit.filled import filled
from tui.dialogs.kit.form import Answers, FormDialog
from tui.language import N_, _, listed
from tui.screens import follow_steps, personal_lists, roads, task_papers
from tui.text import cut
from tui.words.ledger import HEAD, WAYS, deadline_text, offered_now

if TYPE_CHECKING:
    from tui.screens.follow import FollowScreen

FORGET = "forget"
LISTED, LINE = 8, 54
"""How many tasks to chase are shown before the list is written, and the cells of a line."""


async def change(screen: "FollowScreen") -> None:
    """Edit the line on what is different now (before and after)."""
    await _tell(
        screen, "change", _("What changed"), forms.change_lines,
        lambda task, said: screen.commit(follow.tell_change, task.body, task.id, said["text"]),
    )  # fmt: skip


async def learnt(screen: "FollowScreen") -> None:
    """Edit the task's retrospective."""
    await _tell(
        screen, "learnt", _("Lessons learnt"), forms.learnt_lines,
        lambda task, said: screen.commit(ledger.tell_learnt, task.body, task.id, said["text"]),
    )  # fmt: skip


async def facts(screen: "FollowScreen") -> None:
    """Edit topic, urgency, contact and measure."""
    await _tell(
        screen, "facts", _("More about it"), forms.facts_lines,
        lambda task, said: screen.commit(
            ledger.tell_facts, task.body, task.id, said["topic"], Urgency(said["urgency"]),
            said["contact"], said["measure"],
        ),
    )  # fmt: skip


async def _tell(
    screen: "FollowScreen",
    what: str,
    title: str,
    lines: Callable[[FollowUp], Sequence[Line]],
    keep: Callable[[FollowUp, Answers], Awaitable[FollowUp]],
) -> None:
    """Show a form on the task under the cursor; `what` names its drafts."""
    task = await follow_steps.one_to_act(screen)
    if task is None:
        return
    draft = f"task/{task.id}/{what}/"
    await filled(screen, title, lines(task), lambda said: keep(task, said), draft=draft)
    await screen.reload()


async def photos(screen: "FollowScreen") -> None:
    """Show the task's photographs of before and after."""
    task = await follow_steps.one_to_act(screen)
    if task is not None:
        await photo_dialogs.show_photos(screen, task)
        await screen.reload()


async def resources(screen: "FollowScreen") -> None:
    """Find who can help with the task, and note what helped."""
    task = await follow_steps.one_to_act(screen)
    if task is not None:
        await resource_dialogs.who_can_help(screen, task)
        await screen.reload()


async def duty(screen: "FollowScreen") -> None:
    """Show turns of duty on the task."""
    task = await follow_steps.one_to_act(screen)
    if task is not None:
        await duty_dialogs.show_turns(screen, task)
        await screen.reload()


# chasing


async def chase_list(screen: "FollowScreen") -> None:
    """Show the tasks to chase, write the list if wanted, then offer to note a reminder on each."""
    body = screen.need_body()
    if body is None:
        return
    desk = screen.house.desk
    marked = [key for key in screen.ledger.marked if not key.startswith(HEAD)]
    sheet = await desk.read(chase.chase_list, body.id, screen.house.now().date(), marked or None)
    if not sheet.lines:
        screen.say(_("Nothing is overdue, due soon or unassigned."))
        return
    if not await screen.ask(Confirm(_chase_question(sheet), yes=_("write it"), no=_("only read"))):
        return
    if await screen.tell_written(desk.papers.export_chase_list(sheet)) is None:
        return
    await _note_chased(screen, body.id, marked or await _due(screen, body.id))


def _chase_question(sheet: ChaseList) -> str:
    """What the list will hold, and whether to write it."""
    lines = [
        cut(
            f"{one.number} {one.text} · {listed(one.owners.split('、')) or _('nobody')}"
            f" · {deadline_text(one.deadline, sheet.on)}",
            LINE,
        )
        for one in sheet.lines[:LISTED]
    ]
    if (left := len(sheet.lines) - LISTED) > 0:
        lines.append(_("and {n} more tasks").format(n=left))
    said = _("Write a chase list of {n} tasks in Word?").format(n=len(sheet.lines))
    return "\n".join([*lines, "", said])


async def _due(screen: "FollowScreen", body: str) -> list[str]:
    sheet = await screen.house.desk.read(chase.tasks_to_chase, body, screen.house.now().date())
    return [task.id for task in sheet]


async def _note_chased(screen: "FollowScreen", body: str, ids: Iterable[str]) -> None:
    tasks = await screen.house.desk.read(chase.by_body, body, tuple(ids))
    count = sum(len(found) for found in tasks.values())
    asked = _("Record that {n} tasks were chased, each one level above the last time?")
    if not count or not await screen.ask(Confirm(asked.format(n=count), destructive=True)):
        return
    done = 0
    for owner, found in tasks.items():
        done += await screen.run(follow.chase_many, owner, found, "发督办单") or 0
    screen.ledger.clear_marks()
    await screen.reload()
    screen.say(_("Chased: {n} tasks.").format(n=done))


# views


async def filter(screen: "FollowScreen") -> None:
    """Ask for filter and order of the ledger, and perhaps save them under a name."""
    answers = await screen.ask(FormDialog(_("Filter"), ledger_view.view_lines(screen.view)))
    if answers is None:
        return
    screen.view = ledger_view.chosen_view(answers)
    body = screen.body
    if body is not None and not is_blank(answers["name"]):
        saved = await screen.run(ledger.save_view, body.id, answers["name"], screen.view)
        if saved is not None:
            screen.say(
                _("Saved as {name}; {key:follow.views} opens it again.").format(name=saved.name)
            )
    await screen.reload()


async def views(screen: "FollowScreen") -> None:
    """Choose a saved view, or delete one."""
    body = screen.need_body()
    if body is None:
        return
    saved = {one.id: one for one in await screen.house.desk.read(ledger.saved_views, body.id)}
    if not saved:
        screen.say(_("No view is saved yet: {key:follow.filter}, then a name in the last line."))
        return
    options = [Option(one.id, one.name, ledger_view.saved_text(one)) for one in saved.values()]
    options.append(Option(FORGET, _("Forget one…")))
    picked = await screen.ask(Choose(_("Which view?"), options))
    if picked == FORGET:
        gone = await screen.ask(Choose(_("Forget which?"), options[:-1]))
        if gone is not None:
            await screen.run(ledger.drop_view, body.id, gone)
    elif picked is not None:
        screen.view = saved[picked].view
        await screen.reload()


async def rule(screen: "FollowScreen") -> None:
    """Edit the body's settings of the ledger: days for reporting back, points for duty."""
    body = screen.need_body()
    if body is not None:
        await duty_dialogs.edit_rule(screen, body.id)


async def points(screen: "FollowScreen") -> None:
    """Show everybody's hours of duty and points."""
    body = screen.need_body()
    if body is not None:
        await duty_dialogs.show_points(screen, body.id)


async def text(screen: "FollowScreen") -> None:
    """Show what is late and with whom, to paste into the group."""
    body = screen.need_body()
    if body is None:
        return
    pasted = await screen.attempt(screen.house.desk.papers.group_text("late", body.id))
    if pasted is not None:
        await offer_text(screen, body.name, "督办", pasted)


async def lists(screen: "FollowScreen") -> None:
    """Make the list of tasks for each person, to print or to paste."""
    body = screen.need_body()
    if body is not None:
        await personal_lists.show_lists(screen, body)


async def papers(screen: "FollowScreen") -> None:
    """Write photographs, retrospective or points for duty in Word."""
    body = screen.need_body()
    if body is not None:
        await task_papers.show_papers(
            screen, body, screen.task_shown.follow_up if screen.task_shown else None
        )


# seeing


async def menu(screen: "FollowScreen") -> None:
    """Enter on a task: offer by digits what can be done with it now."""
    task = screen.need_task()
    if task is None:
        return
    title = f"{task.number} {task.text}"
    picked = await screen.ask(Choose(title, steps_offered(task)))
    if picked == MORE:
        others = [Option(f"follow.{name}", _(words)) for name, words in OTHERS.items()]
        picked = await screen.ask(Choose(title, others))
    if picked is not None:
        await screen.run_action(f"screen.{command(picked).action}")


async def road(screen: "FollowScreen") -> None:
    """Show the full history of the matter that the task belongs to."""
    task = screen.need_task()
    if task is not None:
        await roads.show_road(screen, issue=task.issue)


async def history(screen: "FollowScreen") -> None:
    """Show the journal of the task in sentences."""
    task = screen.need_task()
    if task is None:
        return
    desk = screen.house.desk

    async def older(before: int) -> list[Entry]:
        return await desk.history(task.body, task.id, before)

    entries = await desk.history(task.body, task.id)
    await screen.ask(HistoryDialog(task.text, entries, {}, older, screen.house.now().date()))


MORE = "follow.more"


def steps_offered(task: FollowUp) -> list[Option]:
    """The steps possible now, as the first options of Enter's menu, with the digits of the bar."""
    now = offered_now(task)
    rows = [
        (kind in now, Option(id, _(command(id).label), digit=command(id).digit))
        for kind, id in WAYS.items()
    ]
    more = _("More: photographs, resources, duty, lessons…")
    return offered(*rows, (True, Option(MORE, more, digit=command(MORE).digit)))


OTHERS = {
    "end": N_("End, no approval"),
    "change": N_("What changed"),
    "photos": N_("Photographs"),
    "resources": N_("Who can help"),
    "duty": N_("Duty shifts"),
    "learnt": N_("Lessons learnt"),
    "facts": N_("More about it"),
    "road": N_("Full history"),
    "history": N_("History"),
    "parts": N_("Parts"),
}
"""Further options of Enter's menu on a task, by command."""
