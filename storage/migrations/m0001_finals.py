"""Schema 1, what stays of final minutes."""

STATEMENTS = (
    """CREATE TABLE final_minutes (
    id TEXT PRIMARY KEY NOT NULL CHECK (length(id) = 36),
    body TEXT NOT NULL CHECK (length(body) <= 36)
        REFERENCES body (id) DEFERRABLE INITIALLY DEFERRED,
    meeting TEXT NOT NULL CHECK (length(meeting) <= 36)
        REFERENCES meeting (id) DEFERRABLE INITIALLY DEFERRED,
    version INTEGER NOT NULL CHECK (version >= 1),
    content TEXT NOT NULL CHECK (length(content) <= 10000000),
    hash TEXT NOT NULL CHECK (length(hash) <= 64),
    journal_head TEXT NOT NULL CHECK (length(journal_head) <= 100),
    journal_count INTEGER NOT NULL CHECK (journal_count >= 0),
    at TEXT NOT NULL CHECK (at GLOB '????-??-??T??:??:??*')
) STRICT""",
    "CREATE INDEX final_minutes_meeting_version ON final_minutes (meeting, version)",
    "CREATE INDEX final_minutes_hash ON final_minutes (hash)",
    """CREATE TABLE erratum (
    id TEXT PRIMARY KEY NOT NULL CHECK (length(id) = 36),
    body TEXT NOT NULL CHECK (length(body) <= 36)
        REFERENCES body (id) DEFERRABLE INITIALLY DEFERRED,
    meeting TEXT NOT NULL CHECK (length(meeting) <= 36)
        REFERENCES meeting (id) DEFERRABLE INITIALLY DEFERRED,
    text TEXT NOT NULL CHECK (length(text) <= 5000),
    at TEXT NOT NULL CHECK (at GLOB '????-??-??T??:??:??*'),
    by TEXT NOT NULL CHECK (length(by) <= 100)
) STRICT""",
    "CREATE INDEX erratum_meeting ON erratum (meeting, id)",
    """CREATE TABLE approval (
    id TEXT PRIMARY KEY NOT NULL CHECK (length(id) = 36),
    body TEXT NOT NULL CHECK (length(body) <= 36)
        REFERENCES body (id) DEFERRABLE INITIALLY DEFERRED,
    meeting TEXT NOT NULL CHECK (length(meeting) <= 36)
        REFERENCES meeting (id) DEFERRABLE INITIALLY DEFERRED,
    item TEXT NOT NULL CHECK (length(item) <= 36),
    approved INTEGER NOT NULL CHECK (approved IN (0, 1))
) STRICT""",
    "CREATE INDEX approval_meeting ON approval (meeting)",
    "CREATE INDEX approval_item ON approval (item)",
)
