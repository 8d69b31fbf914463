"""Schema 2: the id of an entry is unique within its body, so that no chain stands in another's way.

A journal brought in may bear ids that entries here have too. The index begins with the id, by
which an entry is looked for whatever its body.
"""

from storage.migrations.remaking import remade

COLUMNS = "body, seq, id, command, actor, at, refers, digest, previous, hash, salt, payload"

STATEMENTS = remade(
    "entry",
    """(
    body TEXT NOT NULL CHECK (length(body) = 36),
    seq INTEGER NOT NULL CHECK (seq > 0),
    id TEXT NOT NULL CHECK (length(id) = 36),
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
    UNIQUE (id, body),
    CHECK ((salt IS NULL) = (payload IS NULL))
) STRICT""",
    COLUMNS,
)
