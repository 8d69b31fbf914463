"""The acts on the tree of groups: add, change, remove, name a head, print."""

from typing import TYPE_CHECKING

from meetings.actions import group as acts
from meetings.actions.found import below
from meetings.community.groups import HEADS, Group, GroupKind, GroupLine, kind_of
from meetings.community.people import Role, Seat
from meetings.papers.roster import RosterPaper
from meetings.terms import term
from tui.dialogs.kit.choose import Choose, Option
from tui.dialogs.kit.confirm import Confirm
from tui.dialogs.kit.fields import ChoiceField, Line, LongField, PersonField, Picked, TextField
from tui.dialogs.kit.filled import filled
from tui.dialogs.kit.form import Answers
from tui.finding.people_search import people_of
from tui.language import _, language
from tui.screens import roster

if TYPE_CHECKING:
    from tui.screens.groups import GroupsScreen

OUTERMOST = "none"


def _where(screen: "GroupsScreen", chosen: str | None, but: str = "") -> ChoiceField:
    within = screen.known.tree.within(but) if but else frozenset()
    options = [(OUTERMOST, _("in none"))]
    options += [
        (one.group.id, one.path) for one in screen.known.lines if one.group.id not in within
    ]
    return ChoiceField("parent", _("Inside"), tuple(options), chosen or OUTERMOST)


def _kind(value: GroupKind) -> ChoiceField:
    kinds = tuple((kind.value, term(kind, language())) for kind in GroupKind)
    return ChoiceField("kind", _("Kind"), kinds, value)


def _parent(answers: Answers) -> str | None:
    return None if answers["parent"] == OUTERMOST else str(answers["parent"])


async def new(screen: "GroupsScreen") -> None:
    """Add a group, as a part of the one under the cursor unless another is chosen."""
    under = screen.line
    await _ask(screen, Group("", screen.for_body.id, GroupKind.BUILDING, "",
                             _likely_parent(under)))  # fmt: skip


def _likely_parent(under: GroupLine | None) -> str | None:
    """The parent to suggest for a new group: the one under the cursor, or a building's parent."""
    if under is None:
        return None
    return under.group.parent if under.group.kind is GroupKind.BUILDING else under.group.id


async def edit(screen: "GroupsScreen") -> None:
    """Change name, kind and parent of the group under the cursor."""
    line = screen.need_one()
    if line is not None:
        await _ask(screen, line.group)


async def _ask(screen: "GroupsScreen", one: Group) -> None:
    lines: list[Line] = [
        TextField("name", _("Group name"), one.name, _("45栋、3组、阳光小区"), required=True),
        _kind(one.kind),
        _where(screen, one.parent, one.id),
    ]

    async def write(answers: Answers) -> Group:
        kind = GroupKind(answers["kind"])
        if not one.id and kind is one.kind:
            kind = kind_of(answers["name"]) or kind
        return await screen.commit(
            acts.keep_group, Group(one.id, one.body, kind, answers["name"], _parent(answers))
        )

    kept = await filled(
        screen, one.name or _("New group"), lines, write, draft=f"group/{one.id or one.body}/"
    )
    if kept is not None:
        await screen.reload()
        screen.rows.go(kept.id)


async def add_list(screen: "GroupsScreen") -> None:
    """Add several groups, one name a line, all with the same parent."""
    lines: list[Line] = [
        LongField("names", _("Names"), "", _("one per line: 1栋, 2栋, 3组"), required=True,
                  lines=6, longest=20_000),
        _where(screen, _likely_parent(screen.line)),
    ]  # fmt: skip

    async def write(answers: Answers) -> int:
        names = answers["names"].replace("、", "\n").splitlines()
        return await screen.commit(acts.add_groups, screen.for_body.id, names, _parent(answers))

    draft = f"group/{screen.for_body.id}/list/"
    count = await filled(screen, _("Add in bulk"), lines, write, draft=draft)
    if count is not None:
        screen.say(_("Added: {n}").format(n=count))
        await screen.reload()


async def take(screen: "GroupsScreen") -> None:
    """Add every building and group that the records of people name."""
    reach = await screen.house.desk.read(below, screen.for_body.id)
    count = await screen.run(acts.take_from_roster, screen.for_body.id, reach)
    if count is not None:
        screen.say(_("Added: {n}").format(n=count))
        await screen.reload()


async def head(screen: "GroupsScreen") -> None:
    """Name or remove a head of the group under the cursor, in one of its roles."""
    line = screen.need_one()
    if line is None:
        return
    one = line.group
    roles = tuple(dict.fromkeys((HEADS[one.kind], Role.WOMENS_GROUP_LEADER, Role.GRID_WORKER)))
    people = await screen.house.desk.read(people_of, screen.for_body.id, language())
    begins, ends = "begins", "ends"
    lines: list[Line] = [
        PersonField("who", _("Who"), people, required=True),
        ChoiceField("role", _("Position"), tuple((r.value, term(r, language())) for r in roles),
                    roles[0]),
        ChoiceField("way", _("Holds it"),
                    ((begins, _("from now on")), (ends, _("no longer"))), begins),
    ]  # fmt: skip

    async def write(answers: Answers) -> Seat | None:
        who: Picked = answers["who"]
        role = Role(answers["role"])
        return await screen.commit(
            acts.appoint, screen.for_body.id, one.id, who.id, role, ends=answers["way"] == ends
        )

    await filled(screen, line.path, lines, write)
    await screen.reload()


async def remove(screen: "GroupsScreen") -> None:
    """Remove the group under the cursor from the tree, after asking."""
    line = screen.need_one()
    if line is None:
        return
    asked = _("Remove {name} from the tree? The people stay on the roster.").format(name=line.path)
    if await screen.ask(Confirm(asked, yes=_("remove"), no=_("keep"))):
        await screen.run(acts.remove_group, screen.for_body.id, line.group.id)
        await screen.reload()


async def open_roster(screen: "GroupsScreen") -> None:
    """Open the roster of the group under the cursor, or of all people where there is none."""
    line = screen.line
    await screen.ask(roster.RosterScreen(screen.for_body, line.group.id if line else None))
    await screen.reload()


async def paper(screen: "GroupsScreen") -> None:
    """Write the tree in Word: all groups, or only those without a head."""
    if screen.need_one() is None:
        return
    lines = screen.known.lines
    if screen.headless_only:
        lines = tuple(one for one in lines if one.headless)
    elif any(one.headless for one in lines):
        options = [
            Option("all", _("All of them")),
            Option("headless", _("Only those without a leader")),
        ]
        picked = await screen.ask(Choose(_("Which list?"), options))
        if picked is None:
            return
        lines = lines if picked == "all" else tuple(one for one in lines if one.headless)
    today = screen.house.now().date()
    whole = len(screen.known.lines)
    of = whole if all(one.headless for one in lines) and len(lines) < whole else 0
    made = RosterPaper(screen.for_body.name, today, groups=lines, of=of)
    await screen.tell_written(screen.house.desk.papers.export_roster(made))
