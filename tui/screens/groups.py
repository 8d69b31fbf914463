"""The screen 小区、小组、楼栋、网格: the tree of groups, with who heads each."""

from textual import on
from textual.app import ComposeResult

from meetings.actions.group import Neighbourhood, neighbourhood
from meetings.community.bodies import Body
from meetings.community.groups import GroupLine, Tree
from meetings.terms import term
from tui.commands import bindings
from tui.finding.people_search import Person, rank
from tui.language import N_, _, language, listed
from tui.screens import group_acts
from tui.screens.register import Register
from tui.text import mixed
from tui.widgets.columns import Column, Row
from tui.widgets.rows import Rows


class GroupsScreen(Register):
    """One row for each group, below the group that it lies in."""

    SCOPE = "groups"
    BINDINGS = bindings("groups")
    TITLE_TEXT = N_("Groups and buildings")

    def __init__(self, body: Body) -> None:
        super().__init__(body)
        self.known = Neighbourhood((), (), 0, Tree(()))
        self.headless_only = False

    def middle(self) -> ComposeResult:
        rows = Rows(
            Column(N_("Group name")), Column(N_("Kind"), 8), Column(N_("Leader"), 12, most=30),
            Column(N_("Women's leader"), 14, most=16), Column(N_("Grid worker"), 11, most=16),
            Column(N_("People"), 6, right=True),
            empty=N_("No groups yet. {key:groups.take} adds those named in the roster, "
                     "{key:groups.list} a typed list."),
        )  # fmt: skip
        yield from self.listed(rows, N_("name of a group or leader"))

    async def reload(self) -> None:
        self.known = await self.house.desk.read(neighbourhood, self.for_body.id)
        self.paint()

    def paint(self) -> None:
        lines, missing = self.known.lines, sum(1 for one in self.known.lines if one.headless)
        said = [_("groups: {n}").format(n=len(lines))]
        said += [_("without a leader: {n}").format(n=missing)] if missing else []
        if self.headless_only:
            said.append(_("only those without a leader (Esc: all)"))
        if self.known.unplaced:
            said.append(_("people in none of them: {n}").format(n=self.known.unplaced))
        self.say_head(mixed("[b]$n[/]  $s", n=self.for_body.name, s="  ".join(said)))
        wanted = self.find_line.text
        shown = [
            one for one in lines
            if _fits(wanted, one) and (one.headless or not self.headless_only)
        ]  # fmt: skip
        self.rows.fill(map(_row, shown), keep=not wanted, hidden=len(lines) - len(shown))

    def escaped(self) -> None:
        """Show all groups again; if all are shown, go back."""
        if self.headless_only:
            self.headless_only = False
            self.paint()
        else:
            self.dismiss(None)

    @on(Rows.Chosen)
    def _chosen_row(self, event: Rows.Chosen) -> None:
        event.stop()
        self.action_groups_head()

    @property
    def line(self) -> GroupLine | None:
        """The group under the cursor; None for none."""
        key = self.rows.key
        return next((one for one in self.known.lines if one.group.id == key), None)

    def need_one(self) -> GroupLine | None:
        """The group under the cursor; without one, says so and returns None."""
        if self.line is None:
            self.warn(_("No group yet; {key:groups.new} adds one."))
        return self.line

    def action_groups_new(self) -> None:
        self.start(group_acts.new(self))

    def action_groups_edit(self) -> None:
        self.start(group_acts.edit(self))

    def action_groups_head(self) -> None:
        self.start(group_acts.head(self))

    def action_groups_list(self) -> None:
        self.start(group_acts.add_list(self))

    def action_groups_take(self) -> None:
        self.start(group_acts.take(self))

    def action_groups_headless(self) -> None:
        self.headless_only = not self.headless_only
        self.paint()

    def action_groups_roster(self) -> None:
        self.start(group_acts.open_roster(self))

    def action_groups_remove(self) -> None:
        self.start(group_acts.remove(self))

    def action_groups_paper(self) -> None:
        self.start(group_acts.paper(self))

    def action_groups_find(self) -> None:
        self.find_line.start()


def _fits(wanted: str, one: GroupLine) -> bool:
    if not wanted or wanted in one.path:
        return True
    return any(rank(wanted, Person("", name)) is not None for name in (*one.heads, *one.womens))


def _row(one: GroupLine) -> Row:
    return Row(
        one.group.id,
        (
            "  " * one.depth + one.group.name, term(one.group.kind, language()),
            listed(one.heads) if one.heads else (_("nobody"), "bad"), listed(one.womens),
            listed(one.grid), str(one.people or ""),
        ),
    )  # fmt: skip
