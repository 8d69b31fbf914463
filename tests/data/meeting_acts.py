"""Acts on any meeting, in any order, for a machine that tries them."""

from dataclasses import replace

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from meetings.actions import decide, elect, finish, hold, prepare
from meetings.chairing import quorum
from meetings.chairing.tallying import TellerCount
from meetings.chairing.ways_on import ways_on, ways_without_quorum
from meetings.errors import MeetingError
from meetings.importing import signup
from meetings.procedure.counts import Tally
from meetings.procedure.rules import ProxyUse, preset
from meetings.sitting.agenda import ItemOutcome
from meetings.sitting.debate import Stance
from meetings.sitting.decisions import Decision
from meetings.sitting.meeting import Meeting
from meetings.sitting.meeting_states import MeetingState
from meetings.sitting.motions import MotionState
from meetings.sitting.presence import OF_ITEM, OF_ROLL, Mark
from meetings.sitting.votes import Choice, Method, Objection
from tests.data.house import House

RULES = st.builds(
    lambda name, proxies, casting, revotes: replace(
        preset(name), proxies=proxies, casting_vote=casting, revotes=revotes
    ),
    st.sampled_from(["corner", "community", "all-members", "consensus"]),
    st.sampled_from(list(ProxyUse)),
    st.booleans(),
    st.integers(0, 2),
)
PEOPLE = st.integers(0, 4)
COUNT = st.integers(0, 6)
ANY = st.integers(0, 50)
PAPERS = st.tuples(COUNT, COUNT, COUNT)


class MeetingActs(RuleBasedStateMachine):
    """Five members, two items; acts that the meeting refuses change nothing."""

    house: House

    @initialize(rules=RULES, present=st.integers(2, 5))
    def start(self, rules, present):
        self.house = House(rules, members=5)
        self.house.plan("甲事", "乙事")
        self.house.open(present)

    @property
    def meeting(self) -> Meeting:
        with self.house.records.reading() as book:
            return book.get(Meeting, self.house.meeting.id)

    def attempt(self, action, *args, **more) -> bool:
        before = self.meeting
        try:
            self.house.act(action, *args, **more)
        except MeetingError:
            assert self.meeting == before
            return False
        return True

    def some(self, rows, pick: int):
        return rows[pick % len(rows)].id if rows else "none"

    @rule(person=PEOPLE, kind=st.sampled_from(list(Mark)), item=ANY, holder=PEOPLE)
    def somebody_moves(self, person, kind, item, holder):
        of_item = kind in OF_ITEM
        self.attempt(
            hold.mark,
            self.house.people[person].id,
            kind,
            item=self.some(self.meeting.items, item) if of_item else None,
            holder=self.house.people[holder].id if kind is Mark.PROXY else None,
            reason="名册有误" if kind in OF_ROLL else "",
        )

    @rule(pick=ANY, to=st.sampled_from([None, Mark.IN, Mark.OUT, Mark.EXCUSED, Mark.ABSENT]))
    def a_line_is_corrected(self, pick, to):
        line = self.some(self.meeting.presence, pick)
        self.attempt(hold.correct_mark, line, "记错了", kind=to)

    @rule(among=st.sets(PEOPLE))
    def some_are_signed_in_at_once(self, among):
        self.attempt(hold.everybody_here, {self.house.people[place].id for place in among})

    @rule(person=PEOPLE)
    def somebody_leaves_and_comes_back(self, person):
        for kind in (Mark.IN, Mark.OUT, Mark.IN):
            self.attempt(hold.mark, self.house.people[person].id, kind)

    @rule(person=PEOPLE)
    def somebody_is_struck_off_and_put_back(self, person):
        for kind in (Mark.STRUCK, Mark.SEATED):
            self.attempt(hold.mark, self.house.people[person].id, kind, reason="名册有误")

    @rule(names=st.sets(PEOPLE, min_size=1))
    def a_list_is_pasted(self, names):
        text = "\n".join(self.house.people[place].name for place in sorted(names))
        plan = signup.plan_sign_in(text, self.meeting, self.meeting.roll)
        self.attempt(signup.sign_in_all, plan)

    @rule(person=PEOPLE, stance=st.sampled_from(list(Stance)))
    def somebody_speaks(self, person, stance):
        who = self.house.people[person]
        self.attempt(hold.speak, who.id, who.name, stance, "说一句")

    @rule(item=ANY)
    def an_item_is_taken_up(self, item):
        self.attempt(hold.begin_item, self.some(self.meeting.items, item))

    @precondition(lambda self: self.meeting.current and self.meeting.state == "open")
    @rule(amends=st.booleans(), pick=ANY)
    def a_motion_is_put(self, amends, pick):
        self.put_motion(amends, pick)

    def put_motion(self, amends, pick):
        target = self.some(self.meeting.motions, pick) if amends else None
        try:
            self.house.move(f"动议{len(self.meeting.motions)}", amends=target)
        except MeetingError:
            return

    @rule(pick=ANY, act=st.sampled_from([hold.withdraw, hold.postpone]))
    def a_motion_leaves(self, pick, act):
        self.attempt(act, self.some(self.meeting.motions, pick), "另议")

    @rule(pick=ANY)
    def a_motion_comes_back(self, pick):
        self.attempt(hold.take_up, self.some(self.meeting.motions, pick))

    @rule(pick=ANY)
    def a_question_is_divided(self, pick):
        self.attempt(hold.divide, self.some(self.meeting.motions, pick), ["其一", "其二"])

    @rule(pick=ANY, method=st.sampled_from(list(Method)), options=st.booleans())
    def a_vote_opens(self, pick, method, options):
        labels = ("东", "西") if options else ()
        waiting = [m for m in self.meeting.motions if m.open] or self.meeting.motions
        self.attempt(decide.open_vote, self.some(waiting, pick), method, labels)

    @precondition(lambda self: self.meeting.current and self.meeting.state == "open")
    @rule(
        method=st.sampled_from([Method.HANDS, Method.HANDS, Method.SECRET, Method.CONSENSUS]),
        against=st.integers(0, 5),
        tie=st.booleans(),
        pick=ANY,
    )
    def a_vote_is_taken(self, method, against, tie, pick):
        """From the motion to the count, with numbers that fit the room."""
        ready = [m for m in self.meeting.motions if m.state is MotionState.SECONDED]
        if not ready:
            self.put_motion(False, 0)
            ready = [m for m in self.meeting.motions if m.state is MotionState.SECONDED]
        if not self.attempt(decide.open_vote, self.some(ready, pick), method):
            return
        vote = self.meeting.votes[-1]
        room = quorum.names(self.meeting, self.meeting.room(vote.item))
        voters = room.votes(self.meeting.in_force)
        against = min(against, voters // 2) if tie else min(against, voters)
        tally = Tally(against if tie else voters - against, against)
        tellers = tuple(TellerCount(name, tally) for name in ("甲", "乙"))
        if method is Method.SECRET:
            assert self.attempt(decide.close_vote, vote.id, tellers=tellers)
        else:
            assert self.attempt(decide.close_vote, vote.id, tally)

    @precondition(lambda self: self.meeting.current and self.meeting.state == "open")
    @rule(first=COUNT, second=COUNT, abstain=st.integers(0, 1))
    def options_are_voted_on(self, first, second, abstain):
        self.put_motion(False, 0)
        ready = [m for m in self.meeting.motions if m.state is MotionState.SECONDED]
        if not ready:
            return
        labels = ("东", "西", "南")
        if self.attempt(decide.open_vote, ready[-1].id, Method.HANDS, labels):
            vote = self.meeting.votes[-1]
            found = tuple(
                replace(o, votes=n) for o, n in zip(vote.options, (first, second, 0), strict=True)
            )
            tally = Tally(first + second, 0, abstain)
            if not self.attempt(decide.close_vote, vote.id, tally, options=found):
                self.attempt(decide.cancel_vote, vote.id)

    @precondition(lambda self: self.meeting.current and self.meeting.state == "open")
    @rule(seats=st.integers(1, 2), given_out=st.one_of(st.none(), COUNT), votes=PAPERS)
    def people_are_elected(self, seats, given_out, votes):
        """An election from its names to the count of both tellers."""
        names, tellers = ("东", "西", "南"), ("甲", "乙")
        if self.attempt(
            elect.open_election, self.meeting.current, "选举组长", names, seats, tellers, given_out
        ):
            self.papers_are_counted(votes)

    @rule(pick=ANY, votes=PAPERS)
    def those_who_were_not_elected_meet_again(self, pick, votes):
        held = [v for v in self.meeting.votes if v.election and v.counted]
        if self.attempt(elect.next_round, self.some(held, pick)):
            self.papers_are_counted(votes)

    def papers_are_counted(self, votes):
        vote = self.meeting.votes[-1]
        room = quorum.names(self.meeting, self.meeting.room(vote.item))
        papers = room.votes(self.meeting.in_force)
        found = tuple(
            replace(option, votes=min(votes[n], papers)) for n, option in enumerate(vote.options)
        )
        least = -(-sum(option.votes for option in found) // vote.choose)
        valid = min(papers, max(least, *(option.votes for option in found)))
        tally = Tally(valid, 0, 0, papers - valid)
        counts = tuple(TellerCount(name, tally, found) for name in ("甲", "乙"))
        if not self.attempt(elect.close_election, vote.id, counts):
            self.attempt(decide.cancel_vote, vote.id)

    @rule(counts=st.tuples(COUNT, COUNT, COUNT, COUNT), reason=st.sampled_from(["", "", "复核过"]))
    def a_count_closes_the_vote(self, counts, reason):
        vote = self.meeting.open_vote
        if vote is None:
            return
        tally = Tally(*counts)
        options = tuple(
            replace(o, votes=counts[0] if not n else 0) for n, o in enumerate(vote.options)
        )
        tellers = tuple(TellerCount(name, tally, options) for name in ("甲", "乙"))
        secret = vote.method is Method.SECRET
        self.attempt(
            decide.close_vote, vote.id, None if secret else tally, (), reason,
            () if secret else options, tellers if secret else (),
        )  # fmt: skip

    @rule(person=PEOPLE, choice=st.sampled_from(list(Choice)))
    def somebody_answers(self, person, choice):
        vote = self.meeting.open_vote
        if vote is None:
            return
        marks = ["东"] if vote.options and choice is Choice.FOR else []
        name = self.house.people[person].name
        act = decide.register_return if vote.method is Method.WRITTEN else decide.answer
        self.attempt(act, vote.id, name, choice, marks)

    @rule(standing=st.integers(0, 2))
    def objections_are_heard(self, standing):
        vote = self.meeting.open_vote
        if vote is not None:
            heard = tuple(Objection(f"成员{n}") for n in range(standing))
            self.attempt(decide.close_vote, vote.id, objections=heard)

    @rule(for_majority=st.booleans())
    def a_clear_majority_is_seen(self, for_majority):
        vote = self.meeting.open_vote
        if vote is not None:
            self.attempt(decide.close_uncounted, vote.id, for_majority)

    @rule(pick=ANY)
    def a_vote_is_left(self, pick):
        self.attempt(decide.cancel_vote, self.some(self.meeting.votes, pick))

    @rule(pick=ANY)
    def a_vote_is_voided(self, pick):
        self.attempt(decide.void_vote, self.some(self.meeting.votes, pick), "数错了")

    @rule(pick=ANY, chair_for=st.booleans())
    def a_way_on_is_taken(self, pick, chair_for):
        id = self.some(self.meeting.votes, pick)
        if id == "none":
            return
        offered = [v.id for v in self.meeting.votes if ways_on(self.meeting, v.id)]
        if offered:
            id = offered[-1]
        ways = ways_on(self.meeting, id)
        for way in ways[pick % 3 :] + ways[: pick % 3]:
            done = {
                "revote": lambda: self.attempt(decide.vote_again, self.meeting.vote(id).motion),
                "casting_vote": lambda: self.attempt(decide.cast, id, chair_for),
                "run_off": lambda: self.attempt(decide.run_off, id),
            }.get(way.value)
            if done is not None:
                quorate = not ways_without_quorum(self.meeting, self.meeting.vote(id).item)
                held = self.meeting.open_votes
                assert done() or not quorate or held
                return

    @rule(item=ANY, outcome=st.sampled_from(list(ItemOutcome)))
    def an_item_is_settled(self, item, outcome):
        self.attempt(decide.settle, self.some(self.meeting.items, item), outcome, "理由")

    @precondition(lambda self: self.meeting.current)
    @rule(task=st.booleans())
    def something_is_decided(self, task):
        decision = Decision(
            "", self.house.body.id, self.meeting.id, self.meeting.current or "", "去办",
            self.house.now, "成员1", deadline=self.house.now.date(), task=task,
        )  # fmt: skip
        try:
            self.house.do(decide.decide, decision)
        except MeetingError:
            return

    @rule(talk=st.booleans())
    def the_meeting_becomes_a_talk(self, talk):
        self.attempt(hold.hold_as_talk, talk)

    @rule(act=st.sampled_from([hold.suspend, hold.resume, hold.end_meeting, hold.reopen_meeting]))
    def the_meeting_moves_on(self, act):
        self.attempt(act)

    @rule()
    def the_minutes_become_final(self):
        self.attempt(finish.finalise, "abc")

    @precondition(lambda self: self.meeting.state == "final")
    @rule()
    def the_final_minutes_are_reopened(self):
        assert self.attempt(finish.reopen, "补一处")
        assert self.meeting.state in {MeetingState.ENDED, MeetingState.INQUORATE}

    @rule()
    def undo_and_redo_are_the_identity(self):
        records, body = self.house.records, self.house.body.id
        entry = records.undoable(body)
        if entry is None or entry.command == "meeting.open":
            return
        before = self.meeting
        records.undo(self.house.by(), body)
        records.redo(self.house.by(), body)
        assert self.meeting == before

    @rule()
    def the_last_command_is_undone(self):
        records, body = self.house.records, self.house.body.id
        entry = records.undoable(body)
        if entry is None or entry.command == "meeting.open":
            return
        assert entry.command != "vote.secret"
        records.undo(self.house.by(), body)
        self.house.meeting = self.meeting

    @precondition(lambda self: self.meeting.state == "final")
    @rule(item=ANY)
    def a_final_meeting_does_not_change(self, item):
        before = self.meeting
        id = self.some(before.items, item)
        acts = [
            (hold.begin_item, id), (hold.sign, ["甲"]), (hold.lower_hand, "成员1"),
            (hold.take_floor,), (hold.end_meeting,), (decide.settle, id, ItemOutcome.NOTED),
            (prepare.drop_item, id), (prepare.move_item, id, True), (prepare.back_to_draft,),
        ]  # fmt: skip
        for act, *args in acts:
            self.attempt(act, *args)
        for edit in (
            lambda: self.house.do(prepare.edit_item, replace(before.item(id), title="改了")),
            lambda: self.house.do(prepare.edit_meeting, replace(before, title="改了")),
        ):
            try:
                edit()
            except MeetingError:
                continue
        assert self.meeting == before
