"""Commands of the screen of figures (F7)."""

from tui.commands.registry import Command
from tui.language import N_

FIGURES = (
    Command("figures.year", "figures", "1", N_("This year"), N_("This year to date")),
    Command("figures.last", "figures", "2", N_("Last year"), N_("The whole year before")),
    Command("figures.quarter", "figures", "3", N_("Quarter"), N_("This quarter to date")),
    Command("figures.month", "figures", "4", N_("Month"), N_("This month to date")),
    Command("figures.ever", "figures", "5", N_("All time"), N_("Since the first meeting or issue")),
    Command("figures.period", "figures", "6", N_("Custom"), N_("Choose a start and an end")),
    Command("figures.scope", "figures", "7", N_("Bodies"),
            N_("This body, with those below, or all")),
    Command(
        "figures.compare", "figures", "8", N_("Compare"),
        N_("Bodies, topics, buildings or periods side by side"),
    ),
    Command(
        "figures.report", "figures", "9", N_("Reports"),
        N_("The report in Word or Excel, sealing it, what is sealed"),
    ),
    Command(
        "figures.earlier", "figures", "left", N_("Earlier"), N_("The period before"), show=False
    ),
    Command("figures.later", "figures", "right", N_("Later"), N_("The period after"), show=False),
)  # fmt: skip
"""Periods, scope, comparison and reports."""
