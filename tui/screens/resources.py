"""The screen 资源库: lists resources (skills, venues, units, organisations, things) to search."""

from collections import Counter

from textual import on
from textual.app import ComposeResult

from meetings.actions.found import below
from meetings.actions.resource import resources
from meetings.community.bodies import Body
from meetings.community.resources import Resource, ResourceClass
from meetings.terms import term
from tui.commands import bindings
from tui.dialogs import duty as duty_dialogs
from tui.finding.resource_search import find
from tui.language import N_, _, bracketed, language
from tui.screens import activities, resource_acts, rewards
from tui.screens.register import Register
from tui.text import mixed
from tui.widgets.columns import Column, Row
from tui.widgets.rows import Rows


class ResourcesScreen(Register):
    """One row for each resource; skills noted with people are among them."""

    SCOPE = "resources"
    BINDINGS = bindings("resources")
    TITLE_TEXT = N_("Resources")

    def __init__(self, body: Body) -> None:
        super().__init__(body)
        self.known: dict[str, Resource] = {}
        self.shown_class: ResourceClass | None = None

    def middle(self) -> ComposeResult:
        rows = Rows(
            Column(N_("Class"), 12), Column(N_("Resource name"), 14, most=24), Column(N_("Offers")),
            Column(N_("Contact"), 14, most=26), Column(N_("When and how"), 16, most=30),
            empty=N_("No resources yet. {key:resources.new} adds one: start with what the "
                     "neighbours can do."),
        )  # fmt: skip
        yield from self.listed(rows, N_("谁会修水管？ words, pinyin, initials"))

    async def reload(self) -> None:
        reach = await self.house.desk.read(below, self.for_body.id)
        known = await self.house.desk.read(resources, reach)
        self.known = {one.id: one for one in known}
        self.paint()

    def paint(self) -> None:
        counts = Counter(one.kind for one in self.known.values() if not one.stopped)
        said = "  ".join(f"{term(kind, language())} {counts[kind]}" for kind in ResourceClass)
        self.say_head(mixed("[b]$n[/]  $s", n=self.for_body.name, s=said))
        wanted = self.find_line.text
        fitting = find(wanted, self.known.values())
        shown = [one for one in fitting if self.shown_class in (None, one.kind)]
        self.rows.fill(map(_row, shown), keep=not wanted, hidden=len(self.known) - len(shown))

    def escaped(self) -> None:
        """Esc: show every class again; if all are shown, go back."""
        if self.shown_class is None:
            self.dismiss(None)
        else:
            self.shown_class = None
            self.paint()

    @on(Rows.Chosen)
    def _chosen_row(self, event: Rows.Chosen) -> None:
        event.stop()
        self.action_resources_edit()

    def need_one(self) -> Resource | None:
        """The resource under the cursor; without one, says how to add one and returns None."""
        one = self.known.get(self.rows.key or "")
        if one is None:
            self.warn(_("Choose a resource first; {key:resources.new} adds one."))
        return one

    def action_resources_new(self) -> None:
        self.start(resource_acts.add(self))

    def action_resources_edit(self) -> None:
        self.start(resource_acts.edit(self))

    def action_resources_stop(self) -> None:
        self.start(resource_acts.stop(self))

    def action_resources_class(self) -> None:
        """Show the next class only; after the last, all."""
        order: list[ResourceClass | None] = [None, *ResourceClass]
        self.shown_class = order[(order.index(self.shown_class) + 1) % len(order)]
        shown = term(self.shown_class, language()) if self.shown_class else _("all")
        self.say(_("Shown: {kind}").format(kind=shown))
        self.paint()

    def action_resources_points(self) -> None:
        self.app.push_screen(rewards.RewardsScreen(self.for_body))

    def action_resources_rule(self) -> None:
        self.start(duty_dialogs.edit_rule(self, self.for_body.id))

    def action_resources_table(self) -> None:
        self.start(resource_acts.table(self))

    def action_resources_activities(self) -> None:
        self.app.push_screen(activities.ActivitiesScreen(self.for_body))

    def action_resources_find(self) -> None:
        self.find_line.start()


def _row(one: Resource) -> Row:
    tone = "dim" if one.stopped else ""
    offers = one.offers + (bracketed(_("stopped")) if one.stopped else "")
    cells = (term(one.kind, language()), one.name, offers, one.contact, one.terms)
    return Row(one.id, tuple((cell, tone) for cell in cells))
