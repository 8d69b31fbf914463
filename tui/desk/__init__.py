"""The desk: runs use cases on the one storage thread, and keeps half-typed text."""

from typing import TYPE_CHECKING

from exports.files import FileExists
from exports.own_forms.forms_errors import BadTemplate
from tui.desk.core import local_now
from tui.desk.counting import Counting
from tui.desk.guards import Guards
from tui.desk.lists import Lists
from tui.desk.papers import PAPERS, Papers, Taken

if TYPE_CHECKING:
    from exports.printed import PrintedLine as PrintedLine
    from exports.writing import Written as Written

__all__ = ["PAPERS", "BadTemplate", "Desk", "FileExists", "Taken", "local_now"]


class Desk(Lists, Counting, Papers, Guards):
    """What the screens ask for, and the only way from them to records and papers."""
