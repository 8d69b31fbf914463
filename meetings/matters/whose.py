"""Whose task an act is on: a body acts on its own; another's is asked about by that body's name."""

from collections.abc import Container, Iterable

from meetings.matters.followup_states import StepKind
from meetings.matters.followups import FollowUp


def for_another(
    acting: str, owner: str, kind: StepKind | None, above_owner: Container[str]
) -> bool:
    """The act is another body's to take; chasing is also for whoever stands above the owner."""
    chases = kind is StepKind.CHASE and acting in above_owner
    return acting != owner and not chases


def owners_of(tasks: Iterable[FollowUp]) -> tuple[str, ...]:
    """The bodies of the tasks, each once, in the order of the tasks."""
    return tuple(dict.fromkeys(task.body for task in tasks))
