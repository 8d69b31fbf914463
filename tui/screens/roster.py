"""The roster of a body and those below it, filtered and counted by role, group and building."""

from textual import on
from textual.app import ComposeResult

from meetings.actions import group as acts
from meetings.community.bodies import Body
from meetings.community.groups import Member, Tree
from meetings.community.people import Role
from meetings.community.sides import DEFAULTS, RoleSide, Side
from meetings.papers.roster import by_building, by_role, role_words, roster_paper
from meetings.terms import term
from tui.commands import bindings
from tui.dialogs.kit.choose import Choose, Option
from tui.finding.people_search import Person, rank
from tui.language import N_, _, language, listed
from tui.screens.register import Register
from tui.text import mixed
from tui.widgets.columns import Column, Row
from tui.widgets.rows import Rows

ALL = "all"


MOST = 12
"""How many roles are counted above the list; all of them where one is chosen."""


class RosterScreen(Register):
    """One row for each person; filters narrow the list, Esc widens it again."""

    SCOPE = "roster"
    BINDINGS = bindings("roster")
    TITLE_TEXT = N_("Roster")

    def __init__(self, body: Body, group: str | None = None) -> None:
        super().__init__(body)
        self.known = acts.Neighbourhood((), (), 0, Tree(()))
        self.group = group
        self.role: str | None = None
        self.building: str | None = None

    def middle(self) -> ComposeResult:
        rows = Rows(
            Column(N_("Name"), 10, most=16), Column(N_("Building"), 10, most=16),
            Column(N_("Group"), 16, most=30), Column(N_("Roles")), Column(N_("Phone"), 13),
            empty=N_("Nobody like that on the roster."),
        )  # fmt: skip
        yield from self.listed(rows, N_("name, pinyin, initials"))

    async def reload(self) -> None:
        self.known = await self.house.desk.read(acts.neighbourhood, self.for_body.id)
        self.paint()

    def _fitting(self, *, but: str = "") -> list[Member]:
        """The people who fit the filters, without the filter named `but`."""
        within = self.known.tree.within(self.group) if self.group and but != "group" else None
        role = self.role if but != "role" else None
        building = self.building if but != "building" else None
        return [
            one for one in self.known.members
            if (within is None or one.group in within or _stands(one, within))
            and (role is None or role in (role_words(one, language()) or ("",)))
            and (building is None or one.person.building == building)
        ]  # fmt: skip

    @property
    def chosen_words(self) -> str:
        """The filters in words."""
        path = self.known.tree.path(self.group) if self.group else ""
        role = None if self.role is None else self.role or _("without a role")
        building = None if self.building is None else self.building or _("no building")
        return " · ".join(filter(None, (path, building, role)))

    @property
    def shown(self) -> list[Member]:
        """The people on the list now."""
        wanted = self.find_line.text
        return [
            one for one in self._fitting()
            if not wanted or rank(wanted, Person("", one.person.name)) is not None
        ]  # fmt: skip

    def paint(self) -> None:
        shown = self.shown
        counted = "  ".join(
            f"{word or _('without a role')} {n}"
            for word, n in list(by_role(shown, language()).items())[:MOST]
        )
        which = self.chosen_words
        said = _("{n} people").format(n=len(shown)) + (f" · {which}" if which else "")
        self.say_head(mixed("[b]$n[/]  $s  $c", n=self.for_body.name, s=said, c=counted))
        hidden = len(self.known.members) - len(shown)
        self.rows.fill(map(self._row, shown), keep=not self.find_line.text, hidden=hidden)

    def _row(self, one: Member) -> Row:
        where = self.known.tree.path(one.group) if one.group else one.person.section
        roles = listed(role_words(one, language())) or (_("without a role"), "dim")
        place = one.person.building + one.person.entrance
        return Row(one.person.id, (one.person.name, place, where, roles, one.person.phone))

    def escaped(self) -> None:
        """Esc: show everybody again; if everybody is shown, go back."""
        if self.role is None and self.building is None and self.group is None:
            self.dismiss(None)
            return
        self.role = self.building = self.group = None
        self.paint()

    @on(Rows.Chosen)
    def _chosen_row(self, event: Rows.Chosen) -> None:
        event.stop()

    def action_roster_role(self) -> None:
        self.start(self._choose_role())

    async def _choose_role(self) -> None:
        counts = by_role(self._fitting(but="role"), language())
        said = {word: word or _("without a role") for word in counts}
        self.role = await self._choose(_("Which role?"), counts, said, self.role)
        self.paint()

    def action_roster_building(self) -> None:
        self.start(self._choose_building())

    async def _choose_building(self) -> None:
        counts = by_building(self._fitting(but="building"))
        said = {name: name or _("no building") for name in counts}
        self.building = await self._choose(_("Which building?"), counts, said, self.building)
        self.paint()

    def action_roster_group(self) -> None:
        self.start(self._choose_group())

    async def _choose_group(self) -> None:
        lines = self.known.lines
        if not lines:
            self.warn(_("No groups yet; {key:people.groups} beside the people adds them."))
            return
        counts = {one.group.id: one.people for one in lines}
        said = {one.group.id: "  " * one.depth + one.group.name for one in lines}
        self.group = await self._choose(_("Which group?"), counts, said, self.group)
        self.paint()

    async def _choose(
        self, title: str, counts: dict[str, int], said: dict[str, str], now: str | None
    ) -> str | None:
        """Choose one of the counted values, "" for all; None when left by Esc."""
        options = [Option(ALL, _("all"))]
        options += [
            Option(f"={key}", said[key], _("people in all: {n}").format(n=n))
            for key, n in counts.items()
        ]
        picked = await self.ask(Choose(title, options, chosen=ALL if now is None else f"={now}"))
        if picked is None:
            return now
        return None if picked == ALL else picked.removeprefix("=")

    def action_roster_sides(self) -> None:
        self.start(self._sides())

    async def _sides(self) -> None:
        """Ask which roles count as staff and as social workers in the figures."""
        own = [title for one in self.known.members for title in one.titles]
        roles = [*map(str, (role.value for role in Role)), *dict.fromkeys(own)]
        chosen = ""
        while True:
            said = {**dict.fromkeys(roles, Side.RESIDENTS), **DEFAULTS}
            said |= {one.role: one.side for one in self.for_body.sides}
            options = [Option(role, _called(role), term(said[role], language())) for role in roles]
            picked = await self.ask(Choose(_("Who is staff in the figures?"), options,
                                           chosen=chosen))  # fmt: skip
            if picked is None:
                return
            chosen = picked
            sides = [
                Option(side.value, term(side, language()))
                for side in (Side.RESIDENTS, Side.STAFF, Side.SOCIAL)
            ]
            side = await self.ask(Choose(_called(picked), sides, chosen=said[picked]))
            if side is not None:
                kept = [one for one in self.for_body.sides if one.role != picked]
                changed = await self.run(
                    acts.set_sides, self.for_body.id, (*kept, RoleSide(picked, Side(side)))
                )
                self.for_body = changed or self.for_body

    def action_roster_paper(self) -> None:
        self.start(self._paper())

    async def _paper(self) -> None:
        shown = self.shown
        if not shown:
            self.warn(_("Nobody like that on the roster."))
            return
        today = self.house.now().date()
        made = roster_paper(self.for_body.name, today, shown, self.known.tree, self.chosen_words)
        await self.tell_written(self.house.desk.papers.export_roster(made))

    def action_roster_find(self) -> None:
        self.find_line.start()


def _stands(one: Member, within: frozenset[str]) -> bool:
    """Whether somebody's seat is for one of these groups."""
    return one.seat is not None and bool(within & set(one.seat.groups))


def _called(role: str) -> str:
    return term(Role(role), language()) if role in set(Role) else role
