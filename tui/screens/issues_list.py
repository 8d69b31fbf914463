"""议题, what it shows: the pool of all bodies of the file, narrowed by a filter."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from textual import on, work
from textual.app import ComposeResult
from textual.widgets import Static

from meetings.actions import found
from meetings.community.bodies import Body
from meetings.matters.issues import OPEN, Issue, IssueState
from meetings.ports import Records
from meetings.terms import term
from meetings.views import IssueFilter, IssueLine
from tui.commands import bindings
from tui.language import N_, _, language
from tui.screens.searching import Searching
from tui.text import plain
from tui.widgets.find import FindLine
from tui.widgets.rows import Cell, Column, Row, Rows
from tui.words.bodies import short_name

NUMBER = Column(N_("No."), 4, right=True)
TITLE = Column(N_("Issue"))
PLACE = Column(N_("Place"), 9, most=20)
TOPIC = Column(N_("Topic"), 14)
SOURCE = Column(N_("Source"), 13)
WHO = Column(N_("Raised by"), 9, most=14)
WITH = Column(N_("With"), 4, right=True)
STATE = Column(N_("State"), 11, most=13)
AGE = Column(N_("Age"), 5, right=True)
BODY = Column(N_("Body"), 14, most=28)

COLUMNS = (
    (140, (NUMBER, TITLE, PLACE, TOPIC, SOURCE, WHO, WITH, STATE, AGE, BODY)),
    (100, (NUMBER, TITLE, PLACE, TOPIC, WHO, WITH, STATE, AGE, BODY)),
    (70, (NUMBER, TITLE, PLACE, WHO, WITH, STATE, AGE)),
    (0, (NUMBER, TITLE, STATE, AGE)),
)
"""What is shown from how many cells of width on."""

OF_SEVERAL = (NUMBER, TITLE, BODY, WHO, WITH, STATE, AGE)
"""What 70 to 99 cells show of the issues of several bodies."""

TONES = {
    IssueState.COLLECTED: "warn",
    IssueState.SETTLED: "good",
    IssueState.RETURNED: "dim",
    IssueState.MERGED: "dim",
    IssueState.WITHDRAWN: "dim",
}


def issue_of(records: Records, id: str) -> Issue:
    """The whole issue."""
    with records.reading() as book:
        return book.get(Issue, id)


class IssuesList(Searching):
    """The pool, newest first; Space marks, Enter shows the whole issue."""

    SCOPE = "issues"
    BINDINGS = bindings("issues")
    TITLE_TEXT = N_("Issues")
    AUTO_FOCUS = "#issues--rows"
    DEFAULT_CSS = """
    IssuesList {
        #issues--rows { height: 1fr; }
        #issues--filter { height: 1; padding: 0 1; background: $panel; color: $foreground-muted; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self.wanted = IssueFilter(states=OPEN)
        self.bodies: dict[str, Body] = {}
        self.lines: dict[str, IssueLine] = {}
        self._after: str | None = None

    def middle(self) -> ComposeResult:
        rows = Rows(
            *COLUMNS[2][1],
            empty=N_("No issues here. Add one in a single line: {key:issues.new}."), marks=True,
            id="issues--rows",
        )  # fmt: skip
        yield Static(id="issues--filter")
        yield FindLine(rows, N_("a word, a place, a name"))
        yield rows

    @property
    def rows(self) -> Rows:
        """The list."""
        return self.query_one(Rows)

    @property
    def several(self) -> bool:
        """Issues of more than one body may be shown."""
        known = self.bodies or {line.body for line in self.lines.values()}
        return self.wanted.body is None and len(known) > 1

    def _columns(self) -> tuple[Column, ...]:
        width = self.app.size.width
        columns = next(columns for least, columns in COLUMNS if width >= least)
        return OF_SEVERAL if self.several and columns == COLUMNS[2][1] else columns

    def on_resize(self) -> None:
        """Use the room there is."""
        if self.rows.columns != self._columns():
            self.rows.columns = self._columns()
            self.rows.fill(map(self._row, self.lines.values()), more=self._after is not None)

    async def reload(self) -> None:
        if not self.lines:
            # The rows name their bodies themselves: a person can begin to read.
            await self._fill(self.asks())
        self.bodies = {body.id: body for body in await self.house.desk.read(found.bodies)}
        await self.show()

    async def show(self) -> None:
        """Read the first page again under the present filter."""
        still, body = self.asks(), self.body
        await self._fill(still)
        counts = await self.house.desk.issue_counts()
        lines = await self.house.desk.referrals(body.id) if body is not None else ()
        if not still():
            return
        if not self.lines:
            self.rows.fill((), hidden=counts.total)
        waiting = counts.by_state.get(IssueState.COLLECTED, 0)
        self.head.state = _("{waiting} to screen, {all} in total").format(
            waiting=waiting, all=counts.total
        )
        if body is not None:
            from tui.words.referrals import counts_words

            words = counts_words(lines, body.id, self.house.now().date())
            if words:
                colon = "：" if language() == "zh" else ": "
                self.head.state += f" · {_('referrals')}{colon}{words}"
        self.query_one("#issues--filter", Static).update(plain(self._filter_words()))

    async def _fill(self, still: Callable[[], bool]) -> None:
        page = await self.house.desk.issues(self._asked())
        if not still():
            return
        self.lines = {line.id: line for line in page.lines}
        self._after = page.after
        self.rows.columns = self._columns()
        self.rows.fill(map(self._row, page.lines), more=page.after is not None)

    def _asked(self) -> IssueFilter:
        text = self.find_line.text
        return replace(self.wanted, text=text) if text else self.wanted

    def _filter_words(self) -> str:
        wanted, parts = self.wanted, list[str]()
        if wanted.states == OPEN:
            parts.append(_("open"))
        elif wanted.states:
            parts += [term(state, language()) for state in sorted(wanted.states)]
        if wanted.tier is not None:
            parts.append(term(wanted.tier, language()))
        if wanted.body is not None and wanted.body in self.bodies:
            parts.append(self.bodies[wanted.body].name)
        parts += [f"#{wanted.topic}"] if wanted.topic else []
        parts += [f"“{wanted.text}”"] if wanted.text else []
        said = _("Shown: {what}").format(what=" · ".join(parts) or _("all"))
        if self.several and wanted.tier is None:
            said += _(" ({n} bodies)").format(n=len(self.bodies))
        return f"{self.body.name} · {said}" if self.body is not None else said

    def _row(self, line: IssueLine) -> Row:
        cells: dict[Column, Cell] = {
            NUMBER: str(line.number),
            TITLE: line.title,
            PLACE: line.place,
            TOPIC: line.topic,
            SOURCE: line.source_words or term(line.source, language()),
            WHO: short_name(line.raised_name),
            WITH: str(line.supporters or ""),
            STATE: (term(line.state, language()), TONES.get(line.state, "")),
            AGE: age(line.collected_at, self.house.now()),
            BODY: short_name(line.body_name),
        }
        return Row(line.id, tuple(cells[column] for column in self.rows.columns))

    def relabel(self) -> None:
        super().relabel()
        self.again()

    @work
    async def again(self) -> None:
        """Read everything again."""
        await self.reload()

    @on(Rows.NeedMore)
    async def _more(self, event: Rows.NeedMore) -> None:
        event.stop()
        if self._after is not None:
            still = self.as_asked()
            page = await self.house.desk.issues(self._asked(), self._after)
            if not still():
                return
            self.lines |= {line.id: line for line in page.lines}
            self._after = page.after
            self.rows.add(map(self._row, page.lines), more=page.after is not None)

    async def narrowed(self) -> None:
        await self.show()

    def escaped(self) -> None:
        """The open issues again; everything where these would be none."""
        usual = IssueFilter(states=OPEN)
        if len(self.rows) and self.wanted == usual:
            return
        self.wanted = usual if len(self.rows) else IssueFilter()
        self.call_later(self.show)

    def action_issues_find(self) -> None:
        self.find_line.start()


def age(since: datetime, now: datetime) -> str:
    """`今天`, `3天`, `5周`, `14月`."""
    days = (now.astimezone().date() - since.astimezone().date()).days
    if days <= 0:
        return _("today")
    if days < 21:
        return _("{n} d").format(n=days)
    if days < 120:
        return _("{n} wk").format(n=days // 7)
    return _("{n} mo").format(n=days // 30)
