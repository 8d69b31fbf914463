"""Schema 15: how a body logs in at a hub.

It belongs to this laptop and is in no journal; `code` is an invitation not answered yet.
"""

STATEMENTS = (
    """CREATE TABLE hub (
    body TEXT PRIMARY KEY NOT NULL CHECK (length(body) = 36),
    host TEXT NOT NULL CHECK (length(host) BETWEEN 1 AND 253),
    port INTEGER NOT NULL CHECK (port BETWEEN 1 AND 65535),
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 63),
    fingerprint BLOB NOT NULL CHECK (length(fingerprint) = 32),
    login TEXT NOT NULL CHECK (length(login) <= 63),
    password TEXT NOT NULL CHECK (length(password) BETWEEN 1 AND 100),
    code TEXT NOT NULL DEFAULT '' CHECK (length(code) <= 60),
    since TEXT NOT NULL CHECK (length(since) <= 40),
    exchanged TEXT NOT NULL DEFAULT '' CHECK (length(exchanged) <= 40)
) STRICT""",
)
