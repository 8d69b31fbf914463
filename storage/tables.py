"""The list of all tables: of which entity each is, its columns, and how long their texts may be."""

from typing import Any

from meetings.chairing.owners_vote import OwnerAnswer
from meetings.community.groups import Group
from meetings.community.people import Person, Seat
from meetings.community.resources import Resource
from meetings.community.units import Unit
from meetings.figures.sealed_report import SealedReport
from meetings.matters.activities import Activity
from meetings.matters.duty import DutyTurn, LedgerRule
from meetings.matters.followups import FollowUp, Step
from meetings.matters.issues import Issue, SameMatter
from meetings.matters.ledger import SavedView
from meetings.matters.needs import Need
from meetings.matters.notices import Notice, NoticeObjection
from meetings.matters.referrals import Referral, Reply
from meetings.matters.rewards import PointEntry, Prize
from meetings.papers.finals import Approval, Erratum, FinalMinutes
from meetings.papers.mask_choice import MaskChoice
from meetings.sitting.agenda import AgendaItem
from meetings.sitting.bylaws import Bylaw
from meetings.sitting.debate import Speech
from meetings.sitting.decisions import Decision
from meetings.sitting.meeting import Meeting
from meetings.sitting.motions import Motion
from meetings.sitting.presence import PresenceMark
from meetings.sitting.recurring import MeetingTemplate, RecurringItem
from meetings.sitting.votes import Vote
from storage.body_table import BODY
from storage.name_keys import name_keys
from storage.rows import Table, table_of


def _child(kind: type[Any], name: str, parent: str = "meeting") -> Table:
    return table_of(kind, name, parent=parent)


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
    BODY,
    table_of(
        Person,
        "person",
        derived=("pinyin", "initials"),
        derive=name_keys,
        derive_from=("name",),
    ),
    table_of(Seat, "seat"),
    table_of(Issue, "issue"),
    table_of(SameMatter, "same_matter"),
    table_of(Meeting, "meeting", children=_MEETING),
    *_MEETING.values(),
    table_of(FollowUp, "follow_up", children=_STEP),
    *_STEP.values(),
    table_of(Referral, "referral"),
    table_of(Reply, "reply"),
    table_of(Unit, "unit"),
    table_of(OwnerAnswer, "owner_answer"),
    table_of(
        FinalMinutes,
        "final_minutes",
    ),
    table_of(SealedReport, "sealed_report"),
    table_of(Erratum, "erratum"),
    table_of(Approval, "approval"),
    table_of(
        MaskChoice,
        "mask_choice",
    ),
    table_of(Notice, "notice"),
    table_of(NoticeObjection, "notice_objection"),
    table_of(Resource, "resource"),
    table_of(DutyTurn, "duty_turn"),
    table_of(LedgerRule, "ledger_rule"),
    table_of(Activity, "activity"),
    table_of(Need, "need"),
    table_of(Prize, "prize"),
    table_of(PointEntry, "point_entry"),
    table_of(Bylaw, "bylaw"),
    table_of(Group, "community_group"),
    table_of(SavedView, "saved_view"),
    table_of(RecurringItem, "recurring_item"),
    table_of(MeetingTemplate, "meeting_template"),
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
    ("same_matter", "other", "issue"),
    ("reply", "referral", "referral"),
    ("referral", "follows", "referral"),
)
"""Table, column and the table referred to, where the row may belong to another body.

Such a row may still be on its way from another machine, so the engine does not insist on it.
"""
