"""A faster Textual style sheet: parses each source once and styles parts only when drawn."""

from typing import Any

from textual.cache import LRUCache
from textual.css.styles import RenderStyles
from textual.css.stylesheet import Stylesheet
from textual.dom import DOMNode

MOST_SOURCES = 512
"""Number of parsed style sources to keep; a long session shows some hundred kinds of widgets."""


class PartStyles(dict[str, RenderStyles]):
    """The styles of a widget's component classes (`rows--cursor`), each made when first asked for.

    Textual itself makes all of them each time that anything above the widget changes.
    """

    __slots__ = ("node", "sheet")

    def __init__(self, node: DOMNode, sheet: "QuickStylesheet") -> None:
        self.node, self.sheet = node, sheet

    def __contains__(self, name: object) -> bool:
        if dict.__contains__(self, name):
            return True
        if not isinstance(name, str) or name not in self.node._get_component_classes():
            return False
        self[name] = self.sheet.part(self.node, name)
        return True


class QuickStylesheet(Stylesheet):
    """Textual's style sheet, which parses and applies only what is new or needed."""

    def __init__(self, *, variables: dict[str, str] | None = None) -> None:
        super().__init__(variables=variables)
        self._parse_cache = LRUCache(MOST_SOURCES)

    def set_variables(self, variables: dict[str, str]) -> None:
        """Set the colours of a theme; nothing is parsed again where they are the same."""
        if variables != self._variables:
            super().set_variables(variables)

    def reparse(self) -> None:
        """Parse only the sources that are new."""
        self.parse()

    def part(self, node: DOMNode, name: str) -> RenderStyles:
        """The styles of one component class of a widget."""
        drawn = DOMNode(classes=name)
        drawn._attach(node)
        self.apply(drawn)
        return drawn.styles

    def _process_component_classes(self, node: Any) -> None:
        """Style the parts drawn so far again, and redraw the widget where one of them changed."""
        if not node._get_component_classes():
            return
        before: dict[str, RenderStyles] = dict(node._component_styles)
        node._component_styles = now = PartStyles(node, self)
        if any(name not in now or now[name] != styles for name, styles in before.items()):
            node.refresh()
