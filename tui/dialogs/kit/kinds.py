"""The table from each kind of field to its widget."""

from typing import Any

from tui.dialogs.kit.fields import (
    ChoiceField,
    DateField,
    Field,
    LongField,
    MultiField,
    NumberField,
    PersonField,
    TextField,
    YesNoField,
)
from tui.dialogs.kit.multi_part import MultiPart
from tui.dialogs.kit.part import Part
from tui.dialogs.kit.parts import ChoicePart, DatePart, LongPart, NumberPart, TextPart, YesNoPart
from tui.dialogs.kit.person_part import PersonPart

PARTS: dict[type[Any], type[Part]] = {
    TextField: TextPart,
    LongField: LongPart,
    NumberField: NumberPart,
    ChoiceField: ChoicePart,
    MultiField: MultiPart,
    YesNoField: YesNoPart,
    DateField: DatePart,
    PersonField: PersonPart,
}


def part_for(field: Field, prefix: str) -> Part:
    """The widget of a field; its draft key is `prefix` and the field's name."""
    return PARTS[type(field)](field, f"{prefix}{field.name}" if prefix else "")
