"""The possible effects of a passed motion on the text that its item proposes."""

from meetings.sitting.bylaws import TextFate
from tui.language import _


def fates() -> tuple[tuple[str, str], ...]:
    """The effects as (key, words) for a choice, the safe one first."""
    return (
        (TextFate.WAITS, _("No: the text stays proposed")),
        (TextFate.ADOPTED, _("Yes: the text is adopted")),
        (TextFate.REJECTED, _("No: the text is not adopted")),
    )
