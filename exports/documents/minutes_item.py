"""One item of the minutes: the matter, the points, motions and votes, and the decisions."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from docx.document import Document

from exports import text, words
from exports.documents.attendance import Printed
from exports.layout import blocks, tables
from meetings.clean import is_blank
from meetings.papers.elected_words import elected_words, result_words
from meetings.papers.minutes import CandidateLine, DecisionLine, ItemMinutes, MotionLine, VoteLine
from meetings.papers.outcome_words import WITHOUT_RESULT, on_paper, outcome_words
from meetings.papers.points import Points, printed_points
from meetings.papers.vote_words import without_method
from meetings.sitting.agenda import AGREED_TO, CARRIED, ItemKind, ItemOutcome
from meetings.sitting.motions import MotionState
from meetings.sitting.votes import Method
from meetings.terms import term

MOST_NAMES = 3
"""Names beside a point; of more people one is named, and they are counted."""
_PLACE = ("栋", "幢", "座", "号楼", "片区", "组", "区", "村")
_ONE_PARAGRAPH = 9 * 28
"""Characters of opinions that stand in one paragraph; longer ones have one for each kind."""
_FEW_LINES = 5 * 28
"""Characters of a motion and its only vote that stand in one paragraph."""
_PRESENT = re.compile("(?:实到|在场)[0-9]+人[，；]")
_NEEDED = re.compile("（至少[0-9]+票）")
_BY_WHOM = re.compile("由[^，。；]+(?:牵头|负责|组织|实施)$")
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
    if item.kind is not ItemKind.REVIEW:  # its heading stands above what was answered
        blocks.heading(document, 1, number, item.title)
    for label, content in paragraphs_of(item, printed, public=public):
        blocks.body(document, content, label)
    write_elections(document, item)


def write_elections(document: Document, item: ItemMinutes) -> None:
    """A table of each election of an item: who stood, the votes of each round, who is elected."""
    for line in item.elected:
        if not line.candidates:
            continue
        name, votes, result = words.ELECTION_HEADS
        each = [words.ROUND_VOTES.format(round=n) for n in range(1, line.rounds + 1)]
        heads = (name, *(each if line.rounds > 1 else (votes,)), result)
        rows = [
            (
                one.name,
                *("" if count is None else str(count) for count in one.votes),
                _seat_words(one),
            )
            for one in line.candidates
        ]
        widths = [52.0, *(104 / (line.rounds + 1) for _round in range(line.rounds + 1))]
        places = range(1, line.rounds + 2)
        tables.table(
            document, heads, rows, widths, places, caption=words.ELECTED_LIST, row_height=7
        )
        blocks.gap(document)


def _seat_words(one: CandidateLine) -> str:
    """中选; 中选，不就任; 递补; "" of who has no seat."""
    if one.follows:
        return words.TAKES_THE_SEAT
    if one.declined:
        return words.DECLINED
    return words.ELECTED if one.elected else ""


def paragraphs_of(
    item: ItemMinutes, printed: Printed, *, public: bool = False
) -> Iterator[tuple[str, str]]:
    """Label and text of each paragraph of an item, as minutes and extract print them."""
    if item.private and not public:
        yield "", words.PRIVATE
    raised = raised_text(item)
    if raised:
        yield "", raised
    if not is_blank(item.proposal):
        answer = item.kind is ItemKind.ANSWER
        yield words.ANSWER if answer else words.PROPOSAL, text.sentence(item.proposal)
    if item.studied:
        yield "", item.studied
    if item.recused:
        yield words.RECUSED, _recused(item, printed)
    opinions = [points_text(points) for points in printed_points(item)]
    if sum(map(text.cells, opinions)) > _ONE_PARAGRAPH:
        yield from (("", opinion) for opinion in opinions)
    elif opinions:
        yield "", "".join(opinions)
    if not is_blank(item.minority_view):
        yield words.MINORITY, text.sentence(item.minority_view)
    yield from _with_its_vote(list(_motions(item)))
    yield from _concluded(item)


def _with_its_vote(paragraphs: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Put a motion with its only vote into one paragraph where both are short."""
    while paragraphs:
        label, content = paragraphs.pop(0)
        votes = list(takewhile(lambda line: not line[0], paragraphs))
        if label and len(votes) == 1 and text.cells(label + content + votes[0][1]) <= _FEW_LINES:
            content += paragraphs.pop(0)[1]
        yield label, content


def raised_text(item: ItemMinutes) -> str:
    """Who raised it, in which words, and how many were for it; "" where nobody did."""
    if not item.raised:
        # Final minutes of an earlier form have one sentence for all of it.
        return text.sentence(item.matter)
    who = text.one_line(item.raised_by)
    facts = [words.SUPPORTED.format(count=item.supporters)] if item.supporters else []
    if not is_blank(item.place):
        facts.append(words.AT_PLACE.format(place=text.one_line(item.place)))
    beside = f"（{'，'.join(facts)}）" if facts else ""
    line = (words.RAISED_BY.format(who=who) if who else words.THIS_ITEM) + beside
    if not is_blank(item.about):
        line += f"：{text.clause(item.about)}"
    again = text.sentence(item.again) if item.again else ""
    return ("" if line == words.THIS_ITEM else text.sentence(line)) + again


def _recused(item: ItemMinutes, printed: Printed) -> str:
    parts = [
        text.beside(printed(name), text.one_line(why)) if not is_blank(why) else printed(name)
        for name, why in item.recused
    ]
    return f"{'、'.join(parts)}。"


def points_text(points: Points) -> str:
    """赞成意见：救护车进不来（张伟）；不安全（李梅）。 A policy's explanation names who gave it."""
    return f"{words.POINTS_OF[points.kind]}{points_unlabelled(points)}"


def points_unlabelled(points: Points) -> str:
    """The points of one kind without their label: 太吵（张伟）；太贵（李梅等5人）。"""
    parts = [text.clause(point.text) + _by(point.names) for point in points.points]
    if points.others:
        parts.append(words.OTHERS.format(count=points.others))
    return f"{'；'.join(parts)}。"


def _by(names: tuple[str, ...]) -> str:
    """Who made a point; of many people the first, and how many they are."""
    if not names:
        return ""
    if len(names) > MOST_NAMES:
        return f"（{words.MANY_NAMES.format(name=aside(names[0]), count=len(names))}）"
    return f"（{'、'.join(map(aside, names))}）"


def aside(name: str) -> str:
    """张伟（45栋） as it stands inside brackets, among others: 45栋张伟."""
    called, bracket, where = text.one_line(name).partition("（")
    where = where.removesuffix("）")
    if not bracket:
        return called
    return f"{where}{called}" if where.endswith(_PLACE) else f"{called}，{where}"


def decision_text(decision: DecisionLine) -> str:
    """A decision, who does it, with whom, and until when; units before persons.

    Those whom the decision's own words name (由物业服务中心划线) are not named a second time.
    """
    parts = [text.clause(decision.text)]
    units = tuple(unit for unit in decision.units if unit != decision.owner)
    if units == () and not decision.person and _named(decision.owner, parts[0]):
        decision = replace(decision, owner="")
    if does := who_does(decision.owner, decision.person, units):
        parts.append(does)
    if len(parts) > 1 and _BY_WHOM.search(parts[0]):
        parts[1] = parts[1].removeprefix("由")
    if decision.helpers:
        parts.append(words.WITH_HELP.format(helpers="、".join(decision.helpers)))
    if decision.deadline is not None:
        parts.append(words.DONE_BY.format(day=text.day_text(decision.deadline)))
    void = words.VOTE_VOID if decision.vote_void else ""
    return f"{'，'.join(parts)}{void}。"


def who_does(owner: str, person: str | None, units: Sequence[str]) -> str:
    """由物业服务中心承办（责任人：李梅）, 由李梅负责 or 由物业服务中心承办; "" for nobody."""
    named = text.one_line(owner) if not is_blank(owner) else ""
    if units:
        beside = words.ASIDE_PERSON.format(owner=named) if named else ""
        return words.BY_UNIT.format(owner="、".join(units)) + beside
    does = words.BY_PERSON if person else words.BY_UNIT
    return does.format(owner=named) if named else ""


def _named(owner: str, decided: str) -> bool:
    return not is_blank(owner) and f"由{text.one_line(owner)}" in decided


def outcome_text(item: ItemMinutes) -> str:
    """For a table: 通过。 暂缓，列入下次会议（……）。

    An item without an outcome was not reached, once the meeting is over.
    """
    if _under_way(item):
        return _so_far(item)
    outcome = item.outcome or ItemOutcome.NOT_REACHED
    line = result_words(
        outcome, item.owners_matter, item.elected, by_election=item.by_election, chosen=item.chosen
    )
    if outcome is ItemOutcome.REFERRED_UP or outcome in CARRIED:
        referred, talked = text.one_line(item.referred_to), item.talked_about
        line = on_paper(outcome, item.owners_matter, referred, talked=talked)
    if item.reason:
        line += f"（{text.clause(item.reason)}）"
    return f"{line}。"


def _reviewed(item: ItemMinutes) -> bool:
    """Whether it is the review of earlier decisions and was talked about.

    What became of each promise is its outcome, so it needs none of its own.
    """
    return item.kind is ItemKind.REVIEW and bool(item.speeches or item.motions or item.decisions)


def _under_way(item: ItemMinutes) -> bool:
    """Whether it has no outcome and needs none: not yet, or since what it did says it."""
    return item.outcome is None and bool(
        item.in_debate or item.still_open or item.elected or _reviewed(item)
    )


def _so_far(item: ItemMinutes) -> str:
    """For such an item: who was elected so far, and that it is being discussed or still open."""
    state = words.IN_DEBATE if item.in_debate else words.STILL_OPEN if item.still_open else ""
    return text.sentence(elected_words(item.elected)) + state


def conclusion(item: ItemMinutes) -> str:
    """How the item ended, as a sentence of the minutes; "" where its vote says so already."""
    if _under_way(item):
        return _so_far(item)
    chose = text.sentence(elected_words(item.elected))
    if item.outcome is None and item.kind is ItemKind.REVIEW:
        return chose
    if chose and item.by_election:
        reason = words.REASON.format(reason=text.clause(item.reason)) if item.reason else ""
        return chose + text.sentence(reason)
    return chose + _of_motions(item, item.outcome or ItemOutcome.NOT_REACHED)


def _of_motions(item: ItemMinutes, outcome: ItemOutcome) -> str:
    """The outcome of an item by its motions, or as the chair said, as a sentence."""
    if outcome in AGREED_TO and item.owners_matter:
        return f"{outcome_words(outcome, awaits_owners=True, chosen=item.chosen)}。"
    elections = {motion.number for motion in item.motions if motion.is_election}
    voted = [v for v in item.votes if not v.void_reason and v.of not in elections]
    agreed = outcome is ItemOutcome.AGREED and bool(voted) and voted[-1].passed
    by_asking = agreed and voted[-1].method == term(Method.CONSENSUS)
    shown = by_asking or (outcome in _SHOWN_BY_VOTE and bool(voted))
    line = "" if shown and is_blank(item.reason) else words.ENDED[outcome]
    if outcome is ItemOutcome.REFERRED_UP:
        line = words.REFERRED.format(body=item.referred_to or words.ABOVE)
    if outcome is ItemOutcome.NOT_REACHED and item.talked_about:
        line = f"{words.THIS_ITEM}{WITHOUT_RESULT}"
    if is_blank(item.reason):
        return f"{line}。" if line else ""
    reason = words.BECAUSE.format(reason=text.clause(item.reason))
    return f"{line}，{reason}。"


_SHOWN_BY_VOTE = frozenset(
    {ItemOutcome.ADOPTED, ItemOutcome.ADOPTED_MODIFIED, ItemOutcome.REJECTED, ItemOutcome.TIED}
)


def voted_and_fixed(item: ItemMinutes) -> Iterator[tuple[str, str]]:
    """Each motion with its valid votes, and the decisions: the part to be read aloud."""
    valid = tuple(vote for vote in item.votes if not vote.void_reason)
    yield from _motions(replace(item, votes=valid))
    yield from _concluded(item)


def standing(item: ItemMinutes) -> ItemMinutes:
    """The item with only the deciding vote of each motion, without void and repeated ones.

    Of an election every round stays: each elects somebody.
    """
    valid = [vote for vote in item.votes if not vote.void_reason]
    last = {(vote.of, vote.motion): vote for vote in valid}
    elections = {motion.number for motion in item.motions if motion.is_election}
    stay = (vote for vote in valid if vote in last.values() or vote.of in elections)
    return replace(item, votes=tuple(stay))


def numbered(lines: Sequence[str]) -> list[str]:
    """1.…… 2.…… where there are several."""
    if len(lines) < 2:
        return list(lines)
    return [f"{number}.{line}" for number, line in enumerate(lines, 1)]


def _concluded(item: ItemMinutes) -> Iterator[tuple[str, str]]:
    """The conclusion of an item with its decisions; a single decision is part of the sentence."""
    line = conclusion(item)
    decisions = [decision_text(decision) for decision in item.decisions]
    fixed = f"{line}{words.FIXED}"
    if line.startswith(words.MEETING) and line.endswith(f"{words.PASSED_ITEM}。"):
        fixed = f"{line.removesuffix('。')}{words.FIXED_TOO}"
    if len(decisions) == 1:
        yield "", f"{fixed}{decisions[0]}"
        return
    if decisions:
        yield "", fixed
        for decision in numbered(decisions):
            yield "", decision
    elif line:
        yield "", line


def _motions(item: ItemMinutes) -> Iterator[tuple[str, str]]:
    """Each motion with its votes below it, an amendment before the motion it amends."""
    left, before = _without_repeats(item.votes), ""
    several = sum(not motion.is_amendment for motion in item.motions) > 1
    for motion in in_order_of_decision(item.motions):
        own = [vote for vote in left if voted_on(vote, motion)]
        left = [vote for vote in left if vote not in own]
        target = next((m for m in item.motions if m.number and m.number == motion.amends), None)
        label = words.ELECTION if motion.is_election else words.MOTION
        if motion.is_amendment:
            label = words.AMENDMENT
            if several and target is not None:
                aimed = text.clause(target.original or target.text)
                label = words.AMENDMENT_TO.format(text=aimed)
        yield label, motion_text(motion, voted=bool(own))
        yield from _votes(own, before)
        before = own[-1].method if own else before
    yield from _votes(left, before)


def in_order_of_decision(motions: tuple[MotionLine, ...]) -> Iterator[MotionLine]:
    """The motions in their order, each after its amendments."""
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
    """Whether the vote was taken on this motion."""
    if vote.of:
        return vote.of == motion.number
    return vote.motion in (motion.text, motion.original)


def motion_text(motion: MotionLine, *, voted: bool) -> str:
    """The motion, its mover, and its result unless its vote says so."""
    people = [words.MOVED.format(mover=motion.mover)] if motion.mover else []
    if motion.seconder:
        people.append(words.SECONDED.format(seconder=motion.seconder))
    parts = [motion.text, "，".join(people)]
    if motion.original and motion.original != motion.text:
        parts.append(words.ORIGINAL.format(text=text.one_line(motion.original)))
    if not voted or motion.state in _WITHOUT_VOTE:
        reason = words.REASON.format(reason=text.clause(motion.reason)) if motion.reason else ""
        parts.append("，".join(part for part in (motion.state, reason) if part))
    return "".join(text.sentence(part) for part in parts)


def _without_repeats(votes: Sequence[VoteLine]) -> list[VoteLine]:
    """The votes of an item; the present and the votes needed are only repeated if changed."""
    found, present, needed = [], "", ""
    for vote in votes:
        present_words = _PRESENT.match(vote.brief)
        here, least = (
            present_words[0] if present_words else "",
            "".join(_NEEDED.findall(vote.brief)),
        )
        brief = vote.brief
        if here and here == present:
            brief = brief.removeprefix(here)
            brief = _NEEDED.sub("", brief) if least == needed else brief
        present, needed = here, least
        found.append(replace(vote, brief=brief))
    return found


def _votes(votes: list[VoteLine], before: str) -> Iterator[tuple[str, str]]:
    several = len(votes) > 1 or any(vote.round > 1 for vote in votes)
    for vote in votes:
        opening = words.BY_VOTE_ROUND if several else words.BY_VOTE
        if several and vote.method == before:
            opening = words.BY_VOTE_AGAIN
        before = vote.method
        # A consensus says in its own sentence how it came about.
        agreed = vote.method == term(Method.CONSENSUS) and not several
        line = "" if agreed else opening.format(round=vote.round, method=vote.method)
        if vote.void_reason and vote.counts:
            counts, semicolon, more = vote.counts.partition("；")
            line += f"{counts.replace('，', '、')}{semicolon}{more}；"
            line += f"{words.VOID.format(reason=text.clause(vote.void_reason))}。"
        else:
            line += text.sentence(without_method(vote.method, vote.brief or vote.sentence))
            if vote.void_reason:
                line += f"{words.VOID.format(reason=text.clause(vote.void_reason))}。"
        if vote.notes:
            notes = "；".join(text.clause(note) for note in vote.notes)
            line += f"{notes}。"
        yield "", line
