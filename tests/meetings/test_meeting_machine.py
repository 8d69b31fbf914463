"""Any meeting, held in any order: what must hold after every act."""

import re
from collections import Counter
from types import SimpleNamespace
from typing import Any, cast

from hypothesis import settings
from hypothesis.stateful import invariant

from meetings.actions import finish
from meetings.chairing.blockers import blockers
from meetings.chairing.contradictions import contradictions
from meetings.importing.columns import ITEMS
from meetings.importing.workbook.out import (
    Held,
    clock_of,
    numbered_votes,
    sign_in_row,
    workbook_rows,
)
from meetings.papers.elected_words import result_of
from meetings.papers.other_papers import sign_in_of
from meetings.papers.vote_words import sentence_of
from meetings.sitting.agenda import ItemKind
from meetings.sitting.meeting_states import RUNNING
from meetings.sitting.motions import MotionState
from meetings.sitting.officers import officers_without_mark
from meetings.sitting.presence import Mark, Standing, by_section, may_vote
from meetings.sitting.votes import Method, VoteState, judged
from meetings.terms import term
from tests.data.meeting_acts import MeetingActs
from tests.data.often import often
from tui.dialogs.holding.sign_in import SignIn
from tui.language import _, language
from tui.widgets.hold_view import room_parts, section_texts


class Desk(SignIn):
    """The sign-in table in a wide window."""

    narrow = False


def once(text: str) -> str:
    """The text without how many make a quorum, where it was reached."""
    return re.sub("达到法定人数（[^（）]*）", "达到法定人数", text)


class AnyMeeting(MeetingActs):
    """What holds whatever was done."""

    @invariant()
    def no_vote_has_more_voters_than_its_room(self):
        for vote in self.meeting.votes:
            if vote.electorate is None or vote.tally is None:
                continue
            room = vote.electorate.votes(self.meeting.in_force)
            assert vote.tally.handed_in <= room or vote.override_reason
            assert len(set(vote.electorate.present)) == len(vote.electorate.present)
            assert not set(vote.electorate.present) & set(vote.electorate.recused)

    @invariant()
    def a_secret_vote_keeps_no_ballot(self):
        secret = [v for v in self.meeting.votes if v.method is Method.SECRET]
        assert all(not v.ballots for v in secret)

    @invariant()
    def one_vote_at_a_time_is_taken_in_the_room(self):
        hands = [v for v in self.meeting.open_votes if v.method is not Method.WRITTEN]
        assert len(hands) <= 1
        assert not self.meeting.open_votes or self.meeting.state in {"open", "suspended"}

    @invariant()
    def an_amendment_waits_only_for_an_open_motion(self):
        for motion in self.meeting.motions:
            if motion.open and motion.amends is not None:
                assert self.meeting.motion(motion.amends).open

    @invariant()
    def a_talk_has_no_decisions(self):
        if self.meeting.informal:
            assert not self.meeting.decisions
            assert not [
                v for v in self.meeting.votes if v.outcome == "passed" and v.state == "closed"
            ]

    @invariant()
    def nothing_is_missing_from_the_documents(self):
        meeting = self.meeting
        record = finish.record(self.house.records, meeting.id, self.house.now)
        told = "\n".join(line.text for line in record.lines)
        for item in meeting.in_order:
            if item.kind is ItemKind.REVIEW:
                continue
            shown = next(i for i in record.minutes.items if i.title == item.title)
            counted = [v for v in meeting.votes if v.item == item.id and v.state != "open"]
            assert len(shown.votes) == len(counted)
            assert len(shown.motions) == sum(m.item == item.id for m in meeting.motions)
            assert shown.outcome == item.outcome
            if item.outcome is not None:
                ends = [
                    line.text.removeprefix(f"{item.title}：")
                    for line in record.lines
                    if line.item == shown.number and line.kind in ("outcome", "referred")
                ]
                said = result_of(meeting, item) if shown.elected else term(item.outcome)
                assert [end.startswith(said) for end in ends] == [True]
                assert all(name in said for line in shown.elected for name in line.chosen)
            for vote, line in zip(counted, shown.votes, strict=True):
                # How many make a quorum stands at the head of the record and need not come again.
                assert once(line.sentence) in once(told)
                assert sentence_of(vote, meeting.in_force, "en").endswith(".")
                assert vote.override_reason in told
                assert vote.state is not VoteState.VOID or vote.void_reason in told
                if vote.outcome == "tied":
                    assert "平票" in line.sentence or "相同" in line.sentence
        for motion in meeting.motions:
            if motion.state in {MotionState.WITHDRAWN, MotionState.POSTPONED}:
                assert f"{motion.text}（{term(motion.state)}" in told

    @invariant()
    def every_page_agrees_on_who_was_there_and_who_could_vote(self):
        meeting = self.meeting
        if meeting.rule is None:
            return
        whole, room = meeting.who_came(), meeting.room()
        came = finish.record(self.house.records, meeting.id, self.house.now).minutes.attendance
        officers = {o.person for o in officers_without_mark(meeting)}
        assert (came.expected or 0) == len(whole.expected)
        assert [n.person for n in came.present] == list(whole.voters)
        assert [n.person for n in came.observers if n.person] == list(whole.others)
        assert {n.person for n in came.absent} == set(whole.absent) - officers
        seats = [*whole.voters, *(p.principal for p in whole.represented), *whole.excused,
                 *whole.absent]  # fmt: skip
        assert len(set(seats)) == len(seats) and set(whole.expected) <= set(seats)
        here = {*room.present, *room.recused}
        assert here <= set(whole.voters) and set(room.others) <= set(whole.others)
        self._the_header_says(meeting.room_told(meeting.current))
        self._the_papers_say(came)
        self._the_desk_says(meeting.room(meeting.current))
        self._the_workbook_says(whole)
        self._the_sheet_says(whole)

    @invariant()
    def every_page_agrees_on_each_count(self):
        meeting = self.meeting
        rows = workbook_rows(Held(self.house.body, meeting))
        cells = {row[16]: row for row in rows[ITEMS] if row[16]}
        for number, vote in numbered_votes(meeting).items():
            room, row = vote.electorate, cells[number]
            assert room is not None
            found = judged(vote, meeting.in_force)
            assert row[8] == len(room.present) and row[18] == len(room.expected)
            assert row[19:21] == (len(room.recused) or None, len(room.represented) or None)
            assert found.outcome == vote.outcome
            if vote.tally is not None:
                counts = (vote.tally.for_, vote.tally.against, vote.tally.abstain)
                # Where it was asked who objects, nobody voted.
                asked = vote.method is Method.CONSENSUS and vote.objections_asked
                assert row[9:12] in (((None,) * 3, counts) if asked else (counts,))
                assert row[21] == (vote.tally.invalid or None)
            said = sentence_of(vote, meeting.in_force)
            assert found.base.present is None or str(found.base.present) in said

    @invariant()
    def what_the_pages_deny_each_other_is_a_blocker(self):
        found = {one.place for one in contradictions(self.meeting)}
        told = {one.place for one in blockers(self.meeting) if one.stops}
        assert found <= told
        came = {
            entry.person for entry in self.meeting.roll
            if sign_in_row(self.meeting, entry)[3] in ("出席", "列席")
        }  # fmt: skip
        spoke = {speech.person for speech in self.meeting.speeches}
        assert not self.meeting.rule or spoke <= came | found

    def _the_header_says(self, room):
        meeting = self.meeting
        counted = room.quorum_count(meeting.in_force)
        beside = len(room.others) + len(meeting.officers_in_words)
        unlisted = len(set(room.present) - set(room.expected)) if meeting.has_roster else 0
        told = [
            len(room.present) - unlisted,
            *([unlisted] if unlisted else []),
            *([len(room.expected)] if meeting.has_roster else []),
            *([len(room.represented)] if room.represented else []),
            *([counted] if counted > len(room.present) else []),
            *([beside] if beside else []),
            *([len(room.recused)] if room.recused else []),
        ]
        numbers = re.findall(r"\d+", room_parts(meeting)["present"])
        assert sorted(map(int, numbers)) == sorted(told)

    def _the_papers_say(self, came):
        """实到 where somebody is expected and 在场 where nobody is, with one number, everywhere."""
        meeting = self.meeting
        there = meeting.has_roster or meeting.in_force.quorum is not None
        wrong = "在场" if there else "实到"
        minutes = finish.minutes(self.house.records, meeting.id, self.house.now)
        told = [minutes.quorum_sentence]
        # A vote keeps the room it was taken in, also where nobody is expected any more.
        for item, line in zip(meeting.in_order, minutes.items, strict=True):
            votes = [vote for vote in meeting.votes if vote.item == item.id and vote.counted]
            for vote, said in zip(votes, line.votes, strict=True):
                if vote.electorate and bool(vote.electorate.expected) == meeting.has_roster:
                    told += [said.sentence, said.brief]
        for words in told:
            assert not re.search(f"{wrong}[0-9]", words), words
        room = meeting.room_told()
        assert not minutes.quorum_sentence or str(len(room.present)) in minutes.quorum_sentence
        if meeting.state not in RUNNING:
            assert str(len(came.present)) in minutes.quorum_sentence
            listed = set(room.expected) or set(room.present)
            here = len(listed & set(room.present))
            assert room_parts(meeting)["present"].split("/")[0].endswith(str(here))

    def _the_desk_says(self, room):
        """Of each name whether it is here, spoken for, stands back, and may vote."""
        meeting = self.meeting
        desk = Desk(cast(Any, SimpleNamespace(meeting=meeting, body=self.house.body)))
        here = {*room.present, *room.recused, *room.others}
        counted = {pair.principal for pair in room.represented}
        for entry in meeting.roll:
            cells = desk._row(entry).cells
            role, said = str(cells[2]), cells[3][0]
            votes = {*room.present, *room.recused}
            assert said.startswith(term(Mark.IN, language())) == (entry.person in votes)
            sits_in = said.startswith(term(Standing.OBSERVER, language()))
            assert sits_in == (entry.person in room.others)
            proxy = said.startswith(term(Mark.PROXY, language()))
            assert (proxy and _("(not counted now)") not in said) == (entry.person in counted)
            if entry.person in room.recused:
                assert term(Mark.RECUSED, language()) in said
            assert role.endswith(_(" (no vote)")) != may_vote(entry, meeting.in_force)
        whole = meeting.room_told(meeting.current)
        here = {*whole.present, *whole.others}
        counted = {pair.principal for pair in whole.represented}
        for text, count in zip(
            section_texts(meeting),
            by_section(meeting.roll, here, counted),
            strict=True,
        ):
            assert count.name in text and str(count.came) in text

    def _the_sheet_says(self, whole):
        """The sheet to sign: who came, at which minute, as the workbook has it, or at none."""
        meeting = self.meeting
        sheet = sign_in_of(meeting, "议事会", self.house.now)
        for entry, line in zip(meeting.roll, sheet.lines, strict=False):
            row = sign_in_row(meeting, entry)
            assert line.name == entry.name
            assert line.came == (entry.person in whole.came)
            assert line.came_at is None or clock_of(line.came_at) == row[4]
            assert (line.state == term(Mark.IN)) == (entry.person in whole.voters)
            assert (line.state == term(Standing.OBSERVER)) == (entry.person in whole.others)

    def _the_workbook_says(self, whole):
        meeting = self.meeting
        words = Counter(sign_in_row(meeting, entry)[3] for entry in meeting.roll)
        assert words["出席"] == len(whole.voters) and words["列席"] == len(whole.others)
        assert words["委托"] == len(whole.represented)
        absent = {e.person for e in meeting.roll if sign_in_row(meeting, e)[3] == "缺席"}
        assert absent == set(whole.absent)


AnyMeeting.TestCase.settings = settings(
    max_examples=often(16), stateful_step_count=40, deadline=None
)
TestAnyMeeting = AnyMeeting.TestCase
