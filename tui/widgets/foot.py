"""The footer: the keys that work now with their words, the screen's own acts first."""

from textual import events
from textual.binding import Binding
from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget

from meetings.dataclass import dataclass
from tui.commands import all_commands
from tui.commands.registry import show_key
from tui.text import cells, plain

MOST_LINES = 3
SCREENS = 9
"""How many app-wide entries should stay visible: F1 to F9."""
LOW_WINDOW = 20
"""In windows of fewer lines the footer takes one line less."""


@dataclass(frozen=True, slots=True)
class Act:
    """One entry of the footer."""

    binding: Binding
    enabled: bool
    everywhere: bool

    @property
    def text(self) -> str:
        return f"{key_shown(self.binding)}{_gap(self.binding)}{self.binding.description}"


def key_shown(binding: Binding) -> str:
    """The key of a binding as people read it."""
    return binding.key_display or show_key(binding.key)


def _gap(binding: Binding) -> str:
    """The gap between key and word: none in `1发言`, a space in `ctrl+p Commands` and `1 Speak`."""
    return " " if binding.description[:1].isascii() else ""


def arrange(acts: list[Act], width: int, most_lines: int = MOST_LINES) -> list[list[Act]]:
    """The acts in lines of at most `width` cells; app-wide ones are dropped first.

    A third line is used only where the keys of the other screens would not fit otherwise.
    """
    lines: list[list[Act]] = []
    wanted = min(SCREENS, sum(act.everywhere for act in acts))
    for most in range(min(2, most_lines), most_lines + 1):
        for apart in (True, False):
            lines = _fitted(acts, width, most, apart)
            if sum(act.everywhere for line in lines for act in line) >= wanted:
                return lines
    return lines


def _fitted(acts: list[Act], width: int, most_lines: int, apart: bool) -> list[list[Act]]:
    """The lines; with `apart` the app-wide acts begin a line of their own."""
    own = [act for act in acts if not act.everywhere]
    shared = [act for act in acts if act.everywhere]
    while True:
        lines = _wrap(own, shared, width, most_lines if apart else 1)
        if len(lines) <= most_lines or not (own or shared):
            return lines
        (shared if len(shared) > 1 or not own else own).pop()


def _wrap(own: list[Act], shared: list[Act], width: int, most_lines: int) -> list[list[Act]]:
    lines: list[list[Act]] = []
    room = 0
    for act in own + shared:
        need = cells(act.text)
        starts_shared = bool(own) and act is (shared[0] if shared else None)
        if not lines or need + 1 > room or (starts_shared and len(lines) < most_lines):
            lines.append([])
            room = width
        lines[-1].append(act)
        room -= need + (1 if len(lines[-1]) > 1 else 0)
    return lines


class Foot(Widget):
    """The footer; a click on an entry does what its key does."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES = {"foot--key", "foot--word", "foot--off"}
    DEFAULT_CSS = """
    Foot {
        dock: bottom; height: auto; max-height: 3; padding: 0 1;
        background: $panel; color: $foreground;
        .foot--key { color: $accent; text-style: bold; }
        .foot--word { color: $foreground; }
        .foot--off { color: $foreground-muted; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._lines: list[list[Act]] = []
        self._asked = False

    def on_mount(self) -> None:
        self.screen.bindings_updated_signal.subscribe(self, self._bindings_changed)
        self.relist()

    def _bindings_changed(self, screen: Screen[object]) -> None:
        if self.is_attached and screen is self.screen and not self._asked:
            self._asked = True  # several changes in one go are read once
            self.call_next(self.relist)

    def on_resize(self) -> None:
        self.relist()

    def relist(self) -> None:
        """Read the keys that work now and show them."""
        self._asked = False
        acts: dict[str, tuple[int, Act]] = {}
        nodes: list[object] = []
        for node, bound, enabled, _tooltip in self.screen.active_bindings.values():
            nodes += [] if node in nodes else [node]
            if bound.show and bound.action not in acts:
                acts[bound.action] = nodes.index(node), Act(bound, enabled, node is self.app)
        width = self.size.width or self.app.size.width - 2
        # a person's own key is bound last, but its command keeps its place
        places = {command.id: place for place, command in enumerate(all_commands())}
        ordered = sorted(
            acts.values(), key=lambda known: (known[0], places.get(known[1].binding.id or "", -1))
        )
        most = MOST_LINES - (self.app.size.height < LOW_WINDOW)
        lines = arrange([act for _node, act in ordered], width, most)
        if lines != self._lines:
            taller = len(lines) != len(self._lines)
            self._lines = lines
            self.refresh(layout=taller)

    def get_content_height(self, container: object, viewport: object, width: int) -> int:
        return max(1, len(self._lines))

    def render(self) -> Content:
        key_style = self.get_visual_style("foot--key")
        word_style = self.get_visual_style("foot--word")
        off_style = self.get_visual_style("foot--off")
        lines = []
        for acts in self._lines:
            parts: list[Content] = []
            for act in acts:
                bound = act.binding
                words = plain(_gap(bound) + bound.description)
                key = plain(key_shown(bound))
                if act.enabled:
                    parts.append(key.stylize(key_style) + words.stylize(word_style))
                else:
                    parts.append((key + words).stylize(off_style))
            lines.append(Content(" ").join(parts))
        return Content("\n").join(lines)

    async def on_click(self, event: events.Click) -> None:
        place = event.get_content_offset(self)
        if place is None or place.y >= len(self._lines):
            return
        column = 0
        for act in self._lines[place.y]:
            column += cells(act.text)
            if place.x < column:
                self.app.simulate_key(act.binding.key)
                return
            column += 1
