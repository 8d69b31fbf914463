"""Schema 10: one task for several hands, each with a part.

New words in a CHECK want the table of steps made anew.
"""

from collections.abc import Mapping

from storage.migrations.remaking import remade

_STEP = """(
    id TEXT PRIMARY KEY NOT NULL CHECK (length(id) = 36),
    body TEXT NOT NULL CHECK (length(body) <= 36),
    follow_up TEXT NOT NULL CHECK (length(follow_up) <= 36)
        REFERENCES follow_up (id) DEFERRABLE INITIALLY DEFERRED,
    kind TEXT NOT NULL CHECK (kind IN (
        'assign', 'progress', 'decline', 'extend', 'chase', 'complete', 'report_back',
        'revisit', 'close', 'reopen', 'hand_on', 'end', 'share_out', 'part_done', 'part_extend',
        'part_hand_on', 'part_reopen'
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
    ending TEXT CHECK (ending IN ('unreachable', 'gone', 'assembly', 'impossible', 'void')),
    part INTEGER NOT NULL DEFAULT 0 CHECK (part >= 0)
) STRICT"""
_STEP_COLUMNS = (
    "id, body, follow_up, kind, at, text, by, deadline, satisfaction, meeting, level, undated, "
    "happened, who, was, was_deadline, ending"
)
_STEP_INDEXES = (
    "CREATE INDEX step_follow_up_id ON step (follow_up, id)",
    "CREATE INDEX step_meeting ON step (meeting) WHERE meeting IS NOT NULL",
)
STATEMENTS = (
    "ALTER TABLE follow_up ADD COLUMN parts TEXT NOT NULL DEFAULT '[]' "
    "CHECK (substr(parts, 1, 1) = '[' AND length(parts) <= 1000000)",
    *remade("step", _STEP, _STEP_COLUMNS, _STEP_INDEXES),
)

ADDED: Mapping[str, Mapping[str, object]] = {"follow_up": {"parts": "[]"}, "step": {"part": 0}}
