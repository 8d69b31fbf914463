"""Schema 3, what people decided about the masks of public editions."""

STATEMENTS = (
    """CREATE TABLE mask_choice (
    id TEXT PRIMARY KEY NOT NULL CHECK (length(id) = 36),
    body TEXT NOT NULL CHECK (length(body) <= 36)
        REFERENCES body (id) DEFERRABLE INITIALLY DEFERRED,
    meeting TEXT CHECK (length(meeting) <= 36)
        REFERENCES meeting (id) DEFERRABLE INITIALLY DEFERRED,
    quoted TEXT NOT NULL CHECK (length(quoted) <= 200),
    quoted_before TEXT NOT NULL CHECK (length(quoted_before) <= 20),
    quoted_after TEXT NOT NULL CHECK (length(quoted_after) <= 20),
    hide INTEGER NOT NULL CHECK (hide IN (0, 1)),
    at TEXT NOT NULL CHECK (at GLOB '????-??-??T??:??:??*')
) STRICT""",
    "CREATE INDEX mask_choice_body_id ON mask_choice (body, id)",
    "CREATE INDEX mask_choice_meeting ON mask_choice (meeting)",
)
