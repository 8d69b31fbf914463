"""The sentence on a computer clock that cannot be right."""

from meetings.clock_watch import WrongClock
from tui.language import N_, _

_SAID = {
    "behind_entry": N_(
        "This computer's clock shows {now}, but the newest entry was made at "
        "{other}: the clock is wrong now, or was then. Set it before going on. "
        "Entries stay in the order they were written, with the times the clock "
        "showed."
    ),
    "behind": N_(
        "This computer's clock was set back from {other} to {now} while the "
        "program was running. Until you quit, the program counts on from "
        "{other}; set the clock right before starting it again."
    ),
    "ahead": N_(
        "This computer's clock jumped ahead from {other} to {now} while the "
        "program was running. Check that the date is right before going on."
    ),
}


def wrong_clock_words(found: WrongClock) -> str:
    """One sentence that says what the clock shows, what follows, and what to do."""
    now, other = (f"{at.astimezone():%Y-%m-%d %H:%M}" for at in (found.now, found.other))
    return _(_SAID[found.why]).format(now=now, other=other)
