"""The screen 积分: lists everybody's points in a period."""

from textual import on
from textual.app import ComposeResult

from meetings.actions.reward import Rewards, rewards_of
from meetings.community.bodies import Body
from meetings.figures.periods import Length, Period, whole
from meetings.matters.duty import hours_text
from meetings.matters.rewards import Balance
from tui.commands import bindings
from tui.dialogs import duty as duty_dialogs
from tui.finding.people_search import Person, rank
from tui.language import N_, _
from tui.screens import reward_acts
from tui.screens.register import Register
from tui.text import mixed
from tui.widgets.columns import Column, Row
from tui.widgets.rows import Rows
from tui.words.figures import period_words


class RewardsScreen(Register):
    """One row for each person; the period is this year until another is chosen."""

    SCOPE = "rewards"
    BINDINGS = bindings("rewards")
    TITLE_TEXT = N_("Points")

    def __init__(self, body: Body) -> None:
        super().__init__(body)
        self.known = Rewards((), (), ())
        self.period: Period | None = None

    def middle(self) -> ComposeResult:
        rows = Rows(
            Column(N_("Name")), Column(N_("Hours"), 7, right=True),
            Column(N_("Bonus groups"), 12, most=24), Column(N_("At start"), 8, right=True),
            Column(N_("Earned"), 7, right=True), Column(N_("Corrected"), 9, right=True),
            Column(N_("Redeemed"), 8, right=True), Column(N_("Balance"), 7, right=True),
            empty=N_("No points yet: they are earned by duty shifts on a task "
                     "({key:app.follow}, then {key:follow.duty}) and by hours of activities."),
        )  # fmt: skip
        yield from self.listed(rows, N_("name, pinyin, initials"))

    @property
    def shown(self) -> Period:
        """The period shown."""
        return self.period or whole(Length.YEAR, self.house.now().date())

    async def reload(self) -> None:
        of = self.shown
        self.known = await self.house.desk.read(rewards_of, self.for_body.id, of.start, of.end)
        self.paint()

    def paint(self) -> None:
        said = period_words(self.shown)
        left = sum(one.end for one in self.known.balances)
        told = _("{n} points left with {people} people").format(
            n=left, people=len(self.known.balances)
        )
        rule = _("{n} an hour").format(n=self.known.per_hour)
        if not self.known.per_hour:
            rule = _("Points per hour not set; press {key:rewards.rule}")
        self.say_head(mixed("[b]$n[/]  $p  $s  $r", n=self.for_body.name, p=said, s=told, r=rule))
        wanted = self.find_line.text
        shown = [
            one
            for one in self.known.balances
            if not wanted or rank(wanted, Person("", one.name)) is not None
        ]
        hidden = len(self.known.balances) - len(shown)
        self.rows.fill(map(_row, shown), keep=not wanted, hidden=hidden)

    @on(Rows.Chosen)
    def _chosen_row(self, event: Rows.Chosen) -> None:
        event.stop()
        self.action_rewards_redeem()

    def action_rewards_redeem(self) -> None:
        self.start(reward_acts.redeem(self))

    def action_rewards_correct(self) -> None:
        self.start(reward_acts.correct(self))

    def action_rewards_prizes(self) -> None:
        self.start(reward_acts.prizes(self))

    def action_rewards_entries(self) -> None:
        self.start(reward_acts.entries(self))

    def action_rewards_period(self) -> None:
        self.start(reward_acts.choose_period(self))

    def action_rewards_rule(self) -> None:
        self.start(self._rule())

    async def _rule(self) -> None:
        await duty_dialogs.edit_rule(self, self.for_body.id)
        await self.reload()

    def action_rewards_table(self) -> None:
        self.start(reward_acts.table(self))

    def action_rewards_find(self) -> None:
        self.find_line.start()


def _row(one: Balance) -> Row:
    group = f"{one.group} ×{one.percent / 100:g}" if one.group else ""
    counted = (one.begin, one.earned, one.corrected, one.redeemed)
    return Row(
        one.name,
        (
            one.name, hours_text(one.minutes), group, *map(str, counted),
            (str(one.end), "strong"),
        ),
    )  # fmt: skip
