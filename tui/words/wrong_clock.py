"""The sentence on a computer clock that cannot be right."""

from meetings.clock_watch import WrongClock
from tui.language import N_, _

_SAID = {
    "behind_entry": N_(
        "The clock of this computer shows {now}, but the newest entry was made at {other}: it is "
        "wrong now, or was then. Set it before going on. What is written stays in the order of "
        "writing, with the times that the clock showed."
    ),
    "behind": N_(
        "The clock of this computer was set back from {other} to {now} while the program ran. "
        "Until it is left, the program counts on from {other}; see that the clock is right before "
        "it is started again."
    ),
    "ahead": N_(
        "The clock of this computer went ahead from {other} to {now} while the program ran. Look "
        "whether the day is right before going on."
    ),
}


def wrong_clock_words(found: WrongClock) -> str:
    """One sentence that says what the clock shows, what follows, and what to do."""
    now, other = (f"{at.astimezone():%Y-%m-%d %H:%M}" for at in (found.now, found.other))
    return _(_SAID[found.why]).format(now=now, other=other)
