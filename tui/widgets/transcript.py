"""The list of speeches on the item of the meeting screen, with long words folded over rows."""

from collections.abc import Sequence

from meetings.sitting.debate import Speech, SpeechKind, asks
from meetings.terms import stance_word, term
from tui.language import N_, _, language
from tui.text import cells
from tui.widgets.columns import Column, Row, folded, widths
from tui.widgets.hold_view import minutes_text
from tui.widgets.rows import Rows

MOST_LINES = (3, 8)
"""The most rows of a speech, on a low and on a high screen; Enter shows all of it."""

HIGH = 34
"""From this many rows on, a screen is high."""

WIDEST_NAME = 16

_NOTHING_SAID = N_("No speeches yet: name, stance, words, Enter.")


class Transcript(Rows):
    """Lists speeches; the key in Chosen is the speech under the cursor."""

    DEFAULT_CSS = "Transcript { height: 1fr; }"

    def __init__(self, id: str | None = None) -> None:
        super().__init__(
            Column(N_("Time"), 5), Column(N_("Who"), 6), Column(N_("Stance"), 4),
            Column(N_("Text")),
            id=id, titles=False, empty=_NOTHING_SAID,
        )  # fmt: skip
        self._said: tuple[Speech, ...] = ()

    def show(self, said: Sequence[Speech], waits: bool = True) -> None:
        """Show the speeches; a cursor on the last one stays on the last.

        While nobody can speak (`waits` is False) an empty list does not ask for speeches.
        """
        self.empty = _NOTHING_SAID if waits else ""
        at_end = self.cursor >= len(self) - 1
        self._said = tuple(said)
        sides = [side_of(speech) for speech in said]
        name = max([6, *(cells(speech.name) for speech in said)])
        time, who, stance, words = self.columns
        self.columns = (
            time,
            Column(who.title, min(name, WIDEST_NAME, max(6, self.size.width // 3))),
            Column(stance.title, max([4, *(cells(side) for side in sides)])),
            words,
        )
        room = widths(self.columns, self.size.width)[-1]
        most = MOST_LINES[self.app.size.height >= HIGH]
        rows: list[Row] = []
        for speech, side in zip(said, sides, strict=True):
            text = speech.text or _("(spoke {time}, nothing written)").format(
                time=minutes_text(speech.seconds)
            )
            lines = folded(text, room, most) or [""]
            at = f"{speech.said_at:%H:%M}" if speech.said_at is not None else ""
            rows.append(Row(speech.id, (at, speech.name, side, lines[0])))
            rows += [
                Row(f"{speech.id}/{n}", ("", "", "", line)) for n, line in enumerate(lines[1:], 1)
            ]
        self.fill(rows)
        if at_end and rows:
            self.go(rows[-1].key)

    def on_resize(self) -> None:
        self.show(self._said, bool(self.empty))

    def action_list_open(self) -> None:
        if self.key is not None:
            self.post_message(self.Chosen(self, self.key.partition("/")[0]))


def side_of(speech: Speech) -> str:
    """The speech's stance, or that it is a question or a note; "" where no stance was given."""
    if speech.kind is SpeechKind.SPEECH and asks(speech.stance, speech.text):
        return _("asks")
    if speech.kind is SpeechKind.SPEECH:
        return stance_word(speech.stance, language())
    return term(speech.kind, language())
