"""The screen 统计 (F7): figures of a period, each rate with its base, and what is compared."""

from typing import TYPE_CHECKING, cast

from textual import work
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static

from meetings.figures.compare import By, Side, side
from meetings.figures.counting import Figures
from meetings.figures.periods import EVER, Length, Period, after, before, whole
from meetings.figures.scope import Scope
from meetings.matters.ledger import Reach
from tui.commands import bindings
from tui.dialogs.kit.choose import Choose, Option
from tui.dialogs.kit.fields import DateField
from tui.dialogs.kit.form import FormDialog
from tui.language import N_, _
from tui.screens import reports
from tui.text import plain
from tui.words.figures import (
    base_words,
    by_words,
    compared_lines,
    figures_lines,
    head_words,
    period_words,
)
from tui.working import WorkingScreen

if TYPE_CHECKING:
    from tui.widgets.month_plot import MonthPlot


class FiguresScreen(WorkingScreen):
    """Shows the figures of a period and of some bodies, and below them a comparison."""

    SCOPE = "figures"
    BINDINGS = bindings("figures")
    TITLE_TEXT = N_("Figures")
    DEFAULT_CSS = """
    FiguresScreen {
        #figures { height: 1fr; padding: 0 1; }
        #by-month { height: 14; }
        .figures--scope { height: 1; padding: 0 1; background: $panel; color: $foreground-muted; }
        .figures--text, .figures--compared { height: auto; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self.reach = Reach.BELOW
        self.by: By | None = None
        self.period: Period | None = None
        self.shown: tuple[Scope, Period] | None = None
        """The bodies and period of the figures now shown."""
        self.told_by_others = False

    def middle(self) -> ComposeResult:
        # imported only here, since the drawing library is slow to load
        from tui.widgets.month_plot import MonthPlot

        yield Static(classes="figures--scope", markup=False)
        with VerticalScroll(id="figures"):
            yield Static(classes="figures--compared", markup=False)
            yield Static(classes="figures--text", markup=False)
            yield MonthPlot(id="by-month")

    async def reload(self) -> None:
        today = self.house.now().date()
        still, desk, by = self.asks(), self.house.desk, self.by
        scope = await desk.counting.scope(
            self.body.id if self.body is not None else None, self.reach
        )
        if self.period is None:
            # other computers report finished periods only, so begin with the last month
            month = await desk.counting.has_others(scope)
            year = whole(Length.YEAR, today)
            self.period = before(whole(Length.MONTH, today)) if month else year
        period = self.period
        known = await desk.counting.figures(scope, period)
        sides = await desk.counting.compared(scope, period, by) if by is not None else ()
        if still():
            self._show(scope, known, by, sides)

    def _show(self, scope: Scope, known: Figures, by: By | None, sides: tuple[Side, ...]) -> None:
        self.shown, self.told_by_others = (scope, known.period), known.base is not None
        self.head.state = head_words(known)
        said = f"{_scope_words(scope, self.body.name if self.body else '')} · "
        told = " · ".join(filter(None, (period_words(known.period), base_words(known))))
        self.query_one(".figures--scope", Static).update(plain(said + told))
        compared = self.query_one(".figures--compared", Static)
        compared.display = by is not None
        if by is not None:
            width = self.app.size.width - 5
            lines = compared_lines(by, sides, side("", known, by), width)
            compared.update(plain("\n").join(lines))
        text = self.query_one(".figures--text", Static)
        text.update(plain("\n").join(figures_lines(known)))
        self._draw(known)

    def _draw(self, known: Figures) -> None:
        plot = cast("MonthPlot", self.query_one("#by-month"))
        months = [one for one in known.by_month if one.month][-24:]
        plt = plot.plt
        plt.clear_figure()
        if len(months) > 1:
            names = [one.month[2:] for one in months]
            plt.multiple_bar(  # type: ignore[call-arg]
                names,
                [
                    [one.meetings for one in months],
                    [one.issues for one in months],
                    [one.done for one in months],
                ],
                labels=[_("meetings held"), _("issues collected"), _("tasks done")],
                marker="#",
            )
            plt.title(_("By month (numbers)"))
        plot.display = len(months) > 1
        plot.refresh()

    async def _take(self, period: Period) -> None:
        if period == self.period:
            self.say(_("This period is shown already."))
        self.period = period
        await self.reload()

    async def _whole(self, length: Length) -> None:
        await self._take(whole(length, self.house.now().date()))

    async def action_figures_year(self) -> None:
        await self._whole(Length.YEAR)

    async def action_figures_last(self) -> None:
        await self._take(before(whole(Length.YEAR, self.house.now().date())))

    async def action_figures_quarter(self) -> None:
        await self._whole(Length.QUARTER)

    async def action_figures_month(self) -> None:
        await self._whole(Length.MONTH)

    async def action_figures_ever(self) -> None:
        await self._take(Period(EVER, self.house.now().date()))

    async def action_figures_earlier(self) -> None:
        if self.period is not None and self.period.start > EVER:
            await self._take(before(self.period))

    async def action_figures_later(self) -> None:
        """Show the period after this one, unless it has not begun."""
        if self.period is not None:
            later = after(self.period)
            if later.start <= self.house.now().date():
                await self._take(later)

    @work
    async def action_figures_period(self) -> None:
        """Ask for the first and the last day of the period."""
        today = self.house.now().date()
        answers = await self.ask(
            FormDialog(
                _("Custom"),
                (
                    DateField("start", _("From"), today, required=True, past=True),
                    DateField("end", _("To"), today, today, required=True, past=True),
                ),
                check=lambda a: (
                    {"end": _("The end is before the start.")} if a["end"] < a["start"] else {}
                ),
            )
        )
        if answers is not None:
            await self._take(Period(answers["start"], answers["end"]))

    @work
    async def action_figures_scope(self) -> None:
        """Choose the bodies: this one, this one and those below it, or all."""
        picked = await self.ask(
            Choose(
                _("Which bodies?"),
                [
                    Option(Reach.OWN.value, _("Only this body")),
                    Option(Reach.BELOW.value, _("This body and those below")),
                    Option(Reach.ALL.value, _("All bodies of this file")),
                ],
                chosen=self.reach.value,
            )
        )
        if picked is not None:
            self.reach = Reach(picked)
            await self.reload()

    @work
    async def action_figures_compare(self) -> None:
        """Choose by what the figures are compared."""
        # the reports of other computers can only be compared by body and by month
        told = self.told_by_others
        kinds = [by for by in By if not told or by in (By.BODY, By.PERIOD)]
        options = [Option(by.value, by_words(by)) for by in kinds]
        options.append(Option(NOTHING, _("Nothing")))
        chosen = self.by.value if self.by is not None else By.BODY.value
        picked = await self.ask(Choose(_("Side by side"), options, chosen=chosen))
        if picked is not None:
            self.by = None if picked == NOTHING else By(picked)
            await self.reload()
            self.query_one("#figures").scroll_home(animate=False)

    @work
    async def action_figures_report(self) -> None:
        """Choose what to make of the figures: a report in Word or Excel, or a sealed one."""
        if self.shown is not None:
            await reports.report_menu(self, *self.shown)


NOTHING = "nothing"


def _scope_words(scope: Scope, body: str) -> str:
    if scope.reach is Reach.ALL:
        return _("all bodies of this file")
    if scope.reach is Reach.BELOW and len(scope.bodies) > 1:
        return _("{body} and those below").format(body=body)
    return body
