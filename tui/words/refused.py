"""The sentences on rows that an import did not take."""

from tui.language import N_

TO_MEND = N_("{n} rows were not imported; they are in {path}, to be corrected and imported again.")
KEPT = N_("{n} rows were not imported; their text is in {path}.")
"""For the sheets of a meeting, which is not imported a second time."""
