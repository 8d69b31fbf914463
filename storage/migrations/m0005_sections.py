"""Schema 5, groups of people (片区, 组, 界别), and further notes in one turn of a speaker."""

from collections.abc import Mapping

STATEMENTS = (
    "ALTER TABLE person ADD COLUMN section TEXT NOT NULL DEFAULT '' CHECK (length(section) <= 50)",
    "ALTER TABLE speech ADD COLUMN same_turn INTEGER NOT NULL DEFAULT 0"
    " CHECK (same_turn IN (0, 1))",
)
ADDED: Mapping[str, Mapping[str, object]] = {"person": {"section": ""}, "speech": {"same_turn": 0}}
