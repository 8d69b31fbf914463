"""The papers of a task from F5 in Word: photographs, retrospective, points for duty."""

from collections.abc import Coroutine
from pathlib import Path
from typing import Any

from meetings.actions.ledger import turns_of
from meetings.clean import trim
from meetings.community.bodies import Body
from meetings.matters.followups import FollowUp
from tui.dialogs.kit.choose import Choose, Option, offered
from tui.language import _
from tui.working import WorkingScreen

PHOTOS, ALL_PHOTOS, LEARNT, ALL_LEARNT, POINTS, SHEET = (
    "photos", "all_photos", "learnt", "all_learnt", "points", "sheet",
)  # fmt: skip
INTERNAL, PUBLIC = "internal", "public"


async def show_papers(screen: WorkingScreen, body: Body, task: FollowUp | None) -> None:
    """Choose a paper and its readers, and write it; call it inside a worker only."""
    desk = screen.house.desk
    turns = await desk.read(turns_of, body.id)
    names = sorted({trim(turn.name) for turn in turns})
    shown = task is not None and any(not photo.removed for photo in task.photos)
    told = task is not None and bool(task.retrospective)
    options = offered(
        (shown, Option(PHOTOS, _("Photographs of this task"), _("before and after"))),
        (True, Option(ALL_PHOTOS, _("Photographs of all tasks"))),
        (told, Option(LEARNT, _("Retrospective of this task"))),
        (True, Option(ALL_LEARNT, _("Retrospectives of all tasks"))),
        (bool(names), Option(POINTS, _("Points for duty: everyone"))),
        (bool(names), Option(SHEET, _("Points for duty: one person's sheet"))),
    )
    picked = await screen.ask(Choose(_("Documents on what was done"), options))
    person: str | None = ""
    if picked == SHEET:
        person = await screen.ask(Choose(_("Whose sheet?"), [Option(n, n) for n in names]))
    if picked is None or person is None:
        return
    ways = [Option(INTERNAL, _("For the file")), Option(PUBLIC, _("For posting"), _public(picked))]
    way = await screen.ask(Choose(_("Who reads it?"), ways))
    if way is None:
        return
    public, papers, of = way == PUBLIC, desk.papers, body.id
    one = task.id if task is not None and picked in (PHOTOS, LEARNT) else None
    made: Coroutine[Any, Any, Path]
    if picked in (PHOTOS, ALL_PHOTOS):
        made = papers.photographs(task.body if task and one else of, one, public=public)
    elif picked in (LEARNT, ALL_LEARNT):
        made = papers.learnt(task.body if task and one else of, one, public=public)
    else:
        made = papers.points(of, person, public=public)
    await screen.tell_written(made)


def _public(picked: str) -> str:
    """A hint on what is masked in a public paper, and what the person must check."""
    if picked in (PHOTOS, ALL_PHOTOS):
        return _("names are masked; look for faces, plates and door numbers yourself")
    return _("names, telephones and rooms are masked")
