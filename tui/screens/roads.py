"""Shows and prints a matter's full history, for any screen that lists matters."""

from meetings.actions.trace import earlier_of, road_of_issue, road_of_referral
from meetings.matters.issues import Issue
from meetings.papers.road import Road
from meetings.ports import Records
from tui.dialogs.road import RoadSheet
from tui.errors import is_refusal
from tui.language import _, language
from tui.working import WorkingScreen


async def show_road(
    screen: WorkingScreen, *, issue: str | None = None, referral: str | None = None
) -> None:
    """Show the full history of an issue or a referral; call it inside a worker only."""
    desk, today = screen.house.desk, screen.house.now().date()
    try:
        if issue is not None:
            road = await desk.read(road_of_issue, issue, today, language())
        elif referral is not None:
            road = await desk.read(road_of_referral, referral, today, language())
        else:
            screen.warn(_("This task came from no issue; it has no history across the tiers."))
            return
    except Exception as error:
        if not is_refusal(error):
            raise
        screen.warn(error)
        return
    sheet = RoadSheet(road)
    await screen.ask(sheet)
    if sheet.wants_print:
        await _print(screen, road)


def earlier_issues(records: Records, issue: Issue) -> list[Issue]:
    """The settled issues of which this one is a repetition, the newest first."""
    with records.reading() as book:
        return earlier_of(book, issue)


async def _print(screen: WorkingScreen, road: Road) -> None:
    await screen.tell_written(screen.house.desk.papers.export_road(road))
