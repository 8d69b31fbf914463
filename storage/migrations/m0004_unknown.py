"""Schema 4: what nobody gave stays unknown, and the words of a source stand beside what was read.

Days of old ledgers that nobody wrote down, deadlines in words, sources that are none of ours,
numbers of tickets, and offices that a body has of its own.
"""

from collections.abc import Mapping

from storage.migrations import m0001_counts
from storage.migrations.remaking import remade

_ISSUE = """(
    id TEXT PRIMARY KEY NOT NULL CHECK (length(id) = 36),
    body TEXT NOT NULL CHECK (length(body) <= 36)
        REFERENCES body (id) DEFERRABLE INITIALLY DEFERRED,
    number INTEGER NOT NULL CHECK (number >= 0),
    title TEXT NOT NULL CHECK (length(title) <= 200),
    collected_at TEXT NOT NULL CHECK (collected_at GLOB '????-??-??T??:??:??*'),
    text TEXT NOT NULL CHECK (length(text) <= 20000),
    place TEXT NOT NULL CHECK (length(place) <= 200),
    topic TEXT NOT NULL CHECK (length(topic) <= 50),
    source TEXT NOT NULL CHECK (source IN (
        'corner', 'suggestion_box', 'home_visit', 'chat_group', 'public_account',
        'hotline', 'committee', 'grid', 'property_company', 'deputy', 'from_above',
        'from_below', 'last_time', 'unknown'
    )),
    raised_by TEXT CHECK (length(raised_by) <= 36),
    raised_name TEXT NOT NULL CHECK (length(raised_name) <= 100),
    supporters INTEGER NOT NULL CHECK (supporters >= 0),
    state TEXT NOT NULL CHECK (state IN (
        'collected', 'accepted', 'returned', 'merged', 'scheduled', 'deliberated',
        'referred_up', 'withdrawn', 'settled'
    )),
    reason TEXT NOT NULL CHECK (length(reason) <= 2000),
    merged_into TEXT CHECK (length(merged_into) <= 36)
        REFERENCES issue (id) DEFERRABLE INITIALLY DEFERRED,
    private INTEGER NOT NULL CHECK (private IN (0, 1)),
    owners_matter INTEGER NOT NULL CHECK (owners_matter IN (0, 1)),
    settled_at TEXT CHECK (settled_at GLOB '????-??-??T??:??:??*'),
    referral TEXT CHECK (length(referral) <= 36),
    again_of TEXT CHECK (length(again_of) <= 36)
        REFERENCES issue (id) DEFERRABLE INITIALLY DEFERRED,
    undated INTEGER NOT NULL DEFAULT 0 CHECK (undated IN (0, 1)),
    source_words TEXT NOT NULL DEFAULT '' CHECK (length(source_words) <= 100),
    ticket TEXT NOT NULL DEFAULT '' CHECK (length(ticket) <= 100),
    due TEXT CHECK (due GLOB '????-??-??'),
    contact TEXT NOT NULL DEFAULT '' CHECK (length(contact) <= 200)
) STRICT"""
_ISSUE_COLUMNS = (
    "id, body, number, title, collected_at, text, place, topic, source, raised_by, raised_name, "
    "supporters, state, reason, merged_into, private, owners_matter, settled_at, referral, again_of"
)
_ISSUE_INDEXES = (
    "CREATE INDEX issue_body_number ON issue (body, number)",
    "CREATE INDEX issue_body_state_id ON issue (body, state, id)",
    "CREATE INDEX issue_body_topic_id ON issue (body, topic, id)",
    "CREATE INDEX issue_body_source_id ON issue (body, source, id)",
    "CREATE INDEX issue_state_id ON issue (state, id)",
    "CREATE INDEX issue_topic_id ON issue (topic, id)",
    "CREATE INDEX issue_source_id ON issue (source, id)",
    "CREATE INDEX issue_merged_into ON issue (merged_into) WHERE merged_into IS NOT NULL",
    "CREATE INDEX issue_referral ON issue (referral) WHERE referral IS NOT NULL",
    "CREATE INDEX issue_again_of ON issue (again_of) WHERE again_of IS NOT NULL",
)
_MORE = (
    "follow_up ADD COLUMN undated INTEGER NOT NULL DEFAULT 0 CHECK (undated IN (0, 1))",
    "follow_up ADD COLUMN deadline_words TEXT NOT NULL DEFAULT '' "
    "CHECK (length(deadline_words) <= 200)",
    "follow_up ADD COLUMN state_words TEXT NOT NULL DEFAULT '' CHECK (length(state_words) <= 100)",
    "follow_up ADD COLUMN raised_name TEXT NOT NULL DEFAULT '' CHECK (length(raised_name) <= 100)",
    "follow_up ADD COLUMN remark TEXT NOT NULL DEFAULT '' CHECK (length(remark) <= 20000)",
    "step ADD COLUMN undated INTEGER NOT NULL DEFAULT 0 CHECK (undated IN (0, 1))",
    "seat ADD COLUMN titles TEXT NOT NULL DEFAULT '[]' "
    "CHECK (substr(titles, 1, 1) = '[' AND length(titles) <= 1000000)",
)


_TRIGGERS = tuple(text for text in m0001_counts.STATEMENTS if " ON issue " in text)
STATEMENTS = (
    # A source may be unknown: a CHECK has to change.
    *remade("issue", _ISSUE, _ISSUE_COLUMNS, (*_ISSUE_INDEXES, *_TRIGGERS)),
    *(f"ALTER TABLE {text}" for text in _MORE),
)

ADDED: Mapping[str, Mapping[str, object]] = {
    "issue": {"undated": 0, "source_words": "", "ticket": "", "due": None, "contact": ""},
    "follow_up": {
        "undated": 0, "deadline_words": "", "state_words": "", "raised_name": "", "remark": "",
    },
    "step": {"undated": 0},
    "seat": {"titles": "[]"},
}  # fmt: skip
