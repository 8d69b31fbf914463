"""The screen 议题 (F2): lists the issues of all bodies of the file, narrowed by a filter."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from textual import getters, on, work
from textual.app import ComposeResult
from textual.widgets import Static

from meetings.actions import found
from meetings.community.bodies import Body
from meetings.matters.issues import OPEN, Issue, IssueState
from meetings.terms import term, topic_word
from meetings.views import IssueFilter, IssueLine
from tui.commands import bindings
from tui.dialogs import issue_moves as moves
from tui.language import N_, _, headed, language
from tui.screens import issue_acts, issue_joins
from tui.screens.searching import Searching
from tui.text import plain
from tui.widgets.columns import Cell, Column, Row
from tui.widgets.find import FindLine
from tui.widgets.rows import Rows
from tui.words import referrals
from tui.words.bodies import short_name
from tui.working import NO_BODY

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
"""The columns by the least width in cells from which they are shown."""

OF_SEVERAL = (NUMBER, TITLE, BODY, WHO, WITH, STATE, AGE)
"""The columns in 70 to 99 cells where issues of several bodies are shown."""

MORE = ("issues.paste", "issues.table", "issues.text")
"""Commands that have letters and no digits."""

TONES = {
    IssueState.COLLECTED: "warn",
    IssueState.SETTLED: "good",
    IssueState.RETURNED: "dim",
    IssueState.MERGED: "dim",
    IssueState.WITHDRAWN: "dim",
}


_EMPTY = N_("No issues here. Add one in a single line: {key:issues.new}.")


class IssuesScreen(Searching):
    """Lists issues, newest first; Space marks, Enter shows the whole issue."""

    SCOPE = "issues"
    BINDINGS = bindings("issues")
    TITLE_TEXT = N_("Issues")
    AUTO_FOCUS = "#issues--rows"
    DEFAULT_CSS = """
    IssuesScreen {
        #issues--rows { height: 1fr; }
        #issues--filter { height: 1; padding: 0 1; background: $panel; color: $foreground-muted; }
    }
    """

    rows = getters.query_one("#issues--rows", Rows)
    filter_line = getters.query_one("#issues--filter", Static)

    def __init__(self) -> None:
        super().__init__()
        self.wanted = IssueFilter(states=OPEN)
        self.bodies: dict[str, Body] = {}
        self.lines: dict[str, IssueLine] = {}
        self._after: str | None = None

    def middle(self) -> ComposeResult:
        rows = Rows(
            *COLUMNS[2][1],
            empty=_EMPTY, marks=True, id="issues--rows",
        )  # fmt: skip
        yield Static(id="issues--filter")
        yield FindLine(rows, N_("a word, a place, a name"))
        yield rows

    @property
    def several(self) -> bool:
        """Whether issues of more than one body may be shown."""
        known = self.bodies or {line.body for line in self.lines.values()}
        return self.wanted.body is None and len(known) > 1

    def _columns(self) -> tuple[Column, ...]:
        width = self.app.size.width
        columns = next(columns for least, columns in COLUMNS if width >= least)
        return OF_SEVERAL if self.several and columns == COLUMNS[2][1] else columns

    def on_resize(self) -> None:
        """Fit the columns to the new width."""
        if self.rows.columns != self._columns():
            self.rows.columns = self._columns()
            self.rows.fill(map(self._row, self.lines.values()), more=self._after is not None)

    async def reload(self) -> None:
        if not self.lines:
            # rows name their bodies by themselves, so that they are shown before the rest is read
            await self._fill(self.asks())
        self.bodies = {body.id: body for body in await self.house.desk.read(found.bodies)}
        await self.show()

    async def show(self) -> None:
        """Read the first page again under the present filter."""
        still, body = self.asks(), self.body
        self.rows.empty = _EMPTY if body is not None else NO_BODY
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
            words = referrals.counts_words(lines, body.id, self.house.now().date())
            if words:
                self.head.state += f" · {headed(_('referrals'), words)}"
        self.filter_line.update(plain(self._filter_words()))

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
        parts += [f"#{topic_word(wanted.topic, language())}"] if wanted.topic else []
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
            TOPIC: topic_word(line.topic, language()),
            SOURCE: line.source_words or term(line.source, language()),
            WHO: short_name(line.raised_name),
            WITH: str(line.supporters or ""),
            STATE: (term(line.state, language()), TONES.get(line.state, "")),
            AGE: _("unknown") if line.undated else age(line.collected_at, self.house.now()),
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
        """Esc: show the open issues again, or all where none is open."""
        usual = IssueFilter(states=OPEN)
        if len(self.rows) and self.wanted == usual:
            return
        self.wanted = usual if len(self.rows) else IssueFilter()
        self.call_later(self.show)

    async def under_cursor(self) -> Issue | None:
        """The issue under the cursor; without one, says what to do first and returns None."""
        key = self.rows.key
        if key is None:
            self.warn(_("Choose an issue first, or add one: {key:issues.new}."))
            return None
        return await self.house.desk.read(moves.issue_of, key)

    def marked(self) -> list[IssueLine]:
        """The marked issues in the order of the list, or the one under the cursor."""
        keys = self.rows.marked or {self.rows.key or "": None}
        return [line for key, line in self.lines.items() if key in keys]

    def called_there(self, issue: Issue) -> str:
        """An issue with its body: `47栋街角 第3号 楼道路灯`."""
        body, said = self.bodies.get(issue.body), moves.called(issue)
        return f"{short_name(body.name)} {said}" if body is not None else said

    @on(Rows.Chosen)
    def _open(self, event: Rows.Chosen) -> None:
        event.stop()
        self.start(issue_acts.show_sheet(self))

    def action_issues_new(self) -> None:
        self.start(issue_acts.note(self))

    def action_issues_accept(self) -> None:
        self.start(issue_acts.accept(self))

    def action_issues_return(self) -> None:
        self.start(issue_acts.give_back(self))

    def action_issues_merge(self) -> None:
        self.start(issue_joins.join(self))

    def action_issues_schedule(self) -> None:
        self.start(issue_acts.schedule(self))

    def action_issues_refer(self) -> None:
        self.start(issue_acts.refer_up(self))

    def action_issues_filter(self) -> None:
        self.start(issue_acts.choose_filter(self))

    def action_issues_edit(self) -> None:
        self.start(issue_acts.edit(self))

    def action_issues_back(self) -> None:
        self.start(issue_acts.take_back(self))

    def action_issues_paste(self) -> None:
        self.start(issue_acts.paste(self))

    def action_issues_table(self) -> None:
        self.start(issue_acts.import_table(self))

    def action_issues_text(self) -> None:
        self.start(issue_acts.answer_text(self))

    def action_issues_road(self) -> None:
        self.start(issue_acts.road(self))

    def action_issues_more(self) -> None:
        """Offer by digits the commands that have letters only."""
        self.start(self.more(_("Issues"), *MORE))

    async def action_issues_exchange(self) -> None:
        await self.house.go("referrals")

    def action_issues_find(self) -> None:
        self.find_line.start()


def age(since: datetime, now: datetime) -> str:
    """The age of an issue: `今天`, `3天`, `5周`, `14月`."""
    days = (now.astimezone(since.tzinfo).date() - since.date()).days
    if days <= 0:
        return _("today")
    if days < 21:
        return _("{n} d").format(n=days)
    if days < 120:
        return _("{n} wk").format(n=days // 7)
    return _("{n} mo").format(n=days // 30)
