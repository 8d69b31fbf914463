"""Schema 9: a day, a hand and an end of its own for each step of a task.

New words in a CHECK want both tables made anew.
"""

from collections.abc import Mapping

from storage.migrations import m0001_counts
from storage.migrations.remaking import remade

_FOLLOW_UP = """(
    id TEXT PRIMARY KEY NOT NULL CHECK (length(id) = 36),
    body TEXT NOT NULL CHECK (length(body) <= 36)
        REFERENCES body (id) DEFERRABLE INITIALLY DEFERRED,
    number INTEGER NOT NULL CHECK (number >= 0),
    text TEXT NOT NULL CHECK (length(text) <= 20000),
    created_at TEXT NOT NULL CHECK (created_at GLOB '????-??-??T??:??:??*'),
    meeting TEXT CHECK (length(meeting) <= 36)
        REFERENCES meeting (id) DEFERRABLE INITIALLY DEFERRED,
    item TEXT CHECK (length(item) <= 36)
        REFERENCES agenda_item (id) DEFERRABLE INITIALLY DEFERRED,
    decision TEXT CHECK (length(decision) <= 36)
        REFERENCES decision (id) DEFERRABLE INITIALLY DEFERRED,
    issue TEXT CHECK (length(issue) <= 36),
    owner TEXT NOT NULL CHECK (length(owner) <= 100),
    owner_person TEXT CHECK (length(owner_person) <= 36),
    helpers TEXT NOT NULL CHECK (substr(helpers, 1, 1) = '[' AND length(helpers) <= 1000000),
    deadline TEXT CHECK (deadline GLOB '????-??-??'),
    state TEXT NOT NULL CHECK (state IN (
        'waiting', 'assigned', 'declined', 'in_hand', 'completed', 'reported_back',
        'revisited', 'closed', 'ended'
    )),
    change TEXT NOT NULL CHECK (length(change) <= 20000),
    topic TEXT NOT NULL CHECK (length(topic) <= 50),
    urgency TEXT NOT NULL CHECK (urgency IN ('normal', 'urgent')),
    co_owners TEXT NOT NULL CHECK (substr(co_owners, 1, 1) = '[' AND length(co_owners) <= 1000000),
    units TEXT NOT NULL CHECK (substr(units, 1, 1) = '[' AND length(units) <= 1000000),
    contact TEXT NOT NULL CHECK (length(contact) <= 200),
    measure TEXT NOT NULL CHECK (length(measure) <= 20000),
    chased TEXT CHECK (chased IN ('remind', 'chair', 'upper')),
    retrospective TEXT NOT NULL CHECK (length(retrospective) <= 20000),
    from_meeting TEXT NOT NULL CHECK (length(from_meeting) <= 200),
    from_item TEXT NOT NULL CHECK (length(from_item) <= 200),
    resources TEXT NOT NULL CHECK (substr(resources, 1, 1) = '[' AND length(resources) <= 1000000),
    photos TEXT NOT NULL CHECK (substr(photos, 1, 1) = '[' AND length(photos) <= 1000000),
    undated INTEGER NOT NULL DEFAULT 0 CHECK (undated IN (0, 1)),
    deadline_words TEXT NOT NULL DEFAULT '' CHECK (length(deadline_words) <= 200),
    state_words TEXT NOT NULL DEFAULT '' CHECK (length(state_words) <= 100),
    raised_name TEXT NOT NULL DEFAULT '' CHECK (length(raised_name) <= 100),
    remark TEXT NOT NULL DEFAULT '' CHECK (length(remark) <= 20000)
) STRICT"""
_FOLLOW_UP_COLUMNS = (
    "id, body, number, text, created_at, meeting, item, decision, issue, owner, "
    "owner_person, helpers, deadline, state, change, topic, urgency, co_owners, units, "
    "contact, measure, chased, retrospective, from_meeting, from_item, resources, "
    "photos, undated, deadline_words, state_words, raised_name, remark"
)
_FOLLOW_UP_INDEXES = (
    "CREATE INDEX follow_up_body_number ON follow_up (body, number)",
    "CREATE INDEX follow_up_body_state_deadline_id ON follow_up (body, state, deadline, id)",
    "CREATE INDEX follow_up_state_deadline_id ON follow_up (state, deadline, id)",
    "CREATE INDEX follow_up_meeting ON follow_up (meeting) WHERE meeting IS NOT NULL",
    "CREATE INDEX follow_up_item ON follow_up (item) WHERE item IS NOT NULL",
    "CREATE INDEX follow_up_decision ON follow_up (decision) WHERE decision IS NOT NULL",
    "CREATE INDEX follow_up_issue ON follow_up (issue) WHERE issue IS NOT NULL",
)
_TRIGGERS = tuple(text for text in m0001_counts.STATEMENTS if " ON follow_up " in text)
_STEP = """(
    id TEXT PRIMARY KEY NOT NULL CHECK (length(id) = 36),
    body TEXT NOT NULL CHECK (length(body) <= 36),
    follow_up TEXT NOT NULL CHECK (length(follow_up) <= 36)
        REFERENCES follow_up (id) DEFERRABLE INITIALLY DEFERRED,
    kind TEXT NOT NULL CHECK (kind IN (
        'assign', 'progress', 'decline', 'extend', 'chase', 'complete', 'report_back',
        'revisit', 'close', 'reopen', 'hand_on', 'end'
    )),
    at TEXT NOT NULL CHECK (at GLOB '????-??-??T??:??:??*'),
    text TEXT NOT NULL CHECK (length(text) <= 20000),
    by TEXT NOT NULL CHECK (length(by) <= 100),
    deadline TEXT CHECK (deadline GLOB '????-??-??'),
    satisfaction TEXT CHECK (satisfaction IN (
        'satisfied', 'fairly_satisfied', 'unsatisfied', 'unreachable'
    )),
    meeting TEXT CHECK (length(meeting) <= 36)
        REFERENCES meeting (id) DEFERRABLE INITIALLY DEFERRED,
    level TEXT CHECK (level IN ('remind', 'chair', 'upper')),
    undated INTEGER NOT NULL DEFAULT 0 CHECK (undated IN (0, 1)),
    happened TEXT CHECK (happened GLOB '????-??-??'),
    who TEXT NOT NULL DEFAULT '' CHECK (length(who) <= 20000),
    was TEXT NOT NULL DEFAULT '' CHECK (length(was) <= 20000),
    was_deadline TEXT CHECK (was_deadline GLOB '????-??-??'),
    ending TEXT CHECK (ending IN ('unreachable', 'gone', 'assembly', 'impossible', 'void'))
) STRICT"""
_STEP_COLUMNS = (
    "id, body, follow_up, kind, at, text, by, deadline, satisfaction, meeting, level, undated"
)
_STEP_INDEXES = (
    "CREATE INDEX step_follow_up_id ON step (follow_up, id)",
    "CREATE INDEX step_meeting ON step (meeting) WHERE meeting IS NOT NULL",
)
STATEMENTS = (
    *remade("follow_up", _FOLLOW_UP, _FOLLOW_UP_COLUMNS, (*_FOLLOW_UP_INDEXES, *_TRIGGERS)),
    *remade("step", _STEP, _STEP_COLUMNS, _STEP_INDEXES),
)

ADDED: Mapping[str, Mapping[str, object]] = {
    "step": {"happened": None, "who": "", "was": "", "was_deadline": None, "ending": None},
}
