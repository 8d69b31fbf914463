"""The sentences for errors of figures, periods and sealed reports."""

from meetings.actions.report import WhichReport
from meetings.figures.sealed_report import NotOver, SealBroken, SealedAlready
from meetings.papers.personal_list import NothingToDo
from tui.cli.periods import EndBeforeStart, NotBegun, OnePeriod, WhichPeriod
from tui.errors import sentence_for
from tui.language import _
from tui.words.days import day_text


@sentence_for(OnePeriod)
def _one_period(_error: OnePeriod) -> str:
    return _("Give one period: --year, --quarter, --month, or --from and --to.")


@sentence_for(WhichPeriod)
def _which_period(error: WhichPeriod) -> str:
    return _("{wanted} is not a month or a quarter; write 2026-11 or 2026-3.").format(**error.facts)


@sentence_for(EndBeforeStart)
def _end_before_start(error: EndBeforeStart) -> str:
    return _("The last day, {end}, is before the first, {start}.").format(
        start=day_text(error.start, year=True), end=day_text(error.end, year=True)
    )


@sentence_for(NotBegun)
def _not_begun(error: NotBegun) -> str:
    return _("That period begins on {start}; there is nothing to count yet.").format(
        start=day_text(error.start, year=True)
    )


@sentence_for(WhichReport)
def _which_report(error: WhichReport) -> str:
    return _("No sealed report has the number {wanted}, or several bodies have one.").format(
        **error.facts
    )


@sentence_for(NothingToDo)
def _nothing_to_do(error: NothingToDo) -> str:
    if error.name:
        return _("{name} has no open task in these bodies.").format(**error.facts)
    return _("Nobody has open tasks; there is nothing to list.")


@sentence_for(NotOver)
def _not_over(error: NotOver) -> str:
    return _("A period is sealed once it is over: this one ends on {day}.").format(
        day=day_text(error.end, year=True)
    )


@sentence_for(SealedAlready)
def _sealed_already(error: SealedAlready) -> str:
    return _("The same report is sealed already, as {year} no. {number}.").format(**error.facts)


@sentence_for(SealBroken)
def _seal_broken(error: SealBroken) -> str:
    return _(
        "The sealed report {year} no. {number} is no longer what was sealed: "
        "the file was changed by another program. Run jiejiao check."
    ).format(**error.facts)
