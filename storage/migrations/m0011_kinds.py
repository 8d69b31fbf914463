"""Schema 11, kinds of meeting by a name of their own."""

from collections.abc import Mapping

STATEMENTS = (
    "ALTER TABLE meeting ADD COLUMN kind_words TEXT NOT NULL DEFAULT ''"
    " CHECK (length(kind_words) <= 50)",
)
ADDED: Mapping[str, Mapping[str, object]] = {"meeting": {"kind_words": ""}}
