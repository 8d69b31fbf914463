"""The dialog to sign people in: initials and Enter for each, and all other kinds of presence."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from meetings.actions import hold
from meetings.chairing.attendance import NEVER_CAME, Face, arrivals, is_there, unmarked
from meetings.chairing.elections import holder_questions
from meetings.clean import is_blank, trim
from meetings.community.people import is_name, is_one_name
from meetings.procedure.law_questions import held_valid
from meetings.procedure.rules import ProxyUse, Rule
from meetings.sitting.guests import presence_words, standing_words
from meetings.sitting.meeting import Meeting
from meetings.sitting.presence import (
    Mark,
    PresenceMark,
    RollEntry,
    labels,
    may_vote,
    recused_from,
    state_of,
)
from meetings.terms import term
from tui.base import LEAVE, UNDO
from tui.commands import bindings
from tui.dialogs.holding.officers import ask_named
from tui.dialogs.holding.timeline import show_timeline
from tui.dialogs.kit.choose import Choose, Option
from tui.dialogs.kit.confirm import Confirm
from tui.dialogs.kit.fields import TextField
from tui.dialogs.kit.form import Answers, FormDialog
from tui.dialogs.kit.typed_list import TypedList
from tui.dialogs.law import law_allows
from tui.dialogs.pasting import take_sign_in
from tui.finding.heard import remember
from tui.finding.people_search import HEARD, Person, fitting, only_digits, rank
from tui.language import N_, _, language
from tui.text import cells, half_width, plain
from tui.widgets.columns import Column, Row
from tui.widgets.field import LinesPasted
from tui.widgets.foot import Foot
from tui.widgets.hold_view import room_parts, section_texts
from tui.widgets.name_line import NameLine

if TYPE_CHECKING:
    from tui.screens.hold.screen import HoldScreen


WIDE = (
    Column(N_("Name")), Column(N_("Building"), 10), Column(N_("Role"), 18),
    Column(N_("Presence"), 24),
)  # fmt: skip
WIDEST, FRAME, LONG_NAME = 110, 11, 16
"""Cells of the dialog, of its frame with the gaps between columns, and of a name never cut."""
SMALL = (Column(N_("Name")), Column(N_("Presence"), 14))
"""The columns in a narrow window, where the building follows the name."""


FACE = "face:"
"""Prefix of the keys of rows for people who are not on the roll."""

MARKING = {
    "1": Mark.IN, "2": Mark.OUT, "3": Mark.EXCUSED, "4": Mark.ABSENT, "6": Mark.RETURNED,
}  # fmt: skip
"""The marks by digit that are recorded at once; others ask first."""

MISTAKEN = "签到点错"
"""The reason recorded and printed for a correction at the sign-in table."""

WHY = {
    "officer": N_("chairs or records"),
    "unit": N_("invited unit"),
    "seat": N_("newly on the roster"),
    "last_time": N_("was here last time"),
}


class SignIn(TypedList[None]):
    """Lists the roll: initials narrow it, Enter signs in, digits on the empty line act."""

    SCOPE = "sign_in"
    WRITES = ("presence.",)
    TOLD_KEYS = (
        N_(
            "Name, pinyin or initials and Enter: present. A digit acts on the row under the cursor."
        ),
        N_("↑ ↓ choose the row; until then a digit waits for Enter. A pasted list is taken in."),
    )
    BINDINGS = [
        LEAVE,
        *bindings("sign_in"),
        UNDO,
    ]
    DEFAULT_CSS = """
    SignIn {
        .dialog { height: 100%; width: 100%; max-width: 110; }
        Rows { height: 1fr; }
        .sign--room { height: auto; text-style: bold; }
        Foot { dock: none; }
    }
    """

    def __init__(
        self, screen: "HoldScreen", person: str | None = None, faces: Sequence[Face] = ()
    ) -> None:
        """`faces` are people not on the roll who may be there, as those of the last meeting."""
        super().__init__()
        self.hold, self.first = screen, person
        self.faces = {f"{FACE}{place}": face for place, face in enumerate(faces)}
        self.chosen = person is not None
        """Whether the person chose the row under the cursor, by moving or by marking."""

    @property
    def meeting(self) -> Meeting:
        """The meeting of the screen below."""
        assert self.hold.meeting is not None
        return self.hold.meeting

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Static(classes="sign--room", markup=False)
            yield NameLine(placeholder=_("name, pinyin or initials, then Enter"), hands_on=True)
            yield self.listing(
                *WIDE,
                empty=N_(
                    "No match. A name and Enter signs a newcomer in; {key:sign_in.walk_in} asks "
                    "for the building too."
                ),
            )
            yield Foot()

    def on_mount(self) -> None:
        self.query_one(".dialog").border_title = plain(_("Sign in"))
        self.app.clear_notifications()  # messages that led here would cover the keys
        self.paint()
        unmarked = (e.person for e in self.meeting.roll
                    if state_of(e.person, self.meeting.presence) is None)  # fmt: skip
        self.rows.go(self.first or next(unmarked, ""))
        self.line.focus()

    def walked(self, key: str) -> bool:
        went = super().walked(key)
        self.chosen = self.chosen or went
        return went

    def on_click(self) -> None:
        self.chosen = True

    def _put_down(self, digit: str) -> bool:
        """Whether the digit went into the line to wait for Enter, as nobody was chosen."""
        if self.chosen or self.line.value or self.rows.key is None:
            return False
        self.line.put(digit)
        return True

    @property
    def waiting(self) -> str:
        """The digit that is alone in the line and waits for Enter; "" for none."""
        typed = half_width(trim(self.line.value))
        return typed if typed in MARKING and self.rows.key is not None else ""

    @property
    def narrow(self) -> bool:
        """Whether the window is too narrow for four columns."""
        return self.app.size.width < 66

    def on_resize(self) -> None:
        if self.narrow:
            self.rows.columns = SMALL
        self.paint()

    def paint(self, after: str | None = None) -> None:
        """Show who of the roll fits the typed text; `after` puts the cursor behind a person."""
        rows = self.rows
        typed = "" if self.waiting else self.line.value
        fit = partial(self._fit, typed)
        shown: list[RollEntry | str] = [*self.meeting.roll, *self.faces]
        if not self.meeting.has_roster:
            shown = [*self.faces, *self.meeting.roll]
        found = [self._row(entry) for entry in fitting(typed, shown, fit)]
        if not self.narrow and is_blank(typed):
            rows.columns = self._wide_columns(found)
        rows.fill(found, keep=after is None)
        if after is not None and rows.go(after):
            rows.action_list_down()
        elif not is_blank(typed):
            rows.action_list_top()
        room = "  ".join(part for part in room_parts(self.meeting).values() if part)
        sections = " · ".join(section_texts(self.meeting))
        words = "\n".join(filter(None, (room, sections, self._waiting_words())))
        self.query_one(".sign--room", Static).update(plain(words))

    def _wide_columns(self, shown: Sequence[Row]) -> tuple[Column, ...]:
        """The columns as wide as what stands in them; what is too long is cut in the role first."""
        room = min(WIDEST, self.app.size.width) - FRAME
        texts = [[one if isinstance(one, str) else one[0] for one in row.cells] for row in shown]
        name, place, role, said = (
            max([cells(_(column.title)), *(cells(text[n]) for text in texts)])
            for n, column in enumerate(WIDE)
        )
        left = room - min(name, LONG_NAME)
        said = min(said, max(WIDE[3].width, left - place - role))
        role = min(role, max(cells(_(WIDE[2].title)), left - place - said))
        place = min(place, max(WIDE[1].width, left - role - said))
        fixed = (place, role, said)
        return (WIDE[0], *(replace(c, width=w) for c, w in zip(WIDE[1:], fixed, strict=True)))

    def _waiting_words(self) -> str:
        """What Enter will do with the digit that waits."""
        kind = MARKING.get(self.waiting)
        if kind is None or (key := self.rows.key) is None:
            return ""
        name = self.faces[key].name if key in self.faces else self.meeting.called(key)
        return _("{digit} {mark}: {name}? Press Enter, or Backspace to clear.").format(
            digit=self.waiting, mark=term(kind, language()), name=name
        )

    def _fit(self, typed: str, entry: RollEntry | str) -> tuple[int, ...] | None:
        """How well an entry fits; who only sounds alike, then who has a mark, come last."""
        if isinstance(entry, str):
            face = self.faces[entry]
            fit = rank(typed, Person(entry, face.name, face.building))
            return None if fit is None else (fit[0] >= HEARD, False, *fit)
        place = " ".join(filter(None, (entry.building, entry.section)))
        fit = rank(typed, Person(entry.person, entry.name, place))
        known = state_of(entry.person, self.meeting.presence) is not None
        return None if fit is None else (fit[0] >= HEARD, known, *fit)

    def _row(self, entry: RollEntry | str) -> Row:
        if isinstance(entry, str):
            return self._face_row(entry)
        last = state_of(entry.person, self.meeting.presence)
        said, tone = "-", "dim"
        if last is not None:
            word = presence_words(self.meeting, entry, last.kind, language())
            said = f"{word} {last.at:%H:%M}"
            tone = "good" if last.kind is Mark.IN else "warn"
            if last.kind is Mark.PROXY:
                said = self._proxy_words(entry.person, last)
        if entry.person in recused_from(self.meeting.current, self.meeting.presence):
            said = f"{said} {term(Mark.RECUSED, language())}"
        role = self._role(entry)
        if self.narrow:
            return Row(entry.person, (f"{entry.name} {entry.building}", (said, tone)))
        place = " ".join(filter(None, (entry.section, entry.building)))
        return Row(entry.person, (entry.name, place, role, (said, tone)))

    @property
    def _rule(self) -> Rule | None:
        """The meeting's rule; before it opens that of its body."""
        return self.meeting.rule or (self.hold.body.rule if self.hold.body else None)

    def _role(self, entry: RollEntry) -> str:
        """A person's role here, and whether they have no vote under the meeting's rule."""
        rule = self._rule
        if rule is not None and not entry.votes and may_vote(entry, rule):
            # Owners vote by their parts, not by being in the room.
            return "" if rule.owners else _("present, votes")
        standing = standing_words(self.meeting, entry, language())
        return standing + ("" if entry.votes else _(" (no vote)"))

    def _face_row(self, key: str) -> Row:
        face = self.faces[key]
        why, said = _(WHY[face.why]), (_("Enter: present"), "dim")
        if self.narrow:
            return Row(key, (f"{face.name} {face.building or why}", said))
        return Row(key, (face.name, face.building, why, said))

    def _proxy_words(self, person: str, mark: PresenceMark) -> str:
        """Who holds the person's proxy, and whether it counts now."""
        meeting = self.meeting
        holder = meeting.called(mark.holder) if mark.holder else ""
        said = f"{term(Mark.PROXY, language())} → {holder}"
        if meeting.rule is None:
            return said
        counted = {pair.principal for pair in meeting.room(meeting.current).represented}
        return said if person in counted else said + " " + _("(not counted now)")

    def entered(self, text: str) -> None:
        if digit := self.waiting:
            self.line.value = ""
            self.chosen = True
            if MARKING[digit] is Mark.RETURNED:
                self.action_sign_in_back()
            else:
                self._mark(MARKING[digit])
            return
        person = self.rows.key
        last = state_of(person, self.meeting.presence) if person and not text else None
        if person and last is not None and last.kind in {*NEVER_CAME, Mark.PROXY, Mark.OUT}:
            # A second Enter, as input methods make one need, takes back nothing that was said.
            said = _("{name} stays as written down: {state}. Whoever is here now: {key:sign_in.in}")
            name, state = self.meeting.called(person), term(last.kind, language())
            self.say(said.format(name=name, state=state))
            return
        self._mark(Mark.IN)

    @on(LinesPasted)
    @work
    async def _list_pasted(self, event: LinesPasted) -> None:
        """A pasted 接龙 is taken after a preview."""
        event.stop()
        if await take_sign_in(self.hold, self.meeting, event.text):
            await self.reread()

    @work
    async def _mark(self, kind: Mark) -> None:
        person, typed = self.rows.key, trim(self.line.value)
        if only_digits(typed) and person is None:
            self.warn(_("A number alone is nobody's name: write the name, then Enter."))
            return
        if only_digits(typed) and not self.chosen:
            self.warn(_("A number alone is nobody's name: ↑ ↓ choose whom you mean, then Enter."))
            return
        if person is None:
            if typed and kind is Mark.IN and is_name(typed) and not self.meeting.has_roster:
                if not is_one_name(typed):
                    self.warn(_("One name at a time here. What was said: Esc first."))
                    return
                await self._comes_in(typed)
            elif typed:
                self.action_sign_in_walk_in()
            return
        if typed and (meant := await self._meant(typed, person)) != person:
            if meant is not None:
                await self._comes_in(typed)
            return
        if person in self.faces:
            await self._face(person, kind)
            return
        await self._mark_person(person, kind)

    async def _meant(self, typed: str, person: str) -> str | None:
        """Ask whether a person whose name sounds alike is meant: their id, "" for a new one."""
        face = self.faces.get(person)
        name = face.name if face is not None else self.meeting.entry(person).name
        fit = rank(typed, Person(person, name, face.building if face is not None else
                                 self.meeting.entry(person).building))  # fmt: skip
        people = self.hold.people()
        if fit is None or fit[0] < HEARD or not is_name(typed):
            return person
        if (known := people.meant(typed)) is not None and known.id == person:
            return person
        options = [Option(person, name, _("sounds alike"))]
        options.append(Option("", _("{name}: just arrived").format(name=typed)))
        picked = await self.ask(Choose(_("Who is meant?"), options, chosen=person))
        if picked:
            remember(self, people, picked, typed)
        return picked

    async def _comes_in(self, name: str) -> None:
        """Sign in somebody new by the name only."""
        if await self.hold.run(hold.walk_in, *self.hold.here, name, "") is not None:
            self.line.value = ""
            self.paint()

    async def _face(self, key: str, kind: Mark) -> None:
        """Sign in one of `faces`, who is on the roll from now on."""
        if kind is not Mark.IN:
            self.warn(_("Not on the roll: if present, Enter signs them in."))
            return
        face = self.faces[key]
        came = await self.hold.run(
            hold.walk_in, *self.hold.here, face.name, face.building, face.person
        )
        if came is not None:
            keys = list(self.faces)
            following = keys[keys.index(key) + 1 :] or keys[:1]
            del self.faces[key]
            self.line.value = ""
            self.paint()
            self.rows.go(following[0])
            if face.why == "seat" and face.person is not None:
                self.rows.go(face.person)  # whom the key that is named below then means
                said = _(
                    "{name} joined the roster after the opening and is not among those expected: "
                    "{key:sign_in.times} counts them, with a reason."
                )
                self.say(said.format(name=face.name))

    async def _mark_person(
        self,
        person: str,
        kind: Mark,
        item: str | None = None,
        holder: str | None = None,
        reason: str = "",
    ) -> None:
        last = state_of(person, self.meeting.presence)
        if kind is Mark.IN and last is not None and last.kind is Mark.IN:
            self.say(_("{name} is already here.").format(name=self.meeting.called(person)))
            self.line.value = ""
            self.paint(person)
            return
        if kind in NEVER_CAME and arrivals(self.meeting, person):
            await self._was_there(person, kind)
            return
        done = await self.hold.run(hold.mark, *self.hold.here, person, kind, item, holder, reason)
        if done is not None:
            line = self.line
            typed = bool(line.value)
            line.value = ""
            self.chosen = not typed
            self.paint(None if typed else person)
        else:
            self.line.action_select_all()  # what is typed next is another name

    async def _was_there(self, person: str, kind: Mark) -> None:
        """Ask whether somebody signed in has left, or was signed in by mistake."""
        came, name = arrivals(self.meeting, person), self.meeting.called(person)
        word = term(kind, language())
        options = []
        if is_there(self.meeting, person):
            options.append(Option("out", _("Leaves now"), _("stays among those who came")))
        if len(came) == 1:
            said = _("Signed in by mistake: {mark}").format(mark=word)
            options.append(Option("wrong", said, f"{came[0].at:%H:%M}"))
        if not options:
            self.warn(_("{name} has left already.").format(name=name))
            return
        title = _("{name} signed in and cannot be {mark} as well").format(name=name, mark=word)
        picked = await self.ask(Choose(title, options))
        if picked == "out":
            await self.hold.run(hold.mark, *self.hold.here, person, Mark.OUT)
        elif picked == "wrong":
            await self.hold.run(hold.correct_mark, *self.hold.here, came[0].id, MISTAKEN, kind=kind)
        self.stay_at(person)

    @property
    def on_roll(self) -> str | None:
        """The person under the cursor, if on the roll; for others only Enter does something."""
        person = self.rows.key
        if person is not None and person in self.faces:
            self.warn(_("Not on the roll: if present, Enter signs them in."))
            return None
        return person

    def action_sign_in_in(self) -> None:
        if not self._put_down("1"):
            self._mark(Mark.IN)

    def action_sign_in_out(self) -> None:
        if not self._put_down("2"):
            self._mark(Mark.OUT)

    def action_sign_in_excused(self) -> None:
        if not self._put_down("3"):
            self._mark(Mark.EXCUSED)

    def action_sign_in_absent(self) -> None:
        if not self._put_down("4"):
            self._mark(Mark.ABSENT)

    @work
    async def action_sign_in_recused(self) -> None:
        person, item = self.on_roll, self.meeting.current
        if person is None:
            return
        if item is None:
            self.warn(_("A recusal applies to an item; start one first."))
            return

        async def save(answers: Answers) -> None:
            await self.hold.commit(
                hold.mark,
                *self.hold.here,
                person,
                Mark.RECUSED,
                item=item,
                reason=answers["reason"],
            )

        title = _("{name} is recused from: {item}").format(
            name=self.meeting.called(person), item=self.meeting.item(item).title
        )
        await self.ask(FormDialog(title, (TextField("reason", _("Reason")),), save=save))
        self.stay_at(person)

    @work
    async def action_sign_in_back(self) -> None:
        if self._put_down("6"):
            return
        person, item = self.on_roll, self.meeting.current
        if person is not None and item is not None:
            await self._mark_person(person, Mark.RETURNED, item=item)

    @work
    async def action_sign_in_times(self) -> None:
        person = self.on_roll
        if person is not None:
            await show_timeline(self.hold, person)
            self.stay_at(person)

    @work
    async def action_sign_in_proxy(self) -> None:
        person = self.on_roll
        if person is None:
            return
        rule = self._rule
        if rule is not None and rule.proxies is ProxyUse.NOT_COUNTED:
            self.warn(_("The rule counts no proxies; the body may change it for the next meeting."))
            self.line.action_select_all()
            return
        options = [
            Option(who.id, who.name, who.hint)
            for who in self.hold.people(present_only=True).people
            if who.id != person
        ]
        there = {option.key for option in options}
        options += [
            Option(entry.person, entry.name, _("not signed in yet"))
            for entry in self.meeting.roll
            if entry.votes and entry.person != person and entry.person not in there
        ]
        title = _("Who holds {name}'s proxy?").format(name=self.meeting.called(person))
        if rule is not None and rule.proxy_limit:
            title += " " + _("(at most {n} each)").format(n=rule.proxy_limit)
        holder = await self.ask(Choose(title, options))
        if holder is None:
            return
        if not is_there(self.meeting, holder):
            # Only who is in the room can vote for somebody else.
            called = labels(self.meeting.roll)[holder]
            if not await ask_named(self.hold, [called]):
                self.warn(_("{name} has not signed in and holds no proxy yet.").format(name=called))
                return
        if is_there(self.meeting, person):
            words = _("{name} has signed in. Do they leave now and give their proxy?")
            leaves = Confirm(words.format(name=self.meeting.called(person)), destructive=True)
            if not await self.ask(leaves):
                return
        asked = holder_questions(replace(self.meeting, rule=rule), person, holder)
        if await law_allows(self, asked, yes=_("valid, counted"), no=_("leave it out")):
            await self._mark_person(person, Mark.PROXY, holder=holder, reason=held_valid(asked))

    @work
    async def action_sign_in_walk_in(self) -> None:
        line = self.line
        typed = trim(line.value)
        draft = f"hold/{self.meeting.id}/walk_in/{typed}/"
        unit = next((one.unit for one in self.meeting.invited if typed.startswith(one.unit)), "")

        async def save(answers: Answers) -> None:
            await self.hold.commit(
                hold.walk_in, *self.hold.here, answers["name"], answers["building"]
            )

        form = FormDialog(
            _("Walk-in"),
            (
                TextField("name", _("Name"), trim(typed.removeprefix(unit)), required=True),
                TextField("building", _("Building"), unit, hint=_("as they say it: 13栋")),
            ),
            draft=draft,
            save=save,
        )
        if await self.ask(form) is not None:
            line.value = ""
        elif not typed:
            await self._half_typed(draft)
        self.paint()

    async def _half_typed(self, draft: str) -> None:
        """Put the name of a form that was left back into the line, so that the next person does not
        get it.
        """
        kept = await self.drafts(draft)
        name = trim(kept.get(f"{draft}name", ""))
        await self.forget_drafts(draft)
        if name and self.desk is not None:
            self.line.value = name
            for key, text in kept.items():
                self.desk.draft(f"{draft[:-1]}{name}/{key.removeprefix(draft)}", text)

    async def reread(self) -> None:
        """Read the faces again, to offer those whose sign-in was undone."""
        faces = await self.hold.house.desk.read(hold.faces, self.meeting.id)
        self.faces = {f"{FACE}{place}": face for place, face in enumerate(faces)}
        self.paint()

    @work
    async def action_sign_in_all(self) -> None:
        """After asking with their number, sign in all shown people without a mark as one act."""
        typed = trim(self.line.value)
        shown = frozenset(self.rows.keys) if typed else None
        if typed and not shown:
            self.say(_("No match; try fewer letters."))
            return
        number = len(unmarked(self.meeting, shown))
        if not number:
            everybody = _("Everybody on the roll is marked.")
            if self.faces and not self.meeting.has_roster:
                everybody = _("No roll: Enter signs in who was here last time, one by one.")
            self.say(_("{group}: everybody is marked.").format(group=typed) if typed else everybody)
            return
        asked = _("Sign in all {n}?").format(n=number)
        if typed:
            asked = _("{group}: sign in all {n}?").format(group=typed, n=number)
        if await self.ask(Confirm(asked, destructive=True)):
            await self.hold.run(hold.everybody_here, *self.hold.here, shown)
            self.stay_at(None)
