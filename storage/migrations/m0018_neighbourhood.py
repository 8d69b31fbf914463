"""Schema 18: texts by articles, the tree of groups, notices without a meeting, templates of kinds
by name, and which roles count as staff.

That a notice has no meeting wants its table made anew.
"""

from collections.abc import Mapping

from storage.migrations.remaking import remade

_NOTICE = """(
    id TEXT PRIMARY KEY NOT NULL CHECK (length(id) = 36),
    body TEXT NOT NULL CHECK (length(body) <= 36)
        REFERENCES body (id) DEFERRABLE INITIALLY DEFERRED,
    meeting TEXT CHECK (length(meeting) <= 36)
        REFERENCES meeting (id) DEFERRABLE INITIALLY DEFERRED,
    title TEXT NOT NULL CHECK (length(title) <= 200),
    since TEXT NOT NULL CHECK (since GLOB '????-??-??'),
    until TEXT NOT NULL CHECK (until GLOB '????-??-??' AND until >= since),
    place TEXT NOT NULL CHECK (length(place) <= 200),
    posted_at TEXT CHECK (posted_at GLOB '????-??-??T??:??:??*'),
    taken_down_on TEXT CHECK (taken_down_on GLOB '????-??-??'),
    reason TEXT NOT NULL CHECK (length(reason) <= 2000),
    text TEXT NOT NULL DEFAULT '' CHECK (length(text) <= 20000),
    coded INTEGER NOT NULL DEFAULT 0 CHECK (coded IN (0, 1)),
    room INTEGER NOT NULL DEFAULT 0 CHECK (room >= 0),
    bylaw TEXT CHECK (length(bylaw) <= 36),
    need TEXT CHECK (length(need) <= 36)
) STRICT"""
_NOTICE_COLUMNS = "id, body, meeting, title, since, until, place, posted_at, taken_down_on, reason"
_NOTICE_INDEXES = (
    "CREATE INDEX notice_body_id ON notice (body, id)",
    "CREATE INDEX notice_meeting ON notice (meeting) WHERE meeting IS NOT NULL",
)
STATEMENTS = (
    """CREATE TABLE bylaw (
    id TEXT PRIMARY KEY NOT NULL CHECK (length(id) = 36),
    body TEXT NOT NULL CHECK (length(body) <= 36)
        REFERENCES body (id) DEFERRABLE INITIALLY DEFERRED,
    kind TEXT NOT NULL CHECK (kind IN ('covenant', 'procedure', 'measure')),
    title TEXT NOT NULL CHECK (length(title) <= 200),
    editions TEXT NOT NULL CHECK (substr(editions, 1, 1) = '[' AND length(editions) <= 1000000)
) STRICT""",
    "CREATE INDEX bylaw_body_id ON bylaw (body, id)",
    """CREATE TABLE community_group (
    id TEXT PRIMARY KEY NOT NULL CHECK (length(id) = 36),
    body TEXT NOT NULL CHECK (length(body) <= 36)
        REFERENCES body (id) DEFERRABLE INITIALLY DEFERRED,
    kind TEXT NOT NULL CHECK (kind IN ('estate', 'group', 'building', 'grid')),
    name TEXT NOT NULL CHECK (length(name) <= 100),
    parent TEXT CHECK (length(parent) <= 36)
) STRICT""",
    "CREATE INDEX community_group_body_id ON community_group (body, id)",
    *remade("notice", _NOTICE, _NOTICE_COLUMNS, _NOTICE_INDEXES),
    "ALTER TABLE seat ADD COLUMN groups TEXT NOT NULL DEFAULT '[]' "
    "CHECK (substr(groups, 1, 1) = '[' AND length(groups) <= 1000000)",
    "ALTER TABLE body ADD COLUMN sides TEXT NOT NULL DEFAULT '[]' "
    "CHECK (substr(sides, 1, 1) = '[' AND length(sides) <= 1000000)",
    "ALTER TABLE meeting_template ADD COLUMN kind_words TEXT NOT NULL DEFAULT ''"
    " CHECK (length(kind_words) <= 50)",
)
ADDED: Mapping[str, Mapping[str, object]] = {
    "notice": {"text": "", "coded": 0, "room": 0, "bylaw": None, "need": None},
    "seat": {"groups": "[]"}, "body": {"sides": "[]"}, "meeting_template": {"kind_words": ""},
}  # fmt: skip
