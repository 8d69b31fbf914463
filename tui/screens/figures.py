"""统计 (F7): meetings, issues, tasks, who was heard; each rate with its base."""

from datetime import date, timedelta
from typing import TYPE_CHECKING, cast

from textual import work
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static

from meetings.figures import Figures, Period
from tui.commands import bindings
from tui.dialogs.kit.choose import Choose, Option
from tui.dialogs.kit.fields import DateField
from tui.dialogs.kit.form import FormDialog
from tui.language import N_, _
from tui.text import plain
from tui.words.days import day_text
from tui.words.figures import figures_lines, last_year, quarter, this_year
from tui.working import WorkingScreen

if TYPE_CHECKING:
    from textual_plotext import PlotextPlot

EVER = date(2000, 1, 1)


class FiguresScreen(WorkingScreen):
    """The figures of a period and of some bodies."""

    SCOPE = "figures"
    BINDINGS = bindings("figures")
    TITLE_TEXT = N_("Figures")
    DEFAULT_CSS = """
    FiguresScreen {
        #figures { height: 1fr; padding: 0 1; }
        #by-month { height: 14; }
        .figures--text { height: auto; }
    }
    """

    period: Period | None = None
    scope = "below"

    def middle(self) -> ComposeResult:
        # Drawing costs start time; nobody else needs it.
        from textual_plotext import PlotextPlot

        with VerticalScroll(id="figures"):
            yield Static(classes="figures--text", markup=False)
            yield PlotextPlot(id="by-month")

    async def reload(self) -> None:
        today = self.house.now().date()
        self.period = self.period or this_year(today)
        still, scope = self.asks(), self.scope
        known = await self.house.desk.figures(self.period, await self._bodies())
        if still():
            self._show(known, scope)

    async def _bodies(self) -> frozenset[str] | None:
        if self.body is None or self.scope == "all":
            return None
        if self.scope == "this":
            return frozenset({self.body.id})
        lines = await self.house.desk.bodies()
        found = {self.body.id}
        for _round in range(3):
            found |= {line.id for line in lines if line.parent in found}
        return frozenset(found)

    def _show(self, known: Figures, shown: str) -> None:
        scope = {
            "this": self.body.name if self.body else "",
            "below": _("{body} and those below").format(body=self.body.name if self.body else ""),
            "all": _("all bodies of this file"),
        }[shown]
        start = day_text(known.period.start, year=True) if known.period.start > EVER else ""
        span = f"{start} - {day_text(known.period.end, year=True)}"
        self.head.state = f"{scope} · {span}"
        text = self.query_one(".figures--text", Static)
        text.update(plain("\n").join(figures_lines(known)))
        self._draw(known)

    def _draw(self, known: Figures) -> None:
        plot = cast("PlotextPlot", self.query_one("#by-month"))
        months = known.by_month[-24:]
        plt = plot.plt
        plt.clear_figure()
        if len(months) > 1:
            names = [month[2:] for month, *_counts in months]
            plt.multiple_bar(  # type: ignore[call-arg]
                names,
                [[m[1] for m in months], [m[2] for m in months], [m[3] for m in months]],
                labels=[_("meetings"), _("issues"), _("completed")],
                marker="#",
            )
            plt.title(_("By month"))
        plot.display = len(months) > 1
        plot.refresh()

    async def _take(self, period: Period) -> None:
        self.period = period
        await self.reload()

    async def action_figures_year(self) -> None:
        await self._take(this_year(self.house.now().date()))

    async def action_figures_last(self) -> None:
        await self._take(last_year(self.house.now().date()))

    async def action_figures_quarter(self) -> None:
        await self._take(quarter(self.house.now().date()))

    async def action_figures_month(self) -> None:
        today = self.house.now().date()
        await self._take(Period(today - timedelta(days=29), today))

    async def action_figures_ever(self) -> None:
        await self._take(Period(EVER, self.house.now().date()))

    @work
    async def action_figures_period(self) -> None:
        """Two days."""
        today = self.house.now().date()
        answers = await self.ask(
            FormDialog(
                _("From - to"),
                (
                    DateField("start", _("From"), today, required=True),
                    DateField("end", _("To"), today, today, required=True),
                ),
                check=lambda a: (
                    {"end": _("The end is before the beginning.")} if a["end"] < a["start"] else {}
                ),
            )
        )
        if answers is not None:
            await self._take(Period(answers["start"], answers["end"]))

    @work
    async def action_figures_scope(self) -> None:
        """This body, those below with it, or all."""
        picked = await self.ask(
            Choose(
                _("Which bodies?"),
                [
                    Option("this", _("Only this body")),
                    Option("below", _("This body and those below")),
                    Option("all", _("All bodies of this file")),
                ],
                chosen=self.scope,
            )
        )
        if picked is not None:
            self.scope = picked
            await self.reload()
