"""The list of the screen 往来: matters passed up by or to the body, those that wait first."""

from collections.abc import Mapping
from datetime import date

from textual import work
from textual.app import ComposeResult
from textual.widgets import Static

from meetings.actions import found
from meetings.community.bodies import Body
from meetings.matters.referrals import WAITING, ReferralState
from meetings.views import ReferralLine
from tui.commands import bindings
from tui.dialogs.kit.choose import Choose, Option
from tui.language import N_, _
from tui.screens.searching import Filtered
from tui.text import plain
from tui.widgets.columns import Cell, Column, Row
from tui.widgets.rows import Rows
from tui.words.bodies import short_name
from tui.words.days import day_text
from tui.words.referrals import counts_words, referral_state

S = ReferralState
WAITS, RECEIVED, SENT, BELOW, ALL = "waits", "received", "sent", "below", "all"
VIEWS = {
    WAITS: N_("what waits"),
    RECEIVED: N_("came from below"),
    SENT: N_("referred up"),
    BELOW: N_("late one tier below"),
    ALL: N_("all"),
}
TONES = {S.SENT: "warn", S.ANSWERED: "good", S.SENT_BACK: "warn", S.LANDED: "dim",
         S.WITHDRAWN: "dim"}  # fmt: skip


COLUMNS = (
    Column(N_("In/out"), 6), Column(N_("Matter")), Column(N_("With whom"), 13, most=30),
    Column(N_("State"), 12, most=24), Column(N_("Answer due by"), 19),
)  # fmt: skip
DELIVERY = Column(N_("Delivery"), 8)
"""The column for delivery, where the other body may be on another computer."""
DELIVERED = {"unsent": N_("unsent"), "sent": N_("on its way"), "there": N_("there")}
_DELIVERY_TONES = {"unsent": "warn", "there": "dim"}


class ReferralsList(Filtered):
    """One list of what came, what was sent, and what is late below; late ones first."""

    SCOPE = "referrals"
    BINDINGS = bindings("referrals")
    TITLE_TEXT = N_("Referrals")
    AUTO_FOCUS = "#referrals--rows"
    DEFAULT_CSS = """
    ReferralsList {
        #referrals--rows { height: 1fr; }
        #referrals--view { height: 1; padding: 0 1; background: $panel;
                           color: $foreground-muted; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self.view = WAITS
        self._shown_for = ""
        self.bodies: dict[str, Body] = {}
        self.lines: dict[str, ReferralLine] = {}
        self._delivered: Mapping[str, str] = {}

    def middle(self) -> ComposeResult:
        yield Static(id="referrals--view")
        yield Rows(
            *COLUMNS,
            empty=N_("Nothing is waiting. {key:referrals.show} shows what is finished."),
            id="referrals--rows",
        )  # fmt: skip

    @property
    def rows(self) -> Rows:
        """The list."""
        return self.query_one(Rows)

    def chosen(self) -> ReferralLine | None:
        """The line under the cursor; None for none."""
        return self.lines.get(self.rows.key or "")

    async def reload(self) -> None:
        still = self.asks()
        known = await self.house.desk.read(found.bodies)
        body, today = self.body, self.house.now().date()
        lines = await self.house.desk.referrals(body.id) if body is not None else ()
        told = await self.house.desk.exchange.delivered(body.id) if body is not None else {}
        if not still():
            return
        self._delivered = told
        # the column is only shown in a file that exchanges letters
        self.rows.columns = (*COLUMNS[:4], DELIVERY, COLUMNS[4]) if told else COLUMNS
        self.bodies = {one.id: one for one in known}
        here = body.id if body is not None else ""
        shown = [line for line in lines if self._fits(line, here)]
        shown.sort(key=lambda line: (-line.days_late(today), self._order(line), line.id))
        self.lines = {line.id: line for line in shown}
        same = here == self._shown_for
        hidden = len(lines) - len(shown)
        self.rows.fill((self._row(one, here, today) for one in shown), keep=same, hidden=hidden)
        self._shown_for = here
        words = counts_words(lines, here, today) if body is not None else ""
        self.head.state = words or _("nothing waits")
        name = body.name if body is not None else ""
        shown_words = _("shown: {view}").format(view=_(VIEWS[self.view]))
        shown_words = " · ".join(filter(None, (name, shown_words)))
        self.query_one("#referrals--view", Static).update(plain(shown_words))

    def escaped(self) -> None:
        """Esc: show what waits again, or everything where nothing waits."""
        if self.view != WAITS or not len(self.rows):
            self.view = WAITS if len(self.rows) else ALL
            self.call_later(self.reload)

    def _fits(self, line: ReferralLine, here: str) -> bool:
        if self.view == WAITS:
            mine = line.body == here and line.state in (S.ANSWERED, S.SENT_BACK)
            return mine or line.state in WAITING
        if self.view == RECEIVED:
            return line.to_body == here
        if self.view == SENT:
            return line.body == here
        return self.view == ALL or here not in (line.body, line.to_body)

    def _order(self, line: ReferralLine) -> str:
        return (line.wanted_by or date.max).isoformat()

    def _row(self, line: ReferralLine, here: str, today: date) -> Row:
        if line.to_body == here:
            way, whom = _("from"), short_name(line.from_name)
        elif line.body == here:
            way, whom = _("to"), short_name(line.to_name)
        else:
            way = _("below")
            whom = f"{short_name(line.from_name)} → {short_name(line.to_name)}"
        state: Cell = (referral_state(line), TONES.get(line.state, ""))
        cells = (way, line.title, whom, state)
        wanted = self._wanted(line, today)
        if not self._delivered:
            return Row(line.id, (*cells, wanted))
        delivered = self._delivered.get(line.id, "")
        words: Cell = ""
        if delivered:
            words = (_(DELIVERED[delivered]), _DELIVERY_TONES.get(delivered, ""))
        return Row(line.id, (*cells, words, wanted))

    def _wanted(self, line: ReferralLine, today: date) -> Cell:
        late = line.days_late(today)
        reminded = _(" reminded {n}").format(n=line.reminders) if line.reminders else ""
        if late:
            return _("{n} d LATE").format(n=late) + reminded, "bad"
        if line.wanted_by is None or line.state not in WAITING:
            return ""
        return day_text(line.wanted_by, today=today) + reminded

    @work
    async def action_referrals_show(self) -> None:
        options = [Option(key, _(words)) for key, words in VIEWS.items()]
        picked = await self.ask(Choose(_("Show what?"), options, chosen=self.view))
        if picked is not None:
            self.view = picked
            await self.reload()

    def relabel(self) -> None:
        super().relabel()
        self.call_later(self.reload)
