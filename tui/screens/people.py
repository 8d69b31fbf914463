"""The screen 名册 (F6): lists the bodies of the file, and the people of the chosen one."""

from textual import getters, on, work
from textual.app import ComposeResult
from textual.containers import Container, Vertical
from textual.widgets import Static

from meetings.actions import found
from meetings.community.bodies import Body, Tier
from meetings.procedure.rule_text import rule_name
from meetings.terms import term
from meetings.views import BodyLine, PersonLine
from tui.commands import bindings
from tui.language import N_, _, language, listed
from tui.screens import (
    activities,
    bylaws,
    groups,
    people_acts,
    people_joins,
    resources,
    roster,
    rule,
    table_acts,
    units,
)
from tui.screens.searching import Searching
from tui.text import mixed
from tui.widgets.columns import Column, Row
from tui.widgets.find import FindLine
from tui.widgets.rows import Rows
from tui.words.bodies import roles_words
from tui.working import NO_BODY

INDENT = {Tier.SUBDISTRICT: 0, Tier.COMMUNITY: 1, Tier.CORNER: 2}

MORE = (
    "people.titles", "people.join", "people.join_bodies", "people.close_body", "people.reopen_body",
    "people.successor", "people.activities", "people.groups", "people.roster", "people.bylaws",
)  # fmt: skip
"""Commands that have letters and no digits."""

_NO_BODY = N_("Nothing here yet. Create a deliberation body first: {key:people.body}.")
_ALL_CLOSED = N_(
    "Every body is closed. To reopen one, press {key:people.more} and "
    "choose “Reopen a closed body”; {key:people.body} creates a new one."
)


def in_tree_order(lines: tuple[BodyLine, ...]) -> list[BodyLine]:
    """The bodies in tree order: each after the one above it; top ones in the order of tiers."""
    ids = {line.id for line in lines}
    ordered: list[BodyLine] = []

    def add(parent: str | None) -> None:
        for line in lines:
            under = line.parent if line.parent in ids else None
            if under == parent and line not in ordered:
                ordered.append(line)
                add(line.id)

    add(None)
    return ordered


class PeopleScreen(Searching):
    """Bodies above, or at the left where there is room, and the people of the chosen one."""

    SCOPE = "people"
    BINDINGS = bindings("people")
    TITLE_TEXT = N_("People")
    AUTO_FOCUS = "#people--bodies"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]
    DEFAULT_CSS = """
    PeopleScreen {
        #people--all { height: 1fr; }
        &.-wide #people--all { layout: horizontal; }
        #people--bodies { height: auto; max-height: 8; }
        &.-wide #people--bodies {
            width: 42%; min-width: 46; max-width: 70; height: 1fr; max-height: 100%;
        }
        &.-empty #people--bodies { height: 1fr; max-height: 100%; }
        &.-empty #people--side { display: none; }
        #people--side { height: 1fr; width: 1fr; }
        #people--head { height: auto; max-height: 3; padding: 0 1; background: $panel; }
        #people--rows { height: 1fr; }
        Rows:blur > .rows--cursor {
            background: $panel; color: $foreground; text-style: bold;
        }
    }
    """

    body_rows = getters.query_one("#people--bodies", Rows)
    rows = getters.query_one("#people--rows", Rows)

    def __init__(self) -> None:
        super().__init__()
        self.bodies: dict[str, Body] = {}
        self.body_lines: dict[str, BodyLine] = {}
        self.people: dict[str, PersonLine] = {}
        self._after: str | None = None
        self._worked_for = ""

    def middle(self) -> ComposeResult:
        rows = Rows(
            Column(N_("Name"), 10, most=16),
            Column(N_("Building"), 12, most=20),
            Column(N_("Roles")),
            Column(N_("Votes"), 6),
            Column(N_("Phone"), 13),
            empty=N_(
                "Nobody yet. Add people: {key:people.new} one by one, {key:people.list} a "
                "whole list."
            ),
            id="people--rows",
        )
        with Container(id="people--all"):
            yield Rows(
                Column(N_("Body")),
                Column(N_("Tier"), 11),
                Column(N_("Members"), 7, right=True),
                empty=_NO_BODY,
                id="people--bodies",
            )
            with Vertical(id="people--side"):
                yield Static(id="people--head")
                yield FindLine(rows, N_("name, pinyin, initials, building, role"))
                yield rows

    @property
    def chosen(self) -> Body | None:
        """The body under the cursor, whose people are shown; None for none."""
        return self.bodies.get(self.body_rows.key or "")

    # showing

    async def reload(self) -> None:
        desk, still = self.house.desk, self.asks()
        known, lines = await desk.read(found.bodies), in_tree_order(await desk.bodies())
        if not still():
            return
        self.bodies = {body.id: body for body in known}
        self.body_lines = {line.id: line for line in lines}
        self.set_class(not lines, "-empty")
        self.body_rows.empty = _ALL_CLOSED if known else _NO_BODY
        self.body_rows.fill(self._body_row(line) for line in lines)
        if self.body is not None and self.body.id != self._worked_for:
            self.body_rows.go(self.body.id)
            self._worked_for = self.body.id
        await self.show_people()

    def _body_row(self, line: BodyLine) -> Row:
        here = self.body is not None and self.body.id == line.id
        mark = f" ← {_('current')}" if here else "" if line.kept else f" · {_('read only')}"
        name = "  " * INDENT[line.tier] + line.name + mark
        return Row(
            line.id,
            ((name, "strong" if here else ""), term(line.tier, language()), str(line.seats)),
        )

    async def show_people(self) -> None:
        body, still = self.chosen, self.asks("people")
        self._show_head(body)
        if body is None:
            self.people, self._after = {}, None
            self.rows.fill(())
            return
        page = await self.house.desk.people(body.id, self.find_line.text)
        if not still():
            return
        self.people = {line.id: line for line in page.lines}
        self._after = page.after
        kept = self.body_lines[body.id].seats if self.find_line.text else 0
        self.rows.fill(map(_person_row, page.lines), more=page.after is not None, hidden=kept)

    def _show_head(self, body: Body | None) -> None:
        head = self.query_one("#people--head", Static)
        head.display = body is not None
        line = self.body_lines.get(body.id) if body else None
        if body is None or line is None:
            return
        counts = _("{seats} members, {voting} voting").format(seats=line.seats, voting=line.voting)
        rule = _("rule: {rule}").format(rule=rule_name(body.rule, language()))
        head.update(mixed("[b]$n[/]  $c · $r", n=body.name, c=counts, r=rule))

    def relabel(self) -> None:
        super().relabel()
        self._again()

    @work
    async def _again(self) -> None:
        await self.reload()

    @on(Rows.Moved, "#people--bodies")
    def _other_body(self, event: Rows.Moved) -> None:
        event.stop()
        self._show_beside()

    @work(exclusive=True, group="beside")
    async def _show_beside(self) -> None:
        """Start reading the people in a worker, so that the cursor is drawn first."""
        await self.show_people()

    @on(Rows.Chosen, "#people--bodies")
    async def _work_for(self, event: Rows.Chosen) -> None:
        event.stop()
        body = self.bodies[event.key]
        self.house.work_on(body)
        self.say(_("Switched to {name}.").format(name=body.name))
        await self.reload()
        self.rows.focus()

    @on(Rows.Chosen, "#people--rows")
    def _open(self, event: Rows.Chosen) -> None:
        event.stop()
        self.action_people_edit()

    @on(Rows.NeedMore, "#people--rows")
    async def _more(self, event: Rows.NeedMore) -> None:
        event.stop()
        body = self.chosen
        if body is not None and self._after is not None:
            still = self.as_asked("people")
            page = await self.house.desk.people(body.id, self.find_line.text, self._after)
            if not still():
                return
            self.people |= {line.id: line for line in page.lines}
            self._after = page.after
            self.rows.add(map(_person_row, page.lines), more=page.after is not None)

    async def narrowed(self) -> None:
        await self.show_people()

    def escaped(self) -> None:
        """Esc: put the focus back on the list of bodies."""
        self.body_rows.focus()

    def action_people_new(self) -> None:
        self.start(people_acts.add(self))

    def action_people_list(self) -> None:
        self.start(people_acts.add_list(self))

    def action_people_edit(self) -> None:
        self.start(people_acts.edit(self))

    def action_people_seat(self) -> None:
        self.start(people_acts.give_seat(self))

    def action_people_invite(self) -> None:
        self.start(people_acts.invite(self))

    def action_people_body(self) -> None:
        self.start(people_acts.found_body(self))

    def action_people_edit_body(self) -> None:
        self.start(people_acts.edit_body(self))

    def action_people_more(self) -> None:
        """Offer by digits the commands that have letters only."""
        self.start(self.more(_("People"), *MORE))

    def action_people_titles(self) -> None:
        self.start(people_joins.own_offices(self))

    def action_people_join(self) -> None:
        self.start(people_joins.join_people(self))

    def action_people_join_bodies(self) -> None:
        self.start(people_joins.join_bodies(self))

    def action_people_close_body(self) -> None:
        self.start(people_joins.close_body(self))

    def action_people_reopen_body(self) -> None:
        self.start(people_joins.reopen_body(self))

    def action_people_table(self) -> None:
        """Import or export the people of the chosen body."""
        body = self.chosen or self.need_body()
        if body is not None:
            self.start(table_acts.people_table(self, body))

    def action_people_rule(self) -> None:
        body = self.need_chosen()
        if body is not None:
            self.app.push_screen(rule.RuleScreen(body, self.body_lines[body.id].voting))

    def action_people_resources(self) -> None:
        body = self.need_chosen()
        if body is not None:
            self.app.push_screen(resources.ResourcesScreen(body))

    def action_people_activities(self) -> None:
        body = self.need_chosen()
        if body is not None:
            self.app.push_screen(activities.ActivitiesScreen(body))

    def action_people_groups(self) -> None:
        body = self.need_chosen()
        if body is not None:
            self.app.push_screen(groups.GroupsScreen(body))

    def action_people_roster(self) -> None:
        body = self.need_chosen()
        if body is not None:
            self.app.push_screen(roster.RosterScreen(body))

    def action_people_bylaws(self) -> None:
        body = self.need_chosen()
        if body is not None:
            self.app.push_screen(bylaws.BylawsScreen(body))

    def action_people_successor(self) -> None:
        self.start(people_joins.hand_on(self))

    def action_people_units(self) -> None:
        body = self.need_chosen()
        if body is not None:
            self.app.push_screen(units.UnitsScreen(body))

    def need_chosen(self) -> Body | None:
        """The chosen body; without one, says how to create one and returns None."""
        if self.chosen is None:
            self.warn(_(NO_BODY))
        return self.chosen

    def need_person(self) -> PersonLine | None:
        """The person under the cursor; without one, says so and returns None."""
        line = self.people.get(self.rows.key or "")
        if line is None:
            self.warn(_("Choose a person first."))
        return line

    def action_people_find(self) -> None:
        self.find_line.start()


def _person_row(line: PersonLine) -> Row:
    where = line.building + line.entrance
    if line.seat is None:
        return Row(line.id, (line.name, where, (_("no seat"), "dim"), "", line.phone))
    votes = (_("yes"), "strong") if line.votes else (_("no"), "dim")
    roles = listed(filter(None, (roles_words(line.roles), *line.titles)))
    return Row(line.id, (line.name, where, roles, votes, line.phone))
