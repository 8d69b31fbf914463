"""The dialog for votes by name: a roll call in the room, or returns of a written vote."""

from functools import partial
from typing import TYPE_CHECKING

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from meetings.actions import decide
from meetings.chairing.tallying import ToCall, asked_in_writing, to_call
from meetings.clean import is_blank
from meetings.procedure.rules import Voters
from meetings.sitting.votes import Ballot, Choice, Method, Vote
from meetings.terms import term
from tui.commands import bindings
from tui.dialogs.holding.officers import ask_named
from tui.dialogs.kit.choose import Choose, Option
from tui.dialogs.kit.confirm import Confirm
from tui.dialogs.kit.fields import TextField
from tui.dialogs.kit.form import FormDialog
from tui.dialogs.kit.typed_list import TypedList
from tui.dialogs.pasting import take_votes
from tui.finding.people_search import Person, fitting, rank
from tui.language import N_, _, language, listed
from tui.text import cut, headline, plain
from tui.widgets.columns import Column, Row
from tui.widgets.field import LinesPasted
from tui.widgets.name_line import NameLine

if TYPE_CHECKING:
    from tui.screens.hold.screen import HoldScreen

KEYS = {"1": Choice.FOR, "2": Choice.AGAINST, "3": Choice.ABSTAIN}
"""The answer by digit; 4 is not voting, or for a written vote invalid."""


class ByName(TypedList[bool | None]):
    """Records each answer at once; its own answer is True to count, None to go on later."""

    SCOPE = "form"
    WRITES = ("vote.answer", "vote.return")
    BINDINGS = bindings("form")
    TOLD_KEYS = TypedList.ANSWERED_BY_DIGITS
    DEFAULT_CSS = """
    ByName {
        .dialog { height: 90%; }
        Rows { height: 1fr; }
        .roll--keys, .roll--sum, .roll--options { height: auto; color: $foreground-muted; }
    }
    """

    def __init__(self, hold: "HoldScreen", vote: str) -> None:
        super().__init__()
        self.hold, self.vote_id = hold, vote
        self.marks: tuple[str, ...] = ()

    @property
    def vote(self) -> Vote:
        """The vote in the meeting of the screen below."""
        assert self.hold.meeting is not None
        return self.hold.meeting.vote(self.vote_id)

    @property
    def written(self) -> bool:
        """Whether the vote is a written one, whose returns come in over days."""
        return self.vote.method is Method.WRITTEN

    @property
    def calls(self) -> tuple[ToCall, ...]:
        """Everybody who may answer or has answered."""
        meeting, vote = self.hold.meeting, self.vote
        assert meeting is not None
        if not self.written:
            return to_call(meeting, vote.id)
        asked = asked_in_writing(meeting, vote.item)
        others = (ballot.name for ballot in vote.ballots if ballot.name not in asked)
        return tuple(ToCall(name) for name in (*asked, *others))

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Static(plain(cut(self.vote.text, 140)))
            yield Static(classes="roll--options", markup=False)
            yield NameLine(
                signs="-=",
                placeholder=_("initials find a name; digits record the answer"),
                hands_on=self.written,
            )
            yield self.listing(
                Column(N_("Name")), Column(N_("Answer"), 26),
                empty=N_("Nobody matches; try fewer letters."),
                titles=False,
            )  # fmt: skip
            yield Static(classes="roll--sum", markup=False)
            yield Static(plain(self._keys()), classes="roll--keys")

    def on_mount(self) -> None:
        self.query_one(".dialog").border_title = plain(headline(term(self.vote.method, language())))
        said = "  ".join(f"{n} {o.label}" for n, o in enumerate(self.vote.options, 1))
        options = self.query_one(".roll--options", Static)
        options.update(plain(said))
        options.display = bool(said)
        self.paint()
        self._next()
        self.line.focus()

    def _keys(self) -> str:
        last = Choice.INVALID if self.written else Choice.NOT_VOTING
        if self.vote.options:
            said = _("digit chooses (up to {k})").format(k=self.vote.choose)
            said += f"  0 {term(Choice.ABSTAIN, language())}  - {term(last, language())}"
        else:
            words = {**KEYS, "4": last}
            said = "  ".join(f"{key} {term(c, language())}" for key, c in words.items())
        if self.written:
            new = "  " + _("9 another name") if self._open_to_all else ""
            return said + new + "\n" + _("{key:form.save} closes and counts · Esc leaves it open")
        return f"{said}\n" + _(
            "Enter to count · = withdraw the answer · Esc to close, vote stays open"
        )

    @property
    def _open_to_all(self) -> bool:
        meeting = self.hold.meeting
        return meeting is not None and meeting.in_force.voters is Voters.EVERYBODY

    def _answer_of(self, name: str) -> Ballot | None:
        return next((b for b in self.vote.ballots if b.name == name), None)

    async def reread(self) -> None:
        self.paint()

    def paint(self) -> None:
        typed = self.line.value
        fit = partial(self._fit, typed)
        self.rows.fill(map(self._row, fitting(typed, self.calls, fit)), keep=is_blank(typed))
        self._sum()

    def _fit(self, typed: str, call: ToCall) -> tuple[int, ...] | None:
        """How well a name fits; those who have answered come after the others."""
        fit = rank(typed, Person(call.name, call.name.partition("（")[0], call.name))
        return None if fit is None else (self._answer_of(call.name) is not None, *fit)

    def _row(self, call: ToCall) -> Row:
        ballot = self._answer_of(call.name)
        name = call.name
        if call.holder:
            name += " " + _("(answered by {holder})").format(holder=call.holder)
        if ballot is None:
            here = self.rows.key == call.name
            return Row(call.name, (name, (listed(self.marks) if here else "", "dim")))
        said = listed(ballot.marks) or term(ballot.choice, language())
        if ballot.at is not None:
            said += f" {ballot.at:%m-%d %H:%M}"
        return Row(call.name, (name, said))

    def _sum(self) -> None:
        vote = self.vote
        given = [b.choice for b in vote.ballots]
        parts = [f"{term(c, language())} {given.count(c)}" for c in Choice if c in given]
        if vote.options:
            parts = [
                f"{o.label} {sum(1 for b in vote.ballots if o.label in b.marks)}"
                for o in vote.options
            ] + [p for p in parts if not p.startswith(term(Choice.FOR, language()))]
        left = len(self.calls) - len(vote.ballots)
        asked = _("{n} collected, {left} not yet") if self.written else _("{left} not asked yet")
        parts.append(asked.format(n=len(vote.ballots), left=left))
        self.query_one(".roll--sum", Static).update(plain("  ".join(parts)))

    def typed(self, text: str) -> None:
        self.marks = ()
        self.paint()

    @on(LinesPasted)
    @work
    async def _list_pasted(self, event: LinesPasted) -> None:
        """A pasted 接龙 of answers is taken after a preview."""
        event.stop()
        assert self.hold.meeting is not None
        if await take_votes(self.hold, self.hold.meeting, self.vote, event.text):
            self.paint()
            self._next()

    def entered(self, text: str) -> None:
        if not is_blank(text):
            self.stay_at(self.rows.key)
        elif self.marks:
            self._give(Choice.FOR, self.marks)
        elif not self.written:
            self.action_form_save()

    def walked(self, key: str) -> bool:
        if not super().walked(key):
            return False
        self.marks = ()
        return True

    def pressed(self, sign: str) -> bool:
        acts = sign.isdigit() or sign in "-="
        if acts:
            self._act(sign)
        return acts

    def _act(self, key: str) -> None:
        last = Choice.INVALID if self.written else Choice.NOT_VOTING
        if key == "=":
            if not self.written:
                self._give(None)
            return
        if key == "9" and self._open_to_all and self.written and len(self.vote.options) < 9:
            self._another()
            return
        if not self.vote.options:
            choice = {**KEYS, "4": last, "-": last}.get(key)
            if choice is not None:
                self._give(choice)
            return
        if key in "0-":
            self._give(Choice.ABSTAIN if key == "0" else last)
            return
        place = int(key) - 1
        if place >= len(self.vote.options):
            return
        label = self.vote.options[place].label
        chosen = set(self.marks) ^ {label}
        self.marks = tuple(o.label for o in self.vote.options if o.label in chosen)
        if len(self.marks) == self.vote.choose:
            self._give(Choice.FOR, self.marks)
        else:
            self.paint()

    @work
    async def _give(self, choice: Choice | None, marks: tuple[str, ...] = ()) -> None:
        name = self.rows.key
        if name is not None:
            await self._keep(name, choice, marks)

    async def _keep(self, name: str, choice: Choice | None, marks: tuple[str, ...]) -> None:
        self.marks = ()
        if not self.written:
            done = await self.hold.run(
                decide.answer, *self.hold.here, self.vote_id, name, choice, marks
            )
        elif choice is not None:
            done = await self.hold.run(
                decide.register_return, *self.hold.here, self.vote_id, name, choice, marks
            )
        else:
            return
        if done is not None:
            self.stay_at(name)
            self._next()

    def _next(self) -> None:
        """Go to the next person who has not answered."""
        self.go_on(lambda name: self._answer_of(name) is None)

    @work
    async def _another(self) -> None:
        """Ask for somebody who is not on the roll and may answer."""
        given = await self.ask(
            FormDialog(_("Another name"), (TextField("name", _("Name"), required=True),))
        )
        if given is None:
            return
        if not self.written and not await ask_named(self.hold, [given["name"]]):
            return
        choices = {**KEYS, "4": Choice.INVALID}
        options = [Option(c.value, term(c, language())) for c in choices.values()]
        picked = await self.ask(Choose(given["name"], options))
        if picked is not None:
            await self._keep(given["name"], Choice(picked), ())

    @work
    async def action_form_save(self) -> None:
        """Close to count; in a roll call those not asked have not voted."""
        if not self.vote.ballots:
            self.warn(_("Nobody has answered yet."))
            return
        left = len(self.calls) - len(self.vote.ballots)
        if left and self.written:
            asked = _("{n} replies are in, {left} are not. Close the vote now and count?").format(
                n=len(self.vote.ballots), left=left
            )
            if not await self.ask(Confirm(asked, yes=_("count"), no=_("wait"), destructive=True)):
                return
        self.dismiss(True)
