"""The screen 公约、规则、办法: lists texts by articles, whose editions meetings vote on."""

from textual import on
from textual.app import ComposeResult

from meetings.actions.bylaw import bylaws
from meetings.community.bodies import Body
from meetings.sitting.bylaws import BylawStatus
from meetings.terms import term
from tui.commands import bindings
from tui.language import N_, _, language
from tui.screens import bylaw_acts
from tui.screens.register import Register
from tui.text import mixed
from tui.widgets.columns import Column, Row
from tui.widgets.rows import Rows
from tui.words.days import day_text


class BylawsScreen(Register):
    """One row for each text: the edition in force, since when, and what waits for a meeting."""

    SCOPE = "bylaws"
    BINDINGS = bindings("bylaws")
    TITLE_TEXT = N_("Covenant and rules")

    def __init__(self, body: Body) -> None:
        super().__init__(body)
        self.known: dict[str, BylawStatus] = {}

    def middle(self) -> ComposeResult:
        rows = Rows(
            Column(N_("Title")), Column(N_("Kind"), 9), Column(N_("Articles"), 8, right=True),
            Column(N_("Version"), 7, right=True), Column(N_("Since"), 14),
            Column(N_("Waits for"), 15, most=30),
            empty=N_("No texts yet. {key:bylaws.new} adds the covenant: paste it as it is."),
        )  # fmt: skip
        yield from self.listed(rows, N_("title, words"))

    async def reload(self) -> None:
        known = await self.house.desk.read(bylaws, self.for_body.id)
        self.known = {one.bylaw.id: one for one in known}
        self.paint()

    def paint(self) -> None:
        waiting = sum(1 for one in self.known.values() if one.proposed)
        said = _("waiting for a meeting: {n}").format(n=waiting) if waiting else ""
        self.say_head(mixed("[b]$n[/]  $s", n=self.for_body.name, s=said))
        wanted = self.find_line.text
        shown = [one for one in self.known.values() if _fits(wanted, one)]
        rows = (_row(one, self.for_body.name) for one in shown)
        self.rows.fill(rows, keep=not wanted, hidden=len(self.known) - len(shown))

    @on(Rows.Chosen)
    def _chosen_row(self, event: Rows.Chosen) -> None:
        event.stop()
        self.action_bylaws_read()

    def need_one(self) -> BylawStatus | None:
        """The text under the cursor; without one, says so and returns None."""
        one = self.known.get(self.rows.key or "")
        if one is None:
            self.warn(_("No text yet; {key:bylaws.new} adds one."))
        return one

    def action_bylaws_new(self) -> None:
        self.start(bylaw_acts.new(self))

    def action_bylaws_edit(self) -> None:
        self.start(bylaw_acts.edit(self))

    def action_bylaws_edition(self) -> None:
        self.start(bylaw_acts.edition(self))

    def action_bylaws_propose(self) -> None:
        self.start(bylaw_acts.propose(self))

    def action_bylaws_take_back(self) -> None:
        self.start(bylaw_acts.take_back(self))

    def action_bylaws_read(self) -> None:
        self.start(bylaw_acts.read(self))

    def action_bylaws_post(self) -> None:
        self.start(bylaw_acts.post_it(self))

    def action_bylaws_paper(self) -> None:
        self.start(bylaw_acts.paper(self))

    def action_bylaws_find(self) -> None:
        self.find_line.start()


def _fits(wanted: str, one: BylawStatus) -> bool:
    texts = (article.text for e in one.editions for article in e.edition.articles)
    return wanted in one.bylaw.title or any(wanted in text for text in texts)


def _row(one: BylawStatus, known_as: str) -> Row:
    force, waits = one.in_force, one.proposed
    count = sum(article.numbered for article in force.edition.articles) if force else 0
    since = (_("unknown"), "dim") if force and force.day is None else ""
    if force and force.day:
        since = day_text(force.day, year=True)
    return Row(
        one.bylaw.id,
        (
            one.bylaw.title, term(one.bylaw.kind, language()), str(count or ""),
            str(one.number(force)) if force else (bylaw_acts.state_name(one), "dim"), since,
            (waits.decided_at.removeprefix(known_as), "strong") if waits else "",
        ),
    )  # fmt: skip
