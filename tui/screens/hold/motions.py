"""4: motions, amendments with the text they would make, division, withdrawal, postponement."""

from collections.abc import Awaitable, Callable

from textual import work

from meetings.actions import hold
from meetings.sitting.meeting import Meeting
from meetings.sitting.motions import Motion, MotionState, open_motions
from meetings.terms import term
from tui.dialogs.kit.choose import Choose, Option
from tui.dialogs.kit.fields import LongField, NoteLine, PersonField, TextField
from tui.dialogs.kit.form import Answers, FormDialog
from tui.language import _, language
from tui.screens.hold.base import HoldBase
from tui.words.amended import marked

Act = Callable[[Motion], Awaitable[None]]
"""What is done with a motion."""

LEFT = frozenset({MotionState.POSTPONED, MotionState.WITHDRAWN})


class Moving(HoldBase):
    """A motion in one form; with one on the table, a menu of what may be done with it."""

    @work
    async def action_hold_motion(self) -> None:
        meeting = self.on_item()
        if meeting is None or meeting.current is None:
            return
        options, acts = self._offers(meeting)
        if not options:
            await self.propose(meeting, None)
            return
        options.append(Option("new", _("Another motion")))
        picked = await self.ask(Choose(_("The motion on this item"), options))
        if picked == "new":
            await self.propose(meeting, None)
        elif picked is not None:
            act, motion = acts[picked]
            await act(motion)

    def _offers(self, meeting: Meeting) -> tuple[list[Option], dict[str, tuple[Act, Motion]]]:
        """What may be done with the motions of the item."""
        assert meeting.current is not None
        waiting = open_motions(meeting.motions, meeting.current)
        options: list[Option] = []
        acts: dict[str, tuple[Act, Motion]] = {}

        def offer(key: str, words: str, act: Act, motion: Motion) -> None:
            options.append(Option(f"{key}/{motion.id}", words, motion.text))
            acts[f"{key}/{motion.id}"] = (act, motion)

        for motion in waiting[:1]:
            if motion.state is MotionState.MOVED:
                offer("second", _("Second it"), self.second, motion)
        main = next((m for m in waiting if m.amends is None), None)
        if main is not None:
            offer("amend", _("Amend it"), self._amend, main)
        for motion in waiting[:1]:
            offer("withdraw", _("Withdraw it"), self._withdraw, motion)
            offer("postpone", _("Postpone it"), self._postpone, motion)
        if main is not None and main is waiting[0]:
            offer("divide", _("Divide it into parts"), self._divide, main)
        for motion in meeting.motions:
            if motion.item == meeting.current and motion.state in LEFT:
                how = _("Take up again ({state})").format(state=term(motion.state, language()))
                offer("take_up", how, self._take_up, motion)
        return options, acts

    async def _amend(self, motion: Motion) -> None:
        if self.meeting is not None:
            await self.propose(self.meeting, motion)

    async def propose(self, meeting: Meeting, amends: Motion | None) -> None:
        """Ask for the sentence and who puts it; of an amendment the old and new text are shown."""

        async def save(answers: Answers) -> None:
            assert meeting.current is not None
            await self.change_by(
                hold.propose,
                Motion(
                    "",
                    meeting.body,
                    meeting.id,
                    meeting.current,
                    answers["text"],
                    self.named(answers["mover"]),
                    self.house.now(),
                    self.named(answers.get("seconder")),
                    amends=amends.id if amends is not None else None,
                ),
            )

        def live(answers: Answers) -> str:
            if amends is None:
                return ""
            old, new = marked(amends.text, answers.get("text", ""))
            return _("Now:  {old}").format(old=old) + "\n" + _("Then: {new}").format(new=new)

        def check(answers: Answers) -> dict[str, str]:
            if amends is not None and answers["text"].strip() == amends.text.strip():
                return {"text": _("This is the text as it stands; change what is to be different.")}
            return {}

        fields: list[LongField | TextField | PersonField] = [
            TextField(
                "text",
                _("The one sentence"),
                amends.text if amends is not None else "",
                hint=_("what is to be voted on; with what it would read as a whole"),
                required=True,
            ),
            PersonField("mover", _("Moved by"), self.people(), required=True, allow_new=True),
        ]
        if meeting.in_force.seconding:
            fields.append(
                PersonField(
                    "seconder", _("Seconded by"), self.people(), allow_new=True,
                    hint=_("may follow later with 4"),
                )
            )  # fmt: skip
        title = _("Amendment") if amends is not None else _("Motion")
        kind = "amend" if amends is not None else "motion"
        draft = f"hold/{meeting.id}/{meeting.current}/{kind}/"
        await self.ask(
            FormDialog(title, fields, draft=draft, save=save, live=live if amends else None,
                       check=check)
        )  # fmt: skip

    async def second(self, motion: Motion) -> None:
        """Who seconds it."""
        options = [
            Option(who.id, who.name, who.hint)
            for who in self.people(present_only=True).people
            if self.label(who.id) != motion.mover
        ]
        picked = await self.ask(Choose(_("Who seconds it?"), options))
        if picked is not None:
            await self.do(hold.second, motion.id, self.label(picked))

    async def _withdraw(self, motion: Motion) -> None:
        await self._leave(motion, _("Withdraw: {text}"), hold.withdraw, required=False)

    async def _postpone(self, motion: Motion) -> None:
        await self._leave(motion, _("Postpone: {text}"), hold.postpone, required=True)

    async def _leave(
        self, motion: Motion, title: str, action: Callable[..., Meeting], *, required: bool
    ) -> None:
        async def save(answers: Answers) -> None:
            await self.change(action, motion.id, answers["reason"])

        await self.ask(
            FormDialog(
                title.format(text=motion.text),
                (TextField("reason", _("Reason"), required=required),),
                draft=f"hold/{motion.id}/leave/",
                save=save,
            )
        )

    async def _take_up(self, motion: Motion) -> None:
        await self.do(hold.take_up, motion.id)

    async def _divide(self, motion: Motion) -> None:
        async def save(answers: Answers) -> None:
            await self.change(hold.divide, motion.id, parts_of(answers["parts"]))

        def live(answers: Answers) -> str:
            return _("{n} parts, voted on one by one").format(
                n=len(parts_of(answers.get("parts", "")))
            )

        await self.ask(
            FormDialog(
                _("Divide it into parts"),
                (
                    NoteLine(_("Motion: {text}").format(text=motion.text)),
                    LongField(
                        "parts", _("Parts"), motion.text, required=True, lines=6,
                        hint=_("one part a line, each readable by itself; ctrl+s divides"),
                    ),
                ),
                draft=f"hold/{motion.id}/divide/",
                save=save,
                live=live,
            )
        )  # fmt: skip


def parts_of(text: str) -> list[str]:
    """The parts of a divided motion, one a line."""
    return [line.strip() for line in text.splitlines() if line.strip()]
