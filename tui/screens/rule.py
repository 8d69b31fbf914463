"""The screen of a body's rule of procedure: read, edit by provision, adopt, history."""

from textual import events, on, work
from textual.app import ComposeResult
from textual.widgets import Static

from meetings.actions import found
from meetings.community.bodies import Body
from meetings.community.units import Unit, heads, total_area
from meetings.ports import Records
from meetings.procedure.rule_changes import RuleChange, changed_words, provisions
from meetings.procedure.rule_text import rule_name
from meetings.procedure.rule_words import describe_rule
from meetings.procedure.rules import PRESETS, Rule
from meetings.sitting.meeting import Meeting
from meetings.sitting.meeting_states import RUNNING
from tui.commands import bindings
from tui.dialogs import rule as forms
from tui.dialogs.kit.choose import Choose, Option
from tui.dialogs.kit.filled import filled
from tui.dialogs.kit.form import Answers
from tui.dialogs.kit.reading import Reading, Side
from tui.dialogs.rule import draft_text, rule_of
from tui.language import N_, _, language
from tui.text import plain
from tui.widgets.columns import Cell, Column, Row
from tui.widgets.rows import Rows
from tui.widgets.whole import Whole
from tui.words.history import command_name
from tui.words.rules import PROVISIONS, change_signs, presets, provision_words
from tui.working import WorkingScreen


def body_and_running(records: Records, id: str) -> tuple[Body, str, tuple[int, int]]:
    """The body, the title of its meeting in progress ("" without one), and how many owners with
    which area are entered."""
    with records.reading() as book:
        running = [m for state in RUNNING for m in book.find(Meeting, body=id, state=state)]
        units = book.find(Unit, body=id)
        owned = len(heads(units)), total_area(units)
        return book.get(Body, id), running[0].title if running else "", owned


def change_lines(change: RuleChange) -> list[str]:
    """Lines on one change of the rule: who and when, and which provisions went and came."""
    head = f"{change.at:%Y-%m-%d %H:%M} {change.actor} {command_name(change.command)}"
    gone, come = change_signs()
    if change.before is None:
        return [head, *(f"  {come} {line}" for line in provisions(change.after, language())), ""]
    old, new = changed_words(change.before, change.after, language())
    return [head, *(f"  {gone} {line}" for line in old), *(f"  {come} {line}" for line in new), ""]


class RuleScreen(WorkingScreen):
    """Lists the provisions, and below them what they mean for this body in numbers."""

    SCOPE = "rule"
    BINDINGS = bindings("rule")
    TITLE_TEXT = N_("Rules of procedure")
    AUTO_FOCUS = "#rule--rows"
    DEFAULT_CSS = """
    RuleScreen {
        #rule--head { height: auto; padding: 0 1; background: $panel; }
        #rule--rows { height: 1fr; }
        .rule--live { height: auto; max-height: 5; padding: 0 1; color: $text-success; }
    }
    """

    def __init__(self, body: Body, voting: int) -> None:
        super().__init__()
        self.for_body, self.voting = body, voting
        """The body whose rule this is, and how many votes it has."""
        self.rule = body.rule
        self.running = ""
        self.owned = (0, 0)
        """Owners and their area in hundredths of m², for a rule of the owners."""
        self._taken_up = False

    @property
    def shown_body(self) -> Body:
        return self.for_body

    def middle(self) -> ComposeResult:
        yield Static(id="rule--head", markup=False)
        yield Rows(Column(N_("Provision"), 15), Column(N_("New text")), id="rule--rows")
        yield Whole(classes="rule--live")

    @property
    def rows(self) -> Rows:
        return self.query_one("#rule--rows", Rows)

    @property
    def draft_key(self) -> str:
        """The draft key of the half-edited rule."""
        return f"rule/{self.for_body.id}"

    async def reload(self) -> None:
        before = self.for_body.rule
        read = await self.house.desk.read(body_and_running, self.for_body.id)
        self.for_body, self.running, self.owned = read
        if not self._taken_up:
            kept = (await self.drafts(self.draft_key)).get(self.draft_key, "")
            self.rule, self._taken_up = (
                (rule_of(kept) if kept else None) or self.for_body.rule,
                True,
            )
        elif self.rule == before:
            self.rule = self.for_body.rule
        self._paint()

    @property
    def changed(self) -> bool:
        """Whether something was edited that is not adopted yet."""
        return self.rule != self.for_body.rule

    def take(self, rule: Rule) -> None:
        """Show another rule, and keep it as a draft until it is adopted."""
        self.rule = rule
        self.house.desk.draft(self.draft_key, draft_text(rule) if self.changed else "")
        self._paint()

    def _paint(self) -> None:
        now, old = provision_words(self.rule), provision_words(self.for_body.rule)
        self.rows.fill(self._row(key, now[key], old[key]) for key in PROVISIONS)
        count = sum(1 for key in now if now[key] != old[key])
        said = _("{body} · now: {rule}").format(
            body=self.for_body.name, rule=rule_name(self.for_body.rule, language())
        )
        if self.for_body.rule.adopted:
            said += "\n" + _("decided: {how}").format(how=self.for_body.rule.adopted)
        if self.changed:
            said += "\n" + _(
                "{n} provisions changed, not in force yet: {key:rule.adopt} adopts, "
                "{key:rule.drop} discards"
            )
            said = said.format(n=max(1, count))
        self.query_one("#rule--head", Static).update(plain(said))
        self.query_one(Whole).tell(self._meaning())

    def _row(self, key: str, words: str, before: str) -> Row:
        cell: Cell = (f"* {words}", "strong") if words != before else words
        return Row(key, (_(PROVISIONS[key][0]), cell))

    def _meaning(self) -> str:
        lines = [f"→ {forms.numbers(self.rule, self.voting, self.owned)}"]
        rooms = forms.room_by_room(self.rule, self.voting)
        lines += [f"  {rooms}"] if rooms else []
        marks = ("注意", "Note: under", "说明", "Note:")
        lines += [line for line in describe_rule(self.rule, language()) if line.startswith(marks)]
        if self.running and self.changed:
            lines.append(
                _("{meeting} is in progress and keeps its rule.").format(meeting=self.running)
            )
        return "\n".join(lines)

    def relabel(self) -> None:
        super().relabel()
        self._paint()

    def on_key(self, event: events.Key) -> None:
        """Esc goes back; the edited rule stays a draft."""
        if event.key == "escape":
            event.stop()
            event.prevent_default()
            self.dismiss(None)

    @on(Rows.Chosen, "#rule--rows")
    def _open(self, event: Rows.Chosen) -> None:
        event.stop()
        self.run_worker(self._edit(event.key))

    async def _edit(self, key: str) -> None:
        lines = forms.lines_of(key, self.rule, self.house.now().date())

        async def write(answers: Answers) -> Rule:
            return forms.applied(key, self.rule, answers)

        title = f"{_(PROVISIONS[key][0])} · {self.for_body.name}"
        changed = await filled(
            self, title, lines, write, live=forms.live(key, self.rule, self.voting, self.owned)
        )
        if changed is not None:
            self.take(changed)
            self.rows.go(key)

    @work
    async def action_rule_preset(self) -> None:
        hints = {
            key: forms.numbers(PRESETS[key], self.voting, self.owned) for key, _name in presets()
        }
        options = [Option(key, name, hints[key]) for key, name in presets()]
        picked = await self.ask(Choose(_("Start from"), options, chosen=self.rule.preset))
        if picked is not None:
            self.take(PRESETS[picked])

    def action_rule_drop(self) -> None:
        if not self.changed:
            self.say(_("Nothing has been changed here yet."))
        self.take(self.for_body.rule)

    @work
    async def action_rule_adopt(self) -> None:
        if not self.changed:
            self.warn(
                _(
                    "No changes yet: Enter changes a provision, {key:rule.preset} starts from a "
                    "preset."
                )
            )
            return

        async def write(answers: Answers) -> Body:
            return await self.commit(
                found.change_rule, self.for_body.id, self.rule, answers["reason"]
            )

        lines = forms.adopt_lines(self.for_body.rule, self.rule, self.running)
        adopted = await filled(
            self, f"{_('Adopt the rule')} · {self.for_body.name}", lines, write,
            draft=f"{self.draft_key}/adopt/",
        )  # fmt: skip
        if adopted is None:
            return
        self.for_body = adopted
        self.take(adopted.rule)
        if self.body is not None and self.body.id == adopted.id:
            self.house.work_on(adopted, self.house.meeting_id)
        self.say(_("Adopted. {key:app.undo} undoes it."))

    @work
    async def action_rule_history(self) -> None:
        changes = await self.house.desk.rule_history(self.for_body.id)
        lines = [line for change in changes for line in change_lines(change)]
        side = Side(_("newest first"), tuple(plain(line) for line in lines))
        await self.ask(Reading(f"{_('Rules of {body}').format(body=self.for_body.name)}", [side]))

    @work
    async def action_rule_read(self) -> None:
        lines = [*provisions(self.rule, language()), "", self._meaning()]
        sides = [Side(_("new text") if self.changed else _("in force"),
                      tuple(plain(line) for line in "\n".join(lines).splitlines()))]  # fmt: skip
        if self.changed:
            old = provisions(self.for_body.rule, language())
            sides.append(Side(_("in force"), tuple(plain(line) for line in old)))
        await self.ask(Reading(self.for_body.name, sides))
