"""The command palette (ctrl+p): finds every command, those of other screens below those here."""

from textual.binding import ActiveBinding

from meetings.clean import visible_words
from tui.commands import all_commands
from tui.commands.registry import Command
from tui.commands.ways import way_to
from tui.dialogs.kit.choose import Choose, Option
from tui.finding.people_search import Person, get_ready, rank
from tui.language import _, chinese
from tui.text import folded


def command_rank(query: str, command: Command) -> tuple[int, int] | None:
    """How well a command fits the query, smaller is better; None when not at all."""
    wanted = folded(query)
    if not wanted:
        return (0, 0)
    fits = []
    label = rank(wanted, Person(command.id, chinese(command.label)))
    if label is not None:
        fits.append(label)
    english = folded(command.label)
    if english.startswith(wanted):
        fits.append((1, len(english)))
    elif any(word.startswith(wanted) for word in visible_words(english)):
        fits.append((2, len(english)))
    initials = "".join(word[:1] for word in visible_words(english))
    if len(wanted) > 1 and initials.startswith(wanted):
        fits.append((5, len(english)))
    for also in visible_words(f"{chinese(command.also)} {command.also}" if command.also else ""):
        meant = rank(wanted, Person(command.id, also))
        if meant is not None:
            fits.append((meant[0] + 1, meant[1]))
    if wanted in chinese(command.help) or wanted in folded(command.help):
        fits.append((8, 0))
    return min(fits) if fits else None


ELSEWHERE = 100
"""Added to the rank of a command of another screen, which is more than any rank has."""


class Palette(Choose):
    """A dialog that answers with the id of the picked command, or None."""

    def __init__(self, active: dict[str, ActiveBinding]) -> None:
        bound = {entry.binding.id for entry in active.values() if entry.enabled}
        scopes = {command.scope for command in all_commands() if command.id in bound}
        here = [one for one in all_commands() if one.id in bound and one.id != "app.palette"]
        self._ways = {
            one.id: way
            for one in all_commands()
            if one.scope not in scopes and (way := way_to(one))
        }
        self._commands = {one.id: one for one in (*here, *(way[-1] for way in self._ways.values()))}
        super().__init__(
            _("Commands"),
            [
                Option(one.id, f"{_(one.label)}  {_(one.help)}", self._where(one))
                for one in self._commands.values()
            ],
        )

    def _where(self, one: Command) -> str:
        """The key, for another screen `F4 Meeting → 8`."""
        way = self._ways.get(one.id)
        if way is None:
            return one.key_shown
        first = f"{way[0].key_shown} {_(way[0].label)}"
        return " → ".join([first, *(step.key_shown for step in way[1:])])

    def on_mount(self) -> None:
        self.call_after_refresh(get_ready)

    def fit(self, text: str, option: Option) -> tuple[int, int] | None:
        rank = command_rank(text, self._commands[option.key])
        if rank is None or option.key not in self._ways:
            return rank
        return (rank[0] + ELSEWHERE, rank[1])
