"""活动、课程、招募: plan them, share the work out, note who came and what it changed."""

from dataclasses import replace

from meetings.actions.change import on_body, on_value
from meetings.actions.reward import none_falls_below
from meetings.clean import is_blank, trim
from meetings.errors import Missing
from meetings.matters import photos
from meetings.matters.activities import (
    Activity,
    ActivityState,
    Share,
    check,
    check_list,
    check_shares,
)
from meetings.matters.followup_states import StepKind
from meetings.matters.followups import FollowUp, Step, take
from meetings.matters.issues import Issue
from meetings.matters.photos import Photo
from meetings.ports import Book, By, Records


def activities(records: Records, bodies: frozenset[str] | None = None) -> tuple[Activity, ...]:
    """Activities of the bodies (None for all), planned ones first, then the newest first."""
    with records.reading() as book:
        found = [one for one in book.find(Activity) if bodies is None or one.body in bodies]
    found.sort(key=lambda one: (one.day is not None, one.day, one.id), reverse=True)
    return tuple(sorted(found, key=lambda one: one.state is not ActivityState.PLANNED))


@on_value("activity.keep")
def keep_activity(book: Book, by: By, activity: Activity) -> Activity:
    """Add or change an activity.

    Raises Missing, TooFewHeads, NotHeldYet, BadLine, NotEnoughPoints.
    """
    saved = check(activity, by.at.date())
    if not saved.id or saved.came != book.get(Activity, saved.id).came:
        check_list(saved.came)
    with none_falls_below(book, activity.body):
        saved = replace(saved, id=saved.id or book.new_id())
        book.put(saved)
    return saved


@on_body("activity.import")
def keep_activities(book: Book, by: By, body: str, new: tuple[Activity, ...]) -> int:
    """Add many activities as one command; returns how many."""
    for one in new:
        saved = check(one, by.at.date())
        check_list(saved.came)
        book.put(replace(saved, id=saved.id or book.new_id()))
    return len(new)


@on_body("activity.cancel")
def cancel(book: Book, by: By, body: str, activity: str, reason: str) -> Activity:
    """Cancel an activity for a reason; `keep_activity` can plan it again.

    Raises Missing, NotEnoughPoints.
    """
    if is_blank(reason):
        raise Missing(what="reason")
    with none_falls_below(book, body):
        stored = book.get(Activity, activity)
        gone = replace(stored, state=ActivityState.CANCELLED, reason=trim(reason))
        book.put(gone)
    return gone


@on_body("activity.share")
def share_out(
    book: Book, by: By, body: str, activity: str, shares: tuple[Share, ...], *, tasks: bool
) -> Activity:
    """Save who does what; with `tasks` each share without a task gets one in the ledger.

    Raises BadLine.
    """
    stored = book.get(Activity, activity)
    check_shares(one for one in shares if one not in stored.shares)
    made = tuple(_task(book, by, stored, one) if tasks else one for one in shares)
    saved = replace(stored, shares=made)
    book.put(saved)
    return saved


def _task(book: Book, by: By, activity: Activity, share: Share) -> Share:
    if share.task:
        return share
    number = book.highest(FollowUp, "number", body=activity.body) + 1
    task = FollowUp(
        book.new_id(), activity.body, number, f"{activity.title}：{share.what}", by.at,
        issue=activity.issue, owner=share.owner, deadline=share.deadline,
    )  # fmt: skip
    given = Step(book.new_id(), task.body, task.id, StepKind.ASSIGN, by.at, by=by.actor)
    book.put(take(task, given))
    return replace(share, task=task.id)


def matter_numbered(
    records: Records, body: str, issue: int | None, task: int | None
) -> tuple[str | None, str | None]:
    """The ids of an issue and of a task of the body by their numbers; raises Missing."""
    with records.reading() as book:
        issues = book.find(Issue, body=body, number=issue) if issue is not None else []
        tasks = book.find(FollowUp, body=body, number=task) if task is not None else []
    if issue is not None and not issues:
        raise Missing(what="issue_number")
    if task is not None and not tasks:
        raise Missing(what="task_number")
    return (issues[0].id if issues else None), (tasks[0].id if tasks else None)


def numbers_of(records: Records, activity: Activity) -> tuple[int | None, int | None]:
    """The numbers of the issue and of the task that it comes from."""
    with records.reading() as book:
        issue = book.get(Issue, activity.issue).number if activity.issue else None
        task = book.get(FollowUp, activity.follow_up).number if activity.follow_up else None
    return issue, task


@on_body("activity.photo")
def add_photo(book: Book, by: By, body: str, activity: str, photo: Photo) -> Activity:
    """List a photograph whose file lies in its place; raises PhotoTwice."""
    stored = book.get(Activity, activity)
    new = replace(photo, added_at=by.at, by=by.actor)
    saved = replace(stored, photos=photos.add(stored.photos, new))
    book.put(saved)
    return saved


@on_body("activity.photo_off")
def remove_photo(book: Book, by: By, body: str, activity: str, hash: str, reason: str) -> Activity:
    """Cross a photograph out with the reason; its file stays. Raises ReasonNeeded, NotFound."""
    stored = book.get(Activity, activity)
    saved = replace(stored, photos=photos.remove(stored.photos, hash, reason))
    book.put(saved)
    return saved
