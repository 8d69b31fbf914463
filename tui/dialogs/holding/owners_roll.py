"""The dialog of a joint decision of owners: one key for each owner's answer, with running sums."""

from dataclasses import replace
from typing import TYPE_CHECKING

from textual import work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from meetings.actions import owners
from meetings.chairing.owners_vote import AnsweredAlready, OwnerAnswer, count, forming, poll_of
from meetings.clean import is_blank
from meetings.procedure.owners import area_text
from meetings.procedure.sentences import prove
from meetings.sitting.votes import Choice, Vote
from meetings.terms import term
from tui.commands import bindings
from tui.dialogs.kit.choose import Choose, Option
from tui.dialogs.kit.confirm import Confirm
from tui.dialogs.kit.typed_list import TypedList
from tui.errors import is_refusal, sentence
from tui.finding.people_search import Person, fitting, rank
from tui.language import N_, _, language, listed
from tui.text import cut, plain
from tui.widgets.columns import Column, Row, whole_lines
from tui.widgets.name_line import NameLine

if TYPE_CHECKING:
    from tui.screens.hold.screen import HoldScreen

KEYS = {"1": Choice.FOR, "2": Choice.AGAINST, "3": Choice.ABSTAIN, "4": Choice.INVALID}
TOTALS = "totals"
"""The dialog's answer when sums are to be typed instead."""


class OwnersRoll(TypedList["bool | str | None"]):
    """Lists each owner; its answer is True to count, TOTALS to type sums, None to go on later."""

    SCOPE = "form"
    WRITES = ("owners.answer",)
    BINDINGS = bindings("form")
    TOLD_KEYS = TypedList.ANSWERED_BY_DIGITS
    DEFAULT_CSS = """
    OwnersRoll {
        .dialog { height: 100%; width: 100%; }
        Rows { height: 1fr; }
        .owners--keys { height: auto; color: $foreground-muted; }
        .owners--live { height: auto; max-height: 6; color: $text-success; }
    }
    """

    def __init__(self, hold: "HoldScreen", vote: Vote, answers: list[OwnerAnswer]) -> None:
        super().__init__()
        self.hold, self.vote = hold, vote
        self.answers = {answer.id: answer for answer in answers}

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Static(plain(cut(self.vote.text, 140)))
            yield NameLine(
                signs="=", placeholder=_("initials find an owner; digits record the answer")
            )
            yield self.listing(
                Column(N_("Whose it is"), 20), Column(N_("Area, m²"), 10, right=True),
                Column(N_("They say"), 8), Column(N_("What they own")),
                empty=N_("Nobody matches; try fewer letters."),
            )  # fmt: skip
            yield Static(classes="owners--live", markup=False)
            yield Static(plain(self._keys()), classes="owners--keys")

    def _keys(self) -> str:
        said = "  ".join(f"{key} {term(choice, language())}" for key, choice in KEYS.items())
        return (
            said
            + "  "
            + _("= withdraw the answer  9 enter totals instead")
            + "\n"
            + _("{key:form.save} closes and counts · Esc leaves it open")
        )

    def on_mount(self) -> None:
        title = _("Owners' joint decision") + " · " + term(poll_of(self.vote).matter, language())
        self.query_one(".dialog").border_title = plain(cut(title, 68))
        self.paint()
        self._next()
        self.line.focus()

    def paint(self) -> None:
        typed = self.line.value

        def fit(answer: OwnerAnswer) -> tuple[int, int] | None:
            return rank(typed, Person(answer.id, answer.owner, listed(answer.units)))

        answers = fitting(typed, self.answers.values(), fit)
        self.rows.fill(map(_row, answers), keep=is_blank(typed))
        self._show_forming()

    def _show_forming(self) -> None:
        given = [answer for answer in self.answers.values() if answer.choice is not None]
        said = _("{n} of {all} owners answered").format(n=len(given), all=len(self.answers))
        if given:
            try:
                sums = count(self.answers.values(), poll_of(self.vote).area)
                said += "\n" + prove(forming(self.vote, sums), language())
            except Exception as error:
                if not is_refusal(error):
                    raise
                said += "\n" + sentence(error)
        width = self.query_one(".dialog").content_size.width
        said = whole_lines(said, width) if width else said
        self.query_one(".owners--live", Static).update(plain(said))

    async def reread(self) -> None:
        answers = await self.hold.house.desk.read(owners.answers_of, self.vote.id)
        self.answers = {answer.id: answer for answer in answers}
        self.paint()

    def entered(self, text: str) -> None:
        self.stay_at(self.rows.key)

    def pressed(self, sign: str) -> bool:
        if sign == "9":
            self._by_totals()
        elif sign in KEYS or sign == "=":
            self._give(KEYS.get(sign))
        else:
            return False
        return True

    @work
    async def _by_totals(self) -> None:
        if any(answer.choice for answer in self.answers.values()):
            asked = _("There are already answers by owner. Enter totals anyway?")
            if not await self.ask(Confirm(asked, destructive=True)):
                return
        self.dismiss(TOTALS)

    def _give(self, choice: Choice | None) -> None:
        """Show the answer at once and go on, so that the next key is for the next owner."""
        id = self.rows.key
        if id is None:
            return
        before = self.answers[id]
        if choice is not None and before.choice is not None:
            self.warn(AnsweredAlready(owner=before.owner, choice=before.choice))
            return
        self.answers[id] = replace(before, choice=choice)
        self.stay_at(id)
        if choice is not None:
            self._next()
        self._keep(before, choice)

    @work
    async def _keep(self, before: OwnerAnswer, choice: Choice | None) -> None:
        """Record the answer; where that is refused, show the recorded one again."""
        if await self.hold.run(owners.answer, self.vote.body, before.id, choice) is None:
            self.answers[before.id] = before
            self.paint()

    def _next(self) -> None:
        """Go to the next owner who has not answered."""
        self.go_on(lambda id: self.answers[id].choice is None)

    @work
    async def action_form_save(self) -> None:
        """Close to count; owners without an answer did not take part."""
        left = sum(1 for answer in self.answers.values() if answer.choice is None)
        if left == len(self.answers):
            self.warn(_("Nobody has answered yet."))
            return
        asked = _("{n} owners have not answered. Close the vote now and count?").format(n=left)
        # Digits are answers here, so none that is typed on may close the vote.
        options = [Option("wait", _("wait")), Option("count", _("count"), digit="=")]
        if not left or await self.ask(Choose(asked, options)) == "count":
            self.dismiss(True)


def _row(answer: OwnerAnswer) -> Row:
    said = term(answer.choice, language()) if answer.choice is not None else ""
    return Row(answer.id, (answer.owner, area_text(answer.area), said, listed(answer.units)))
