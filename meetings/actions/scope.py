"""Reads from the records which bodies a figure or a list is asked of: one, those below, or all."""

from meetings.actions.found import bodies
from meetings.community.bodies import Body
from meetings.figures.scope import Scope, scope_of
from meetings.matters.ledger import Reach
from meetings.ports import Records


def scope(records: Records, body: str | None, reach: Reach) -> Scope:
    """One body, it with all below, or all of the file; raises NotFound."""
    with records.reading() as book:
        own = book.get(Body, body) if body else None
    return scope_of(bodies(records), own, reach)
