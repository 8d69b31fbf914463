"""Schema 17: each change of an issue's state with its day, so that a past day can be told.

A file of an earlier schema knows of each issue the last state alone: its list is empty.
"""

from collections.abc import Mapping

STATEMENTS = (
    "ALTER TABLE issue ADD COLUMN moves TEXT NOT NULL DEFAULT '[]' "
    "CHECK (substr(moves, 1, 1) = '[' AND length(moves) <= 1000000)",
)

ADDED: Mapping[str, Mapping[str, object]] = {"issue": {"moves": "[]"}}
