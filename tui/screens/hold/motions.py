"""Key 4 of the meeting screen: move, amend, second, divide, withdraw and postpone motions."""

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from meetings.actions import hold
from meetings.clean import is_blank, trim
from meetings.sitting.meeting import Meeting
from meetings.sitting.motions import Motion, MotionState, open_motions
from meetings.terms import term
from tui.dialogs.holding.officers import ask_named
from tui.dialogs.kit.choose import Choose, Option
from tui.dialogs.kit.fields import LongField, NoteLine, PersonField, TextField
from tui.dialogs.kit.form import Answers, FormDialog
from tui.language import _, language
from tui.screens.hold import elections
from tui.words.texts import marked

if TYPE_CHECKING:
    from tui.screens.hold.screen import HoldScreen


Act = Callable[["HoldScreen", Motion], Awaitable[None]]
"""An act on a motion."""

DIGITS = {"amend": "1", "withdraw": "2", "postpone": "3", "divide": "4", "new": "5", "second": "6"}
"""The digit of each act on a motion, whatever else is offered."""

LEFT = frozenset({MotionState.POSTPONED, MotionState.WITHDRAWN})


async def put_motion(screen: "HoldScreen") -> None:
    """Move a motion; while one is open, show a menu of what may be done with it."""
    meeting = screen.on_item()
    if meeting is None or meeting.current is None:
        return
    election = elections.election_here(meeting)
    if election is not None:
        await elections.go_on(screen, meeting, election)
        return
    options, acts = _offers(meeting)
    if not options:
        await propose(screen, meeting, None)
        return
    options.append(Option("new", _("Another motion"), digit=DIGITS["new"]))
    picked = await screen.ask(Choose(_("The motion on this item"), options))
    if picked == "new":
        await propose(screen, meeting, None)
    elif picked is not None:
        act, motion = acts[picked]
        await act(screen, motion)


def _offers(meeting: Meeting) -> tuple[list[Option], dict[str, tuple[Act, Motion]]]:
    """The menu for the motions of the item, and by key the act and motion of each line."""
    assert meeting.current is not None
    waiting = open_motions(meeting.motions, meeting.current)
    options: list[Option] = []
    acts: dict[str, tuple[Act, Motion]] = {}

    def offer(key: str, words: str, act: Act, motion: Motion) -> None:
        options.append(Option(f"{key}/{motion.id}", words, motion.text, DIGITS.get(key, "")))
        acts[f"{key}/{motion.id}"] = (act, motion)

    for motion in waiting[:1]:
        if motion.state is MotionState.MOVED:
            offer("second", _("Second it"), second, motion)
    main = next((m for m in waiting if m.amends is None), None)
    if main is not None:
        offer("amend", _("Amend it"), _amend, main)
    for motion in waiting[:1]:
        offer("withdraw", _("Withdraw it"), _withdraw, motion)
        offer("postpone", _("Postpone it"), _postpone, motion)
    if main is not None and main is waiting[0]:
        offer("divide", _("Vote on parts separately"), _divide, main)
    for motion in meeting.motions:
        if motion.item == meeting.current and motion.state in LEFT:
            how = _("Bring back ({state})").format(state=term(motion.state, language()))
            offer("take_up", how, _take_up, motion)
    return options, acts


async def _amend(screen: "HoldScreen", motion: Motion) -> None:
    if screen.meeting is not None:
        await propose(screen, screen.meeting, motion)


async def propose(screen: "HoldScreen", meeting: Meeting, amends: Motion | None) -> None:
    """Ask for a motion's text and mover; for an amendment, show the old and the new text."""

    async def save(answers: Answers) -> None:
        assert meeting.current is not None
        motion = Motion(
            "",
            meeting.body,
            meeting.id,
            meeting.current,
            answers["text"],
            screen.named(answers["mover"]),
            screen.house.now(),
            screen.named(answers.get("seconder")),
            amends=amends.id if amends is not None else None,
        )
        screen.show(await screen.commit(hold.propose, motion))

    def live(answers: Answers) -> str:
        if amends is None:
            return ""
        old, new = marked(amends.text, answers.get("text", ""))
        return _("Now:  {old}").format(old=old) + "\n" + _("Then: {new}").format(new=new)

    def check(answers: Answers) -> dict[str, str]:
        if amends is not None and trim(answers["text"]) == trim(amends.text):
            return {"text": _("This is the current text; change what should be different.")}
        return {}

    fields: list[LongField | TextField | PersonField] = [
        TextField(
            "text",
            _("One sentence"),
            amends.text if amends is not None else "",
            hint=_("the text to be voted on; the full text as amended"),
            required=True,
        ),
        PersonField("mover", _("Moved by"), screen.people(), required=True, allow_new=True),
    ]
    if meeting.in_force.seconding:
        fields.append(
            PersonField(
                "seconder", _("Seconded by"), screen.people(), allow_new=True,
                hint=_("can be added later with {key:hold.motion}"),
            )
        )  # fmt: skip
    title = _("Amendment") if amends is not None else _("Motion")
    kind = "amend" if amends is not None else "motion"
    draft = f"hold/{meeting.id}/{meeting.current}/{kind}/"
    given = await screen.ask(
        FormDialog(title, fields, draft=draft, save=save, live=live if amends else None,
                   check=check)
    )  # fmt: skip
    if given is not None:
        named = [answer for name in ("mover", "seconder") if (answer := given.get(name))]
        await ask_named(screen, [screen.named(answer) for answer in named if answer.id])


async def second(screen: "HoldScreen", motion: Motion) -> None:
    """Ask who seconds the motion."""
    options = [
        Option(who.id, who.name, who.hint)
        for who in screen.people(present_only=True).people
        if screen.label(who.id) != motion.mover
    ]
    picked = await screen.ask(Choose(_("Who seconds it?"), options))
    if picked is not None:
        await screen.run(hold.second, *screen.here, motion.id, screen.label(picked))


async def _withdraw(screen: "HoldScreen", motion: Motion) -> None:
    await _leave(screen, motion, _("Withdraw: {text}"), hold.withdraw, required=False)


async def _postpone(screen: "HoldScreen", motion: Motion) -> None:
    await _leave(screen, motion, _("Postpone: {text}"), hold.postpone, required=True)


async def _leave(
    screen: "HoldScreen",
    motion: Motion,
    title: str,
    action: Callable[..., Meeting],
    *,
    required: bool,
) -> None:
    async def save(answers: Answers) -> None:
        await screen.commit(action, *screen.here, motion.id, answers["reason"])

    await screen.ask(
        FormDialog(
            title.format(text=motion.text),
            (TextField("reason", _("Reason"), required=required),),
            draft=f"hold/{motion.id}/leave/",
            save=save,
        )
    )


async def _take_up(screen: "HoldScreen", motion: Motion) -> None:
    await screen.run(hold.take_up, *screen.here, motion.id)


async def _divide(screen: "HoldScreen", motion: Motion) -> None:
    async def save(answers: Answers) -> None:
        await screen.commit(hold.divide, *screen.here, motion.id, parts_of(answers["parts"]))

    def live(answers: Answers) -> str:
        return _("{n} parts, voted on one by one").format(n=len(parts_of(answers.get("parts", ""))))

    await screen.ask(
        FormDialog(
            _("Vote on parts separately"),
            (
                NoteLine(_("Motion: {text}").format(text=motion.text)),
                LongField(
                    "parts", _("Parts"), motion.text, required=True, lines=6,
                    hint=_("one part per line, each a full sentence; {key:form.save} to confirm"),
                ),
            ),
            draft=f"hold/{motion.id}/divide/",
            save=save,
            live=live,
        )
    )  # fmt: skip


def parts_of(text: str) -> list[str]:
    """The parts of a motion to divide, one a line."""
    return [trim(line) for line in text.splitlines() if not is_blank(line)]
