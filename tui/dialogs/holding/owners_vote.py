"""业主共同决定: open it with its kind of matter, take each owner's answer, count heads and area."""

from dataclasses import replace
from typing import TYPE_CHECKING

from textual import events, on, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input, Static

from meetings.actions import owners
from meetings.chairing.owners_vote import (
    METHODS,
    AnsweredAlready,
    OwnerAnswer,
    OwnersCount,
    count,
    forming,
    poll_of,
)
from meetings.procedure.counts import Tally
from meetings.procedure.owners import Areas, area_text
from meetings.procedure.owners_matters import OwnersMatter
from meetings.procedure.sentences import prove
from meetings.sitting.motions import Motion
from meetings.sitting.votes import Choice, Method, Vote
from meetings.terms import term
from tui.base import BaseDialog
from tui.commands import bindings
from tui.dialogs.holding.closing import leave
from tui.dialogs.kit.confirm import Confirm
from tui.dialogs.kit.fields import ChoiceField, Line, NoteLine, NumberField, TextField
from tui.dialogs.kit.form import Answers, FormDialog
from tui.dialogs.units import area_check, area_of, follow_source, matter_lines, matter_live
from tui.errors import is_told, sentence
from tui.finding.people_search import Person, rank
from tui.language import N_, _, language, listed
from tui.text import cut, half_width, plain
from tui.widgets.name_line import NameLine
from tui.widgets.rows import Column, Row, Rows

if TYPE_CHECKING:
    from tui.screens.hold.base import HoldBase

KEYS = {"1": Choice.FOR, "2": Choice.AGAINST, "3": Choice.ABSTAIN, "4": Choice.INVALID}
SIDES = (("for", Choice.FOR), ("against", Choice.AGAINST), ("abstain", Choice.ABSTAIN),
         ("invalid", Choice.INVALID))  # fmt: skip
AREAS = tuple(f"{side}_area" for side, _choice in SIDES)
TOTALS = "totals"


async def open_owners_vote(screen: "HoldBase", motion: Motion) -> Vote | None:
    """Ask for the kind of matter and the way; the roll is frozen as the vote opens."""
    opened: list[Vote] = []

    async def save(answers: Answers) -> None:
        meeting = await screen.change(
            owners.open_owners_vote, motion.id, Method(answers["method"]),
            OwnersMatter(answers["matter"]), follow_source(answers),
        )  # fmt: skip
        opened.append(meeting.votes[-1])

    methods = tuple((m.value, term(m, language())) for m in METHODS)
    lines: list[Line] = [
        NoteLine(_("Motion: {text}").format(text=motion.text)),
        *matter_lines(),
        ChoiceField("method", _("Way"), methods, Method.ROLL_CALL.value),
    ]
    await screen.ask(
        FormDialog(
            _("Owners' joint decision"), lines, save=save, live=matter_live,
            draft=f"hold/{motion.id}/owners/",
        )
    )  # fmt: skip
    return opened[-1] if opened else None


async def count_owners(screen: "HoldBase", vote: Vote) -> None:
    """Answers by owner, or totals typed from paper; what was answered stays when it is left."""
    answers = await screen.house.desk.read(owners.answers_of, vote.id)
    done = await screen.ask(OwnersRoll(screen, vote, answers))
    if done == TOTALS:
        await _totals(screen, vote)
    elif done:
        await screen.do(owners.close_by_name, vote.id)
    else:
        answers = await screen.house.desk.read(owners.answers_of, vote.id)
        if not any(answer.choice for answer in answers):
            await leave(screen, vote)


def _counted(answers: Answers, total: int) -> OwnersCount:
    heads = [answers.get(side) or 0 for side, _choice in SIDES]
    areas = [area_of(str(answers.get(name, ""))) for name in AREAS]
    return OwnersCount(Tally(*heads), Areas(total, *areas))


async def _totals(screen: "HoldBase", vote: Vote) -> None:
    poll = poll_of(vote)

    def live(answers: Answers) -> str:
        if answers.get("for") is None:
            return ""
        return prove(forming(vote, _counted(answers, poll.area)), language())

    async def save(answers: Answers) -> None:
        await screen.change(owners.close_by_totals, vote.id, _counted(answers, poll.area))

    lines: list[Line] = [
        NoteLine(
            _("On the roll: {heads} owners, {area} m². Heads, then the area behind them.").format(
                heads=poll.heads, area=area_text(poll.area)
            )
        )
    ]
    for (side, choice), name in zip(SIDES, AREAS, strict=True):
        word = term(choice, language())
        lines.append(
            NumberField(side, _("{side}: heads").format(side=word), required=side == "for",
                        most=poll.heads)
        )  # fmt: skip
        lines.append(TextField(name, _("{side}: m²").format(side=word), longest=20))
    await screen.ask(
        FormDialog(
            _("Totals"), lines, live=live, save=save,
            draft=f"hold/{vote.id}/owners/",
            check=lambda answers: area_check(answers, AREAS),
        )
    )  # fmt: skip


class OwnersRoll(BaseDialog["bool | str | None"]):
    """Each owner once; True counts, TOTALS asks for sums, None goes on later."""

    SCOPE = "form"
    BINDINGS = bindings("form")
    DEFAULT_CSS = """
    OwnersRoll {
        .dialog { height: 100%; width: 100%; }
        Rows { height: 1fr; }
        .owners--keys { height: auto; color: $foreground-muted; }
        .owners--live { height: auto; max-height: 6; color: $text-success; }
    }
    """

    def __init__(self, hold: "HoldBase", vote: Vote, answers: list[OwnerAnswer]) -> None:
        super().__init__()
        self.hold, self.vote = hold, vote
        self.answers = {answer.id: answer for answer in answers}

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Static(plain(cut(self.vote.text, 140)))
            yield NameLine(signs="=", placeholder=_("initials go to an owner; a digit answers"))
            rows = Rows(
                Column(N_("Whose it is"), 20), Column(N_("Area, m²"), 10, right=True),
                Column(N_("What they say"), 8), Column(N_("What they own")),
                empty=N_("Nobody fits; type less."),
            )  # fmt: skip
            rows.can_focus = False
            yield rows
            yield Static(classes="owners--live", markup=False)
            yield Static(plain(self._keys()), classes="owners--keys")

    def _keys(self) -> str:
        said = "  ".join(f"{key} {term(choice, language())}" for key, choice in KEYS.items())
        return (
            said
            + "  "
            + _("= takes the answer back  9 type totals instead")
            + "\n"
            + _("ctrl+s closes and counts · Esc leaves it open")
        )

    def on_mount(self) -> None:
        title = _("Owners' joint decision") + " · " + term(poll_of(self.vote).matter, language())
        self.query_one(".dialog").border_title = plain(cut(title, 68))
        self._paint()
        self._go_on()
        self.query_one(NameLine).focus()

    def _paint(self) -> None:
        typed = self.query_one(NameLine).value
        fitting = []
        for place, answer in enumerate(self.answers.values()):
            where = listed(answer.units)
            fit = rank(typed, Person(answer.id, answer.owner, where))
            if fit is not None:
                fitting.append((fit if typed.strip() else (0, 0), place, answer))
        fitting.sort(key=lambda found: found[:2])
        rows = self.query_one(Rows)
        rows.fill((_row(answer) for _fit, _place, answer in fitting), keep=not typed.strip())
        self._show_forming()

    def _show_forming(self) -> None:
        given = [answer for answer in self.answers.values() if answer.choice is not None]
        said = _("{n} of {all} owners answered").format(n=len(given), all=len(self.answers))
        if given:
            try:
                sums = count(self.answers.values(), poll_of(self.vote).area)
                said += "\n" + prove(forming(self.vote, sums), language())
            except Exception as error:
                if not is_told(error):
                    raise
                said += "\n" + sentence(error)
        self.query_one(".owners--live", Static).update(plain(said))

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self._paint()

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        self._stay_at(self.query_one(Rows).key)

    def _stay_at(self, id: str | None) -> None:
        self.query_one(NameLine).value = ""
        self._paint()
        if id is not None:
            self.query_one(Rows).go(id)

    def on_key(self, event: events.Key) -> None:
        rows = self.query_one(Rows)
        moves = {
            "up": rows.action_list_up,
            "down": rows.action_list_down,
            "pageup": rows.action_list_page_up,
            "pagedown": rows.action_list_page_down,
        }
        if event.key in moves:
            event.stop()
            moves[event.key]()
            return
        key = half_width(event.character or "").replace("＝", "=")
        if key == "9":
            event.stop()
            self._by_totals()
        elif key in KEYS or key == "=":
            event.stop()
            self._give(KEYS.get(key))

    @work
    async def _by_totals(self) -> None:
        if any(answer.choice for answer in self.answers.values()):
            asked = _("Answers by owner are there already. Type totals all the same?")
            if not await self.ask(Confirm(asked)):
                return
        self.dismiss(TOTALS)

    def _give(self, choice: Choice | None) -> None:
        """Show the answer at once and go on, so that the next key is for the next owner."""
        id = self.query_one(Rows).key
        if id is None:
            return
        before = self.answers[id]
        if choice is not None and before.choice is not None:
            self.warn(AnsweredAlready(owner=before.owner, choice=before.choice))
            return
        self.answers[id] = replace(before, choice=choice)
        self._stay_at(id)
        if choice is not None:
            self._go_on()
        self._keep(before, choice)

    @work
    async def _keep(self, before: OwnerAnswer, choice: Choice | None) -> None:
        """Write the answer; where it is refused, what is written already shows again."""
        if await self.hold.act(owners.answer, self.vote.body, before.id, choice) is None:
            self.answers[before.id] = before
            self._paint()

    def _go_on(self) -> None:
        """To the next owner who has not answered."""
        rows = self.query_one(Rows)
        ids = rows.keys
        here = ids.index(rows.key) if rows.key in ids else 0
        for id in (*ids[here:], *ids[:here]):
            if self.answers[id].choice is None:
                rows.go(id)
                return

    @work
    async def action_form_save(self) -> None:
        """Count; owners who gave no answer took no part."""
        left = sum(1 for answer in self.answers.values() if answer.choice is None)
        if left == len(self.answers):
            self.warn(_("Nobody has answered yet."))
            return
        asked = _("{n} owners have not answered. Close the vote now and count?").format(n=left)
        sure: bool | None = True
        if left:
            sure = await self.ask(Confirm(asked, yes=_("count"), no=_("wait")))
        if sure:
            self.dismiss(True)


def _row(answer: OwnerAnswer) -> Row:
    said = term(answer.choice, language()) if answer.choice is not None else ""
    return Row(answer.id, (answer.owner, area_text(answer.area), said, listed(answer.units)))
