"""Schema 6: elections with their papers, and whether an important matter was studied first."""

from collections.abc import Mapping

STATEMENTS = (
    "ALTER TABLE vote ADD COLUMN election TEXT"
    " CHECK (substr(election, 1, 1) = '{' AND length(election) <= 1000000)",
    "ALTER TABLE agenda_item ADD COLUMN important INTEGER NOT NULL DEFAULT 0"
    " CHECK (important IN (0, 1))",
    "ALTER TABLE agenda_item ADD COLUMN party_studied INTEGER CHECK (party_studied IN (0, 1))",
)
ADDED: Mapping[str, Mapping[str, object]] = {
    "vote": {"election": None},
    "agenda_item": {"important": 0, "party_studied": None},
}
