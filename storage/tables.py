"""The registry: which entities are kept, in which tables, and how long their texts may be."""

from collections.abc import Mapping
from typing import Any

from meetings.chairing.owners_vote import OwnerAnswer
from meetings.community.bodies import Body
from meetings.community.people import Person, Seat
from meetings.community.resources import Resource
from meetings.community.units import Unit
from meetings.matters.duty import DutyTurn, LedgerRule
from meetings.matters.followups import FollowUp, Step
from meetings.matters.issues import Issue
from meetings.matters.ledger import SavedView
from meetings.matters.notices import Notice, NoticeObjection
from meetings.matters.referrals import Referral, Reply
from meetings.papers.finals import Approval, Erratum, FinalMinutes
from meetings.sitting.agenda import AgendaItem
from meetings.sitting.debate import Speech
from meetings.sitting.decisions import Decision
from meetings.sitting.meeting import Meeting
from meetings.sitting.motions import Motion
from meetings.sitting.presence import PresenceMark
from meetings.sitting.recurring import MeetingTemplate, RecurringItem
from meetings.sitting.votes import Vote
from storage.name_keys import name_keys
from storage.rows import Row, Table, table_of

LIMITS: Mapping[str, int] = {
    "id": 36, "body": 36, "parent": 36, "person": 36, "meeting": 36, "item": 36, "issue": 36,
    "motion": 36, "amends": 36, "part_of": 36, "vote": 36, "run_off_of": 36, "decision": 36,
    "follow_up": 36, "referral": 36, "notice": 36,
    "raised_by": 36, "merged_into": 36, "carried_from": 36, "holder": 36, "current": 36,
    "owner_person": 36, "to_body": 36, "landed_item": 36, "follows": 36, "again_of": 36,
    "answered_by": 100, "withdrawn_reason": 2_000,
    "title": 200, "name": 100, "raised_name": 100, "place": 200, "building": 50, "entrance": 50,
    "room": 50, "phone": 50, "skills": 500, "topic": 50, "chair": 100, "secretary": 100,
    "from_meeting": 200, "from_item": 200,
    "owner": 100, "mover": 100, "seconder": 100, "by": 100, "received_by": 100,
    "reason": 2_000, "override_reason": 2_000, "void_reason": 2_000, "minority_view": 5_000,
    "next_meeting": 500, "final_hash": 128, "recurring": 36, "contact": 200, "offers": 2_000,
    "terms": 500, "starts": 20,
}  # fmt: skip
"""Characters a text column may hold; columns not named here hold 20,000, JSON a million."""


def _person_keys(row: Mapping[str, Any]) -> Row:
    return name_keys(row["name"])


def _child(kind: type[Any], name: str, parent: str = "meeting") -> Table:
    return table_of(kind, name, parent=parent, limits=LIMITS)


_MEETING = {
    kind: _child(kind, name)
    for kind, name in (
        (AgendaItem, "agenda_item"),
        (PresenceMark, "presence_mark"),
        (Speech, "speech"),
        (Motion, "motion"),
        (Vote, "vote"),
        (Decision, "decision"),
    )
}
_STEP = {Step: _child(Step, "step", parent="follow_up")}

TABLES: tuple[Table, ...] = (
    table_of(Body, "body", limits=LIMITS),
    table_of(Person, "person", limits=LIMITS, derived=("pinyin", "initials"), derive=_person_keys),
    table_of(Seat, "seat", limits=LIMITS),
    table_of(Issue, "issue", limits=LIMITS),
    table_of(Meeting, "meeting", limits=LIMITS, children=_MEETING),
    *_MEETING.values(),
    table_of(FollowUp, "follow_up", limits=LIMITS, children=_STEP),
    *_STEP.values(),
    table_of(Referral, "referral", limits=LIMITS),
    table_of(Reply, "reply", limits=LIMITS),
    table_of(Unit, "unit", limits=LIMITS),
    table_of(OwnerAnswer, "owner_answer", limits=LIMITS),
    table_of(
        FinalMinutes,
        "final_minutes",
        limits={**LIMITS, "content": 10_000_000, "hash": 64, "journal_head": 100},
    ),
    table_of(Erratum, "erratum", limits={**LIMITS, "text": 5_000}),
    table_of(Approval, "approval", limits=LIMITS),
    table_of(Notice, "notice", limits=LIMITS),
    table_of(
        NoticeObjection, "notice_objection", limits={**LIMITS, "text": 5_000, "answer": 5_000}
    ),
    table_of(Resource, "resource", limits=LIMITS),
    table_of(DutyTurn, "duty_turn", limits=LIMITS),
    table_of(LedgerRule, "ledger_rule", limits=LIMITS),
    table_of(SavedView, "saved_view", limits=LIMITS),
    table_of(RecurringItem, "recurring_item", limits=LIMITS),
    table_of(MeetingTemplate, "meeting_template", limits=LIMITS),
)

REFERENCES: tuple[tuple[str, str, str], ...] = (
    ("body", "parent", "body"),
    ("seat", "person", "person"),
    ("agenda_item", "issue", "issue"),
    ("agenda_item", "carried_from", "agenda_item"),
    ("follow_up", "issue", "issue"),
    ("issue", "raised_by", "person"),
    ("unit", "person", "person"),
    ("resource", "person", "person"),
    ("duty_turn", "person", "person"),
    ("issue", "referral", "referral"),
    ("reply", "referral", "referral"),
    ("referral", "follows", "referral"),
)
"""Table, column and the table referred to, where the row may belong to another body.

Such a row may still be on its way from another machine, so the engine does not insist on it.
"""
