"""The style sheet of the app: nothing is read or styled twice, and no part before it is drawn."""

from typing import Any

from textual.cache import LRUCache
from textual.css.styles import RenderStyles
from textual.css.stylesheet import Stylesheet
from textual.dom import DOMNode

MOST_SOURCES = 512
"""Style sources kept as they were read; a long session shows some hundred kinds of widgets."""


class Parts(dict[str, RenderStyles]):
    """The styles of the parts that a widget draws (`rows--cursor`), each made when first asked for.

    Textual makes all of them each time that anything above the widget changes.
    """

    __slots__ = ("node", "sheet")

    def __init__(self, node: DOMNode, sheet: "Sheet") -> None:
        self.node, self.sheet = node, sheet

    def __contains__(self, name: object) -> bool:
        if dict.__contains__(self, name):
            return True
        if not isinstance(name, str) or name not in self.node._get_component_classes():
            return False
        self[name] = self.sheet.part(self.node, name)
        return True


class Sheet(Stylesheet):
    """Textual's style sheet, less eager."""

    def __init__(self, *, variables: dict[str, str] | None = None) -> None:
        super().__init__(variables=variables)
        self._parse_cache = LRUCache(MOST_SOURCES)

    def set_variables(self, variables: dict[str, str]) -> None:
        """Take the colours of a theme; what was read with the same ones stays read."""
        if variables != self._variables:
            super().set_variables(variables)

    def reparse(self) -> None:
        """Read what is new."""
        self.parse()

    def part(self, node: DOMNode, name: str) -> RenderStyles:
        """The styles of one part of a widget."""
        drawn = DOMNode(classes=name)
        drawn._attach(node)
        self.apply(drawn)
        return drawn.styles

    def _process_component_classes(self, node: Any) -> None:
        """Make those parts anew that were drawn, and draw the widget again where one changed."""
        if not node._get_component_classes():
            return
        before: dict[str, RenderStyles] = dict(node._component_styles)
        node._component_styles = now = Parts(node, self)
        if any(name not in now or now[name] != styles for name, styles in before.items()):
            node.refresh()
