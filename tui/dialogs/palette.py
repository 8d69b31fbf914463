"""The command palette (ctrl+p): finds every command that works now, in Chinese or English."""

from textual.binding import ActiveBinding

from meetings.clean import visible_words
from tui.commands import all_commands
from tui.commands.registry import Command
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


class Palette(Choose):
    """A dialog that answers with the id of the picked command, or None."""

    def __init__(self, active: dict[str, ActiveBinding]) -> None:
        bound = {entry.binding.id for entry in active.values() if entry.enabled}
        self._commands = {
            command.id: command
            for command in all_commands()
            if command.id in bound and command.id != "app.palette"
        }
        super().__init__(
            _("Commands"),
            [
                Option(command.id, f"{_(command.label)}  {_(command.help)}", command.key_shown)
                for command in self._commands.values()
            ],
        )

    def on_mount(self) -> None:
        self.call_after_refresh(get_ready)

    def fit(self, text: str, option: Option) -> tuple[int, int] | None:
        return command_rank(text, self._commands[option.key])
