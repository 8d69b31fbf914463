"""Commands of the figures."""

from tui.commands.registry import Command
from tui.language import N_

FIGURES = (
    Command("figures.year", "figures", "1", N_("This year"), N_("From January to today")),
    Command("figures.last", "figures", "2", N_("Last year"), N_("The whole year before")),
    Command("figures.quarter", "figures", "3", N_("Quarter"), N_("The quarter until today")),
    Command("figures.month", "figures", "4", N_("30 days"), N_("The last thirty days")),
    Command("figures.ever", "figures", "5", N_("Ever"), N_("Since the first meeting or issue")),
    Command("figures.period", "figures", "6", N_("From - to"), N_("Choose two days")),
    Command("figures.scope", "figures", "7", N_("Bodies"), N_("This body, with those below, all")),
)
"""Periods and scope."""
