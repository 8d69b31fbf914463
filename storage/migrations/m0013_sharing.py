"""Schema 13: which bodies a file keeps, the letters between machines, and whose keys are known.

Letters are no rows of the journal: they are made from it, or came from somebody else's.
"""

from collections.abc import Mapping

STATEMENTS = (
    """CREATE TABLE kept_body (
    body TEXT PRIMARY KEY NOT NULL CHECK (length(body) = 36),
    epoch INTEGER NOT NULL DEFAULT 0 CHECK (epoch >= 0),
    sign BLOB CHECK (length(sign) = 32),
    seal TEXT NOT NULL DEFAULT '' CHECK (length(seal) <= 200),
    since TEXT NOT NULL DEFAULT '' CHECK (length(since) <= 40),
    stopped TEXT NOT NULL DEFAULT '' CHECK (stopped IN (
        '', 'restored', 'behind', 'forked', 'moved'
    )),
    seq INTEGER NOT NULL DEFAULT 0 CHECK (seq >= 0),
    mask INTEGER CHECK (mask IN (0, 1))
) STRICT""",
    "INSERT INTO kept_body (body) SELECT id FROM body ORDER BY id",
    """CREATE TABLE peer (
    body TEXT NOT NULL CHECK (length(body) = 36),
    epoch INTEGER NOT NULL CHECK (epoch > 0),
    sign BLOB NOT NULL CHECK (length(sign) = 32),
    seal TEXT NOT NULL CHECK (length(seal) <= 200),
    since TEXT NOT NULL CHECK (length(since) <= 40),
    upto INTEGER CHECK (upto >= 0),
    heard TEXT NOT NULL DEFAULT '' CHECK (length(heard) <= 40),
    PRIMARY KEY (body, epoch)
) STRICT""",
    """CREATE TABLE letter (
    body TEXT NOT NULL CHECK (length(body) = 36),
    epoch INTEGER NOT NULL CHECK (epoch > 0),
    n INTEGER NOT NULL CHECK (n > 0),
    kind TEXT NOT NULL CHECK (length(kind) BETWEEN 1 AND 40),
    addressed TEXT NOT NULL CHECK (substr(addressed, 1, 1) = '['),
    at TEXT NOT NULL CHECK (length(at) <= 40),
    journal_seq INTEGER NOT NULL CHECK (journal_seq >= 0),
    journal_hash BLOB NOT NULL CHECK (length(journal_hash) = 32),
    digest BLOB NOT NULL CHECK (length(digest) = 32),
    previous BLOB NOT NULL CHECK (length(previous) = 32),
    hash BLOB NOT NULL CHECK (length(hash) = 32),
    signature BLOB NOT NULL CHECK (length(signature) = 64),
    salt BLOB CHECK (length(salt) = 16),
    payload BLOB CHECK (length(payload) <= 262144),
    record TEXT NOT NULL DEFAULT '' CHECK (length(record) <= 100),
    state TEXT NOT NULL CHECK (state IN ('own', 'taken', 'waits', 'later', 'refused')),
    kept_at TEXT NOT NULL CHECK (length(kept_at) <= 40),
    PRIMARY KEY (body, epoch, n)
) STRICT""",
    "CREATE INDEX letter_body_kind_record ON letter (body, kind, record, epoch, n)",
    "CREATE INDEX letter_record ON letter (record)",
    """CREATE TABLE acknowledged (
    body TEXT NOT NULL CHECK (length(body) = 36),
    epoch INTEGER NOT NULL CHECK (epoch > 0),
    reader TEXT NOT NULL CHECK (length(reader) = 36),
    number INTEGER NOT NULL CHECK (number >= 0),
    at TEXT NOT NULL CHECK (length(at) <= 40),
    PRIMARY KEY (body, epoch, reader)
) STRICT""",
    """CREATE TABLE figure (
    body TEXT NOT NULL CHECK (length(body) = 36),
    month TEXT NOT NULL CHECK (month GLOB '????-??'),
    name TEXT NOT NULL CHECK (length(name) <= 100),
    part TEXT NOT NULL DEFAULT '' CHECK (length(part) <= 100),
    numerator INTEGER NOT NULL CHECK (numerator >= 0),
    denominator INTEGER CHECK (denominator >= 0),
    PRIMARY KEY (body, month, name, part)
) STRICT""",
    """CREATE TABLE promise (
    id TEXT PRIMARY KEY NOT NULL CHECK (length(id) = 36),
    body TEXT NOT NULL CHECK (length(body) = 36),
    referral TEXT NOT NULL CHECK (length(referral) = 36),
    state TEXT NOT NULL CHECK (length(state) <= 40),
    deadline TEXT CHECK (deadline GLOB '????-??-??'),
    done_on TEXT CHECK (done_on GLOB '????-??-??')
) STRICT""",
    "CREATE INDEX promise_referral ON promise (referral)",
    "ALTER TABLE referral ADD COLUMN topic TEXT NOT NULL DEFAULT '' CHECK (length(topic) <= 50)",
    "ALTER TABLE referral ADD COLUMN place TEXT NOT NULL DEFAULT '' CHECK (length(place) <= 200)",
    "ALTER TABLE referral ADD COLUMN supporters INTEGER CHECK (supporters >= 0)",
    "ALTER TABLE referral ADD COLUMN owners_matter INTEGER CHECK (owners_matter IN (0, 1))",
    "ALTER TABLE referral ADD COLUMN private INTEGER CHECK (private IN (0, 1))",
    "ALTER TABLE referral ADD COLUMN landed_on TEXT CHECK (landed_on GLOB '????-??-??')",
)

ADDED: Mapping[str, Mapping[str, object]] = {
    "referral": {
        "topic": "",
        "place": "",
        "supporters": None,
        "owners_matter": None,
        "private": None,
        "landed_on": None,
    }
}
