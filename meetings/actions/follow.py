"""监督反馈: the road of each task to the resident's yes."""

from dataclasses import replace
from datetime import date

from meetings.followups import FollowUp, FollowUpState, Satisfaction, Step, StepKind, take
from meetings.issues import Issue, IssueState
from meetings.ports import By, Records


def add_task(records: Records, by: By, task: FollowUp) -> FollowUp:
    """Enter a task that no meeting here made, under the next number."""
    with records.transaction("follow.add", by, task.body) as book:
        number = book.highest(FollowUp, "number", body=task.body) + 1
        state = FollowUpState.ASSIGNED if task.owner.strip() else FollowUpState.WAITING
        added = replace(
            task, id=task.id or book.new_id(), number=number, created_at=by.at, state=state
        )
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
) -> FollowUp:
    """Take one step; raises NotAllowedNow, ReasonNeeded, Missing.

    Closing the last open task of an issue settles the issue.
    """
    with records.transaction(f"follow.{kind.value}", by, body) as book:
        known = book.get(FollowUp, follow_up)
        taken = take(
            known,
            Step(
                book.new_id(), body, follow_up, kind, by.at, text, by.actor, deadline, satisfaction
            ),
        )
        book.put(taken)
        if kind is StepKind.CLOSE and taken.issue is not None:
            open_still = [
                task
                for task in book.find(FollowUp, body=body, issue=taken.issue)
                if task.id != taken.id and task.state is not FollowUpState.CLOSED
            ]
            issue = book.get(Issue, taken.issue)
            if not open_still and issue.may_become(IssueState.SETTLED):
                book.put(replace(issue.become(IssueState.SETTLED), settled_at=by.at))
        return book.get(FollowUp, follow_up)


def hand_over(
    records: Records,
    by: By,
    body: str,
    follow_up: str,
    owner: str,
    owner_person: str | None,
    helpers: tuple[str, ...],
    deadline: date | None,
) -> FollowUp:
    """Say who does it, with whom and by when; a waiting task counts as assigned then."""
    with records.transaction("follow.hand_over", by, body) as book:
        known = replace(
            book.get(FollowUp, follow_up),
            owner=owner,
            owner_person=owner_person,
            helpers=helpers,
            deadline=deadline,
        )
        if known.may(StepKind.ASSIGN) and owner.strip():
            known = take(
                known,
                Step(book.new_id(), body, follow_up, StepKind.ASSIGN, by.at, by=by.actor),
            )
        book.put(known)
        return book.get(FollowUp, follow_up)


def tell_change(records: Records, by: By, body: str, follow_up: str, text: str) -> FollowUp:
    """Write the before/after line (行动促成了改变)."""
    with records.transaction("follow.change", by, body) as book:
        changed = replace(book.get(FollowUp, follow_up), change=text.strip())
        book.put(changed)
        return book.get(FollowUp, follow_up)
