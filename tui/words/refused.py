"""The sentences on rows that an import did not take."""

from tui.language import N_

TO_MEND = N_("{n} rows were not taken; they stand in {path}, to be mended and imported again.")
KEPT = N_("{n} rows were not taken; their words stand in {path}.")
"""For the sheets of a meeting, which is not imported a second time."""
