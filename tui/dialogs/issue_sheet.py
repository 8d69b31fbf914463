"""The dialog with all about one issue: its words, state and history."""

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from meetings.matters.issues import Issue
from meetings.terms import term, topic_word
from tui.base import LEAVE, BaseDialog
from tui.language import _, clauses, language, semicolons
from tui.text import cut, mixed, plain
from tui.words.days import day_text, moment_text


class IssueSheet(BaseDialog[None]):
    """Shows an issue; arrows scroll, Esc or Enter closes."""

    SCOPE = "form"
    BINDINGS = [LEAVE, Binding("enter", "form_leave", show=False)]
    DEFAULT_CSS = """
    IssueSheet {
        .sheet { height: auto; max-height: 100%; scrollbar-size-vertical: 1; }
        Static { height: auto; }
    }
    """

    def __init__(
        self,
        issue: Issue,
        body_name: str,
        history: Sequence[str],
        merged: str,
        earlier: Sequence[Issue] = (),
        same: Sequence[str] = (),
        others: Sequence[tuple[str, Sequence[str]]] = (),
    ) -> None:
        """`same` names linked issues of other bodies; `others` are histories that belong to it."""
        super().__init__()
        self.issue, self.body_name, self.merged = issue, body_name, merged
        self.history, self.earlier = tuple(history), tuple(earlier)
        self.same, self.others = tuple(same), tuple(others)

    def compose(self) -> ComposeResult:
        with VerticalScroll(classes="dialog sheet"):
            yield Static(self._facts(), markup=False)
            if self.issue.text:
                yield Static(plain(f"\n{self.issue.text}"))
            for title, history in ((_("History"), self.history), *self.others):
                lines = "\n".join(history) or _("none yet")
                yield Static(mixed("\n[b]$h[/]\n$l", h=title, l=lines))
            keys = plain(f"\n{_('arrows scroll · Esc back')}")
            yield Static(keys, classes="sheet--keys")

    def on_mount(self) -> None:
        title = _("No. {n} {title}").format(n=self.issue.number, title=self.issue.title)
        self.query_one(".dialog").border_title = plain(cut(title, 68))
        self.query_one(VerticalScroll).focus()

    def _before(self) -> str:
        """When the same matter was settled before, and how often it has come back."""
        told = []
        for old in self.earlier:
            on = old.settled_at
            day = day_text(on.date(), year=True) if on is not None else ""
            told.append(_("no. {n} {title} {day}").format(n=old.number, title=old.title, day=day))
        return semicolons(told)

    def _collected(self) -> str:
        """When the issue was raised; if unknown, when it was written down."""
        at = moment_text(self.issue.collected_at)
        return _("day unknown; written down {when}").format(when=at) if self.issue.undated else at

    def _facts(self) -> Content:
        issue, lang = self.issue, language()
        state = term(issue.state, lang) + (f" · {issue.reason}" if issue.reason else "")
        if self.merged:
            state += f" → {self.merged}"
        marks = [
            words
            for shown, words in (
                (issue.private, _("private matter")),
                (issue.owners_matter, _("must also go to the owners' joint decision")),
            )
            if shown
        ]
        facts = (
            (_("Issue"), issue.title),
            (_("Body"), self.body_name),
            (_("State"), state),
            (_("Place"), issue.place),
            (_("Topic"), topic_word(issue.topic, language())),
            (_("Source"), issue.source_words or term(issue.source, lang)),
            (_("Ticket"), issue.ticket),
            (_("Answer due"), day_text(issue.due, year=True) if issue.due else ""),
            (_("Raised by"), issue.raised_name),
            (_("Phone"), issue.contact),
            (_("Supporters"), str(issue.supporters) if issue.supporters else ""),
            (_("Collected"), self._collected()),
            (_("Settled before"), self._before()),
            (_("Same matter"), semicolons(self.same)),
            (_("Marks"), clauses(marks)),
        )
        return Content("\n").join(
            mixed("[b]$n[/]  $w", n=name, w=words) for name, words in facts if words
        )
