"""Schema 14: activities, courses and recruitments; needs with who gave; layers of volunteers."""

from collections.abc import Mapping

STATEMENTS = (
    """CREATE TABLE activity (
    id TEXT PRIMARY KEY NOT NULL CHECK (length(id) = 36),
    body TEXT NOT NULL CHECK (length(body) <= 36)
        REFERENCES body (id) DEFERRABLE INITIALLY DEFERRED,
    kind TEXT NOT NULL CHECK (kind IN ('activity', 'course', 'recruitment')),
    title TEXT NOT NULL CHECK (length(title) <= 200),
    day TEXT CHECK (day GLOB '????-??-??'),
    starts TEXT NOT NULL CHECK (length(starts) <= 20),
    place TEXT NOT NULL CHECK (length(place) <= 200),
    online INTEGER CHECK (online IN (0, 1)),
    state TEXT NOT NULL CHECK (state IN ('planned', 'held', 'cancelled')),
    reason TEXT NOT NULL CHECK (length(reason) <= 2000),
    text TEXT NOT NULL CHECK (length(text) <= 20000),
    issue TEXT CHECK (length(issue) <= 36),
    follow_up TEXT CHECK (length(follow_up) <= 36),
    teacher TEXT NOT NULL CHECK (length(teacher) <= 100),
    level TEXT CHECK (level IN ('basic', 'middle', 'high')),
    shares TEXT NOT NULL CHECK (substr(shares, 1, 1) = '[' AND length(shares) <= 1000000),
    came TEXT NOT NULL CHECK (substr(came, 1, 1) = '[' AND length(came) <= 1000000),
    heads INTEGER CHECK (heads >= 0),
    photos TEXT NOT NULL CHECK (substr(photos, 1, 1) = '[' AND length(photos) <= 1000000),
    change TEXT NOT NULL CHECK (length(change) <= 20000),
    retrospective TEXT NOT NULL CHECK (length(retrospective) <= 20000)
) STRICT""",
    "CREATE INDEX activity_body_day ON activity (body, day)",
    "CREATE INDEX activity_issue ON activity (issue) WHERE issue IS NOT NULL",
    "CREATE INDEX activity_follow_up ON activity (follow_up) WHERE follow_up IS NOT NULL",
    """CREATE TABLE need (
    id TEXT PRIMARY KEY NOT NULL CHECK (length(id) = 36),
    body TEXT NOT NULL CHECK (length(body) <= 36)
        REFERENCES body (id) DEFERRABLE INITIALLY DEFERRED,
    kind TEXT NOT NULL CHECK (kind IN ('money', 'things', 'place', 'hands')),
    text TEXT NOT NULL CHECK (length(text) <= 20000),
    activity TEXT CHECK (length(activity) <= 36),
    follow_up TEXT CHECK (length(follow_up) <= 36),
    published TEXT CHECK (published GLOB '????-??-??'),
    closed TEXT CHECK (closed GLOB '????-??-??'),
    offers TEXT NOT NULL CHECK (substr(offers, 1, 1) = '[' AND length(offers) <= 1000000)
) STRICT""",
    "CREATE INDEX need_body_id ON need (body, id)",
    "CREATE INDEX need_activity ON need (activity) WHERE activity IS NOT NULL",
    "CREATE INDEX need_follow_up ON need (follow_up) WHERE follow_up IS NOT NULL",
    "ALTER TABLE seat ADD COLUMN layer TEXT CHECK (layer IN ('core', 'general'))",
    "ALTER TABLE seat ADD COLUMN level TEXT CHECK (level IN ('basic', 'middle', 'high'))",
)

ADDED: Mapping[str, Mapping[str, object]] = {"seat": {"layer": None, "level": None}}
