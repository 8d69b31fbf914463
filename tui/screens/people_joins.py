"""The acts of F6 that join duplicate people or bodies, and that close or reopen a body."""

from typing import TYPE_CHECKING

from meetings.actions import found, joining
from meetings.community.bodies import Body
from meetings.community.people import Person, Seat, label
from meetings.ports import By
from tui.dialogs import joins
from tui.dialogs import people as forms
from tui.dialogs.kit.choose import Choose, Option
from tui.dialogs.kit.confirm import Confirm
from tui.dialogs.kit.filled import filled
from tui.dialogs.kit.form import Answers
from tui.language import _, bracketed
from tui.screens.people_acts import everybody

if TYPE_CHECKING:
    from tui.screens.people import PeopleScreen

OTHER = "other"


async def own_offices(screen: "PeopleScreen") -> None:
    """Edit the offices, in the body's own words, of the person under the cursor."""
    body, line = screen.need_chosen(), screen.need_person()
    if body is None or line is None:
        return

    async def write(answers: Answers) -> Seat:
        return await screen.commit(
            found.give_seat, body.id, line.id, line.roles, line.votes, forms.titles_of(answers)
        )

    lines = forms.title_lines(label(line.name, line.building), line.titles)
    if await filled(screen, _("Custom roles"), lines, write) is not None:
        await screen.reload()
        screen.rows.go(line.id)


async def hand_on(screen: "PeopleScreen") -> None:
    """Write a page in Word for whoever takes over the chosen body."""
    body = screen.need_chosen()
    if body is None:
        return
    desk = screen.house.desk
    places = (
        ("议事记录", str(desk.path.absolute())),
        ("照片", str(desk.safe.photo_folder().absolute())),
        ("导出的文书", str(desk.papers.export_folder())),
        ("口令", "有，当面交" if desk.safe.has_passphrase else "没有设"),
    )
    await screen.tell_written(desk.papers.export_successor(body.id, places))


async def join_people(screen: "PeopleScreen") -> None:
    """Join the person under the cursor with another row of the same person."""
    line = screen.need_person()
    if line is None:
        return
    desk = screen.house.desk
    likely = await desk.read(joining.same_people, line.id)
    here = [one for one in await desk.read(everybody) if one.id != line.id]
    names = {body.id: body.name for body in await desk.read(found.bodies)}
    rest = [one for one in here if one not in likely and one.body == line.body]
    options = [Option(one.id, _who(one), names.get(one.body, "")) for one in (*likely, *rest)]
    if not options:
        screen.warn(_("Nobody else is registered here."))
        return
    title = _("{who}: the same person as whom?").format(who=label(line.name, line.building))
    picked = await screen.ask(Choose(title, options))
    if picked is None:
        return
    stays = next(one for one in (*likely, *rest) if one.id == picked)
    goes = label(line.name, line.building)
    other = bracketed(names.get(stays.body, "")) if stays.body != line.body else ""
    asked = _join_question(goes, _who(stays) + other, elsewhere=bool(other))
    if await screen.ask(Confirm(asked)):
        joined = await screen.run(joining.merge_people, line.id, stays.id)
        if joined is not None:
            screen.say(_("Merged. {key:app.undo} undoes it."))
        await screen.reload()
        screen.rows.go(stays.id)


def _join_question(goes: str, stays: str, *, elsewhere: bool) -> str:
    """The question, with what becomes of both rows; only a row of the same body is filled in."""
    if elsewhere:
        said = _(
            "Merge {goes} into {stays}? The seats become one. {stays} belongs to "
            "another body and is not filled in: what only {goes} has (telephone, "
            "building) is lost, so note it first. Past meetings stay as they are."
        )
    else:
        said = _(
            "Merge {goes} into {stays}? What {stays} lacks is filled in and the "
            "seats become one; past meetings stay as they are."
        )
    return said.format(goes=goes, stays=stays)


def _who(person: Person) -> str:
    return " ".join(filter(None, (label(person.name, person.building), person.phone)))


async def join_bodies(screen: "PeopleScreen") -> None:
    """Join the chosen body into another of its tier."""
    goes = screen.need_chosen()
    if goes is None:
        return
    others = [one for one in screen.bodies.values() if one.tier is goes.tier and one is not goes]
    others = [one for one in others if not one.closed]
    if not others:
        screen.warn(_("There is no other body of this tier."))
        return
    likely = joining.same_bodies(goes.name, goes.tier, others)
    options = [Option(one.id, one.name, one.place) for one in dict.fromkeys((*likely, *others))]
    picked = await screen.ask(
        Choose(_("Merge {name} into which body?").format(name=goes.name), options)
    )
    if picked is None:
        return
    stays = screen.bodies[picked]
    by = By("", screen.house.now(), "")
    there = await screen.house.desk.read(joining.left_open, by, goes.id)
    both = await screen.house.desk.read(joining.people_of_both, goes.id, stays.id)

    async def write(answers: Answers) -> Body:
        parts = joins.chosen(answers)
        same = bool(answers.get(joins.SAME))
        return await screen.commit(joining.merge_bodies, goes.id, stays.id, parts, same)

    title = f"{goes.name} → {stays.name}"
    merged = await filled(
        screen, title, joins.lines(goes.name, stays.name, there, both), write,
        live=lambda answers: joins.live(answers, there, both),
    )  # fmt: skip
    if merged is not None:
        await _ended(screen, goes, merged)


async def close_body(screen: "PeopleScreen") -> None:
    """Close the chosen body."""
    body = screen.need_chosen()
    if body is None:
        return
    left = await screen.house.desk.read(joining.waiting, body.id)
    asked = _(
        "Close {name}? Everything is kept: {issues} open issues and {tasks} open tasks "
        "will still be listed."
    ).format(name=body.name, issues=left.issues, tasks=left.tasks)
    if await screen.ask(Confirm(asked, destructive=True)):
        if await screen.run(joining.close_body, body.id) is None:
            await screen.reload()
            return
        others = (one for one in screen.bodies.values() if one.id != body.id and not one.closed)
        await _ended(screen, body, next(others, None))


async def _ended(screen: "PeopleScreen", gone: Body, instead: Body | None) -> None:
    """If the current body was closed, make another one current, or none."""
    if screen.body is not None and screen.body.id == gone.id:
        screen.house.work_on(instead)
    screen.say(
        _(
            "Closed: {name}. To reopen it, press {key:people.more} and choose "
            "“Reopen a closed body”."
        ).format(name=gone.name)
    )
    await screen.reload()


async def reopen_body(screen: "PeopleScreen") -> None:
    """Reopen a closed body."""
    closed = [one for one in await screen.house.desk.read(found.bodies) if one.closed]
    if not closed:
        screen.warn(_("No body is closed."))
        return
    options = [Option(one.id, one.name, one.place) for one in closed]
    picked = await screen.ask(Choose(_("Reopen which body?"), options))
    if picked is not None:
        opened = await screen.run(joining.open_body_again, picked)
        if opened is not None and screen.body is None:
            screen.house.work_on(opened)
        await screen.reload()
        screen.body_rows.go(picked)
