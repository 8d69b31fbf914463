"""The count of a secret ballot (无记名投票) by two tellers, who do not see each other's numbers."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from meetings.actions import elect
from meetings.chairing import elections
from meetings.chairing.attendance import unseen
from meetings.chairing.elections import PapersDiffer, TellerNotHere
from meetings.chairing.tallying import TellerCount, TellersDiffer, agreed
from meetings.codec import as_they_are, packing
from meetings.dataclass import dataclass
from meetings.errors import Missing
from meetings.procedure.ballots import MarksDoNotFit, check_marks
from meetings.procedure.law_questions import WRITTEN, Asks
from meetings.sitting.officers import officers_of
from meetings.sitting.votes import Choice, Vote
from meetings.terms import term
from tui.dialogs.holding.closing import close, forming, leave, votes_here, with_reason
from tui.dialogs.holding.officers import ask_named
from tui.dialogs.kit.choose import Choose, Option
from tui.dialogs.kit.confirm import Confirm
from tui.dialogs.kit.fields import NoteLine, NumberField, PersonField, TextField
from tui.dialogs.kit.form import Answers, FormDialog
from tui.dialogs.law import law_answers
from tui.dialogs.vote_counts import figures, read_figures
from tui.errors import is_refusal, sentence
from tui.finding.people_search import Person, PersonFinder
from tui.language import _, language

if TYPE_CHECKING:
    from tui.screens.hold.screen import HoldScreen


async def two_tellers(screen: "HoldScreen", vote: Vote) -> None:
    """Ask both tellers, compare their counts, and record only these.

    What a teller has counted is kept, out of the other's sight, until both agree: a crash or a
    refusal costs nobody a count. It is dropped with the vote.
    """
    while screen.meeting is not None:
        vote = screen.meeting.vote(vote.id)
        names = _before(screen, vote)
        first = await _first_is_done(screen, vote)
        if first is None:
            first = await _one(screen, vote, 0, names)
            if first is not None:
                _keep(screen, vote, first)
        second = await _one(screen, vote, 1, names, first) if first is not None else None
        if first is None or second is None:
            await leave(screen, vote)
            if all(one.id != vote.id for one in screen.meeting.votes):
                await screen.forget_drafts(_prefix(vote))
            return
        vote = screen.meeting.vote(vote.id)
        try:
            agreed(first.count, second.count)
        except TellersDiffer as differ:
            _keep(screen, vote, None)
            if not await screen.ask(Confirm(differing(differ), yes=_("count again"),
                                            no=_("leave"))):  # fmt: skip
                await leave(screen, vote)
                return
            continue
        if await _stored(screen, vote, [first.count, second.count], dict(first.papers)):
            await screen.forget_drafts(_prefix(vote))
            return
        _keep(screen, vote, None)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One teller's count, and the numbers of ballots that only the first teller is asked."""

    count: TellerCount
    papers: Mapping[str, int]


def _prefix(vote: Vote) -> str:
    return f"hold/tellers/{vote.id}/"


def _keep(screen: "HoldScreen", vote: Vote, done: Sheet | None) -> None:
    """Save the first teller's count, so that their form is not shown to the second."""
    text = "" if done is None else json.dumps(packing(Sheet, as_they_are)[0](done))
    if screen.desk is not None:
        screen.desk.draft(f"{_prefix(vote)}done", text)


async def _first_is_done(screen: "HoldScreen", vote: Vote) -> Sheet | None:
    """The saved count of the first teller; None where both have to count."""
    key = f"{_prefix(vote)}done"
    kept = (await screen.drafts(key)).get(key, "")
    if not kept:
        return None
    done: Sheet = packing(Sheet, as_they_are)[1](json.loads(kept))
    named = vote.election.tellers if vote.election is not None else ()
    if named and done.count.name not in named:
        return None
    options = [
        Option("on", _("The other teller counts"), _("these figures are kept and not shown")),
        Option("anew", _("{name} counts again").format(name=done.count.name)),
    ]
    title = _("{name} has counted already.").format(name=done.count.name)
    return done if await screen.ask(Choose(title, options)) == "on" else None


def differing(differ: TellersDiffer) -> str:
    """Where the two counts differ, with both numbers."""
    facts: dict[str, Any] = dict(differ.facts)
    first, second = facts["first"], facts["second"]
    lines = [_("The two counts differ; nothing was saved. Count the ballots again.")]
    for what, ours, theirs in facts["counts"]:
        line = _("{what}: {first} {a}, {second} {b}")
        lines.append(
            line.format(what=_figure(str(what)), first=first, a=ours, second=second, b=theirs)
        )
    return "\n".join(lines)


def _figure(what: str) -> str:
    known = {choice.value for choice in Choice}
    return term(Choice(what), language()) if what in known else what.removeprefix("option:")


def _before(screen: "HoldScreen", vote: Vote) -> list[str]:
    """The tellers of the round before, who are offered again."""
    if vote.election is not None and vote.election.tellers:
        return [*vote.election.tellers, "", ""][:2]
    meeting = screen.meeting
    earlier = [v for v in meeting.votes if v.motion == vote.motion] if meeting else []
    names = next((list(v.tellers) for v in reversed(earlier) if v.tellers), [])
    return [*names, "", ""][:2]


def who_may_count(screen: "HoldScreen") -> PersonFinder:
    """A finder of possible tellers: people present, chair and recorder, the roll.

    Candidates and the other teller are found too, so that they are refused as who they are.
    """
    meeting = screen.meeting
    here, roll = screen.people(present_only=True).people, screen.people().people
    officers = officers_of(meeting) if meeting is not None else ()
    chairing = [Person(o.person or "", o.name, o.roles_in_words) for o in officers]
    known = {who.id or who.name: who for who in [*here, *chairing, *roll][::-1]}
    order = dict.fromkeys(who.id or who.name for who in [*here, *chairing, *roll])
    return PersonFinder(known[key] for key in order)


def refused_teller(who: str, vote: Vote, others: Collection[str]) -> dict[str, str]:
    """Why somebody cannot count in this vote beside these tellers; {} where they can."""
    if who in {option.label for option in vote.options}:
        return {"teller": _("A candidate cannot be a teller.")}
    if who in others:
        return {"teller": _("Two different people must count.")}
    return {}


async def require_here(screen: "HoldScreen", tellers: Sequence[str]) -> bool:
    """Ask of tellers who are not signed in whether they are here; raises TellerNotHere."""
    if not await ask_named(screen, tellers):
        away = unseen(screen.meeting, tellers) if screen.meeting is not None else ()
        raise TellerNotHere(names=tuple(one.name for one in away))
    return True


def _papers(vote: Vote, place: int) -> list[NumberField]:
    """Fields for ballots given out (unless recorded) and taken in, for the first teller only."""
    if vote.election is None or place:
        return []
    out = NumberField("given_out", _("Ballots issued"), hint=_("empty: not counted yet"))
    return [_taken_in()] if vote.election.given_out is not None else [out, _taken_in()]


def _taken_in() -> NumberField:
    return NumberField("taken_in", _("Ballots collected"), hint=_("empty: as many as were counted"))


def _most_papers(screen: "HoldScreen", vote: Vote) -> int:
    """The most ballots there can be: those given out, else as many as may vote."""
    known = vote.election
    listed = (known.given_out or known.pool) if known is not None else None
    if listed or screen.meeting is None:
        return listed or 0
    return votes_here(screen.meeting, vote)


async def _one(
    screen: "HoldScreen", vote: Vote, place: int, names: list[str], first: Sheet | None = None
) -> Sheet | None:
    """Ask for one teller's name and numbers; somebody else may count for one who had to go."""
    people = who_may_count(screen)

    def check(answers: Answers) -> dict[str, str]:
        others = [first.count.name] if first is not None else []
        if refused := refused_teller(screen.named(answers["teller"]), vote, others):
            return refused
        tally, options = read_figures(vote, answers)
        try:
            if options:
                check_marks(options, vote.choose, tally.for_)
        except MarksDoNotFit as misfit:
            return {"": sentence(misfit)}
        return {}

    most = _most_papers(screen, vote)

    def live(answers: Answers) -> str:
        """How many ballots this count makes, so that a slip is seen by whoever typed it."""
        said = _("{n} ballots counted, of {most}")
        counted = read_figures(vote, answers)[0].handed_in
        return said.format(n=counted, most=most) if counted else ""

    note = _("Enter the ballots as you counted them. The other teller does not see your figures.")
    if place:
        note = _("Count for yourself; the first teller's figures are not shown.")
    title = _("First teller") if place == 0 else _("Second teller")
    due = names[place]
    if first is not None and due == first.count.name:
        due = names[0]
    while True:
        known = next((who.id for who in people.people if screen.label(who.id) == due), "")
        given = await screen.ask(
            FormDialog(
                title,
                (
                    NoteLine(note),
                    PersonField("teller", _("Teller"), people, known or due, required=True,
                                allow_new=True),
                    *figures(vote, most),
                    *_papers(vote, place),
                ),
                draft=f"{_prefix(vote)}{due or place}/",  # nobody sees another teller's figures
                check=check,
                live=live,
            )
        )  # fmt: skip
        if given is None:
            return None
        who = screen.named(given["teller"])
        if await screen.attempt(require_here(screen, [who])) is None:
            continue
        named = vote.election.tellers if vote.election is not None else ()
        if named and who not in named:
            left = [name for name in named if first is None or name != first.count.name]
            if not await replace_teller(screen, vote, who, left):
                continue
        tally, options = read_figures(vote, given)
        papers = {
            name: given[name] for name in ("given_out", "taken_in") if given.get(name) is not None
        }
        return Sheet(TellerCount(who, tally, options), papers)


async def replace_teller(screen: "HoldScreen", vote: Vote, by: str, tellers: Sequence[str]) -> bool:
    """Ask which teller is replaced by whom, and why."""
    gone = tellers[0] if len(tellers) == 1 else None
    if gone is None:
        options = [Option(name, name) for name in tellers]
        gone = await screen.ask(
            Choose(_("{name} was not named. Whose place is it?").format(name=by), options)
        )
    if gone is None:
        return False
    leaving = gone

    async def save(answers: Answers) -> None:
        await screen.commit(
            elect.replace_teller, *screen.here, vote.id, leaving, by, answers["reason"]
        )

    title = _("{by} counts instead of {gone}").format(by=by, gone=gone)
    field = TextField("reason", _("Reason"), hint=_("left, became a candidate"), required=True)
    draft = f"hold/{vote.id}/teller/"
    form = FormDialog(title, (field,), draft=draft, save=save)
    return await screen.ask(form) is not None


async def _stored(
    screen: "HoldScreen", vote: Vote, counts: list[TellerCount], papers: dict[str, int]
) -> bool:
    """Show the sentence of equal counts and record them on a yes; False to count again."""
    meeting = screen.meeting
    if meeting is None:
        return True
    first = counts[0]
    agree = _("{first} and {second} agree.").format(first=first.name, second=counts[1].name)
    try:
        said = forming(meeting, _with_papers(vote, papers), first.tally, first.options)
    except Exception as error:
        if not is_refusal(error):
            raise
        said = ""
    if said and not await screen.ask(
        Confirm(f"{agree}\n{said}", yes=_("Save the counts"), no=_("count again"))
    ):
        return False
    try:
        if vote.election is not None:
            await _elected(screen, vote, counts, papers)
        else:
            await close(screen, vote, tellers=tuple(counts))
    except Exception as error:
        if not is_refusal(error):
            raise
        screen.warn(error)
        return False
    return True


def _with_papers(vote: Vote, papers: Mapping[str, int]) -> Vote:
    """The vote with the ballots given out and taken in that the first teller wrote down."""
    if vote.election is None:
        return vote
    out = papers.get("given_out", vote.election.given_out)
    taken_in = papers.get("taken_in", vote.election.taken_in)
    return replace(vote, election=replace(vote.election, given_out=out, taken_in=taken_in))


async def _elected(
    screen: "HoldScreen", vote: Vote, counts: list[TellerCount], papers: dict[str, int]
) -> None:
    """Record an election; a refused number of ballots is asked again while the counts stay."""

    said: tuple[str, ...] | None = ()

    async def count(reason: str) -> None:
        await screen.commit(
            elect.close_election, *screen.here, vote.id, tuple(counts), override_reason=reason,
            taken_in=papers.get("taken_in"), given_out=papers.get("given_out"), said=said or (),
        )  # fmt: skip

    while True:
        said = await _papers_may_stand(screen, vote, counts, papers)
        if said is None:
            raise Missing(what="counts")
        try:
            return await with_reason(screen, vote, count)
        except PapersDiffer as differ:
            note = NoteLine(sentence(differ))
            given = await screen.ask(FormDialog(_("Ballots collected"), (note, _taken_in())))
            if given is None:
                raise
            papers.pop("taken_in", None)
            if given["taken_in"] is not None:
                papers["taken_in"] = given["taken_in"]


async def _papers_may_stand(
    screen: "HoldScreen", vote: Vote, counts: list[TellerCount], papers: dict[str, int]
) -> tuple[str, ...] | None:
    """Ask whether to go on with more ballots given out than voters, or more back than given out.

    The answers to keep; None to count again.
    """
    came_in = papers.get("taken_in", counts[0].tally.handed_in)
    if screen.meeting is None or vote.election is None or came_in != counts[0].tally.handed_in:
        return ()  # what differs is asked first
    out = papers.get("given_out", vote.election.given_out)
    asked = [
        question
        for question in elections.papers_questions(screen.meeting, vote.id, out, came_in)
        if question.asks is not Asks.GIVEN_OUT or came_in <= question.wanted
    ]  # more papers than voters want a reason, which is asked next
    yes, no = _("write it down all the same"), _("count again")
    return await law_answers(screen, asked, WRITTEN, yes=yes, no=no)
