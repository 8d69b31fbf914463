"""监督反馈: the steps of tasks, from handing over to the resident's yes, and of their parts."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time

from meetings.actions.change import on_body, on_value
from meetings.clean import is_blank, trim
from meetings.community.bodies import Body
from meetings.errors import Missing
from meetings.matters.duty import LedgerRule
from meetings.matters.followup_states import (
    DONE,
    OVER,
    YES,
    ChaseLevel,
    Ending,
    FollowUpState,
    Satisfaction,
    StepKind,
)
from meetings.matters.followups import (
    DECLINE_DAYS,
    DeadlineFixed,
    FollowUp,
    NotYet,
    Step,
    next_level,
    take,
)
from meetings.matters.issues import Issue, IssueState
from meetings.matters.parts import Part, PartFixed, checked, shared_text, still_open
from meetings.ports import Book, By, Records


@on_value("follow.add")
def add_task(book: Book, by: By, task: FollowUp, day: date | None = None) -> FollowUp:
    """Enter a task that no meeting here made, under the next number; raises NotYet.

    `day` is when it was handed over, or came where nobody has it yet, where that was not today.
    """
    number = book.highest(FollowUp, "number", body=task.body) + 1
    earlier = day if day is not None and day != by.at.date() else None
    began = by.at if earlier is None else datetime.combine(earlier, time(), by.at.tzinfo)
    if began > by.at:
        raise NotYet(day=began.date())
    added = replace(task, id=task.id or book.new_id(), number=number, created_at=began)
    if added.everybody:
        given = Step(
            book.new_id(), added.body, added.id, StepKind.ASSIGN, by.at, by=by.actor,
            happened=earlier,
        )  # fmt: skip
        added = take(added, given)
    book.put(added)
    return added


def step(
    records: Records,
    by: By,
    body: str,
    follow_up: str,
    kind: StepKind,
    text: str = "",
    deadline: date | None = None,
    satisfaction: Satisfaction | None = None,
    meeting: str | None = None,
    level: ChaseLevel | None = None,
    day: date | None = None,
    ending: Ending | None = None,
) -> FollowUp:
    """Take one step; raises NotAllowedNow, ReasonNeeded, Missing, NotYet, TooFewVisits,
    TooLateToDecline.

    `meeting` is where it was said, if in a meeting; `day` is when it happened, where that was not
    today. Closing the last open task of an issue settles the issue.
    """
    (taken,) = step_many(
        records, by, body, (follow_up,), kind, text, deadline, satisfaction, meeting, level, day,
        ending,
    )  # fmt: skip
    return taken


@on_body("follow.{kind}")
def step_many(
    book: Book,
    by: By,
    body: str,
    follow_ups: Sequence[str],
    kind: StepKind,
    text: str = "",
    deadline: date | None = None,
    satisfaction: Satisfaction | None = None,
    meeting: str | None = None,
    level: ChaseLevel | None = None,
    day: date | None = None,
    ending: Ending | None = None,
) -> tuple[FollowUp, ...]:
    """Take the same step on several tasks of a body, or on none of them if one refuses it.

    A chase without a level goes one level up on each. One undo takes all of it back.
    """
    days = decline_days(book, body)
    upper = book.get(Body, body).parent is not None
    for id in follow_ups:
        stored = book.get(FollowUp, id)
        up = next_level(stored, has_upper=upper) if kind is StepKind.CHASE else None
        new = Step(
            book.new_id(), body, id, kind, by.at, text, by.actor,
            deadline if kind in (StepKind.EXTEND, StepKind.REOPEN) else None, satisfaction,
            meeting, level or up, happened=None if day == by.at.date() else day,
            ending=ending,
        )  # fmt: skip
        _put(book, take(stored, new, days), by)
    return tuple(book.get(FollowUp, id) for id in follow_ups)


def tasks_named(records: Records, ids: Sequence[str]) -> tuple[FollowUp, ...]:
    """The tasks of these ids; raises NotFound."""
    with records.reading() as book:
        return tuple(book.get(FollowUp, id) for id in ids)


def open_tasks_of(records: Records, body: str, person: str, name: str) -> tuple[FollowUp, ...]:
    """The open tasks that a person of the body owns, in the order of numbers.

    A task that has its owner by name alone counts where the name is equal.
    """
    with records.reading() as book:
        found = [
            task
            for state in sorted(set(FollowUpState) - DONE)
            for task in book.find(FollowUp, body=body, state=state)
            if task.owner_person == person or (not task.owner_person and task.owner == name)
        ]
    return tuple(sorted(found, key=lambda task: task.number))


@on_body("follow.say_done")
def say_done(
    book: Book,
    by: By,
    body: str,
    follow_up: str,
    meeting: str,
    satisfaction: Satisfaction,
    text: str = "",
) -> FollowUp:
    """Record the answer that the resident gives in a meeting, and close the task if satisfied.

    All steps up to that are taken in one command; an unsatisfied answer reopens the task.
    """
    stored = book.get(FollowUp, follow_up)
    wanted: list[tuple[StepKind, Satisfaction | None, str]] = [
        (StepKind.COMPLETE, None, ""),
        (StepKind.REPORT_BACK, None, "在会上"),
        (StepKind.REVISIT, satisfaction, text),
    ]
    if satisfaction in YES:
        wanted.append((StepKind.CLOSE, None, ""))
    for kind, heard, words in wanted:
        if not stored.may(kind) and kind in {StepKind.COMPLETE, StepKind.REPORT_BACK}:
            continue
        stored = take(
            stored,
            Step(book.new_id(), body, follow_up, kind, by.at, words, by.actor, None, heard,
                 meeting),
        )  # fmt: skip
    _put(book, stored, by)
    return book.get(FollowUp, follow_up)


@on_body("follow.chase_many")
def chase_many(book: Book, by: By, body: str, follow_ups: Sequence[str], text: str = "") -> int:
    """Chase several tasks of a body at once, each one level up; returns how many it fitted."""
    count = 0
    upper = book.get(Body, body).parent is not None
    for id in follow_ups:
        stored = book.get(FollowUp, id)
        if not stored.may(StepKind.CHASE):
            continue
        level = next_level(stored, has_upper=upper)
        new = Step(book.new_id(), body, id, StepKind.CHASE, by.at, text, by.actor, level=level)
        book.put(take(stored, new))
        count += 1
    return count


def decline_days(book: Book, body: str) -> int:
    """Within how many days a task of this body is given back."""
    rules = book.find(LedgerRule, body=body)
    return rules[0].decline_days if rules else DECLINE_DAYS


def _put(book: Book, taken: FollowUp, by: By) -> None:
    """Save the task; when the last open task of an issue is closed, the issue is settled.

    A task that is taken up again takes up its issue again.
    """
    book.put(taken)
    if taken.issue is None:
        return
    if taken.steps and taken.steps[-1].kind is StepKind.REOPEN:
        _take_up_again(book, by, taken.issue, taken.steps[-1])
    if not _settles(taken):
        return
    tasks = book.find(FollowUp, body=taken.body, issue=taken.issue)
    issue = book.get(Issue, taken.issue)
    over = all(task.state in OVER for task in tasks)
    if over and issue.may_become(IssueState.SETTLED):
        book.put(issue.settle(settled_at(tasks), by.at.date()))


def _settles(task: FollowUp) -> bool:
    """Whether it ended by the resident's agreement or since the assembly found it settled."""
    return task.state is FollowUpState.CLOSED or task.ending is Ending.ASSEMBLY


def are_settled(tasks: Sequence[FollowUp]) -> bool:
    """Whether none of them is open and at least one ended in a way that settles the matter."""
    return all(task.state in OVER for task in tasks) and any(_settles(task) for task in tasks)


def settled_at(tasks: Sequence[FollowUp]) -> datetime | None:
    """When the last of an issue's tasks ended; None where nobody said it of one of them."""
    ends = [step for task in tasks for step in task.steps[-1:]]
    if not ends or any(step.undated for step in ends):
        return None
    return max(step.happened_at for step in ends)


def _take_up_again(book: Book, by: By, id: str, again: Step) -> None:
    """Reopen the settled issue of a task that was taken up again."""
    issue = book.get(Issue, id)
    if issue.state is IssueState.SETTLED and issue.may_become(IssueState.ACCEPTED):
        on = again.day or by.at.date()
        book.put(issue.become(IssueState.ACCEPTED, on, known=again.day is not None))


@on_body("follow.hand_over")
def hand_over(
    book: Book,
    by: By,
    body: str,
    follow_up: str,
    owner: str,
    owner_person: str | None,
    helpers: tuple[str, ...],
    deadline: date | None,
    co_owners: tuple[str, ...] | None = None,
    units: tuple[str, ...] | None = None,
    text: str = "",
    day: date | None = None,
) -> FollowUp:
    """Say who does it, with whom and by when; a waiting task counts as assigned then.

    Once it was handed over, a change of who answers for it is a step of its own (改派, with from
    whom, to whom and `day`), as is a first deadline; a known one moves by an extension alone:
    DeadlineFixed.
    Further owners and units that are not given stay as they are.
    """
    old = book.get(FollowUp, follow_up)
    changed = replace(
        old,
        owner=owner,
        owner_person=owner_person,
        helpers=helpers,
        deadline=deadline,
        co_owners=old.co_owners if co_owners is None else co_owners,
        units=old.units if units is None else units,
    )
    handed = any(one.kind is StepKind.ASSIGN for one in old.steps)
    if handed and old.deadline is not None and deadline != old.deadline:
        raise DeadlineFixed(deadline=old.deadline)
    book.put(_handed(book, by, old, changed, text, day))
    return book.get(FollowUp, follow_up)


def _handed(
    book: Book, by: By, old: FollowUp, changed: FollowUp, text: str, day: date | None
) -> FollowUp:
    """The task with a step that says who has it now and by when, if that changed.

    Raises Missing (owner) where it would be handed on to nobody.
    """
    handed = any(one.kind is StepKind.ASSIGN for one in old.steps)
    first = changed.deadline if handed and old.deadline is None else None
    new = Step(
        book.new_id(), changed.body, changed.id, StepKind.ASSIGN, by.at, text, by.actor, first,
        happened=None if day == by.at.date() else day,
    )  # fmt: skip
    if changed.may(StepKind.ASSIGN) and changed.everybody:
        return take(changed, new)
    if changed.in_charge == old.in_charge and first is None:
        return changed
    if handed and not changed.in_charge:
        raise Missing(what="owner")
    if changed.state is FollowUpState.WAITING:
        return changed
    return take(changed, replace(
        new, kind=StepKind.HAND_ON, who="、".join(changed.in_charge), was="、".join(old.in_charge),
    ))  # fmt: skip


@on_body("follow.hand_over")
def hand_over_many(
    book: Book,
    by: By,
    body: str,
    follow_ups: Sequence[str],
    owner: str,
    owner_person: str | None = None,
    deadline: date | None = None,
    text: str = "",
    day: date | None = None,
) -> tuple[FollowUp, ...]:
    """Give several tasks of a body to one owner; raises Missing (owner), NotAllowedNow.

    `deadline` is for those that have none yet. Whoever helps, and further owners, stay.
    """
    if is_blank(owner):
        raise Missing(what="owner")
    for id in follow_ups:
        old = book.get(FollowUp, id)
        changed = replace(
            old, owner=owner, owner_person=owner_person, deadline=old.deadline or deadline
        )
        book.put(_handed(book, by, old, changed, text, day))
    return tuple(book.get(FollowUp, id) for id in follow_ups)


@on_body("follow.share_out")
def share_out(
    book: Book,
    by: By,
    body: str,
    follow_up: str,
    parts: Sequence[Part],
    day: date | None = None,
) -> FollowUp:
    """Give a task to several hands, or change who does what; raises Missing, PartFixed.

    A part of which a step was noted stays as it is. A waiting task counts as assigned then.
    """
    old = book.get(FollowUp, follow_up)
    checked_parts = checked(parts)
    noted = {one.part for one in old.steps if one.part}
    for number, part in enumerate(old.parts, 1):
        if number in noted and checked_parts[number - 1 : number] != (part,):
            raise PartFixed(number=number)
    happened = None if day == by.at.date() else day
    new = Step(
        book.new_id(), body, follow_up, StepKind.SHARE_OUT, by.at, shared_text(checked_parts),
        by.actor, happened=happened,
    )  # fmt: skip
    changed = take(replace(old, parts=checked_parts), new)
    if changed.may(StepKind.ASSIGN) and changed.everybody:
        given = replace(new, id=book.new_id(), kind=StepKind.ASSIGN, text="")
        changed = take(changed, given)
    book.put(changed)
    return book.get(FollowUp, follow_up)


@on_body("follow.{kind}")
def part_step(
    book: Book,
    by: By,
    body: str,
    follow_up: str,
    kind: StepKind,
    part: int,
    text: str = "",
    deadline: date | None = None,
    who: str = "",
    day: date | None = None,
) -> FollowUp:
    """Take a step on one part, by its number from 1; with the last part done the task is done.

    Raises what `step` raises.
    """
    happened = None if day == by.at.date() else day
    new = Step(
        book.new_id(), body, follow_up, kind, by.at, text, by.actor, deadline,
        happened=happened, who=who, part=part,
    )  # fmt: skip
    changed = take(book.get(FollowUp, follow_up), new)
    if kind is StepKind.PART_DONE and not still_open(changed.parts):
        days = [one.done_on for one in changed.parts if one.done_on is not None]
        last = max(days) if len(days) == len(changed.parts) else new.day
        done = Step(
            book.new_id(), body, follow_up, StepKind.COMPLETE, by.at, by=by.actor,
            happened=None if last == by.at.date() else last,
        )  # fmt: skip
        changed = take(changed, done)
    _put(book, changed, by)
    return book.get(FollowUp, follow_up)


@on_body("follow.change")
def tell_change(book: Book, by: By, body: str, follow_up: str, text: str) -> FollowUp:
    """Write the before/after line (行动促成了改变)."""
    changed = replace(book.get(FollowUp, follow_up), change=trim(text))
    book.put(changed)
    return book.get(FollowUp, follow_up)
