"""The kinds of form fields as values; `kit/kinds.py` maps each to its widget."""

from datetime import date

from meetings.dataclass import dataclass
from meetings.limits import limit
from tui.finding.people_search import PersonFinder


@dataclass(frozen=True, slots=True)
class TextField:
    """One line of text; the answer is a str."""

    name: str
    label: str
    value: str = ""
    hint: str = ""
    required: bool = False
    longest: int | None = None
    """The most characters; None for the limit of the database column with the field's name."""
    offered: bool = False
    """The first value is the program's offer, which typing replaces; an arrow key keeps it."""
    names: bool = False
    """It takes names, parted by 、: what reads as a day or a span is asked about."""

    @property
    def most(self) -> int:
        """The characters that the field takes."""
        return limit(self.name) if self.longest is None else self.longest


@dataclass(frozen=True, slots=True)
class LongField:
    """Several lines of text; the answer is a str."""

    name: str
    label: str
    value: str = ""
    hint: str = ""
    required: bool = False
    longest: int | None = None
    lines: int = 4

    @property
    def most(self) -> int:
        """The characters that the field takes."""
        return limit(self.name) if self.longest is None else self.longest


@dataclass(frozen=True, slots=True)
class NumberField:
    """A whole number; the answer is an int, or None when left empty."""

    name: str
    label: str
    value: int | None = None
    hint: str = ""
    required: bool = False
    least: int = 0
    most: int = 999_999_999
    room: int = 0
    """If not 0, the focus goes on once a further digit would make more than twice this number."""


@dataclass(frozen=True, slots=True)
class ChoiceField:
    """One of some values, each (value, words); the answer is the value, "" when none is chosen."""

    name: str
    label: str
    options: tuple[tuple[str, str], ...]
    value: str = ""
    hint: str = ""
    required: bool = True


@dataclass(frozen=True, slots=True)
class MultiField:
    """Several of some values, each (value, words); the answer is a tuple of values in order."""

    name: str
    label: str
    options: tuple[tuple[str, str], ...]
    value: tuple[str, ...] = ()
    hint: str = ""
    required: bool = False


@dataclass(frozen=True, slots=True)
class YesNoField:
    """Yes or no; the answer is a bool."""

    name: str
    label: str
    value: bool = False
    hint: str = ""


@dataclass(frozen=True, slots=True)
class DateField:
    """A date in natural words, understood from `today`; the answer is a date or None."""

    name: str
    label: str
    today: date
    value: date | None = None
    hint: str = ""
    required: bool = False
    past: bool = False
    """The date is of something that has happened: 20日 is the last 20th, not the next."""
    near: bool = False
    """The date may be past or to come: 20日 is the nearer 20th."""
    held: date | None = None
    """The day of the meeting that fixes it; an earlier day is asked about before it is saved."""

    def before_it_was_fixed(self, answer: date | None) -> bool:
        """Whether the answer was changed to a day before `held`, the day on which it is set."""
        if self.held is None or answer is None or answer == self.value:
            return False
        return answer < self.held


@dataclass(frozen=True, slots=True)
class PersonField:
    """A person by name, pinyin or initials; the answer is a Picked or None.

    With `allow_new` an unknown name is accepted, as a Picked with an empty id.
    """

    name: str
    label: str
    people: PersonFinder
    value: str = ""
    """The id of the person chosen at first; with `allow_new` also an unknown name."""
    hint: str = ""
    required: bool = False
    allow_new: bool = False


@dataclass(frozen=True, slots=True)
class NoteLine:
    """A sentence between fields, without an answer."""

    text: str


@dataclass(frozen=True, slots=True)
class Picked:
    """A person chosen in a PersonField; `id` is empty for a new name."""

    id: str
    name: str


Field = (
    TextField
    | LongField
    | NumberField
    | ChoiceField
    | MultiField
    | YesNoField
    | DateField
    | PersonField
)
Line = Field | NoteLine
