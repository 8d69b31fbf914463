"""The result of filling a form and the error for a bad one, in a module quick to import."""

from meetings.dataclass import dataclass
from meetings.errors import MeetingError


class BadTemplate(MeetingError):
    """The form cannot be filled.

    `why` (`field`, `syntax`, `wide`, `half`, `unclosed`, `unopened`, `unsafe`, `expression`,
    `active`, `no_fields`, `limits`, `broken`, or one of UnsafeFile), `what` is wrong and the
    `place`: the words of the paragraph around it. For `active`, `what` is pairs of kind and name.
    """

    why: str
    what: object = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class Filled:
    """A filled form, how many fields and blocks it names, and what was taken out of it."""

    data: bytes
    fields: int
    taken_out: tuple[str, ...] = ()
