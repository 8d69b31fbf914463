"""Schema 1, exclusive parts, and what each owner answered in a joint decision."""

STATEMENTS = (
    """CREATE TABLE unit (
    id TEXT PRIMARY KEY NOT NULL CHECK (length(id) = 36),
    body TEXT NOT NULL CHECK (length(body) <= 36)
        REFERENCES body (id) DEFERRABLE INITIALLY DEFERRED,
    building TEXT NOT NULL CHECK (length(building) <= 50),
    entrance TEXT NOT NULL CHECK (length(entrance) <= 50),
    room TEXT NOT NULL CHECK (length(room) <= 50),
    area INTEGER NOT NULL CHECK (area >= 0),
    owner TEXT NOT NULL CHECK (length(owner) <= 100),
    person TEXT CHECK (length(person) <= 36),
    counted INTEGER NOT NULL CHECK (counted IN (0, 1)),
    note TEXT NOT NULL CHECK (length(note) <= 20000)
) STRICT""",
    "CREATE INDEX unit_body_id ON unit (body, id)",
    "CREATE INDEX unit_person ON unit (person) WHERE person IS NOT NULL",
    """CREATE TABLE owner_answer (
    id TEXT PRIMARY KEY NOT NULL CHECK (length(id) = 36),
    body TEXT NOT NULL CHECK (length(body) <= 36)
        REFERENCES body (id) DEFERRABLE INITIALLY DEFERRED,
    vote TEXT NOT NULL CHECK (length(vote) <= 36),
    owner TEXT NOT NULL CHECK (length(owner) <= 100),
    units TEXT NOT NULL CHECK (substr(units, 1, 1) = '[' AND length(units) <= 1000000),
    area INTEGER NOT NULL CHECK (area >= 0),
    choice TEXT CHECK (choice IN ('for', 'against', 'abstain', 'not_voting', 'invalid')),
    at TEXT CHECK (at GLOB '????-??-??T??:??:??*')
) STRICT""",
    "CREATE INDEX owner_answer_body_id ON owner_answer (body, id)",
    "CREATE INDEX owner_answer_vote_id ON owner_answer (vote, id)",
)
