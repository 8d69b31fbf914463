"""What is still missing before a meeting is ended, or its minutes are final."""

from collections.abc import Callable, Iterator

from meetings.chairing import elections
from meetings.chairing.contradictions import contradictions
from meetings.chairing.floor import lacks_evidence
from meetings.chairing.outcomes import VOTED, on_void_vote
from meetings.chairing.owners_vote import awaits_owners
from meetings.chairing.points import items_not_condensed, not_taken
from meetings.chairing.roster_law import roll_questions
from meetings.clean import is_blank
from meetings.dataclass import dataclass
from meetings.procedure.law_questions import ABOUT_PROXIES, LawQuestion, party_question, unanswered
from meetings.sitting.agenda import AGREED_TO, ItemKind, ItemOutcome
from meetings.sitting.debate import SpeechKind
from meetings.sitting.meeting import Meeting
from meetings.sitting.meeting_states import OVER, MeetingState
from meetings.sitting.officers import officers_without_mark, unit_signed_in
from meetings.sitting.presence import Mark, labels, last_marks
from meetings.sitting.votes import VoteState, may_be_cast


@dataclass(frozen=True, slots=True)
class Blocker:
    """One thing that is missing.

    `kind` names the check; `place` is the id of the row to go to; `what` is its own words;
    `stops` is False for a mere warning.
    """

    kind: str
    place: str
    what: str = ""
    stops: bool = True
    question: LawQuestion | None = None
    """What a law asks, shown as a question and never decided here."""
    count: int = 0
    """How many there are, where there are several."""


def nobody_signed_in(meeting: Meeting) -> Iterator[Blocker]:
    """Nobody signed in, and the meeting was no mere written vote of the owners."""
    if not meeting.in_writing_alone and not any(mark.kind is Mark.IN for mark in meeting.presence):
        yield Blocker("nobody_signed_in", meeting.id)


def no_chair_or_secretary(meeting: Meeting) -> Iterator[Blocker]:
    """The chair or the secretary, whom the minutes name, is not written down.

    A written vote of the owners on its own needs neither: nobody met.
    """
    if meeting.in_writing_alone:
        return
    if is_blank(meeting.chair):
        yield Blocker("no_chair", meeting.id)
    if is_blank(meeting.secretary):
        yield Blocker("no_secretary", meeting.id)


def officer_not_signed_in(meeting: Meeting) -> Iterator[Blocker]:
    """The chair or the secretary is not signed in, on the roll or named in words alone.

    Nobody met in a mere written vote of the owners.
    """
    if meeting.opened_at is not None and not meeting.in_writing_alone:
        for officer in officers_without_mark(meeting):
            yield Blocker("officer_not_signed_in", officer.person or "", officer.name)


def vote_left_open(meeting: Meeting) -> Iterator[Blocker]:
    """A vote is neither counted nor cancelled."""
    for vote in meeting.votes:
        if vote.state is VoteState.OPEN:
            yield Blocker("vote_left_open", vote.id, meeting.motion(vote.motion).text)


def motion_left_open(meeting: Meeting) -> Iterator[Blocker]:
    """A motion is neither voted on nor postponed or withdrawn."""
    for motion in meeting.motions:
        if motion.open:
            yield Blocker("motion_left_open", motion.id, motion.text)


def item_without_outcome(meeting: Meeting) -> Iterator[Blocker]:
    """An item that was taken up has no outcome; those not reached become 未议 automatically."""
    for item in meeting.in_order:
        begun = item.spent > 0 or item.began_at is not None
        due = begun or meeting.state in OVER
        if item.outcome is None and due and item.kind is not ItemKind.REVIEW:
            yield Blocker("item_without_outcome", item.id, item.title)


def decision_without_owner(meeting: Meeting) -> Iterator[Blocker]:
    """A task has no owner."""
    for decision in meeting.decisions:
        if decision.task and is_blank(decision.owner):
            yield Blocker("decision_without_owner", decision.id, decision.text)


def decision_without_deadline(meeting: Meeting) -> Iterator[Blocker]:
    """A task has no deadline."""
    for decision in meeting.decisions:
        if decision.task and decision.deadline is None:
            yield Blocker("decision_without_deadline", decision.id, decision.text)


def decision_on_void_vote(meeting: Meeting) -> Iterator[Blocker]:
    """A decision rests on a vote that was declared void."""
    for decision in meeting.decisions:
        if on_void_vote(meeting, decision):
            yield Blocker("decision_on_void_vote", decision.id, decision.text)


def decision_not_carried(meeting: Meeting) -> Iterator[Blocker]:
    """An item has a decision although its motion failed, and the minutes would print both."""
    failed = {i.id for i in meeting.items if i.outcome in (ItemOutcome.REJECTED, ItemOutcome.TIED)}
    for decision in meeting.decisions:
        if decision.item in failed:
            yield Blocker("decision_not_carried", decision.id, decision.text, stops=False)


def decision_not_reached(meeting: Meeting) -> Iterator[Blocker]:
    """An item has a decision although it was not reached, and the minutes would print both."""
    decided = {decision.item for decision in meeting.decisions}
    for item in meeting.in_order:
        if item.outcome is ItemOutcome.NOT_REACHED and item.id in decided:
            yield Blocker("decision_not_reached", item.id, item.title)


def override_without_reason(meeting: Meeting) -> Iterator[Blocker]:
    """Counts exceed the voters in the room and no reason is written down."""
    for vote in meeting.votes:
        if vote.electorate is None or vote.tally is None or vote.state is not VoteState.CLOSED:
            continue
        room = may_be_cast(meeting.in_force, vote.electorate, vote.election)
        beyond = vote.tally.handed_in > room and vote.owners is None
        if beyond and is_blank(vote.override_reason):
            yield Blocker("override_without_reason", vote.id, meeting.motion(vote.motion).text)


def outcome_without_vote(meeting: Meeting) -> Iterator[Blocker]:
    """An item has an outcome that only a vote gives, and none came to it; a mere reminder."""
    for item in meeting.in_order:
        if item.outcome in VOTED and lacks_evidence(meeting, item.id, item.outcome):
            yield Blocker("outcome_without_vote", item.id, item.title, stops=False)


def only_owners_decide(meeting: Meeting) -> Iterator[Blocker]:
    """What was agreed on an owners' matter must still be voted on by them; a mere reminder."""
    for item in meeting.in_order:
        if item.outcome in AGREED_TO and awaits_owners(meeting, item.id):
            yield Blocker("only_owners_decide", item.id, item.title, stops=False)


def speech_without_name(meeting: Meeting) -> Iterator[Blocker]:
    """A speech has no speaker's name; a mere reminder."""
    for speech in meeting.speeches:
        if speech.kind is SpeechKind.SPEECH and is_blank(speech.name):
            yield Blocker("speech_without_name", speech.id, speech.text, stops=False)


def speeches_not_condensed(meeting: Meeting) -> Iterator[Blocker]:
    """Nobody summed up an item's speeches, so minutes group them by stance; a mere reminder."""
    if meeting.state in OVER:
        for item in items_not_condensed(meeting):
            count = len(not_taken(meeting, item))
            what = meeting.item(item).title
            yield Blocker("speeches_not_condensed", item, what, stops=False, count=count)


def proxy_not_counted(meeting: Meeting) -> Iterator[Blocker]:
    """A proxy does not count: its holder is not in the room, or holds more than the limit."""
    if meeting.rule is None:
        return
    counted = {pair.principal for pair in meeting.room().represented}
    last, called = last_marks(meeting.presence), labels(meeting.roll)
    for person, mark in last.items():
        if mark.kind is not Mark.PROXY or person in counted:
            continue
        holder = last.get(mark.holder or "")
        here = holder is not None and holder.kind is Mark.IN
        kind = "proxy_over_limit" if here else "holder_left"
        yield Blocker(kind, person, called.get(person, ""), stops=False)


def record_unsigned(meeting: Meeting) -> Iterator[Blocker]:
    """Nobody has signed the record on paper after the meeting; a mere reminder."""
    if meeting.state in OVER and not meeting.signed:
        yield Blocker("record_unsigned", meeting.id, stops=False)


def papers_contradict(meeting: Meeting) -> Iterator[Blocker]:
    """Two pages would contradict each other on who was there or on a count."""
    for found in contradictions(meeting):
        yield Blocker(f"contradiction_{found.what}", found.place, found.words)


def invited_not_signed_in(meeting: Meeting) -> Iterator[Blocker]:
    """Nobody signed in for an invited unit, so whether it came is unknown; a mere reminder."""
    if meeting.opened_at is not None:
        for unit in meeting.invited:
            if not unit_signed_in(meeting, unit):
                yield Blocker("invited_not_signed_in", "", unit.label, stops=False)


def law_asks(meeting: Meeting) -> Iterator[Blocker]:
    """What a law asks beside the counts, with its article; a mere reminder."""
    if meeting.rule is None:
        return
    for question in unanswered(roll_questions(meeting.rule, meeting.roll), meeting.answers):
        yield Blocker("law_asks", meeting.id, stops=False, question=question)
    told: set[LawQuestion] = set()
    for vote in meeting.votes:
        if vote.election is not None and vote.state is not VoteState.VOID:
            for question in elections.questions(meeting, vote.id):
                if question in told and question.asks in ABOUT_PROXIES:
                    continue  # of the meeting, not of each round
                told.add(question)
                yield Blocker("law_asks", vote.id, stops=False, question=question)
    for vote_id, question in elections.vacancies(meeting):
        yield Blocker("law_asks", vote_id, stops=False, question=question)
    for item in meeting.in_order:
        answered = item.party_studied is not None
        studied = party_question(meeting.rule, item.important, answered)
        if studied is not None:
            yield Blocker("law_asks", item.id, item.title, stops=False, question=studied)


CHECKS: tuple[Callable[[Meeting], Iterator[Blocker]], ...] = (
    nobody_signed_in,
    no_chair_or_secretary,
    officer_not_signed_in,
    vote_left_open,
    motion_left_open,
    item_without_outcome,
    decision_without_owner,
    decision_without_deadline,
    decision_on_void_vote,
    decision_not_carried,
    decision_not_reached,
    override_without_reason,
    outcome_without_vote,
    only_owners_decide,
    speech_without_name,
    speeches_not_condensed,
    proxy_not_counted,
    papers_contradict,
    invited_not_signed_in,
    law_asks,
    record_unsigned,
)


def blockers(meeting: Meeting) -> tuple[Blocker, ...]:
    """Everything that is missing, in the order in which a secretary would mend it."""
    return tuple(blocker for check in CHECKS for blocker in check(meeting))


def may_finalise(meeting: Meeting) -> bool:
    """Whether the minutes may be final: the meeting is over and no blocker stops it."""
    over = meeting.state in {MeetingState.ENDED, MeetingState.INQUORATE}
    return over and not any(blocker.stops for blocker in blockers(meeting))
