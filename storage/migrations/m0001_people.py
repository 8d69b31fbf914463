"""Schema 1, bodies and people."""

STATEMENTS = (
    """CREATE TABLE body (
    id TEXT PRIMARY KEY NOT NULL CHECK (length(id) = 36),
    body TEXT NOT NULL CHECK (length(body) <= 36)
        REFERENCES body (id) DEFERRABLE INITIALLY DEFERRED,
    tier TEXT NOT NULL CHECK (tier IN ('corner', 'community', 'subdistrict')),
    name TEXT NOT NULL CHECK (length(name) <= 100),
    rule TEXT NOT NULL CHECK (substr(rule, 1, 1) = '{' AND length(rule) <= 1000000),
    parent TEXT CHECK (length(parent) <= 36),
    place TEXT NOT NULL CHECK (length(place) <= 200),
    closed INTEGER NOT NULL CHECK (closed IN (0, 1)),
    keep_years INTEGER NOT NULL CHECK (keep_years >= 0),
    red_head INTEGER NOT NULL CHECK (red_head IN (0, 1))
) STRICT""",
    """CREATE TABLE person (
    id TEXT PRIMARY KEY NOT NULL CHECK (length(id) = 36),
    body TEXT NOT NULL CHECK (length(body) <= 36)
        REFERENCES body (id) DEFERRABLE INITIALLY DEFERRED,
    name TEXT NOT NULL CHECK (length(name) <= 100),
    building TEXT NOT NULL CHECK (length(building) <= 50),
    entrance TEXT NOT NULL CHECK (length(entrance) <= 50),
    room TEXT NOT NULL CHECK (length(room) <= 50),
    phone TEXT NOT NULL CHECK (length(phone) <= 50),
    consent INTEGER NOT NULL CHECK (consent IN (0, 1)),
    skills TEXT NOT NULL CHECK (length(skills) <= 500),
    pinyin TEXT NOT NULL,
    initials TEXT NOT NULL
) STRICT""",
    "CREATE INDEX person_body_pinyin_id ON person (body, pinyin, id)",
    """CREATE TABLE seat (
    id TEXT PRIMARY KEY NOT NULL CHECK (length(id) = 36),
    body TEXT NOT NULL CHECK (length(body) <= 36)
        REFERENCES body (id) DEFERRABLE INITIALLY DEFERRED,
    person TEXT NOT NULL CHECK (length(person) <= 36),
    roles TEXT NOT NULL CHECK (substr(roles, 1, 1) = '[' AND length(roles) <= 1000000),
    votes INTEGER NOT NULL CHECK (votes IN (0, 1)),
    since TEXT CHECK (since GLOB '????-??-??'),
    until TEXT CHECK (until GLOB '????-??-??')
) STRICT""",
    "CREATE INDEX seat_body_id ON seat (body, id)",
    "CREATE INDEX seat_person_body ON seat (person, body)",
)
