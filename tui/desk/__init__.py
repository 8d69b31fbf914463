"""The desk, the screens' only way to storage and exports, put together from its parts."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from exports.files import FileExists as FileExists
from exports.own_forms.forms_errors import BadTemplate as BadTemplate
from tui.desk.core import local_now
from tui.desk.counting import Counting
from tui.desk.exchange import Exchange
from tui.desk.lists import Lists
from tui.desk.papers import PaperDesk
from tui.desk.safekeeping import Safekeeping

if TYPE_CHECKING:
    from exports.printed import PrintedLine as PrintedLine
    from exports.writing import Written as Written


class Desk(Lists):
    """All that screens can ask of the records, papers, figures, exchange and backups."""

    def __init__(
        self,
        path: Path,
        actor: str = "",
        now: Callable[[], datetime] = local_now,
        steady: Callable[[], float] | None = None,
    ) -> None:
        super().__init__(path, actor, now, steady)
        self.papers = PaperDesk(self)
        self.counting = Counting(self)
        self.safe = Safekeeping(self)
        self.exchange = Exchange(self)
