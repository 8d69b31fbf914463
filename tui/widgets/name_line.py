"""The field that finds people by letters, while digits act on the person found."""

from tui.text import half_width
from tui.widgets.field import DraftInput


class NameLine(DraftInput):
    """`zgl2` finds a person and runs key 2; after a blank, digits are text, as in `zw 47`."""

    def __init__(
        self, *, signs: str = "", longest: int = 40, placeholder: str = "", hands_on: bool = False
    ) -> None:
        super().__init__(longest=longest, placeholder=placeholder, acts=True)
        self.signs, self.hands_on = signs, hands_on

    def _is_act(self, character: str | None) -> bool:
        if character is None or any(c.isspace() for c in self.value):
            return False
        key = half_width(character)
        if self.value.isdigit():
            return False  # a number is being typed
        return key.isdigit() or (len(key) == 1 and key in self.signs)
