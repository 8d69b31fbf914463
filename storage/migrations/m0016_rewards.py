"""Schema 16: things that points are redeemed for, and what was redeemed or corrected."""

STATEMENTS = (
    """CREATE TABLE prize (
    id TEXT PRIMARY KEY NOT NULL CHECK (length(id) = 36),
    body TEXT NOT NULL CHECK (length(body) <= 36)
        REFERENCES body (id) DEFERRABLE INITIALLY DEFERRED,
    name TEXT NOT NULL CHECK (length(name) <= 100),
    cost INTEGER NOT NULL CHECK (cost >= 1),
    stock INTEGER CHECK (stock >= 0),
    stopped INTEGER NOT NULL CHECK (stopped IN (0, 1))
) STRICT""",
    "CREATE INDEX prize_body_id ON prize (body, id)",
    """CREATE TABLE point_entry (
    id TEXT PRIMARY KEY NOT NULL CHECK (length(id) = 36),
    body TEXT NOT NULL CHECK (length(body) <= 36)
        REFERENCES body (id) DEFERRABLE INITIALLY DEFERRED,
    kind TEXT NOT NULL CHECK (kind IN ('redeemed', 'corrected')),
    name TEXT NOT NULL CHECK (length(name) <= 100),
    points INTEGER NOT NULL,
    day TEXT NOT NULL CHECK (day GLOB '????-??-??'),
    prize TEXT CHECK (length(prize) <= 36)
        REFERENCES prize (id) DEFERRABLE INITIALLY DEFERRED,
    pieces INTEGER NOT NULL CHECK (pieces >= 0),
    note TEXT NOT NULL CHECK (length(note) <= 20000)
) STRICT""",
    "CREATE INDEX point_entry_body_day ON point_entry (body, day)",
    "CREATE INDEX point_entry_prize ON point_entry (prize)",
)
