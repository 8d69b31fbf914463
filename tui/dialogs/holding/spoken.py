"""The dialog 谁发过言: who spoke how often and how long, and who has not spoken yet."""

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from meetings.chairing.speaking import limits_met
from meetings.sitting.debate import Talk, talk_of
from meetings.sitting.meeting import Meeting
from tui.base import LEAVE, BaseDialog
from tui.commands import bindings
from tui.language import N_, _
from tui.text import plain
from tui.widgets.columns import Column, Row
from tui.widgets.hold_view import limit_words, minutes_text, sides, talked
from tui.widgets.rows import Rows


class WhoSpoke(BaseDialog[None]):
    """Lists speakers of the item and the meeting; people present who have not spoken come first."""

    SCOPE = "form"
    BINDINGS = [
        LEAVE,
        *bindings("reading"),
    ]
    DEFAULT_CSS = """
    WhoSpoke {
        .dialog { height: 90%; }
        Rows { height: 1fr; }
        .spoke--sum, .spoke--keys { height: auto; }
    }
    """

    def __init__(self, meeting: Meeting) -> None:
        super().__init__()
        self.meeting = meeting

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Static(plain(self._sum()), classes="spoke--sum")
            rows = Rows(
                Column(N_("Name")), Column(N_("This item"), 16), Column(N_("Whole meeting"), 16),
                Column("", 18), empty=N_("Nobody is present and nobody has spoken."),
            )  # fmt: skip
            rows.can_focus = True
            yield rows
            yield Static(plain(_("Enter or Esc to continue")), classes="spoke--keys")

    def on_mount(self) -> None:
        self.query_one(".dialog").border_title = plain(_("Who has spoken"))
        rows = self.query_one(Rows)
        rows.fill(self._rows())
        rows.focus()

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        event.stop()
        self.dismiss(None)

    def _sum(self) -> str:
        rule = self.meeting.in_force
        said = _("{sides}; the rule allows {n} speeches per motion, {time} each").format(
            sides=sides(self.meeting), n=rule.speeches_per_motion,
            time=minutes_text(rule.speech_seconds),
        )  # fmt: skip
        return said

    def _rows(self) -> list[Row]:
        meeting = self.meeting
        here = {t.name: t for t in talk_of(meeting.speeches, meeting.current)}
        whole = {t.name: t for t in talk_of(meeting.speeches)}
        room = meeting.room(meeting.current)
        names = {meeting.called(p): p for p in (*room.present, *room.others)}
        silent = [name for name in names if name not in here]
        rows = [self._row(name, None, whole.get(name), names.get(name)) for name in silent]
        rows += [self._row(name, talk, whole.get(name), names.get(name))
                 for name, talk in here.items()]  # fmt: skip
        return rows

    def _row(self, name: str, item: Talk | None, whole: Talk | None, person: str | None) -> Row:
        now = self.meeting.opened_at
        met = limits_met(self.meeting, person, name, now) if now is not None else ()
        warning = limit_words([limit for limit in met if limit.kind == "too_many"])
        silent = (_("not yet"), "warn")
        return Row(
            name,
            (
                name,
                talked(item) if item else silent,
                talked(whole) if whole else "-",
                (warning, "warn"),
            ),
        )
