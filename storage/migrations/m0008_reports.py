"""Schema 8: reports of a period as they were sealed."""

STATEMENTS = (
    """CREATE TABLE sealed_report (
    id TEXT PRIMARY KEY NOT NULL CHECK (length(id) = 36),
    body TEXT NOT NULL CHECK (length(body) <= 36)
        REFERENCES body (id) DEFERRABLE INITIALLY DEFERRED,
    year INTEGER NOT NULL CHECK (year BETWEEN 1900 AND 2200),
    number INTEGER NOT NULL CHECK (number >= 1),
    reach TEXT NOT NULL CHECK (reach IN ('own', 'below', 'all')),
    since TEXT NOT NULL CHECK (since GLOB '????-??-??'),
    until TEXT NOT NULL CHECK (until GLOB '????-??-??'),
    content TEXT NOT NULL CHECK (length(content) <= 10000000),
    hash TEXT NOT NULL CHECK (length(hash) <= 64),
    at TEXT NOT NULL CHECK (at GLOB '????-??-??T??:??:??*'),
    by TEXT NOT NULL CHECK (length(by) <= 100)
) STRICT""",
    "CREATE INDEX sealed_report_body_since ON sealed_report (body, since)",
    "CREATE INDEX sealed_report_hash ON sealed_report (hash)",
)
