"""The sentence for a body that the big screen does not find."""

from tui.errors import sentence_for
from tui.language import _, listed
from tui.words.board import NoSuchBody


@sentence_for(NoSuchBody)
def _no_such_body(error: NoSuchBody) -> str:
    names = error.known
    said = listed(map(str, names)) if isinstance(names, tuple) else ""
    return _("There is no body called {name}; there are: {known}.").format(
        name=error.wanted, known=said or "-"
    )
