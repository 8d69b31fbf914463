"""The acts of the screen 活动: enter, hold, share out, provide for, evaluate, cancel, print."""

from dataclasses import replace
from typing import TYPE_CHECKING

from meetings.actions import activity as acts
from meetings.actions import need
from meetings.matters.activities import (
    Activity,
    ActivityState,
    came_text,
    read_came,
    read_shares,
    shares_text,
)
from meetings.matters.needs import Need
from meetings.ports import Records
from tui.dialogs import activities as forms
from tui.dialogs import needs as need_dialogs
from tui.dialogs import photos as photo_dialogs
from tui.dialogs.kit.fields import (
    DateField,
    Line,
    LongField,
    NoteLine,
    NumberField,
    TextField,
    YesNoField,
)
from tui.dialogs.kit.filled import filled
from tui.dialogs.kit.form import Answers
from tui.finding.people_search import named, people_of
from tui.language import _, language

if TYPE_CHECKING:
    from tui.screens.activities import ActivitiesScreen


async def add(screen: "ActivitiesScreen") -> None:
    """Add an activity; its kind is asked first."""
    await _shown(screen, await forms.edit_activity(screen, screen.for_body.id, None))


async def edit(screen: "ActivitiesScreen") -> None:
    """Change the activity under the cursor."""
    one = screen.need_one()
    if one is not None:
        await _shown(screen, await forms.edit_activity(screen, one.body, one))


async def _shown(screen: "ActivitiesScreen", kept: Activity | None) -> None:
    if kept is not None:
        await screen.reload()
        screen.rows.go(kept.id)


async def came(screen: "ActivitiesScreen") -> None:
    """Record that it was held: the day, who came, how many were counted."""
    one = screen.need_one()
    if one is None:
        return
    people = await screen.house.desk.read(people_of, one.body, language())
    today = screen.house.now().date()
    lines: list[Line] = [
        DateField("day", _("Date"), today, one.day, _("empty if unknown"),
                  past=True),
        LongField("came", _("Who came"), came_text(one.came),
                  _("one per line: 张桂兰 2小时, 红袖标队 12人 3小时; initials work too"),
                  lines=6),
        NumberField("heads", _("Total attendance"), one.heads,
                    _("all, including those not listed; empty: as listed"), most=100_000),
    ]  # fmt: skip

    async def write(answers: Answers) -> Activity:
        listed = tuple(
            replace(who, name=named(who.name, people)[0]) if who.heads == 1 else who
            for who in read_came(answers["came"])
        )
        held = replace(
            one, day=answers["day"], came=listed, heads=answers["heads"],
            state=ActivityState.HELD, reason="",
        )  # fmt: skip
        return await screen.commit(acts.keep_activity, held)

    draft = f"activity/{one.id}/came/"
    await _shown(screen, await filled(screen, one.title, lines, write, draft=draft))


async def share(screen: "ActivitiesScreen") -> None:
    """Share out the work: who does what by when; each can become a task in the ledger."""
    one = screen.need_one()
    if one is None:
        return
    people = await screen.house.desk.read(people_of, one.body, language())
    today = screen.house.now().date()
    made = sum(1 for part in one.shares if part.task)
    lines: list[Line] = [
        NoteLine(_("{n} of these are already tasks in the ledger.").format(n=made)),
        LongField("shares", _("Who does what"), shares_text(one.shares),
                  _("one per line: 张桂兰：搬桌子（12月1日前）"), lines=7),
        YesNoField("tasks", _("Make tasks"), False,
                   _("whatever is not a task yet goes into the ledger")),
    ]  # fmt: skip

    async def write(answers: Answers) -> Activity:
        shares = tuple(
            replace(part, owner="、".join(named(part.owner, people)) or part.owner)
            for part in read_shares(answers["shares"], today, one.shares, one.day)
        )
        return await screen.commit(
            acts.share_out, one.body, one.id, shares, tasks=bool(answers["tasks"])
        )

    draft = f"activity/{one.id}/share/"
    await _shown(screen, await filled(screen, one.title, lines, write, draft=draft))


async def needs(screen: "ActivitiesScreen") -> None:
    """Show what the activity needs, or what the whole body needs where no activity is chosen."""
    one = screen.known.get(screen.rows.key or "")
    await need_dialogs.show_needs(screen, screen.for_body, one)
    await screen.reload()


async def result(screen: "ActivitiesScreen") -> None:
    """Record what it changed and what was learnt."""
    one = screen.need_one()
    if one is None:
        return
    lines: list[Line] = [
        LongField("change", _("What changed"), one.change,
                  _("before and after; small changes count")),
        LongField("retrospective", _("Retrospective"), one.retrospective,
                  _("what went well, what to do differently next time")),
    ]  # fmt: skip

    async def write(answers: Answers) -> Activity:
        told = replace(one, change=answers["change"], retrospective=answers["retrospective"])
        return await screen.commit(acts.keep_activity, told)

    draft = f"activity/{one.id}/result/"
    await _shown(screen, await filled(screen, one.title, lines, write, draft=draft))


async def photos(screen: "ActivitiesScreen") -> None:
    """Show its photographs."""
    one = screen.need_one()
    if one is not None:
        await photo_dialogs.show_photos(screen, one)
        await screen.reload()


async def cancel(screen: "ActivitiesScreen") -> None:
    """Cancel it, with a reason."""
    one = screen.need_one()
    if one is None:
        return
    if one.state is ActivityState.CANCELLED:
        again = replace(one, state=ActivityState.PLANNED, reason="")
        await _shown(screen, await screen.run(acts.keep_activity, again))
        screen.say(_("Planned again."))
        return
    lines: list[Line] = [NoteLine(one.title), TextField("reason", _("Reason"), required=True)]

    async def write(answers: Answers) -> Activity:
        return await screen.commit(acts.cancel, one.body, one.id, answers["reason"])

    await _shown(screen, await filled(screen, _("It will not be held"), lines, write))


async def paper(screen: "ActivitiesScreen") -> None:
    """Write its plan, or its record once it was held, in Word."""
    one = screen.need_one()
    if one is None:
        return
    desk = screen.house.desk

    def provided(records: Records) -> tuple[Need, ...]:
        return need.needs(records, activity=one.id)

    found = await desk.read(provided)
    await screen.tell_written(desk.papers.export_activity(one, found, screen.for_body.name))
