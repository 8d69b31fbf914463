"""Schema 1, the notice board."""

STATEMENTS = (
    """CREATE TABLE notice (
    id TEXT PRIMARY KEY NOT NULL CHECK (length(id) = 36),
    body TEXT NOT NULL CHECK (length(body) <= 36)
        REFERENCES body (id) DEFERRABLE INITIALLY DEFERRED,
    meeting TEXT NOT NULL CHECK (length(meeting) <= 36)
        REFERENCES meeting (id) DEFERRABLE INITIALLY DEFERRED,
    title TEXT NOT NULL CHECK (length(title) <= 200),
    since TEXT NOT NULL CHECK (since GLOB '????-??-??'),
    until TEXT NOT NULL CHECK (until GLOB '????-??-??' AND until >= since),
    place TEXT NOT NULL CHECK (length(place) <= 200),
    posted_at TEXT CHECK (posted_at GLOB '????-??-??T??:??:??*'),
    taken_down_on TEXT CHECK (taken_down_on GLOB '????-??-??'),
    reason TEXT NOT NULL CHECK (length(reason) <= 2000)
) STRICT""",
    "CREATE INDEX notice_body_id ON notice (body, id)",
    "CREATE INDEX notice_meeting ON notice (meeting)",
    """CREATE TABLE notice_objection (
    id TEXT PRIMARY KEY NOT NULL CHECK (length(id) = 36),
    body TEXT NOT NULL CHECK (length(body) <= 36)
        REFERENCES body (id) DEFERRABLE INITIALLY DEFERRED,
    notice TEXT NOT NULL CHECK (length(notice) <= 36)
        REFERENCES notice (id) DEFERRABLE INITIALLY DEFERRED,
    name TEXT NOT NULL CHECK (length(name) <= 100),
    text TEXT NOT NULL CHECK (length(text) <= 5000),
    heard_on TEXT NOT NULL CHECK (heard_on GLOB '????-??-??'),
    answer TEXT NOT NULL CHECK (length(answer) <= 5000),
    answered_on TEXT CHECK (answered_on GLOB '????-??-??')
) STRICT""",
    "CREATE INDEX notice_objection_notice ON notice_objection (notice, id)",
)
