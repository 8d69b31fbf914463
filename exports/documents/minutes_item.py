"""One item of the minutes: the matter, the opinions, motions and votes, and what was fixed."""

from collections.abc import Iterable, Iterator

from docx.document import Document

from exports import text, words
from exports.documents.attendance import Printed
from exports.layout import blocks
from meetings.clean import is_blank
from meetings.papers.minutes import DecisionLine, ItemMinutes, MotionLine, Said, VoteLine
from meetings.papers.outcome_words import outcome_words
from meetings.sitting.agenda import CARRIED, ItemKind, ItemOutcome
from meetings.sitting.debate import Stance
from meetings.sitting.motions import MotionState
from meetings.terms import term

_WITHOUT_VOTE = {term(MotionState.WITHDRAWN), term(MotionState.POSTPONED)}


def write_item(
    document: Document,
    item: ItemMinutes,
    number: int | None,
    printed: Printed,
    *,
    public: bool = False,
) -> None:
    """A heading, with its number where it is one of several, and the paragraphs under it."""
    blocks.heading(document, 1, number, item.title)
    if item.private and not public:
        blocks.body(document, words.PRIVATE)
    _said(document, words.MATTER, item.matter)
    answer = item.kind is ItemKind.ANSWER
    _said(document, words.ANSWER if answer else words.PROPOSAL, item.proposal)
    for name, why in item.recused:
        reason = f"（{text.one_line(why)}）" if why else ""
        blocks.body(document, f"{printed(name)}{reason}。", words.RECUSED)
    for label, speeches in opinions(item):
        blocks.body(document, joined(speeches), label)
    _said(document, words.MINORITY, item.minority_view)
    _motions(document, item)
    blocks.body(document, outcome_text(item), words.RESULT)
    if item.owners_matter and not _marked(item):
        blocks.body(document, words.OWNERS_MATTER)
    _decisions(document, item.decisions)


def _marked(item: ItemMinutes) -> bool:
    said = (outcome_text(item), *(vote.sentence for vote in item.votes))
    return any(words.OWNERS_DECIDE in sentence for sentence in said)


def opinions(item: ItemMinutes) -> Iterator[tuple[str, tuple[Said, ...]]]:
    """The speeches under their labels, for and against first; empty groups are left out."""
    for stance in Stance:
        if speeches := item.said(stance):
            policy = stance is Stance.POLICY
            yield words.POLICY if policy else words.OPINIONS.format(stance=term(stance)), speeches


def joined(speeches: Iterable[Said]) -> str:
    """Opinions in one paragraph, each with its speaker: 太吵（张伟）；太贵（李梅）。"""
    said = [
        f"{text.clause(speech.text)}（{aside(speech.name)}）"
        if speech.name
        else text.clause(speech.text)
        for speech in speeches
    ]
    return "；".join(said) + "。"


def aside(name: str) -> str:
    """张伟（45栋） as it stands inside brackets: 张伟，45栋."""
    return text.one_line(name).replace("（", "，").replace("）", "")


def decision_text(decision: DecisionLine) -> str:
    """What was fixed, with its owner, helpers and deadline."""
    facts = []
    if decision.owner or decision.task:
        facts.append(words.OWNER.format(owner=decision.owner or words.NO_OWNER))
    if decision.helpers:
        facts.append(words.HELPERS.format(helpers="、".join(decision.helpers)))
    if decision.deadline is not None:
        facts.append(words.DEADLINE.format(day=text.day_text(decision.deadline)))
    about = f"（{'，'.join(facts)}）" if facts else ""
    return f"{text.clause(decision.text)}{about}。"


def outcome_text(item: ItemMinutes) -> str:
    """通过。 搁置至下次，理由：……。 An item without an outcome was not reached."""
    outcome = item.outcome or ItemOutcome.NOT_REACHED
    said = outcome_words(outcome, item.owners_matter)
    if outcome is ItemOutcome.REFERRED_UP and item.referred_to:
        said += words.REFERRED_TO.format(body=item.referred_to)
    if outcome in CARRIED:
        said += words.CARRIED
    if item.reason:
        said += "，" + words.REASON.format(reason=text.clause(item.reason))
    return f"{said}。"


def _said(document: Document, label: str, words_said: str) -> None:
    if not is_blank(words_said):
        blocks.body(document, text.sentence(words_said), label)


def _motions(document: Document, item: ItemMinutes) -> None:
    """Each motion with its votes below it, an amendment before the motion it amends."""
    left = list(item.votes)
    several = sum(not motion.is_amendment for motion in item.motions) > 1
    for motion in in_order_of_decision(item.motions):
        own = [vote for vote in left if voted_on(vote, motion)]
        left = [vote for vote in left if vote not in own]
        target = next((m for m in item.motions if m.number and m.number == motion.amends), None)
        label = words.MOTION
        if motion.is_amendment:
            label = words.AMENDMENT
            if several and target is not None:
                aimed = text.clause(target.original or target.text)
                label = words.AMENDMENT_TO.format(text=aimed)
        blocks.body(document, motion_text(motion, voted=bool(own)), label)
        _votes(document, own)
    _votes(document, left)


def in_order_of_decision(motions: tuple[MotionLine, ...]) -> Iterator[MotionLine]:
    """The motions as they came, each after the amendments that aim at it."""
    numbers = {motion.number for motion in motions if motion.number}

    def with_amendments(motion: MotionLine) -> Iterator[MotionLine]:
        for other in motions:
            if motion.number and other.amends == motion.number and other is not motion:
                yield from with_amendments(other)
        yield motion

    for motion in motions:
        if motion.amends not in numbers:
            yield from with_amendments(motion)


def voted_on(vote: VoteLine, motion: MotionLine) -> bool:
    """The vote was taken on this motion."""
    if vote.of:
        return vote.of == motion.number
    return vote.motion in (motion.text, motion.original)


def motion_text(motion: MotionLine, *, voted: bool) -> str:
    """The motion, who brought it, and what became of it unless its vote says so."""
    people = [words.MOVED.format(mover=motion.mover)] if motion.mover else []
    if motion.seconder:
        people.append(words.SECONDED.format(seconder=motion.seconder))
    said = [motion.text, "，".join(people)]
    if motion.original and motion.original != motion.text:
        said.append(words.ORIGINAL.format(text=text.one_line(motion.original)))
    if not voted or motion.state in _WITHOUT_VOTE:
        reason = words.REASON.format(reason=text.clause(motion.reason)) if motion.reason else ""
        said.append("，".join(part for part in (motion.state, reason) if part))
    return "".join(text.sentence(part) for part in said)


def _votes(document: Document, votes: list[VoteLine]) -> None:
    several = len(votes) > 1 or any(vote.round > 1 for vote in votes)
    for vote in votes:
        label = words.VOTE_ROUND if several else words.VOTE
        said = text.sentence(vote.sentence)
        if vote.void_reason:
            void = words.VOID.format(reason=text.clause(vote.void_reason))
            said += f"{void}。"
        blocks.body(document, said, label.format(round=vote.round, method=vote.method))
        if vote.notes:
            notes = "；".join(text.clause(note) for note in vote.notes)
            blocks.body(document, f"{notes}。")


def _decisions(document: Document, decisions: tuple[DecisionLine, ...]) -> None:
    if len(decisions) == 1:
        blocks.body(document, decision_text(decisions[0]), words.DECISION)
        return
    for number, decision in enumerate(decisions, 1):
        if number == 1:
            blocks.body(document, "", words.DECISION)
        blocks.body(document, f"{number}.{decision_text(decision)}")
