"""无记名投票: two tellers enter what they counted, neither seeing the other's figures."""

from collections.abc import Collection
from typing import TYPE_CHECKING, Any

from meetings.actions import elect
from meetings.chairing.elections import PapersDiffer
from meetings.chairing.tallying import TellerCount, TellersDiffer, agreed
from meetings.sitting.officers import officers_of
from meetings.sitting.votes import Choice, Vote
from meetings.terms import term
from tui.dialogs.holding.closing import close, forming, leave, votes_here, with_reason
from tui.dialogs.holding.officers import ask_named
from tui.dialogs.kit.confirm import Confirm
from tui.dialogs.kit.fields import NoteLine, NumberField, PersonField
from tui.dialogs.kit.form import Answers, FormDialog
from tui.dialogs.paper import figures, read_figures
from tui.errors import is_refusal, sentence
from tui.finding.people_search import Person, PersonFinder
from tui.language import _, language, listed

if TYPE_CHECKING:
    from tui.screens.hold.screen import HoldScreen


async def two_tellers(screen: "HoldScreen", vote: Vote) -> None:
    """Ask both, compare, and store the counts alone; figures are never kept half-typed."""
    names = _before(screen, vote)
    while True:
        counts: list[TellerCount] = []
        papers: dict[str, int] = {}
        for place in (0, 1):
            counted = await _one(screen, vote, place, names, counts, papers)
            if counted is None:
                await leave(screen, vote)
                return
            names[place] = counted.name
            counts.append(counted)
            await ask_named(screen, [counted.name])
        try:
            agreed(*counts)
        except TellersDiffer as differ:
            if not await screen.ask(Confirm(differing(differ), yes=_("count again"),
                                            no=_("leave"))):  # fmt: skip
                await leave(screen, vote)
                return
            continue
        if await _stored(screen, vote, counts, papers):
            return


def differing(differ: TellersDiffer) -> str:
    """Where the two counts differ, with both figures."""
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
    """The tellers of the round before stay."""
    if vote.election is not None and vote.election.tellers:
        return [*vote.election.tellers, "", ""][:2]
    meeting = screen.meeting
    earlier = [v for v in meeting.votes if v.motion == vote.motion] if meeting else []
    names = next((list(v.tellers) for v in reversed(earlier) if v.tellers), [])
    return [*names, "", ""][:2]


def who_may_count(screen: "HoldScreen", candidates: Collection[str] = ()) -> PersonFinder:
    """Everybody who is here, then who chairs or records, then the roll; never a candidate."""
    meeting = screen.meeting
    here, roll = screen.people(present_only=True).people, screen.people().people
    officers = officers_of(meeting) if meeting is not None else ()
    chairing = [Person(o.person or "", o.name, o.roles_in_words) for o in officers]
    known = {who.id or who.name: who for who in [*here, *chairing, *roll][::-1]}
    order = dict.fromkeys(who.id or who.name for who in [*here, *chairing, *roll])
    return PersonFinder(
        known[key] for key in order
        if (screen.label(key) if known[key].id else known[key].name) not in candidates
    )  # fmt: skip


def _papers(vote: Vote, place: int) -> list[NumberField]:
    """How many papers went out, unless that is written down, and came in; asked once."""
    if vote.election is None or place:
        return []
    out = NumberField("given_out", _("Ballots issued"), hint=_("empty: not counted yet"))
    return [_taken_in()] if vote.election.given_out is not None else [out, _taken_in()]


def _taken_in() -> NumberField:
    return NumberField("taken_in", _("Ballots collected"), hint=_("empty: as many as were counted"))


def _most_papers(screen: "HoldScreen", vote: Vote) -> int:
    """How many papers there can be: those given out, or as many as may vote."""
    known = vote.election
    listed = (known.given_out or known.pool) if known is not None else None
    if listed or screen.meeting is None:
        return listed or 0
    return votes_here(screen.meeting, vote)


async def _one(
    screen: "HoldScreen",
    vote: Vote,
    place: int,
    names: list[str],
    before: list[TellerCount],
    papers: dict[str, int],
) -> TellerCount | None:
    """One teller's name and figures."""
    people = who_may_count(screen, {option.label for option in vote.options})

    def check(answers: Answers) -> dict[str, str]:
        who = screen.named(answers["teller"])
        if who in {option.label for option in vote.options}:
            return {"teller": _("A candidate cannot be a teller.")}
        if any(count.name == who for count in before):
            return {"teller": _("Two different people must count.")}
        named = vote.election.tellers if vote.election is not None else ()
        if named and who not in named:
            refused = _("The tellers of this election are {names}.")
            return {"teller": refused.format(names=listed(named))}
        return {}

    note = _("Enter the ballots as you counted them. The other teller does not see your figures.")
    if place:
        note = _("Count for yourself; the first teller's figures are not shown.")
    title = _("First teller") if place == 0 else _("Second teller")
    known = next((who.id for who in people.people if screen.label(who.id) == names[place]), "")
    given = await screen.ask(
        FormDialog(
            title,
            (
                NoteLine(note),
                PersonField("teller", _("Teller"), people, known or names[place], required=True,
                            allow_new=True),
                *figures(vote, _most_papers(screen, vote)),
                *_papers(vote, place),
            ),
            check=check,
        )
    )  # fmt: skip
    if given is None:
        return None
    tally, options = read_figures(vote, given)
    for name in ("given_out", "taken_in"):
        if given.get(name) is not None:
            papers[name] = given[name]
    return TellerCount(screen.named(given["teller"]), tally, options)


async def _stored(
    screen: "HoldScreen", vote: Vote, counts: list[TellerCount], papers: dict[str, int]
) -> bool:
    """Both agree: show the sentence, and store on a yes; False counts again."""
    meeting = screen.meeting
    if meeting is None:
        return True
    first = counts[0]
    agree = _("{first} and {second} agree.").format(first=first.name, second=counts[1].name)
    try:
        said = forming(meeting, vote, first.tally, first.options)
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


async def _elected(
    screen: "HoldScreen", vote: Vote, counts: list[TellerCount], papers: dict[str, int]
) -> None:
    """Store an election; what both counted stays while the number of papers is asked again."""

    async def count(reason: str) -> None:
        await screen.commit(
            elect.close_election, *screen.here, vote.id, tuple(counts), override_reason=reason,
            taken_in=papers.get("taken_in"), given_out=papers.get("given_out"),
        )  # fmt: skip

    while True:
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
