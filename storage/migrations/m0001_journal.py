"""Schema 1, the journal: entries, and under which rows they are found."""

STATEMENTS = (
    """CREATE TABLE entry (
    body TEXT NOT NULL CHECK (length(body) = 36),
    seq INTEGER NOT NULL CHECK (seq > 0),
    id TEXT NOT NULL UNIQUE CHECK (length(id) = 36),
    command TEXT NOT NULL CHECK (length(command) BETWEEN 1 AND 60),
    actor TEXT NOT NULL CHECK (length(actor) <= 100),
    at TEXT NOT NULL CHECK (at GLOB '????-??-??T??:??:??*'),
    refers INTEGER CHECK (refers > 0 AND refers < seq),
    digest BLOB NOT NULL CHECK (length(digest) = 32),
    previous BLOB NOT NULL CHECK (length(previous) = 32),
    hash BLOB NOT NULL CHECK (length(hash) = 32),
    salt BLOB CHECK (length(salt) = 16),
    payload BLOB,
    PRIMARY KEY (body, seq),
    CHECK ((salt IS NULL) = (payload IS NULL))
) STRICT""",
    """CREATE TABLE entry_row (
    body TEXT NOT NULL,
    row_id TEXT NOT NULL,
    seq INTEGER NOT NULL,
    PRIMARY KEY (body, row_id, seq)
) STRICT, WITHOUT ROWID""",
)
