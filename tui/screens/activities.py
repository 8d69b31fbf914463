"""The screen 活动: lists activities, courses and recruitments of a body and those below it."""

from textual import on
from textual.app import ComposeResult

from meetings.actions.activity import activities
from meetings.actions.found import below
from meetings.community.bodies import Body
from meetings.matters.activities import Activity, ActivityKind, ActivityState, sums
from meetings.terms import term
from tui.commands import bindings
from tui.finding.people_search import Person, rank
from tui.language import N_, _, language
from tui.screens import activity_acts, table_acts, volunteers
from tui.screens.register import Register
from tui.text import mixed
from tui.widgets.columns import Column, Row
from tui.widgets.rows import Rows


class ActivitiesScreen(Register):
    """One row for each activity, planned ones first, then the newest."""

    SCOPE = "activities"
    BINDINGS = bindings("activities")
    TITLE_TEXT = N_("Activities")

    def __init__(self, body: Body) -> None:
        super().__init__(body)
        self.known: dict[str, Activity] = {}

    def middle(self) -> ComposeResult:
        rows = Rows(
            Column(N_("Date"), 11), Column(N_("Kind"), 6, most=11), Column(N_("Activity")),
            Column(N_("Place"), 12, most=24), Column(N_("Came"), 6, right=True),
            Column(N_("Hours"), 6, right=True), Column(N_("State"), 8),
            empty=N_("No activities yet. {key:activities.new} adds one, "
                     "{key:activities.table} takes a table."),
        )  # fmt: skip
        yield from self.listed(rows, N_("words, places, pinyin, initials"))

    async def reload(self) -> None:
        reach = await self.house.desk.read(below, self.for_body.id)
        known = await self.house.desk.read(activities, reach)
        self.known = {one.id: one for one in known}
        self.paint()

    def paint(self) -> None:
        said = []
        for kind in ActivityKind:
            of = sums(one for one in self.known.values() if one.kind is kind)
            if of.held:
                said.append(
                    _("{kind}: {n} held, {heads} attending").format(
                        kind=term(kind, language()), n=of.held, heads=of.heads
                    )
                )
        self.say_head(mixed("[b]$n[/]  $s", n=self.for_body.name, s=" · ".join(said)))
        wanted = self.find_line.text
        shown = [one for one in self.known.values() if _fits(wanted, one)]
        self.rows.fill(map(_row, shown), keep=not wanted, hidden=len(self.known) - len(shown))

    @on(Rows.Chosen)
    def _chosen_row(self, event: Rows.Chosen) -> None:
        event.stop()
        self.action_activities_edit()

    def need_one(self) -> Activity | None:
        """The activity under the cursor; without one, says how to add one and returns None."""
        one = self.known.get(self.rows.key or "")
        if one is None:
            self.warn(_("Choose an activity first; {key:activities.new} adds one."))
        return one

    def action_activities_new(self) -> None:
        self.start(activity_acts.add(self))

    def action_activities_edit(self) -> None:
        self.start(activity_acts.edit(self))

    def action_activities_came(self) -> None:
        self.start(activity_acts.came(self))

    def action_activities_share(self) -> None:
        self.start(activity_acts.share(self))

    def action_activities_needs(self) -> None:
        self.start(activity_acts.needs(self))

    def action_activities_result(self) -> None:
        self.start(activity_acts.result(self))

    def action_activities_photos(self) -> None:
        self.start(activity_acts.photos(self))

    def action_activities_cancel(self) -> None:
        self.start(activity_acts.cancel(self))

    def action_activities_paper(self) -> None:
        self.start(activity_acts.paper(self))

    def action_activities_volunteers(self) -> None:
        self.app.push_screen(volunteers.VolunteersScreen(self.for_body))

    def action_activities_table(self) -> None:
        self.start(table_acts.activity_table(self, self.for_body))

    def action_activities_find(self) -> None:
        self.find_line.start()


def _fits(wanted: str, one: Activity) -> bool:
    """Whether the text is found in the activity's words or in the pinyin of its title."""
    if not wanted:
        return True
    words = (one.title, one.place, one.teacher, *(came.name for came in one.came))
    return any(wanted in said for said in words) or rank(wanted, Person("", one.title)) is not None


def _row(one: Activity) -> Row:
    day = one.day.isoformat() if one.day else _("unknown")
    heads = "" if one.head_count is None else str(one.head_count)
    hours = one.hours if one.person_minutes else ""
    tone = {ActivityState.PLANNED: "strong", ActivityState.CANCELLED: "dim"}.get(one.state, "")
    cells = (
        day, term(one.kind, language()), one.title, one.place, heads, hours,
        term(one.state, language()),
    )  # fmt: skip
    return Row(one.id, tuple((cell, tone) for cell in cells))
