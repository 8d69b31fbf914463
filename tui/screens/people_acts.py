"""The acts of the screen 名册 (F6): create and edit bodies, register people, give seats."""

from asyncio import to_thread
from collections.abc import Collection
from dataclasses import replace
from typing import TYPE_CHECKING

from meetings.actions import follow, found, joining
from meetings.community.bodies import ABOVE, Body, Tier
from meetings.community.people import Person, Role, Seat, label
from meetings.importing.columns import PEOPLE_TABLE
from meetings.importing.people.plan import PeoplePlan, existing_people, import_people, plan_list
from meetings.importing.people.rows import people_of
from meetings.importing.plan import Choices
from meetings.ports import Records
from meetings.procedure.rules import PRESETS
from meetings.terms import term
from tui.dialogs import bodies as body_forms
from tui.dialogs import people as forms
from tui.dialogs.kit.choose import Choose, Option
from tui.dialogs.kit.confirm import Confirm
from tui.dialogs.kit.fields import PersonField, Picked
from tui.dialogs.kit.filled import filled
from tui.dialogs.kit.form import Answers, FormDialog
from tui.dialogs.pasting import look_and_write
from tui.finding.people_search import Person as Match
from tui.finding.people_search import PersonFinder, sounding
from tui.language import _, headed, language, listed
from tui.screens import follow_steps

if TYPE_CHECKING:
    from tui.screens.people import PeopleScreen

DRAFTS = "people."

FEW = 8
"""How many tasks are named when a seat ends; the others are counted."""


def everybody(records: Records) -> list[Person]:
    """All people of the file, whichever body registered them."""
    with records.reading() as book:
        return book.find(Person)


def person_and_seat(records: Records, body: str, person: str) -> tuple[Person, Seat | None]:
    """A person, and their present seat in the body; None without one."""
    with records.reading() as book:
        held = [s for s in book.find(Seat, body=body, person=person) if s.until is None]
        return book.get(Person, person), held[0] if held else None


def registered_people(records: Records, body: str) -> dict[tuple[str, str], str]:
    """People the body registered, by name and building: the id if without a seat, else ""."""
    with records.reading() as book:
        seated = {seat.person for seat in book.find(Seat, body=body) if seat.until is None}
        people = book.find(Person, body=body)
    return {(p.name, p.building): "" if p.id in seated else p.id for p in people}


async def _registered(screen: "PeopleScreen", body: Body) -> dict[tuple[str, str], str]:
    return await screen.house.desk.read(registered_people, body.id)


async def add(screen: "PeopleScreen") -> None:
    body = screen.need_chosen()
    if body is None:
        return
    said = _("For {body}. The form stays open for the next person; Esc ends.").format(
        body=body.name
    )
    votes = True
    roles: tuple[Role, ...] = (Role.MEMBER,)
    known, count = await _registered(screen, body), 0

    async def write(answers: Answers) -> tuple[Person, Answers]:
        given = forms.roles_of(answers)
        person = forms.person_of(answers, body.id)
        meant = await _meant(screen, person.name, {name for name, _building in known})
        if meant != person.name:
            raise found.AlreadyListed(name=meant)
        votes = bool(answers["votes"] and given)
        return await screen.commit(found.add_person, body.id, person, given, votes), answers

    while True:
        lines = forms.new_person_lines(said, roles=roles, votes=votes)
        written = await filled(
            screen, _("New person"), lines, write, draft=f"{DRAFTS}new.",
            live=lambda answers: forms.same_person(answers, known),
        )  # fmt: skip
        if written is None:
            break
        person, answers = written
        count += 1
        votes = answers["votes"]
        roles = forms.likely_roles(forms.roles_of(answers))
        known[person.name, person.building] = ""
        said = _("Saved: {who}. {n} so far. Enter the next; Esc ends.").format(
            who=label(person.name, person.building), n=count
        )
        await screen.reload()


async def _meant(screen: "PeopleScreen", typed: str, known: Collection[str]) -> str:
    """The name that is meant: asked about where it only sounds like that of somebody known."""
    alike = await to_thread(sounding, typed, known)
    if not alike:
        return typed
    new = _("{name}: somebody else, new").format(name=typed)
    options = [Option(alike, alike, _("sounds alike")), Option(typed, new)]
    picked = await screen.ask(Choose(_("Who is meant?"), options))
    return alike if picked is None else picked


async def add_list(screen: "PeopleScreen") -> None:
    """Register a typed list after a preview; after Esc the text is in the form again."""
    body = screen.need_chosen()
    if body is None:
        return
    draft = f"{DRAFTS}list."
    known = await screen.house.desk.read(existing_people)
    title = headed(_("Add in bulk"), body.name)

    async def write(planned: PeoplePlan) -> int:
        return await screen.commit(import_people, planned)

    while True:
        given = await screen.ask(
            FormDialog(_("Add in bulk"), forms.list_lines(), draft=draft, live=forms.list_live)
        )
        if given is None:
            return

        text = str(given["people"])
        names = {person.name for person in known.people if person.body == body.id}
        for one in people_of(text).people:
            text = text.replace(one.name, await _meant(screen, one.name, names))

        async def plan(choices: Choices, given: Answers = given, text: str = text) -> PeoplePlan:
            roles, votes = forms.roles_of(given), bool(given["votes"])
            return await to_thread(plan_list, text, known, body.id, choices, roles, votes)

        if await look_and_write(screen, title, plan, write, text=text, of=PEOPLE_TABLE):
            await screen.forget_drafts(draft)
            return


async def edit(screen: "PeopleScreen") -> None:
    body, line = screen.need_chosen(), screen.need_person()
    if body is None or line is None:
        return
    person, _seat = await screen.house.desk.read(person_and_seat, body.id, line.id)

    async def write(answers: Answers) -> Person:
        return await screen.commit(found.edit_person, replace(person, **answers))

    lines = forms.edit_person_lines(person)
    if await filled(screen, _("Edit"), lines, write, draft=f"{DRAFTS}edit.{line.id}."):
        await screen.reload()


async def give_seat(screen: "PeopleScreen") -> None:
    body, line = screen.need_chosen(), screen.need_person()
    if body is not None and line is not None:
        await _seat(screen, body, line.id)


async def _seat(screen: "PeopleScreen", body: Body, id: str) -> None:
    person, seat = await screen.house.desk.read(person_and_seat, body.id, id)
    roles = seat.roles if seat else (Role.MEMBER,)

    async def write(answers: Answers) -> Seat:
        if seat is not None and answers.get("ends") == forms.END:
            today = screen.house.now().date()
            return await screen.commit(found.end_seat, body.id, seat.id, today)
        given = forms.roles_of(answers)
        return await screen.commit(
            found.give_seat, body.id, person.id, given, bool(answers["votes"])
        )

    def check(answers: Answers) -> dict[str, str]:
        if answers["roles"] or answers.get("ends") == forms.END:
            return {}
        return {"roles": _("Mark at least one.")}

    who = _("{who} in {body}").format(who=label(person.name, person.building), body=body.name)
    lines = forms.seat_lines(who, roles, seat.votes if seat else True, seated=seat is not None)
    kept = await filled(screen, _("Seat"), lines, write, check=check)
    if kept is None:
        return
    await screen.reload()
    screen.rows.go(id)
    if kept.until is not None:
        await _tasks_left(screen, body, person)


async def _tasks_left(screen: "PeopleScreen", body: Body, person: Person) -> None:
    """Offer to hand over the open tasks of somebody whose seat has ended."""
    left = await screen.house.desk.read(follow.open_tasks_of, body.id, person.id, person.name)
    if not left:
        return
    texts = [f"{task.number} {task.text}" for task in left]
    asked = _("{name} still has {n} open tasks here. Hand them over?\n{tasks}").format(
        name=person.name, n=len(left), tasks="\n".join(texts[:FEW])
    )
    asked += "\n…" if len(texts) > FEW else ""
    yes, no = _("hand over…"), _("leave them")
    if await screen.ask(Confirm(asked, yes=yes, no=no)):
        await follow_steps.hand_over_several(screen, left)


async def invite(screen: "PeopleScreen") -> None:
    body = screen.need_chosen()
    if body is None:
        return
    here = {line.id for line in screen.people.values() if line.seat}
    others = [p for p in await screen.house.desk.read(everybody) if p.id not in here]
    if not others:
        screen.warn(
            _(
                "Everybody in this file already has a seat here. Add people: "
                "{key:people.new} or {key:people.list}."
            )
        )
        return
    finder = PersonFinder([Match(p.id, p.name, p.building) for p in others])

    async def write(answers: Answers) -> Picked:
        picked = answers["who"]
        assert isinstance(picked, Picked)
        return picked

    lines = [PersonField("who", _("Person"), finder, required=True)]
    picked = await filled(screen, _("Add seat"), lines, write)
    if picked is not None:
        await _seat(screen, body, picked.id)


async def found_body(screen: "PeopleScreen") -> None:
    known = tuple(screen.bodies.values())
    tier_name = await screen.ask(body_forms.ask_tier(known))
    if tier_name is None:
        return
    tier = Tier(tier_name)

    async def write(answers: Answers) -> Body | None:
        like = joining.same_bodies(answers["name"], tier, known)
        asked = _("{names} may be the same body. Create {name} anyway?")
        said = asked.format(names=listed(one.name for one in like), name=answers["name"])
        if like and not await screen.ask(
            Confirm(said, yes=_("create it"), no=_("do not create it"))
        ):
            return None
        return await screen.commit(
            found.found_body, tier, answers["name"], PRESETS[answers["preset"]],
            body_forms.parent_of(answers), answers["place"],
        )  # fmt: skip

    title = f"{_('New body')} · {term(tier, language())}"
    founded = await filled(
        screen, title, body_forms.new_body_lines(tier, known), write,
        draft=f"{DRAFTS}body.{tier.value}.", live=body_forms.new_body_live,
    )  # fmt: skip
    if founded is None:
        return
    screen.house.work_on(founded)
    screen.say(_("Switched to {name}.").format(name=founded.name))
    await _gather_orphans(screen, founded, known)
    await screen.reload()
    screen.body_rows.go(founded.id)
    await screen.show_people()
    screen.rows.focus()


async def _gather_orphans(screen: "PeopleScreen", founded: Body, known: tuple[Body, ...]) -> None:
    """Offer to put bodies of the tier below that have no parent under the new one."""
    orphans = [
        body for body in known if body.parent is None and ABOVE.get(body.tier) is founded.tier
    ]
    if not orphans:
        return
    names = listed(body.name for body in orphans)
    question = _("Place {names} under {body}?").format(names=names, body=founded.name)
    if await screen.ask(Confirm(question)):
        for body in orphans:
            await screen.run(found.edit_body, body.id, body.name, founded.id, body.place)


async def edit_body(screen: "PeopleScreen") -> None:
    body = screen.need_chosen()
    if body is None:
        return

    async def write(answers: Answers) -> Body:
        parent = body_forms.parent_of(answers) if "parent" in answers else body.parent
        return await screen.commit(
            found.edit_body, body.id, answers["name"], parent, answers["place"],
            answers["red_head"], answers["keep_years"] or 0, answers["phone"],
        )  # fmt: skip

    lines = body_forms.edit_body_lines(body, tuple(screen.bodies.values()))
    changed = await filled(
        screen, _("Edit body"), lines, write, draft=f"{DRAFTS}edit_body.{body.id}."
    )
    await _changed(screen, changed)


async def _changed(screen: "PeopleScreen", changed: Body | None) -> None:
    if changed is None:
        return
    if screen.body is not None and screen.body.id == changed.id:
        screen.house.work_on(changed, screen.house.meeting_id)
    await screen.reload()
