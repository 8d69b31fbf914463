"""What happened beside the speeches: points of order, interruptions, notes."""

from meetings.actions import hold
from meetings.sitting.debate import SpeechKind, Stance
from meetings.sitting.meeting import Meeting
from meetings.terms import term
from tui.dialogs.kit.choose import Choose, Option
from tui.dialogs.kit.fields import PersonField, TextField
from tui.dialogs.kit.form import Answers, FormDialog
from tui.language import _, language
from tui.screens.hold.base import HoldBase

KINDS = (SpeechKind.POINT_OF_ORDER, SpeechKind.INTERRUPTION, SpeechKind.NOTE)


class Notes(HoldBase):
    """The speech line takes them too: 程序问题 …, 打断 …, 记事 …."""

    async def note(self, meeting: Meeting) -> None:
        """Which kind, who, what."""
        options = [Option(kind.value, term(kind, language())) for kind in KINDS]
        picked = await self.ask(Choose(_("What happened?"), options))
        if picked is None:
            return
        kind = SpeechKind(picked)

        async def save(answers: Answers) -> None:
            who = answers["who"]
            person = who.id or None if who is not None else None
            await self.change(
                hold.speak, person, self.named(who), Stance.NEUTRAL, answers["text"], kind=kind
            )

        await self.ask(
            FormDialog(
                term(kind, language()),
                (
                    TextField("text", _("What"), required=True),
                    PersonField("who", _("Who"), self.people(), allow_new=True,
                                hint=_("may be left empty")),
                ),
                draft=f"hold/{meeting.id}/note/{picked}/",
                save=save,
            )
        )  # fmt: skip
