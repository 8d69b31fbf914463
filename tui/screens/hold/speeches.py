"""Keys 1, 2 and 3 of the meeting screen: speeches, the queue, the speaker's clock; notes, cards."""

from dataclasses import replace
from typing import TYPE_CHECKING

from meetings.actions import hold
from meetings.chairing.quorum import people_here
from meetings.chairing.speaking import limits_met, queue_in_turn
from meetings.community.people import is_name
from meetings.importing.plan import Choices
from meetings.sitting.debate import SpeechKind, Stance, Waiting
from meetings.sitting.meeting import Meeting
from meetings.sitting.motions import open_motions
from meetings.terms import stance_word, term
from tui.dialogs.kit.choose import Choose, Option
from tui.dialogs.kit.confirm import Confirm
from tui.dialogs.kit.fields import (
    ChoiceField,
    LongField,
    NoteLine,
    NumberField,
    PersonField,
    TextField,
)
from tui.dialogs.kit.filled import filled
from tui.dialogs.kit.form import Answers, FormDialog
from tui.finding.heard import remember
from tui.finding.speech_line import Heard, hear
from tui.language import _, bracketed, language
from tui.sending import sending
from tui.widgets.hold_view import limit_words

if TYPE_CHECKING:
    from tui.screens.hold.screen import HoldScreen

GROUP = "group"
NOTES = (SpeechKind.POINT_OF_ORDER, SpeechKind.INTERRUPTION, SpeechKind.NOTE)
"""The kinds of notes, which are recorded beside speeches."""


def heard_so_far(screen: "HoldScreen") -> Heard:
    """The speech line as understood so far: speaker, stance, words."""
    floor = screen.meeting.floor if screen.meeting else None
    heard = hear(screen.line.value, screen.people(), floor)
    return replace(heard, name=screen.label(heard.person)) if heard.person else heard


def heard_words(screen: "HoldScreen") -> str:
    """How the (non-empty) speech line is understood, in words."""
    heard = heard_so_far(screen)
    if heard.kind is not SpeechKind.SPEECH:
        return f"{term(heard.kind, language())}: {heard.text}"
    if heard.name:
        whose = " ".join(filter(None, (heard.name, stance_word(heard.stance, language()))))
        return " ".join(filter(None, (_limits(screen, heard), f"{whose}: {heard.text}")))
    fits = "  ".join(who.name + bracketed(who.hint) for who in heard.candidates[:4])
    if fits:
        return fits
    nobody = _("Nobody on the roll is called {name}").format(name=heard.typed_name)
    if heard.typed_name.isascii():
        return nobody
    return nobody + _("; after initials, press Enter twice")


def _limits(screen: "HoldScreen", heard: Heard) -> str:
    """A warning about limits of the rule that the speaker has reached; "" for none."""
    meeting = screen.meeting
    if meeting is None or meeting.rule is None or meeting.current is None:
        return ""
    return limit_words(limits_met(meeting, heard.person, heard.name, screen.house.now()))


async def store(screen: "HoldScreen") -> None:
    """Record the line as a speech; where it is refused, the text stays in the line."""
    if screen.on_item() is None:
        return
    typed = screen.line.value
    heard = heard_so_far(screen)
    if not heard.text:
        screen.warn(_("Words are missing: name, stance, words."))
        return
    came = False
    if heard.kind is SpeechKind.SPEECH and not heard.name:
        answer = await _who(screen, heard)
        if answer is None:
            return
        heard, came = answer
    if not heard.ready:
        return
    with sending(screen.line.draft_key):
        stored = await screen.run(
            hold.speak, *screen.here, heard.person, heard.name, heard.stance, heard.text,
            kind=heard.kind, came_in=came,
        )  # fmt: skip
    if stored is not None and screen.line.value.startswith(typed):
        screen.line.value = screen.line.value[len(typed) :]


async def from_group(screen: "HoldScreen", meeting: Meeting) -> None:
    """Record what members wrote in their chat group on the item (线上议事), after a preview."""

    async def keep(answers: Answers) -> str:
        return str(answers["text"])

    field = LongField(
        "text", _("Text"), hint=_("as copied from the phone, or lines “name: words”"),
        required=True, longest=200_000, lines=8,
    )  # fmt: skip
    text = await filled(
        screen, _("Speeches of a group"), [field], keep, draft=f"hold/group/{meeting.id}/"
    )
    if text is None:
        return
    # imported only here, since the preview is needed for a pasted chat alone
    from meetings.importing import chat
    from tui.dialogs.pasting import look_and_write

    async def plan(choices: Choices) -> chat.SpeechPlan:
        return chat.plan_speeches(text, screen.meeting or meeting, choices, screen.house.now())

    async def write(planned: chat.SpeechPlan) -> object:
        return await screen.commit(chat.note_all, *screen.here, planned)

    await look_and_write(screen, _("Speeches of a group"), plan, write)


async def _who(screen: "HoldScreen", heard: Heard) -> tuple[Heard, bool] | None:
    """Ask who is meant where the name is unclear; True in the answer: a person who just arrived."""
    options = [Option(who.id, who.name, who.hint) for who in heard.candidates]
    if is_name(heard.typed_name):
        options.append(Option("name", _("{name}: name only").format(name=heard.typed_name)))
        options.append(Option("new", _("{name}: just arrived").format(name=heard.typed_name)))
    if not options:
        screen.warn(_("Nobody on the roll is called {name}").format(name=heard.typed_name))
        return None
    picked = await screen.ask(Choose(_("Who is speaking?"), options))
    if picked is None:
        return None
    if picked in ("name", "new"):
        said = Heard(name=heard.typed_name, stance=heard.stance, text=heard.text)
        return said, picked == "new"
    remember(screen, screen.people(), picked, heard.typed_name)
    name = screen.label(picked)
    return Heard(person=picked, name=name, stance=heard.stance, text=heard.text), False


async def queue(screen: "HoldScreen") -> None:
    """Put a person into the queue of speakers, or take them out."""
    meeting = screen.on_item()
    if meeting is None:
        return
    waiting = {w.name for w in meeting.queue}
    options = [
        Option(who.id, who.name, f"{who.hint} {_('waiting')}" if screen.label(who.id) in waiting
               else who.hint)
        for who in screen.people(present_only=True).people
    ]  # fmt: skip
    picked = await screen.ask(Choose(_("Who wants to speak? Choose again to lower."), options))
    if picked is None:
        return
    name = screen.label(picked)
    if name in waiting:
        await screen.run(hold.lower_hand, *screen.here, name)
        return
    stance: Stance | None = None
    moved = open_motions(meeting.motions, meeting.current or "")
    if meeting.in_force.alternate_sides and moved:
        sides = [Option(s.value, term(s, language())) for s in (Stance.FOR, Stance.AGAINST)]
        sides.append(Option("", _("did not say")))
        side = await screen.ask(
            Choose(_("{name}: for or against? They alternate.").format(name=name), sides, chosen="")
        )
        if side is None:
            return
        stance = Stance(side) if side else None
    await screen.run(hold.raise_hand, *screen.here, Waiting(picked, name, stance))


async def timer(screen: "HoldScreen") -> None:
    """Stop the speaker's clock, or give the floor to the next in the queue."""
    meeting = screen.on_item()
    if meeting is None:
        return
    if meeting.floor is not None:
        await screen.run(hold.take_floor, *screen.here)
        return
    turn = queue_in_turn(meeting)
    if turn:
        await screen.run(hold.give_floor, *screen.here, turn[0].person, turn[0].name)
        return
    options = [
        Option(who.id, who.name, who.hint) for who in screen.people(present_only=True).people
    ]
    picked = await screen.ask(Choose(_("Who has the floor?"), options))
    if picked is not None:
        await screen.run(hold.give_floor, *screen.here, picked, screen.label(picked))


async def edit_speech(screen: "HoldScreen", id: str) -> None:
    """Correct a recorded speech."""
    meeting = screen.held()
    if meeting is None:
        return
    speech = next(s for s in meeting.speeches if s.id == id)

    async def save(answers: Answers) -> None:
        await screen.commit(
            hold.edit_speech, *screen.here, id, Stance(answers["stance"]), answers["text"]
        )

    stances = tuple((s.value, term(s, language())) for s in Stance)
    await screen.ask(
        FormDialog(
            _("Correct the speech of {name}").format(name=speech.name),
            (
                LongField("text", _("Text"), speech.text, required=True),
                ChoiceField("stance", _("Stance"), stances, speech.stance.value),
            ),
            draft=f"hold/{meeting.id}/speech/{id}/",
            save=save,
        )
    )


async def cards(screen: "HoldScreen", meeting: Meeting) -> None:
    """Record a show of cards (green, yellow, red): three numbers without any effect.

    More cards than there are people signed in are asked about.
    """
    here = people_here(meeting)

    def total(answers: Answers) -> int:
        return sum(answers.get(colour) or 0 for colour in ("green", "yellow", "red"))

    def live(answers: Answers) -> str:
        return _("{n} cards, {here} people signed in").format(n=total(answers), here=here)

    form = FormDialog(
        _("Show of cards"),
        (
            NoteLine(_("How the room stands before there is a motion; it decides nothing.")),
            NumberField("green", _("Green"), required=True),
            NumberField("yellow", _("Yellow"), 0),
            NumberField("red", _("Red"), 0),
        ),
        draft=f"hold/{meeting.id}/cards/",
        live=live,
    )
    given = await screen.ask(form)
    if given is None:
        return
    if here and total(given) > here:
        said = _("{n} cards, but only {here} people are signed in. Is the count right?")
        told = said.format(n=total(given), here=here)
        if not await screen.ask(
            Confirm(told, yes=_("write it down all the same"), no=_("count again"),
                    destructive=True)
        ):  # fmt: skip
            await cards(screen, meeting)
            return
    numbers = {"g": given["green"] or 0, "y": given["yellow"] or 0, "r": given["red"] or 0}
    text = "亮牌：绿{g}，黄{y}，红{r}（只作了解，不是表决）".format(**numbers)
    shown = await screen.run(
        hold.speak, *screen.here, None, "", Stance.UNSAID, text, kind=SpeechKind.NOTE
    )
    if shown is not None:
        await screen.forget_drafts(f"hold/{meeting.id}/cards/")


async def note(screen: "HoldScreen", meeting: Meeting) -> None:
    """Record a point of order, an interruption or a note; the line takes them too (记事 …)."""
    options = [Option(kind.value, term(kind, language())) for kind in NOTES]
    options.append(Option(GROUP, _("Speeches of a group"), _("a chat, pasted")))
    picked = await screen.ask(Choose(_("What happened?"), options))
    if picked is None:
        return
    if picked == GROUP:
        await from_group(screen, meeting)
        return
    kind = SpeechKind(picked)

    async def save(answers: Answers) -> None:
        who = answers["who"]
        person = who.id or None if who is not None else None
        await screen.commit(
            hold.speak,
            *screen.here,
            person,
            screen.named(who),
            Stance.UNSAID,
            answers["text"],
            kind=kind,
        )

    await screen.ask(
        FormDialog(
            term(kind, language()),
            (
                TextField("text", _("What"), required=True),
                PersonField("who", _("Who"), screen.people(), allow_new=True,
                            hint=_("optional")),
            ),
            draft=f"hold/{meeting.id}/note/{picked}/",
            save=save,
        )
    )  # fmt: skip
