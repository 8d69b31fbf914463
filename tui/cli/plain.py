"""`jiejiao --plain`: hold a meeting line by line, for a screen reader or a very simple terminal.

Nothing is repainted: each state and each act is a line, a typed line is recorded on Enter, and an
empty line goes back.
"""

import asyncio
import signal
import sys
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Final

from meetings.actions import decide, hold, law, papers
from meetings.actions.papers import Wanted
from meetings.chairing.attendance import require_name
from meetings.clean import trim
from meetings.community.people import is_name
from meetings.dates import understand
from meetings.errors import MeetingError
from meetings.ports import Records
from meetings.procedure.counts import Tally
from meetings.procedure.law_questions import OPENED, answers, question_words
from meetings.sitting.debate import SpeechKind, Stance
from meetings.sitting.decisions import Decision
from meetings.sitting.meeting import Meeting
from meetings.sitting.meeting_states import PLANNED, RUNNING
from meetings.sitting.motions import Motion, MotionState
from meetings.sitting.officers import in_doubt, officers_without_mark
from meetings.sitting.presence import Mark, state_of
from meetings.sitting.votes import Method, Vote, VoteState
from meetings.terms import stance_word, term
from tui.cli.printing import say, say_shown
from tui.desk import Desk
from tui.errors import sentence
from tui.finding.people_search import PersonFinder, people_of
from tui.finding.speech_line import Heard, hear
from tui.language import N_, _, bracketed, headed, language, listed, semicolons
from tui.words.board import BoardPart, Sighting, parts_of, title_of
from tui.words.undone import words_of

Act = Callable[["Plain"], Awaitable[str]]
"""An act: asks for what it needs, and returns a sentence to print, "" where it was left."""


class Left(Exception):
    """The person pressed Enter on an empty line, or the input ended."""


class Unread(Exception):
    """A line is not valid UTF-8: the act ends, so that no later line is taken as its answer."""


class Plain:
    """One meeting on a desk, held by questions and answers in lines."""

    def __init__(self, desk: Desk, read_line: Callable[[], str]) -> None:
        self.desk, self._read_line = desk, read_line
        self.meeting: Meeting
        self.people: PersonFinder
        self._shown: list[BoardPart] = []

    async def run(self) -> None:
        """Choose a meeting, then run acts until the person leaves."""
        if not await self._choose():
            return
        self._tell_parts()
        self._tell_acts()
        while True:
            try:
                wanted = self.ask(_("Number of the command (? lists them, 0 leaves)"))
            except Left:
                if self._ended:
                    return
                continue
            except Unread:
                say_shown(_(UNREAD))
                continue
            if wanted == "0":
                return
            if wanted == "?":
                self._tell_acts()
            elif wanted in ACTS:
                await self._do(ACTS[wanted][1])
            else:
                say_shown(_("There is no {number} here.").format(number=wanted))

    _ended = False

    def ask(self, what: str) -> str:
        """Ask for one line; raises Left where it is empty, Unread where it is no valid text."""
        try:
            say_shown(_("{what}:").format(what=what))
            line = self._read_line()
        except KeyboardInterrupt:  # leaves, as the end of the input does
            line = ""
        if "\ufffd" in line:  # stands for bytes that are not UTF-8
            raise Unread
        if not line:
            self._ended = True
        if not trim(line):
            raise Left
        return trim(line)

    def ask_number(self, what: str) -> int:
        """Ask for a whole number, again until it is one."""
        while True:
            try:
                return int(self.ask(what))
            except ValueError:
                say_shown(_("Please enter digits only."))

    def pick(self, what: str, among: list[str]) -> int:
        """Ask for one of several, and return its index; 0 without asking if there is only one."""
        if len(among) == 1:
            return 0
        for number, one in enumerate(among, 1):
            say_shown(f"{number} {one}")
        while True:
            number = self.ask_number(what)
            if 1 <= number <= len(among):
                return number - 1
            say_shown(_("There is no {number} here.").format(number=number))

    def person(self, what: str) -> tuple[str | None, str]:
        """Ask for a person by name, pinyin or initials; returns id (None for a new one) and name.

        Asks again where the text cannot be the name of a new person.
        """
        while True:
            typed = self.ask(what)
            meant, found = self.people.exact(typed), self.people.find(typed)
            if meant is None and found:
                labels = [*(self.people.label(one) for one in found), _("none of them")]
                place = self.pick(_("Who is meant"), labels)
                meant = found[place] if place < len(found) else None
            if meant is not None:
                return meant.id, meant.name
            try:
                require_name(typed)
            except MeetingError as refused:
                say_shown(sentence(refused))
            else:
                return None, typed

    def day_to_come(self, what: str) -> date:
        """Ask for a day, today or later, again until it is one."""
        today = self.desk.now().date()
        while True:
            typed = self.ask(what)
            try:
                found = understand(typed, today)
            except MeetingError as refused:
                say_shown(sentence(refused))
                continue
            if found >= today:
                say_shown(_("Understood as {date}").format(date=f"{found:%Y-%m-%d}"))
                return found
            say_shown(
                _("{date} is in the past; give today or a later date.").format(
                    date=f"{found:%Y-%m-%d}"
                )
            )

    @property
    def item(self) -> str:
        """The id of the item under discussion; raises Left where there is none."""
        if self.meeting.current is None:
            say_shown(_("No item has been started yet"))
            raise Left
        return self.meeting.current

    async def act(self, action: Callable[..., Meeting], *args: object, **more: object) -> None:
        """Run a use case on the meeting and keep the changed meeting."""
        self.meeting = await self.desk.run(
            action, self.meeting.body, self.meeting.id, *args, **more
        )

    async def give(self, action: Callable[..., Meeting], value: object) -> None:
        """Run a use case that takes a whole motion or decision."""
        self.meeting = await self.desk.run(action, value)

    def tell_parts(self) -> None:
        """Print the whole state again."""
        self._shown = []

    async def _choose(self) -> bool:
        meetings = [
            line
            for body in await self.desk.bodies()
            for line in (await self.desk.meetings(body.id)).lines
            if line.state in (*RUNNING, *PLANNED)
        ]
        if not meetings:
            say_shown(
                _("No meeting is under way or planned; plan one on the screen, or import one.")
            )
            return False
        names = [f"{one.title} {one.starts_at:%Y-%m-%d %H:%M} {term(one.state, language())}"
                 for one in meetings]  # fmt: skip
        try:
            chosen = meetings[self.pick(_("Which meeting"), names)].id
        except Left:
            return False
        self.meeting = await self.desk.read(_meeting, chosen)
        await self._know_people()
        return True

    async def _know_people(self) -> None:
        self.people = await self.desk.read(people_of, self.meeting.body, language())

    async def _do(self, act: Act) -> None:
        try:
            said = await act(self)
        except Left:
            said = ""
        except Unread:
            said = _(UNREAD)
        except (MeetingError, OSError) as refused:
            said = sentence(refused)
        if said:
            say_shown(said)
        await self._know_people()
        self._tell_parts()

    def _tell_parts(self) -> None:
        """Print what has changed in the state since it was last printed."""
        sight = Sighting(None, self.meeting)
        parts = parts_of(sight, self.desk.now())
        if not self._shown:
            say_shown(title_of(sight))
        for part in parts:
            if part not in self._shown:
                said = semicolons(part.lines)
                say_shown(headed(part.head, said) if part.head else said)
        self._shown = parts

    def _tell_acts(self) -> None:
        say_shown("  ".join(f"{number}{_(words)}" for number, (words, _act) in ACTS.items()))


def _meeting(records: Records, id: str) -> Meeting:
    with records.reading() as book:
        return book.get(Meeting, id)


async def sign_in(plain: Plain) -> str:
    """Sign people in, one after the other, until an empty line."""
    count = 0
    while True:
        try:
            person, name = plain.person(_("Who came (empty line to end)"))
        except Left:
            return _("Signed in: {n}").format(n=count) if count else ""
        last = state_of(person, plain.meeting.presence) if person is not None else None
        if last is not None and last.kind is Mark.IN:
            say_shown(_("{name} arrived earlier.").format(name=name))
            continue
        if person is not None and any(one.person == person for one in plain.meeting.roll):
            await plain.act(hold.mark, person, Mark.IN)
        else:
            await plain.act(hold.walk_in, name, "", person)
        count += 1
        say_shown(_("{name} is here.").format(name=name))


async def speak(plain: Plain) -> str:
    """Record a speech from one line, as on the screen: name, stance, words."""
    plain.item  # noqa: B018
    line = plain.ask(_("Name, stance, words"))
    heard = _heard(plain, line)
    person, name = heard.person, heard.name
    if not heard.ready and heard.text:
        person, name = plain.person(_("Who says it"))
    if not heard.text:
        return _("There are no words in it; write name, stance and words in one line.")
    await plain.act(
        hold.speak, person, name, heard.stance, heard.text, heard.kind or SpeechKind.SPEECH
    )
    side = stance_word(heard.stance, language())
    whose = " ".join(filter(None, (name, side)))
    said = headed(whose, heard.text) if whose else heard.text
    return _("Saved: {text}").format(text=said)


def _heard(plain: Plain, line: str) -> Heard:
    """Understand a speech line; asks for the speaker where an unknown name comes before a stance.

    On the screen such a line is the present speaker's, but here nobody could see that first.
    """
    heard = hear(line, plain.people, plain.meeting.floor)
    alone = hear(line, plain.people)
    unknown = alone.typed_name and not alone.name and alone.stance is not Stance.UNSAID
    if plain.meeting.floor is None or heard.typed_name or heard.text != line or not unknown:
        return heard
    whose = [headed(heard.name, line), headed(alone.typed_name, alone.text)]
    if plain.pick(_("Whose words these are"), whose) == 0:
        return heard
    is_new = is_name(alone.typed_name) and not alone.candidates
    return replace(alone, name=alone.typed_name) if is_new else alone


async def move(plain: Plain) -> str:
    """Move a motion in one sentence."""
    item = plain.item
    text = plain.ask(_("One sentence"))
    _person, mover = plain.person(_("Moved by"))
    now = plain.desk.now()
    motion = Motion("", plain.meeting.body, plain.meeting.id, item, text, mover, now)
    await plain.give(hold.propose, motion)
    return _("Saved: {text}").format(text=text)


async def second(plain: Plain) -> str:
    """Second a motion that needs it."""
    waiting = [m for m in _open_motions(plain) if m.state is MotionState.MOVED]
    if not waiting:
        return _("No motion is waiting for a second.")
    motion = waiting[plain.pick(_("Which motion"), [m.text for m in waiting])]
    _person, name = plain.person(_("Seconded by"))
    await plain.act(hold.second, motion.id, name)
    return _("seconded by {name}").format(name=name)


async def vote(plain: Plain) -> str:
    """Vote on a motion by hands, and ask for the three numbers."""
    running = [v for v in plain.meeting.votes if v.item == plain.item and _counts_here(v)]
    if not running:
        waiting = _open_motions(plain)
        if not waiting:
            return _("There is no motion to vote on.")
        motion = waiting[plain.pick(_("Which motion"), [m.text for m in waiting])]
        await plain.act(decide.open_vote, motion.id, Method.HANDS)
        running = [v for v in plain.meeting.votes if v.item == plain.item and _counts_here(v)]
    words = (N_("For"), N_("Against"), N_("Abstaining"))
    tally = Tally(*(plain.ask_number(_(word)) for word in words))
    await plain.act(decide.close_vote, running[-1].id, tally)
    return ""


def _counts_here(vote: Vote) -> bool:
    return vote.state is VoteState.OPEN and vote.method is Method.HANDS and not vote.options


async def fix(plain: Plain) -> str:
    """Record a decision: text, owner, deadline; empty answers stay open."""
    item, meeting = plain.item, plain.meeting
    decided = {d.text for d in meeting.decisions}
    carried = [
        m for m in meeting.motions
        if m.item == item and m.state is MotionState.CARRIED and m.text not in decided
    ]  # fmt: skip
    if carried:
        say_shown(_("Passed: {text}").format(text=carried[0].text))
    text = plain.ask(_("What is decided")) if not carried else _or(plain, carried[0].text)
    person, owner, deadline = None, "", None
    with suppress(Left):
        person, owner = plain.person(_("Who does it (empty line: to be named later)"))
    if owner:
        with suppress(Left):
            deadline = plain.day_to_come(_("By when (empty line: no deadline)"))
    votes = [v.id for v in meeting.votes if carried and v.motion == carried[0].id]
    await plain.give(
        decide.decide,
        Decision(
            "", meeting.body, meeting.id, item, text, plain.desk.now(), owner, person,
            deadline=deadline, task=bool(owner), vote=votes[-1] if votes else None,
        ),
    )  # fmt: skip
    return _("Saved: {text}").format(text=text)


def _or(plain: Plain, usual: str) -> str:
    try:
        return plain.ask(_("What is decided (empty line: as passed)"))
    except Left:
        return usual


async def go_on(plain: Plain) -> str:
    """Open the meeting, begin the next item, or end the meeting after the last."""
    meeting = plain.meeting
    if meeting.state in PLANNED:
        asked = await plain.desk.read(
            law.asked_at_opening, meeting.body, meeting.id, plain.desk.now()
        )
        for question in asked:
            say_shown(question_words(question, language()))
        ways = [_("do not open it yet"), _("open it anyway")]
        if asked and plain.pick(_("The program decides nothing here."), ways) == 0:
            return ""
        here = await _officers_here(plain)
        await plain.act(hold.open_meeting, answers(asked, OPENED), here)
        return _("The meeting is open.")
    if meeting.state not in RUNNING:
        return _("The meeting is over. Thank you.")
    order = [item.id for item in meeting.in_order]
    place = order.index(meeting.current) + 1 if meeting.current in order else 0
    if place < len(order):
        await plain.act(hold.begin_item, order[place])
        return ""
    if meeting.who_came().unsigned:
        say_shown(_("Nobody has signed in, so it will not count as held."))
    ways = [_("Continue the meeting"), _("End the meeting")]
    if plain.pick(_("That was the last item"), ways) == 0:
        return ""
    await plain.act(hold.end_meeting)
    return ""


async def _officers_here(plain: Plain) -> list[str]:
    """Ask of chair and recorder one by one whether they are here; raises Left without an answer."""
    planned = await plain.desk.read(hold.as_opened, plain.meeting.id, plain.desk.now())
    here = []
    for one in officers_without_mark(planned):
        if not in_doubt(planned, one):
            name = one.name + bracketed(listed(term(role, language()) for role in one.roles))
            asked = _("Are they present? {names}").format(names=name)
            if plain.pick(asked, [_("Present: sign in"), _("Not here, or not known yet")]) == 0:
                here.append(one.name)
    return here


async def say_all(plain: Plain) -> str:
    """Print the whole state again."""
    plain.tell_parts()
    return ""


async def write(plain: Plain) -> str:
    """Write the minutes as a Word file."""
    folder = plain.desk.papers.export_folder()
    folder.mkdir(parents=True, exist_ok=True)
    done = await plain.desk.papers.export(
        plain.meeting.id, [Wanted(papers.MINUTES)], folder, taken="number"
    )
    for file in done.paths:
        say(_("Written: {file}").format(file=file))
    return ""


async def take_back(plain: Plain) -> str:
    """Undo the last command of this body."""
    entry = await plain.desk.undo(plain.meeting.body)
    plain.meeting = await plain.desk.read(_meeting, plain.meeting.id)
    return await plain.desk.read(words_of, entry)


def _open_motions(plain: Plain) -> list[Motion]:
    return [m for m in plain.meeting.motions if m.item == plain.item and m.open]


UNREAD: Final = N_("This line is not UTF-8 and was not recorded.")

ACTS: Final[dict[str, tuple[str, Act]]] = {
    "1": (N_("Sign in"), sign_in),
    "2": (N_("Record a speech"), speak),
    "3": (N_("Motion"), move),
    "4": (N_("Second it"), second),
    "5": (N_("Vote"), vote),
    "6": (N_("Decision"), fix),
    "7": (N_("Open, next item, end"), go_on),
    "8": (N_("Say everything"), say_all),
    "9": (N_("Minutes in Word"), write),
    "10": (N_("Undo"), take_back),
}
"""The acts with their words, by the number to type."""


def hold_plainly(records: Path) -> int:
    """Run `--plain`; raises errors of storage before it starts. Returns the exit status."""
    desk = Desk(records)
    desk.open()
    # asyncio would wait for the line being read; it leaves a signal handler of our own alone
    signal.signal(signal.SIGINT, lambda *_of: signal.default_int_handler(*_of))
    try:
        asyncio.run(Plain(desk, sys.stdin.readline).run())
    finally:
        desk.close()
    say_shown(_("Everything is kept."))
    return 0
