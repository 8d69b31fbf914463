"""`jiejiao figures`: the figures of F7 in the terminal."""

from pathlib import Path
from typing import Any

import click

from tui.cli.periods import of_a_period, period_meant, scope_meant
from tui.cli.printing import say
from tui.language import _


@click.command(short_help="统计 · the figures of a period")
@of_a_period
@click.option(
    "--by", type=click.Choice(["body", "topic", "place", "period"]),
    help="并列比较：机构、类别、楼栋、时期 · side by side",
)  # fmt: skip
@click.option("--sealed", is_flag=True, help="列出封存的报告和其后的变动 · what is sealed")
@click.pass_obj
def figures(
    path: Path, /, body: str, below: bool, by: str | None, sealed: bool, **when: Any
) -> None:  # fmt: skip
    """统计：与屏幕 F7、Excel 和 Word 报告同一口径。

    The figures of F7: the same scope and the same numbers as on the screen, in Excel and in Word.
    """
    from meetings.figures.compare import By, side
    from storage.records import FileRecords
    from tui.desk import local_now
    from tui.desk.counting import counted, side_by_side
    from tui.words.figures import compared_lines, figures_lines, head_words, period_words

    today = local_now().date()
    period = period_meant(**when, today=today)
    with FileRecords.open(path, read_only=True) as records:
        scope = scope_meant(records, body, below)
        if sealed:
            _tell_sealed(records, scope.body)
            return
        known = counted(records, scope, period, today)
        kind = By(by) if by else None
        sides = side_by_side(records, scope, period, today, kind) if kind is not None else ()
    name = body or _("all bodies of this file")
    if scope.body and len(scope.bodies) > 1:
        name = _("{body} and those below").format(body=name)
    say(f"{name} · {period_words(period)}")
    say(head_words(known))
    say("")
    if kind is not None:
        for line in compared_lines(kind, sides, side("", known), 120):
            say(line.plain.rstrip())
    for line in figures_lines(known):
        say(line.plain.rstrip())


def _tell_sealed(records: Any, body: str) -> None:
    """Each sealed report of the body, or of all, with what would be another figure today."""
    from meetings.actions.report import sealed_reports, sealed_scope
    from meetings.figures.sealed import opened
    from tui.desk.counting import reported
    from tui.words.figures import changed_lines, period_words

    kept = sealed_reports(records, body)
    if not kept:
        say(_("No report is sealed."))
    for one in kept:
        then = opened(one)
        say(f"{one.label} {then.scope} {period_words(one.period)} {one.hash[:16]}")
        now = reported(records, sealed_scope(records, one), one.period, one.at.date())
        for line in changed_lines(then, now) or []:
            say(line.plain.rstrip())
