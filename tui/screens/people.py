"""名册: found bodies, register people, give seats."""

from dataclasses import replace

from textual import work

from meetings.actions import enrol, found
from meetings.community.bodies import ABOVE, Body, Tier
from meetings.community.people import Person, Role, Seat, label
from meetings.ports import Records
from meetings.procedure.rules import PRESETS
from meetings.terms import term
from meetings.views import PersonLine
from tui.dialogs import bodies as body_forms
from tui.dialogs import people as forms
from tui.dialogs.kit.confirm import Confirm
from tui.dialogs.kit.fields import PersonField, Picked
from tui.dialogs.kit.filled import filled
from tui.dialogs.kit.form import Answers
from tui.finding.people_search import Person as Found
from tui.finding.people_search import PersonFinder
from tui.language import _, language, listed
from tui.screens import table_acts
from tui.screens.people_lists import PeopleLists
from tui.screens.resources import ResourcesScreen
from tui.screens.rule import RuleScreen
from tui.screens.units import UnitsScreen

DRAFTS = "people."


def everybody(records: Records) -> list[Person]:
    """All people of the file, whichever body registered them."""
    with records.reading() as book:
        return book.find(Person)


def person_and_seat(records: Records, body: str, person: str) -> tuple[Person, Seat | None]:
    """A person, and the seat held in the body now."""
    with records.reading() as book:
        held = [s for s in book.find(Seat, body=body, person=person) if s.until is None]
        return book.get(Person, person), held[0] if held else None


class PeopleScreen(PeopleLists):
    """The acts on the bodies and people shown."""

    @work
    async def action_people_table(self) -> None:
        body = self.chosen or self.need_body()
        if body is not None:
            await table_acts.people_table(self, body)

    # people

    def _need_chosen(self) -> Body | None:
        if self.chosen is None:
            self.warn(_("Found a body first: 2."))
        return self.chosen

    def _need_person(self) -> PersonLine | None:
        line = self.people.get(self.rows.key or "")
        if line is None:
            self.warn(_("Choose a person first."))
        return line

    async def _known(self, body: Body) -> set[tuple[str, str]]:
        everyone = await self.house.desk.read(everybody)
        return {(one.name, one.building) for one in everyone if one.body == body.id}

    @work
    async def action_people_new(self) -> None:
        body = self._need_chosen()
        if body is None:
            return
        said = _("For {body}. The form stays for the next person; Esc ends.").format(body=body.name)
        votes = True
        roles: tuple[Role, ...] = (Role.MEMBER,)
        known, count = await self._known(body), 0

        async def write(answers: Answers) -> tuple[Person, Answers]:
            given = forms.roles_of(answers)
            person = forms.person_of(answers, body.id)
            votes = bool(answers["votes"] and given)
            return await self.commit(found.add_person, body.id, person, given, votes), answers

        while True:
            lines = forms.new_person_lines(said, roles=roles, votes=votes)
            written = await filled(
                self, _("New person"), lines, write, draft=f"{DRAFTS}new.",
                live=lambda answers: forms.same_person(answers, known),
            )  # fmt: skip
            if written is None:
                break
            person, answers = written
            count += 1
            votes = answers["votes"]
            roles = forms.likely_roles(forms.roles_of(answers))
            known.add((person.name, person.building))
            said = _("Saved: {who}. {n} now. The next one; Esc ends.").format(
                who=label(person.name, person.building), n=count
            )
            await self.reload()

    @work
    async def action_people_list(self) -> None:
        body = self._need_chosen()
        if body is None:
            return
        known = await self._known(body)

        async def write(answers: Answers) -> tuple[Person, ...]:
            members = forms.members_of(answers, body.id, known)
            return await self.commit(enrol.add_people, body.id, members)

        def check(answers: Answers) -> dict[str, str]:
            new, _old = forms.new_ones(answers["people"], known)
            return {} if new else {"people": _("All of them are on the list already.")}

        added = await filled(
            self, _("Many at once"), forms.list_lines(), write, draft=f"{DRAFTS}list.",
            check=check, live=lambda answers: forms.list_live(answers, known),
        )  # fmt: skip
        if added:
            self.say(_("{n} people added. ctrl+z takes them back.").format(n=len(added)))
            await self.reload()

    def edit_person(self) -> None:
        self.action_people_edit()

    @work
    async def action_people_edit(self) -> None:
        body, line = self._need_chosen(), self._need_person()
        if body is None or line is None:
            return
        person, _seat = await self.house.desk.read(person_and_seat, body.id, line.id)

        async def write(answers: Answers) -> Person:
            return await self.commit(found.edit_person, replace(person, **answers))

        lines = forms.edit_person_lines(person)
        if await filled(self, _("Edit"), lines, write, draft=f"{DRAFTS}edit.{line.id}."):
            await self.reload()

    @work
    async def action_people_seat(self) -> None:
        body, line = self._need_chosen(), self._need_person()
        if body is not None and line is not None:
            await self._seat(body, line.id)

    async def _seat(self, body: Body, id: str) -> None:
        person, seat = await self.house.desk.read(person_and_seat, body.id, id)
        roles = seat.roles if seat else (Role.MEMBER,)

        async def write(answers: Answers) -> Seat:
            if seat is not None and answers.get("ends") == forms.END:
                today = self.house.now().date()
                return await self.commit(found.end_seat, body.id, seat.id, today)
            given = forms.roles_of(answers)
            return await self.commit(
                found.give_seat, body.id, person.id, given, bool(answers["votes"])
            )

        def check(answers: Answers) -> dict[str, str]:
            if answers["roles"] or answers.get("ends") == forms.END:
                return {}
            return {"roles": _("Mark at least one.")}

        who = _("{who} in {body}").format(who=label(person.name, person.building), body=body.name)
        lines = forms.seat_lines(who, roles, seat.votes if seat else True, seated=seat is not None)
        if await filled(self, _("Seat"), lines, write, check=check):
            await self.reload()
            self.rows.go(id)

    @work
    async def action_people_invite(self) -> None:
        body = self._need_chosen()
        if body is None:
            return
        here = {line.id for line in self.people.values() if line.seat}
        others = [p for p in await self.house.desk.read(everybody) if p.id not in here]
        if not others:
            self.warn(_("Everybody in this file has a seat here already. Add people: 1 or 7."))
            return
        finder = PersonFinder([Found(p.id, p.name, p.building) for p in others])

        async def write(answers: Answers) -> Picked:
            picked = answers["who"]
            assert isinstance(picked, Picked)
            return picked

        lines = [PersonField("who", _("Person"), finder, required=True)]
        picked = await filled(self, _("Seat another"), lines, write)
        if picked is not None:
            await self._seat(body, picked.id)

    # bodies

    @work
    async def action_people_body(self) -> None:
        known = tuple(self.bodies.values())
        tier_name = await self.ask(body_forms.ask_tier(known))
        if tier_name is None:
            return
        tier = Tier(tier_name)

        async def write(answers: Answers) -> Body:
            return await self.commit(
                found.found_body, tier, answers["name"], PRESETS[answers["preset"]],
                body_forms.parent_of(answers), answers["place"],
            )  # fmt: skip

        title = f"{_('New body')} · {term(tier, language())}"
        founded = await filled(
            self, title, body_forms.new_body_lines(tier, known), write,
            draft=f"{DRAFTS}body.{tier.value}.", live=body_forms.new_body_live,
        )  # fmt: skip
        if founded is None:
            return
        self.house.work_on(founded)
        self.say(_("Working for {name} now.").format(name=founded.name))
        await self._gather_orphans(founded, known)
        await self.reload()
        self.body_rows.go(founded.id)
        await self.show_people()
        self.rows.focus()

    async def _gather_orphans(self, founded: Body, known: tuple[Body, ...]) -> None:
        """Offer to hang bodies of the tier below, which are under none yet, under the new one."""
        orphans = [
            body for body in known if body.parent is None and ABOVE.get(body.tier) is founded.tier
        ]
        if not orphans:
            return
        names = listed(body.name for body in orphans)
        question = _("Put {names} under {body}?").format(names=names, body=founded.name)
        if await self.ask(Confirm(question)):
            for body in orphans:
                await self.act(found.edit_body, body.id, body.name, founded.id, body.place)

    @work
    async def action_people_edit_body(self) -> None:
        body = self._need_chosen()
        if body is None:
            return

        async def write(answers: Answers) -> Body:
            parent = body_forms.parent_of(answers) if "parent" in answers else body.parent
            return await self.commit(
                found.edit_body, body.id, answers["name"], parent, answers["place"],
                answers["red_head"], answers["keep_years"] or 0, answers["phone"],
            )  # fmt: skip

        lines = body_forms.edit_body_lines(body, tuple(self.bodies.values()))
        changed = await filled(
            self, _("Edit body"), lines, write, draft=f"{DRAFTS}edit_body.{body.id}."
        )
        await self._changed(changed)

    def action_people_rule(self) -> None:
        body = self._need_chosen()
        if body is not None:
            self.app.push_screen(RuleScreen(body, self.body_lines[body.id].voting))

    def action_people_resources(self) -> None:
        body = self._need_chosen()
        if body is not None:
            self.app.push_screen(ResourcesScreen(body))

    def action_people_units(self) -> None:
        body = self._need_chosen()
        if body is not None:
            self.app.push_screen(UnitsScreen(body))

    async def _changed(self, changed: Body | None) -> None:
        if changed is None:
            return
        if self.body is not None and self.body.id == changed.id:
            self.house.work_on(changed, self.house.meeting_id)
        await self.reload()
