"""A running meeting in sentences: item, motions, votes, presence, speaker; and the floor widget."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from textual.content import Content
from textual.widgets import Static

from meetings.chairing.moving import amended_text
from meetings.chairing.outcomes import elections_of, on_void_vote
from meetings.chairing.owners_vote import awaits_owners
from meetings.chairing.quorum import quorum_needed
from meetings.chairing.speaking import queue_in_turn
from meetings.chairing.tallying import asked_in_writing, to_call
from meetings.clean import is_blank, trim
from meetings.papers import vote_words
from meetings.papers.elected_words import election_words, result_short, round_words
from meetings.papers.outcome_words import carried_words
from meetings.procedure.owners import area_text
from meetings.procedure.owners_matters import OwnersPoll
from meetings.procedure.verdict import Outcome
from meetings.sitting.agenda import AgendaItem
from meetings.sitting.debate import Limit, Stance, Talk, times_spoken
from meetings.sitting.meeting import Meeting
from meetings.sitting.meeting_states import OVER
from meetings.sitting.motions import Motion
from meetings.sitting.presence import Standing, by_section
from meetings.sitting.votes import Choice, Method, Vote, VoteState, unlisted
from meetings.terms import term
from tui.language import _, clauses, language, listed
from tui.text import cells, mixed, plain
from tui.words.days import day_text
from tui.words.result import without_effect
from tui.words.texts import marked

ROWS = 9
"""The most rows of the item, its motions, votes and decisions above the speeches."""
USUAL_WIDTH = 51
"""The width of these rows at 80 columns."""
PROPOSAL_LINES = 3
"""How many lines of a written proposal the floor and the big screen show."""


def minutes_text(seconds: int) -> str:
    """Seconds as minutes and seconds: `1:20` for 80; hours are counted in minutes."""
    return f"{seconds // 60}:{seconds % 60:02d}"


def talked(talk: Talk) -> str:
    """How often somebody spoke, and how long where a clock ran: `2次 1:20`, `1次`."""
    if not talk.seconds:
        return _("{n}×").format(n=talk.times)
    return _("{n}×, {time}").format(n=talk.times, time=minutes_text(talk.seconds))


def item_line(meeting: Meeting, item: AgendaItem, number: int, now: datetime) -> Content:
    """The item under discussion with its time spent and planned."""
    spent = item.seconds(now) // 60
    over = _("over by {n} min").format(n=spent - item.minutes) if spent > item.minutes else ""
    time = _("{spent}/{budget} min").format(spent=spent, budget=item.minutes)
    awaits = awaits_owners(meeting, item.id)
    how = f"  {result_short(meeting, item, language())}" if item.outcome else ""
    if awaits:
        how += "  " + _("owners must decide")
    return mixed(
        "[b]$number $title[/b]$how  $time [$text-error b]$over[/]",
        number=number, title=item.title, how=how, time=time, over=over,
    )  # fmt: skip


def motion_lines(meeting: Meeting, item: str) -> list[Content]:
    """The motions of an item with mover and state; an amendment stands above what it amends."""
    lines = []
    for motion in [m for m in meeting.motions if m.item == item]:
        head = _("Amendment") if motion.amends else _("Motion")
        if motion.id in elections_of(meeting, item):
            head = _("Election")
        if motion.part_of:
            head = _("Part")
        if motion.amends and motion.open:
            lines += _amendment(meeting, motion)
        else:
            lines.append(mixed("[b]$head[/b] $text", head=head, text=motion.text))
        if motion.original:
            lines.append(mixed("  [$foreground-muted]$was[/]", was=_("before the amendment: {text}")
                               .format(text=motion.original)))  # fmt: skip
        lines.append(mixed("  [$foreground-muted]$who[/]", who=_movers(meeting, motion)))
        lines += _votes(meeting, motion)
    return lines


def proposal_lines(proposal: str) -> list[Content]:
    """The first lines of the written proposal, or of the answer from above."""
    written = [trim(line) for line in proposal.splitlines() if not is_blank(line)][:PROPOSAL_LINES]
    head = _("Proposal")
    gap = " " * cells(head)
    return [
        mixed("[b]$head[/b] $text", head=gap if place else head, text=text)
        for place, text in enumerate(written)
    ]


def _amendment(meeting: Meeting, motion: Motion) -> list[Content]:
    """An amendment's text before and after, with the difference in brackets."""
    old, new = marked(*amended_text(meeting, motion.id))
    return [
        mixed("[b]$head[/b] $words", head=_("Amendment"), words=_("Now:  {old}").format(old=old)),
        mixed("[b]$head[/b] $words", head=" " * cells(_("Amendment")),
              words=_("Then: {new}").format(new=new)),
    ]  # fmt: skip


def _movers(meeting: Meeting, motion: Motion) -> str:
    said = [_("moved by {name}").format(name=motion.mover)] if motion.mover else []
    if motion.seconder:
        said.append(_("seconded by {name}").format(name=motion.seconder))
    awaits = awaits_owners(meeting, motion.item)
    elected = election_words(meeting, motion, language())
    return " · ".join([*said, elected or carried_words(motion.state, awaits, language())])


def _votes(meeting: Meeting, motion: Motion) -> list[Content]:
    lines = []
    for vote in [v for v in meeting.votes if v.motion == motion.id]:
        method = term(vote.method, language())
        if vote.state is VoteState.OPEN:
            said = _("Voting: {method}").format(method=method)
            if vote.owners is not None:
                said += " " + owners_words(vote.owners)
            elif vote.method is Method.WRITTEN:
                said += " " + returns_words(meeting, vote)
            elif vote.ballots:
                said += " " + _("{n} of {of} answered; {key:hold.vote} to continue").format(
                    n=len(vote.ballots), of=len(to_call(meeting, vote.id))
                )
            lines.append(mixed("  [$text-warning b]$said[/]", said=said))
        elif vote.counted:
            state = vote.state if vote.state is VoteState.VOID else vote.outcome or vote.state
            awaits = vote.owners is None and awaits_owners(meeting, vote.item)
            how = term(state, language())
            if isinstance(state, Outcome):
                how = (
                    round_words(meeting, vote, language())
                    or without_effect(vote, meeting.in_force)
                    or carried_words(state, awaits, language())
                )
            lines.append(plain(f"  {vote.round}. {method} {how} {_counts(vote)}"))
            lines += _corrections(meeting, vote)
    return lines


def returns_words(meeting: Meeting, vote: Vote) -> str:
    """How many returns of a written vote have come in."""
    return _("{n} of {of} collected; {key:hold.vote} to register or close").format(
        n=len(vote.ballots), of=len(asked_in_writing(meeting, vote.item))
    )


def owners_words(poll: OwnersPoll) -> str:
    """How many owners may vote, with which area."""
    return _("{heads} owners, {area} m²; {key:hold.vote} to register or close").format(
        heads=poll.heads, area=area_text(poll.area)
    )


def _counts(vote: Vote) -> str:
    if vote.owners is not None and vote.owners.areas is not None and vote.tally is not None:
        heads, areas = vote.tally.by_side(), vote.owners.areas.by_side()
        return clauses(
            f"{term(Choice(side), language())}{heads[side]}/{area_text(areas[side])}㎡"
            for side in ("for", "against", "abstain")
        )
    if vote.tally is None:
        return _("clear majority, not counted")
    if vote.options:
        said = " ".join(f"{option.label} {option.votes}" for option in vote.options)
        return f"{said} {term(Choice.ABSTAIN, language())} {vote.tally.abstain}"
    if vote.objections_asked:
        standing = len({one.name for one in vote.objections if one.stands})
        return (
            _("{n} maintained an objection").format(n=standing) if standing else _("no objection")
        )
    return _("for {f}, against {a}, abstaining {n}").format(
        f=vote.tally.for_, a=vote.tally.against, n=vote.tally.abstain
    )


def _corrections(meeting: Meeting, vote: Vote) -> list[Content]:
    """Notes on corrections of presence made after a vote, whose numbers they do not change."""
    lines = []
    for name, here in vote_words.corrected_after(meeting, vote):
        words = _("corrected later: {name} was here") if here else _(
            "corrected later: {name} was not here")  # fmt: skip
        note = words.format(name=name) + " " + _("(the vote keeps its numbers)")
        lines.append(mixed("     [$text-warning]$note[/]", note=note))
    return lines


def decision_lines(meeting: Meeting, item: str) -> list[Content]:
    """The item's last three decisions: text, owner, deadline."""
    lines = []
    for decision in [d for d in meeting.decisions if d.item == item][-3:]:
        who = decision.owner or _("nobody named")
        when = _("no deadline")
        if decision.deadline:
            other = decision.deadline.year != meeting.starts_at.year
            when = day_text(decision.deadline, year=other)
        task = f"  {who} · {when}" if decision.task else ""
        if on_void_vote(meeting, decision):
            task += "  " + _("(its vote is void)")
        lines.append(
            mixed("[b]$head[/b] $text$task", head=_("Decided"), text=decision.text, task=task)
        )
    return lines


def section_texts(meeting: Meeting) -> list[str]:
    """Presence by group: `一片区 19/25 委托3`; none where there are no groups."""
    if meeting.rule is None:
        return []
    room = meeting.room_told(meeting.current)
    represented = [pair.principal for pair in room.represented]
    texts = []
    for count in by_section(meeting.roll, (*room.present, *room.others), represented):
        of = f"/{count.expected}" if count.expected else ""
        proxies = " " + _("{n} represented").format(n=count.represented)
        texts.append(f"{count.name} {count.came}{of}" + (proxies if count.represented else ""))
    return texts


def room_parts(meeting: Meeting) -> dict[str, str]:
    """Presence, quorum and speeches for and against, in words by name."""
    if meeting.rule is None:
        signed = sum(1 for mark in {m.person for m in meeting.presence} if mark)
        return {"present": _("{n} signed in").format(n=signed), "quorum": ""}
    if meeting.in_writing_alone:
        return {"present": _("the owners are asked in writing"), "quorum": ""}
    room = meeting.room_told(meeting.current)
    if meeting.has_roster:
        beside = unlisted(room.expected, room.present)
        came = len(room.present) - beside
        present = _("Present {n}/{of}").format(n=came, of=len(room.expected))
        if beside:
            present += " " + _("and {n} not on the roll").format(n=beside)
    else:
        present = _("{n} in the room").format(n=len(room.present))
    if room.represented:
        present += " " + _("{n} represented").format(n=len(room.represented))
        if (counted := room.quorum_count(meeting.in_force)) > len(room.present):
            present += " " + _("counts as {n}").format(n=counted)
    if guests := len(room.others) + len(meeting.officers_in_words):
        word = term(Standing.OBSERVER, language())
        many = "s" if guests > 1 else ""
        present += f" {word}{guests}" if language() == "zh" else f", {guests} {word}{many}"
    if room.recused:
        present += " " + _("{n} recused").format(n=len(room.recused))
    needed = quorum_needed(meeting)
    quorum = ""
    if needed:
        enough = room.quorum_count(meeting.in_force) >= needed
        reached = _("met") if enough else _("NOT met")
        quorum = _("Quorum {n}: {reached}").format(n=needed, reached=reached)
    if meeting.informal:
        quorum += " " + _("informal discussion, no decisions")
    return {"present": present, "quorum": trim(quorum)}


def sides(meeting: Meeting) -> str:
    """How many people spoke for and against on the item."""
    here = [s for s in meeting.speeches if s.item == meeting.current]
    return _("{f} for, {a} against").format(
        f=sum(1 for s in here if s.stance is Stance.FOR),
        a=sum(1 for s in here if s.stance is Stance.AGAINST),
    )


def timer_text(meeting: Meeting, now: datetime) -> str:
    """The present speaker and their time; "" when nobody has the floor."""
    if meeting.floor is None or meeting.rule is None:
        return ""
    spent = max(0, int((now - meeting.floor.since).total_seconds()))
    limit = meeting.rule.speech_seconds
    over = " " + _("time is up") if spent > limit else ""
    return f"{meeting.floor.name} {minutes_text(spent)} / {minutes_text(limit)}{over}"


def queue_texts(meeting: Meeting) -> list[str]:
    """The queue in order, each person with how often they have spoken on this item."""
    spoken = times_spoken(meeting.speeches, meeting.current)
    texts = []
    for waiting in queue_in_turn(meeting):
        turn = _("speech {n}").format(n=spoken[waiting.name] + 1)
        side = f" {term(waiting.stance, language())}" if waiting.stance is not None else ""
        over = meeting.rule is not None and spoken[waiting.name] >= meeting.rule.speeches_per_motion
        turn += f"({_('above the limit')})" if over else ""
        texts.append(f"{waiting.name}{side} {turn}")
    return texts


def queue_order(meeting: Meeting) -> str:
    """By which settings the queue is ordered, in words."""
    rule = meeting.rule
    if rule is None:
        return ""
    how = [_("new voices first")] if rule.new_speakers_first else []
    how += [_("alternating")] if rule.alternate_sides else []
    return listed(how) or _("in order of request")


def limit_words(limits: Iterable[Limit]) -> str:
    """A warning on the rule's limits that the speaker has reached; "" for none."""
    said = []
    for limit in limits:
        if limit.kind == "over_time":
            said.append(_("! over time: {used} of {allowed}").format(
                used=minutes_text(limit.used), allowed=minutes_text(limit.allowed)))  # fmt: skip
        else:
            said.append(_("! spoke {used} times; the rule allows {allowed}").format(
                used=limit.used, allowed=limit.allowed))  # fmt: skip
    return " ".join(said)


def what_first(meeting: Meeting) -> str:
    """What to do while no item has begun."""
    if meeting.state in OVER:
        return _("Meeting ended. {key:app.meetings} shows the minutes and what is missing.")
    if meeting.opened_at is None:
        return _(
            "Not opened yet: {key:hold.end} opens the meeting; {key:hold.sign_in} signs "
            "people in, even beforehand."
        )
    return _("No item is under way. Press Enter on the agenda to start one.")


class FloorView(Static):
    """Shows the item with its motions, votes and decisions."""

    DEFAULT_CSS = (
        f"FloorView {{ height: auto; max-height: {ROWS}; padding: 0 1; background: $surface; }}"
    )

    def show(self, meeting: Meeting, now: datetime) -> None:
        """Show the meeting as it is now."""
        if meeting.current is None:
            self.update(plain(what_first(meeting)))
            return
        item = meeting.item(meeting.current)
        number = meeting.numbers[item.id]
        settled = decision_lines(meeting, item.id)
        head = item_line(meeting, item, number, now)
        known = motion_lines(meeting, item.id) or proposal_lines(item.proposal)
        alone = sum(motion.item == item.id for motion in meeting.motions) == 1
        room = ROWS - self._rows([head, *settled])
        lines = [head, *self._fitting(known, room, keep=2 if alone else 0), *settled]
        self.update(Content("\n").join(lines))

    def _fitting(self, lines: Sequence[Content], room: int, keep: int) -> Sequence[Content]:
        """The last lines that fit into so many rows, after the first few that are kept."""
        left = list(lines)
        while self._rows(left) > room and len(left) > keep + 1:
            del left[keep]
        return left

    def _rows(self, lines: Sequence[Content]) -> int:
        """How many rows the lines take in the width of the widget."""
        width = self.content_size.width or USUAL_WIDTH
        return sum(len(line.wrap(width)) for line in lines)
