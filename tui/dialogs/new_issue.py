"""The form of a new issue in one line, with what was understood and similar issues shown."""

from collections.abc import Mapping, Sequence
from dataclasses import field, replace
from datetime import datetime

from textual import on

from meetings.clean import trim
from meetings.community.bodies import Body
from meetings.community.people import Person, label
from meetings.dataclass import dataclass
from meetings.limits import limit
from meetings.matters.entry_line import EntryLine, parse
from meetings.matters.issues import TOPICS, Issue, Source
from meetings.terms import term, topic_word
from tui.dialogs.issues import detail_lines
from tui.dialogs.kit.fields import Line, Picked, TextField, YesNoField
from tui.dialogs.kit.form import Answers, FormDialog, Save
from tui.dialogs.kit.part import Part
from tui.finding.people_search import Person as Match
from tui.finding.people_search import PersonFinder
from tui.finding.similar_issues import IssuePool, PoolIssue
from tui.finding.topics import topic_meant
from tui.language import _, headed, language
from tui.text import cut
from tui.widgets.field import DraftInput, LinesPasted
from tui.words.bodies import short_name
from tui.words.days import day_text

TITLE_SHOWN = 40
LONGEST_TITLE = limit("title")
"""The most characters of a title; a longer line is kept whole in the issue's text."""
SURE = 75
"""From this likeness in percent on, a settled issue is offered as the one that is back."""
FRAME = 3
"""Lines of the dialog for its border and its keys."""
SHOWN_ALIKE = 3
OTHER_TOPIC = "其他"


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The people and issues that a new issue is compared with, read once."""

    people: Sequence[Person]
    open_issues: Sequence[Issue]
    settled: Sequence[Issue] = ()
    """Settled issues, to find those that are back (再次出现)."""
    near: Sequence[Issue] = ()
    """Open issues of the bodies above, beside and below."""
    bodies: Mapping[str, str] = field(default_factory=dict)
    """Names of bodies by id."""

    @property
    def finder(self) -> PersonFinder:
        """A finder of the people."""
        return PersonFinder([Match(one.id, one.name, one.building) for one in self.people])


def meant(people: Sequence[Person], line: EntryLine) -> Person | None:
    """The person whose name ends the line; among people of the same name the one of its place."""
    same = [one for one in people if one.name == line.name]
    near = [one for one in same if one.building and one.building in line.place]
    if len(near) == 1:
        return near[0]
    return same[0] if len(same) == 1 else None


class NewIssue(FormDialog):
    """Enter in the line saves; Tab reaches the details below, which may be skipped."""

    def __init__(self, body: Body, around: Surroundings, save: Save, draft: str) -> None:
        self.many = ""
        """Several pasted lines, for which the dialog has closed; "" for none."""
        self._people, self._names = around.people, {one.name for one in around.people}
        self._open: Mapping[str, Issue] = {
            issue.id: issue for issue in (*around.open_issues, *around.near)
        }
        self._body, self._bodies = body.id, around.bodies
        self._settled = {issue.id: issue for issue in around.settled}
        self._pool = IssuePool(
            PoolIssue(one.id, one.title, one.place) for one in self._open.values()
        )
        self._past = IssuePool(PoolIssue(one.id, one.title, one.place) for one in around.settled)
        lines: list[Line] = [
            TextField("line", _("Issue"), required=True, longest=400,
                      hint=_("for example 消防通道停车 @45栋 #停车 +3 张桂兰; several lines pasted "
                             "here are a list")),
            *detail_lines(around.finder),
            YesNoField("again", _("Came back"), True,
                       _("joined to the settled issue shown below, if one is")),
        ]  # fmt: skip
        title = f"{_('New issue')} · {body.name}"
        super().__init__(title, lines, draft=draft, save=save, live=self._live)

    @on(Part.Done)
    def _line_is_enough(self, event: Part.Done) -> None:
        if event.part.field.name == "line":
            event.stop()
            event.prevent_default()
            self.action_form_save()

    async def on_mount(self) -> None:
        """Let several pasted lines be taken as a list of issues."""
        await super().on_mount()
        self.part("line").query_one(DraftInput).hands_on = True

    @on(LinesPasted)
    def _many(self, event: LinesPasted) -> None:
        event.stop()
        self.many = event.text
        self.dismiss(None)

    def _fit(self) -> None:
        room = self.app.size.height - FRAME - SHOWN_ALIKE - 1
        self.query_one(".form--body").styles.max_height = max(3, room)

    def keys_words(self) -> str:
        if self.part("line").has_focus_within:
            return _("Enter on the first line saves · Tab for details · Esc to close")
        return super().keys_words()

    def read(self, text: str) -> EntryLine:
        """What the line says, with the topic that its letters mean."""
        line = parse(text, self._names)
        return replace(line, topic=topic_meant(line.topic, TOPICS)) if line.topic else line

    def _live(self, answers: Answers) -> str:
        line = self.read(str(answers.get("line", "")))
        if not line.title:
            return ""
        facts = [cut(line.title, TITLE_SHOWN)]
        facts += [_("place {place}").format(place=line.place)] if line.place else []
        if line.topic:
            new = "" if line.topic in TOPICS else _(" (new)")
            facts.append(_("topic {topic}").format(topic=topic_word(line.topic, language())) + new)
        if line.name:
            who = meant(self._people, line)
            name = label(who.name, who.building) if who else line.name
            facts.append(_("raised by {name}").format(name=name))
        if line.supporters:
            facts.append(_("{n} supporters").format(n=line.supporters))
        return "\n".join([f"→ {' · '.join(facts)}", *self._duplicates(line)])

    def _duplicates(self, line: EntryLine) -> list[str]:
        found = []
        for like in self._pool.like(line.title, line.place, limit=SHOWN_ALIKE):
            other = self._open[like.key]
            said = _("similar to no. {n}: {title} ({state})").format(
                n=other.number, title=cut(label(other.title, other.place), TITLE_SHOWN),
                state=term(other.state, language()),
            )  # fmt: skip
            there = short_name(self._bodies.get(other.body, ""))
            found.append(f"≈ {said}" if other.body == self._body else f"≈ {headed(there, said)}")
        earlier = self._earlier(line)
        if earlier is not None:
            found.insert(0, self._back(earlier))
        return found[:SHOWN_ALIKE]

    def _earlier(self, line: EntryLine) -> Issue | None:
        """The newest settled issue with much the same words, which this one may repeat."""
        like = self._past.like(line.title, line.place, least=SURE)
        best = [one.key for one in like if one.percent == like[0].percent]
        return max((self._settled[key] for key in best), key=lambda one: one.id, default=None)

    def _back(self, earlier: Issue) -> str:
        on = earlier.settled_at
        day = day_text(on.date(), year=True) if on is not None else ""
        title = cut(label(earlier.title, earlier.place), TITLE_SHOWN)
        said = _("settled before: no. {n} {title} {day}; saving joins them")
        return f"↻ {said.format(n=earlier.number, title=title, day=day)}"

    def issue_of(self, answers: Answers, body: Body, at: datetime) -> Issue:
        """The issue from line and details; details win where they are filled in."""
        line = self.read(answers["line"])
        who = meant(self._people, line)
        id, name = (who.id, who.name) if who else (None, line.name)
        picked = answers["who"]
        if isinstance(picked, Picked):
            id, name = picked.id or None, picked.name
        supporters = answers["supporters"]
        title = line.title or trim(answers["line"])
        text = answers["text"]
        earlier = self._earlier(line) if answers["again"] else None
        if len(title) > LONGEST_TITLE:
            text = trim(f"{title}\n{text}")
        return Issue(
            id="",
            body=body.id,
            number=0,
            title=title[:LONGEST_TITLE],
            collected_at=at,
            text=text,
            place=line.place,
            topic=line.topic or OTHER_TOPIC,
            source=Source(answers["source"]),
            raised_by=id,
            raised_name=name,
            supporters=line.supporters if supporters is None else supporters,
            private=answers["private"],
            owners_matter=answers["owners_matter"],
            again_of=earlier.id if earlier is not None else None,
        )
