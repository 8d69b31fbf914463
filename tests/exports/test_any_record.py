"""Whatever happens in a meeting, its record in Word leaves nothing out."""

import io
import re

import docx
from docx.oxml.ns import qn
from hypothesis import settings

from exports.documents.minutes_item import outcome_text
from exports.documents.record import record_document
from exports.text import one_line
from meetings.actions import finish
from meetings.papers.elected_words import elected_words
from meetings.sitting.agenda import ItemKind, ItemOutcome
from meetings.sitting.motions import MotionState
from meetings.sitting.votes import VoteState
from meetings.terms import term
from tests.data.often import often
from tests.meetings.test_meeting_machine import AnyMeeting


def once(text: str) -> str:
    return re.sub("达到法定人数（[^（）]*）", "达到法定人数", text)


def words(data: bytes) -> str:
    body = docx.Document(io.BytesIO(data)).element.body
    return "\n".join(
        "".join(text.text or "" for text in paragraph.iter(qn("w:t")))
        for paragraph in body.iter(qn("w:p"))
    )


class AnyRecord(AnyMeeting):
    """Lays out the record at the end of each generated meeting."""

    def teardown(self):
        if not hasattr(self, "house"):
            return
        meeting = self.meeting
        record = finish.record(self.house.records, meeting.id, self.house.now)
        told = words(record_document(record))
        there = record.minutes.attendance
        absences = [*there.excused, *there.absent, *(who for who, _ in there.represented)]
        assert all(name.name in told for name in absences)
        for vote in meeting.votes:
            if vote.state is VoteState.OPEN:
                continue
            assert one_line(vote.override_reason) in told
            if vote.state is VoteState.VOID:
                assert "作废" in told and vote.void_reason in told
        for item in record.minutes.items:
            # How many make a quorum stands at the head of the record and need not come again.
            assert all(once(vote.sentence) in once(told) for vote in item.votes)
            if item.kind is not ItemKind.REVIEW and item.outcome is not None:
                assert item.title in told
                assert elected_words(item.elected) in told
                assert outcome_text(item).rstrip("。") in told
        missed = [i for i in record.minutes.items if i.outcome is ItemOutcome.NOT_REACHED]
        assert not missed or term(ItemOutcome.NOT_REACHED) in told
        for motion in meeting.motions:
            if motion.state in {MotionState.WITHDRAWN, MotionState.POSTPONED}:
                assert f"{motion.text}（{term(motion.state)}" in told


AnyRecord.TestCase.settings = settings(max_examples=often(8), stateful_step_count=30, deadline=None)
TestAnyRecord = AnyRecord.TestCase
