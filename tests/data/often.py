"""How many examples a property tries: few in the suite, ten times as many in `make fuzz`."""

import os

LONG = bool(os.environ.get("FUZZ_SEED"))


def often(few: int) -> int:
    """What `@settings(max_examples=…)` takes."""
    return few * 10 if LONG else few
