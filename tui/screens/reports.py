"""Reports of a period, from F7: written in Word or Excel, sealed, and compared with the seal."""

from collections.abc import Sequence
from datetime import date

from textual.content import Content

from meetings.actions.report import sealed_reports
from meetings.figures.periods import Period
from meetings.figures.scope import Scope
from meetings.figures.sealed_report import SealedReport
from tui.dialogs.kit.choose import Choose, Option, offered
from tui.dialogs.kit.confirm import Confirm
from tui.dialogs.kit.reading import Reading, Side
from tui.language import _
from tui.text import plain
from tui.words.days import day_text
from tui.words.figures import changed_lines, period_words
from tui.working import WorkingScreen

WORD, EXCEL, SEAL, SEALED = "word", "excel", "seal", "sealed"


async def report_menu(screen: WorkingScreen, scope: Scope, period: Period) -> None:
    """Offer the reports that can be made of the period shown."""
    kept = await screen.house.desk.read(sealed_reports, scope.body) if scope.body else []
    over = bool(scope.body) and period.end < screen.house.now().date()
    known = _("numbered and kept as it is")
    options = offered(
        (True, Option(WORD, _("The report in Word"), _("figures, charts, what is late"))),
        (True, Option(EXCEL, _("The report in Excel"), _("each rate with its base"))),
        (over, Option(SEAL, _("Seal it"), known)),
        (bool(kept), Option(SEALED, _("Sealed reports"), str(len(kept)))),
    )
    picked = await screen.ask(Choose(f"{scope.name} · {period_words(period)}", options))
    if picked in (WORD, EXCEL):
        made = await screen.attempt(screen.house.desk.counting.report(scope, period))
        if made is not None:
            await screen.tell_written(
                screen.house.desk.papers.export_report(made, word=picked == WORD)
            )
    elif picked == SEAL:
        await _seal(screen, scope, period)
    elif picked == SEALED:
        await _choose_sealed(screen, kept)


async def _seal(screen: WorkingScreen, scope: Scope, period: Period) -> None:
    asked = _("Seal the report of {period}? Its figures are kept as they stand now.").format(
        period=period_words(period)
    )
    if await screen.ask(Confirm(asked)):
        kept = await screen.attempt(screen.house.desk.counting.seal(scope, period))
        if kept is not None:
            screen.saved_now()
            screen.say(_("Sealed as {number}.").format(number=kept.label))


async def _choose_sealed(screen: WorkingScreen, kept: Sequence[SealedReport]) -> None:
    options = [
        Option(one.id, f"{one.label} {period_words(one.period)}", _on(one.at.date()))
        for one in kept
    ]
    picked = await screen.ask(Choose(_("Sealed reports"), options))
    one = next((one for one in kept if one.id == picked), None)
    if one is None:
        return
    both = await screen.attempt(screen.house.desk.counting.sealed_and_now(one))
    if both is None:
        return
    then, now = both
    changed = changed_lines(then, now)
    told = _("{n} figures would be different today").format(n=len(changed))
    options = [
        Option(WORD, _("The report in Word"), _("as it was sealed")),
        Option(EXCEL, _("The report in Excel"), _("as it was sealed")),
        Option("changed", _("What changed since"), told),
    ]
    do = await screen.ask(Choose(f"{one.label} {period_words(one.period)}", options))
    if do in (WORD, EXCEL):
        await screen.tell_written(
            screen.house.desk.papers.export_report(then, one.seal, word=do == WORD)
        )
    elif do == "changed":
        lines: list[Content] = changed or [plain(_("Every figure is as it was sealed."))]
        await screen.ask(Reading(one.label, (Side(_("What changed since"), tuple(lines)),)))


def _on(day: date) -> str:
    return day_text(day, year=True)
