"""Which body is meant on the line, by name or id."""

from meetings.actions.found import bodies
from meetings.community.bodies import Body
from meetings.errors import MeetingError
from meetings.ports import Records


class WhichBody(MeetingError):
    """No body bears this name or id, or several do: `wanted`, `known`."""

    wanted: str
    known: tuple[str, ...]


def one_body(records: Records, wanted: str) -> Body:
    """The one that is named; raises WhichBody."""
    known = bodies(records)
    found = [body for body in known if wanted in (body.id, body.name)]
    if len(found) != 1:
        raise WhichBody(wanted=wanted, known=tuple(body.name for body in known))
    return found[0]


def bodies_meant(records: Records, wanted: str) -> list[Body]:
    """All of them where none is named; raises WhichBody."""
    return [one_body(records, wanted)] if wanted else list(bodies(records))


def some_bodies(records: Records, wanted: str) -> list[str] | None:
    """The ids of those that are meant; None for all. Raises WhichBody."""
    return [one_body(records, wanted).id] if wanted else None


def highest_body(records: Records, wanted: str) -> Body:
    """The one that is named; where none is, the only one that is under no other."""
    if wanted:
        return one_body(records, wanted)
    known = bodies(records)
    found = [body for body in known if body.parent is None]
    if len(found) != 1:
        raise WhichBody(wanted=wanted, known=tuple(body.name for body in known))
    return found[0]
