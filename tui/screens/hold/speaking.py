"""Acts of the debate: a speech in one line, the queue, the timer."""

from dataclasses import replace

from textual import on, work
from textual.widgets import Input, Static

from meetings.actions import hold
from meetings.chairing.speaking import limits_met, queue_in_turn
from meetings.sitting.debate import SpeechKind, Stance, Waiting
from meetings.terms import term
from tui.dialogs.kit.choose import Choose, Option
from tui.dialogs.kit.fields import ChoiceField, LongField
from tui.dialogs.kit.form import Answers, FormDialog
from tui.finding.speech_line import Heard, hear
from tui.language import _, language
from tui.screens.hold.base import HoldBase
from tui.sending import sending
from tui.text import plain
from tui.widgets.field import DraftInput
from tui.widgets.hold_view import limit_words


class Speaking(HoldBase):
    """1 speech, 2 queue, 3 timer."""

    @property
    def line(self) -> DraftInput:
        """The one line for speeches."""
        return self.query_one("#line", DraftInput)

    def action_hold_speak(self) -> None:
        self.line.focus()

    def hear(self) -> Heard:
        """What the line says so far."""
        floor = self.meeting.floor if self.meeting else None
        heard = hear(self.line.value, self.people(), floor)
        return replace(heard, name=self.label(heard.person)) if heard.person else heard

    @on(Input.Changed, "#line")
    def _heard_so_far(self, event: Input.Changed) -> None:
        self.query_one("#heard", Static).update(plain(self._heard_words()))

    def _heard_words(self) -> str:
        if not self.line.value.strip():
            return _("Name, stance, words; Enter stores. A digit on the empty line is an act.")
        heard = self.hear()
        if heard.kind is not SpeechKind.SPEECH:
            return f"{term(heard.kind, language())}: {heard.text}"
        if heard.name:
            said = f"{heard.name} {term(heard.stance, language())}: {heard.text}"
            return " ".join(filter(None, (self._limits(heard), said)))
        fits = "  ".join(f"{who.name}({who.hint})" for who in heard.candidates[:4])
        return fits or _("Nobody on the roll is called {name}").format(name=heard.typed_name)

    def _limits(self, heard: Heard) -> str:
        """Which limits of the rule the speaker has met: a warning, never a refusal."""
        meeting = self.meeting
        if meeting is None or meeting.rule is None or meeting.current is None:
            return ""
        return limit_words(limits_met(meeting, heard.person, heard.name, self.house.now()))

    @on(Input.Submitted, "#line")
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        if self.line.value.strip():
            self._store()

    @work
    async def _store(self) -> None:
        if self.on_item() is None:
            return
        typed = self.line.value
        heard = self.hear()
        if not heard.text:
            self.warn(_("The words are missing: name, stance, what was said."))
            return
        if heard.kind is SpeechKind.SPEECH and not heard.name:
            heard = await self._who(heard) or heard
        if not heard.ready:
            return
        with sending(self.line.draft_key):
            stored = await self.do(
                hold.speak, heard.person, heard.name, heard.stance, heard.text, kind=heard.kind
            )
        if stored is not None and self.line.value.startswith(typed):
            self.line.value = self.line.value[len(typed) :]

    async def _who(self, heard: Heard) -> Heard | None:
        """Ask who is meant, where the name fits several people or nobody."""
        options = [Option(who.id, who.name, who.hint) for who in heard.candidates]
        options.append(Option("new", _("{name}: came just now").format(name=heard.typed_name)))
        options.append(Option("name", _("{name}: only the name").format(name=heard.typed_name)))
        picked = await self.ask(Choose(_("Who is speaking?"), options))
        if picked is None:
            return None
        if picked == "name":
            return Heard(name=heard.typed_name, stance=heard.stance, text=heard.text)
        if picked == "new":
            came = await self.do(hold.walk_in, heard.typed_name, "")
            if came is None:
                return None
            picked = came.presence[-1].person
        return Heard(person=picked, name=self.label(picked), stance=heard.stance, text=heard.text)

    @work
    async def action_hold_queue(self) -> None:
        meeting = self.on_item()
        if meeting is None:
            return
        waiting = {w.name for w in meeting.queue}
        options = [
            Option(who.id, who.name, f"{who.hint} {_('waiting')}" if self.label(who.id) in waiting
                   else who.hint)
            for who in self.people(present_only=True).people
        ]  # fmt: skip
        picked = await self.ask(Choose(_("Who raises a hand? Again takes it down."), options))
        if picked is None:
            return
        name = self.label(picked)
        if name in waiting:
            await self.do(hold.lower_hand, name)
            return
        stance: Stance | None = None
        if meeting.in_force.alternate_sides:
            sides = [Option(s.value, term(s, language())) for s in (Stance.FOR, Stance.AGAINST)]
            sides.append(Option("", _("did not say")))
            said = await self.ask(
                Choose(_("{name}: for or against? They alternate.").format(name=name), sides)
            )
            if said is None:
                return
            stance = Stance(said) if said else None
        await self.do(hold.raise_hand, Waiting(picked, name, stance))

    @work
    async def action_hold_timer(self) -> None:
        """Stop the speaker's clock, or give the floor to whose turn it is."""
        meeting = self.on_item()
        if meeting is None:
            return
        if meeting.floor is not None:
            await self.do(hold.take_floor)
            return
        turn = queue_in_turn(meeting)
        if turn:
            await self.do(hold.give_floor, turn[0].person, turn[0].name)
            return
        options = [
            Option(who.id, who.name, who.hint) for who in self.people(present_only=True).people
        ]
        picked = await self.ask(Choose(_("Who has the floor?"), options))
        if picked is not None:
            await self.do(hold.give_floor, picked, self.label(picked))

    @work
    async def edit_speech(self, id: str) -> None:
        """Correct what was written of a speech."""
        meeting = self.held()
        if meeting is None:
            return
        speech = next(s for s in meeting.speeches if s.id == id)

        async def save(answers: Answers) -> None:
            await self.change(hold.edit_speech, id, Stance(answers["stance"]), answers["text"])

        stances = tuple((s.value, term(s, language())) for s in Stance)
        await self.ask(
            FormDialog(
                _("Correct the speech of {name}").format(name=speech.name),
                (
                    LongField("text", _("Words"), speech.text, required=True),
                    ChoiceField("stance", _("Stance"), stances, speech.stance.value),
                ),
                draft=f"hold/{meeting.id}/speech/{id}/",
                save=save,
            )
        )
