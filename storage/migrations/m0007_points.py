"""The points of an item in the minutes, and the telephone of a body."""

from collections.abc import Mapping

STATEMENTS = (
    "ALTER TABLE agenda_item ADD COLUMN points TEXT NOT NULL DEFAULT '[]'"
    " CHECK (substr(points, 1, 1) = '[' AND length(points) <= 1000000)",
    "ALTER TABLE body ADD COLUMN phone TEXT NOT NULL DEFAULT '' CHECK (length(phone) <= 50)",
)
ADDED: Mapping[str, Mapping[str, object]] = {
    "agenda_item": {"points": "[]"},
    "body": {"phone": ""},
}
