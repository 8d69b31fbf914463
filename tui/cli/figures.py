"""`jiejiao figures`: prints the figures of F7, or as JSON."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tui.cli.options import AS_JSON
from tui.cli.periods import of_a_period, period_meant, scope_meant
from tui.cli.printing import say, say_json
from tui.language import _

if TYPE_CHECKING:
    from meetings.figures.compare import Side
    from meetings.figures.counting import Figures


@click.command(short_help="统计 · the figures of a period")
@of_a_period
@click.option(
    "--by", type=click.Choice(["body", "topic", "place", "period"]),
    help="并列比较：机构、类别、楼栋、时期 · compare bodies, topics, buildings or periods",
)  # fmt: skip
@click.option(
    "--sealed",
    is_flag=True,
    help="列出封存的报告和其后的变动 · the sealed reports, and what changed since",
)
@AS_JSON
@click.pass_obj
def figures(
    path: Path, /, body: str, below: bool, by: str | None, sealed: bool, as_json: bool, **when: Any
) -> None:  # fmt: skip
    """统计：与屏幕 F7、Excel 和 Word 报告同一口径。

    Print the figures of F7: the same scope and numbers as on the screen, in Excel and in Word.
    """
    from meetings.figures.compare import By, side
    from storage.records import FileRecords
    from tui.desk.core import local_now
    from tui.desk.counting import counted, side_by_side
    from tui.words.figures import (
        base_words,
        compared_lines,
        figures_lines,
        head_words,
        period_words,
    )

    today = local_now().date()
    period = period_meant(**when, today=today)
    with FileRecords.open(path, read_only=True) as records:
        scope = scope_meant(records, body, below)
        if sealed:
            _tell_sealed(records, scope.body, as_json)
            return
        known = counted(records, scope, period, today)
        kind = By(by) if by else None
        sides = side_by_side(records, scope, period, today, kind) if kind is not None else ()
    name = body or _("all bodies of this file")
    if scope.body and len(scope.bodies) > 1:
        name = _("{body} and those below").format(body=name)
    if as_json:
        _say_as_json(name, known, sides)
        return
    say(" · ".join(filter(None, (name, period_words(period), base_words(known)))))
    say(head_words(known))
    say("")
    if kind is not None:
        for line in compared_lines(kind, sides, side("", known, kind), 120):
            say(line.plain.rstrip())
    for line in figures_lines(known):
        say(line.plain.rstrip())


def _say_as_json(name: str, known: "Figures", sides: "Sequence[Side]") -> None:
    """Print the figures as JSON by their names in `meetings/figures`; a rate has part, of, out."""
    from meetings.codec import as_they_are, packing
    from meetings.figures.compare import Side
    from meetings.figures.counting import Figures

    told = {"scope": name, "figures": packing(Figures, as_they_are)[0](known)}
    if sides:
        told["by"] = [packing(Side, as_they_are)[0](one) for one in sides]
    say_json(told)


def _tell_sealed(records: Any, body: str, as_json: bool) -> None:
    """Print each sealed report, with the figures that would differ today."""
    from meetings.actions.report import sealed_reports, sealed_scope
    from meetings.figures.sealed import opened
    from tui.desk.counting import reported
    from tui.words.figures import changed_lines, period_words

    kept = sealed_reports(records, body)
    if as_json:
        say_json(
            [
                {"number": one.label, "since": one.since, "until": one.until, "sealed": one.at,
                 "scope": opened(one).scope, "hash": one.hash}
                for one in kept
            ]
        )  # fmt: skip
        return
    if not kept:
        say(_("No report is sealed."))
    for one in kept:
        then = opened(one)
        say(f"{one.label} {then.scope} {period_words(one.period)} {one.hash[:16]}")
        now = reported(records, sealed_scope(records, one), one.period, one.at.date())
        for line in changed_lines(then, now) or []:
            say(line.plain.rstrip())
