"""Schema 20: a speech may be of no stance that anybody told.

What was kept as neutral stays so: of an old row nobody knows whether it was said. That there is
one state more wants the table made anew.
"""

from storage.migrations.remaking import remade

_SPEECH = """(
    id TEXT PRIMARY KEY NOT NULL CHECK (length(id) = 36),
    body TEXT NOT NULL CHECK (length(body) <= 36),
    meeting TEXT NOT NULL CHECK (length(meeting) <= 36)
        REFERENCES meeting (id) DEFERRABLE INITIALLY DEFERRED,
    item TEXT NOT NULL CHECK (length(item) <= 36)
        REFERENCES agenda_item (id) DEFERRABLE INITIALLY DEFERRED,
    person TEXT CHECK (length(person) <= 36),
    name TEXT NOT NULL CHECK (length(name) <= 100),
    stance TEXT NOT NULL CHECK (stance IN (
        'unsaid', 'for', 'against', 'neutral', 'supplement', 'policy'
    )),
    text TEXT NOT NULL CHECK (length(text) <= 20000),
    at TEXT NOT NULL CHECK (at GLOB '????-??-??T??:??:??*'),
    seconds INTEGER NOT NULL CHECK (seconds >= 0),
    kind TEXT NOT NULL CHECK (kind IN ('speech', 'note', 'point_of_order', 'interruption')),
    same_turn INTEGER NOT NULL DEFAULT 0 CHECK (same_turn IN (0, 1))
) STRICT"""
_COLUMNS = "id, body, meeting, item, person, name, stance, text, at, seconds, kind, same_turn"
_INDEXES = (
    "CREATE INDEX speech_meeting_id ON speech (meeting, id)",
    "CREATE INDEX speech_item ON speech (item)",
)
STATEMENTS = remade("speech", _SPEECH, _COLUMNS, _INDEXES)
