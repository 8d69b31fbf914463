"""Acts that carry the meeting on: sign-in, next item, outcomes, suspending, ending."""

from textual import work

from meetings.actions import decide, hold, prepare
from meetings.chairing.blockers import blockers
from meetings.chairing.quorum import quorum_alarm, quorum_met, quorum_needed
from meetings.sitting.agenda import NEED_REASON, AgendaItem, ItemKind, ItemOutcome
from meetings.sitting.meeting import Meeting, MeetingState
from meetings.sitting.votes import Method
from meetings.terms import term
from tui.dialogs.holding.review import review_promises
from tui.dialogs.holding.sign_in import SignIn
from tui.dialogs.holding.spoken import WhoSpoke
from tui.dialogs.kit.choose import Choose, Option
from tui.dialogs.kit.confirm import Confirm
from tui.dialogs.kit.fields import LongField, NumberField, TextField
from tui.dialogs.kit.form import Answers, FormDialog
from tui.language import N_, _, language
from tui.screens.hold.missing import Missing
from tui.screens.hold.notes import Notes
from tui.sending import sending
from tui.words.blockers import blocker_sentence

MENU: tuple[tuple[str, str, frozenset[MeetingState]], ...] = (
    ("open", N_("Open the meeting"), frozenset({MeetingState.DRAFT, MeetingState.CALLED})),
    ("resume", N_("Go on after the suspension"), frozenset({MeetingState.SUSPENDED})),
    ("quorum", N_("The quorum is missing: what may be done"),
     frozenset({MeetingState.OPEN, MeetingState.SUSPENDED})),
    ("end", N_("End the meeting"), frozenset({MeetingState.OPEN})),
    ("suspend", N_("Suspend the meeting"), frozenset({MeetingState.OPEN})),
    ("outcome", N_("How this item ended"), frozenset({MeetingState.OPEN})),
    ("adhoc", N_("Ad-hoc item"), frozenset({MeetingState.OPEN})),
    ("promises", N_("What became of last time's decisions, one by one"),
     frozenset({MeetingState.OPEN})),
    ("minority", N_("Minority view on this item"), frozenset({MeetingState.OPEN})),
    ("note", N_("Point of order, interruption, note"), frozenset({MeetingState.OPEN})),
    ("spoken", N_("Who has spoken, how often, how long"),
     frozenset({MeetingState.OPEN, MeetingState.SUSPENDED})),
    ("missing", N_("What is still missing"),
     frozenset({MeetingState.OPEN, MeetingState.SUSPENDED, MeetingState.ENDED,
                MeetingState.INQUORATE})),
    ("void", N_("Declare a vote void"), frozenset({MeetingState.OPEN, MeetingState.ENDED})),
    ("proper", N_("The quorum is there: a meeting again"), frozenset({MeetingState.OPEN})),
    ("go_back", N_("Open it again, it was ended by mistake"),
     frozenset({MeetingState.ENDED, MeetingState.INQUORATE})),
)  # fmt: skip
"""What 0 offers in which state."""

OUTCOMES = (
    ItemOutcome.AGREED,
    ItemOutcome.NOTED,
    ItemOutcome.POSTPONED,
    ItemOutcome.ADOPTED,
    ItemOutcome.REJECTED,
    ItemOutcome.WITHDRAWN,
    ItemOutcome.NOT_REACHED,
)


class Flow(Missing, Notes):
    """8 sign in, 9 next item, 0 the rest."""

    def __init__(self) -> None:
        super().__init__()
        self._went_through: set[str] = set()
        """Meetings whose promises were gone through since the program started."""

    @work
    async def action_hold_sign_in(self) -> None:
        await self.sign_in()

    async def sign_in(self, person: str | None = None) -> None:
        """The sign-in table, with the cursor on a person."""
        meeting = self.held()
        if meeting is None:
            return
        if not meeting.roll:
            filled = await self.do(hold.call_roll)
            if filled is None or not filled.roll:
                self.warn(_("Nobody has a seat in this body yet; F6 gives seats."))
                return
        await self.ask(SignIn(self, person))

    @work
    async def action_hold_next(self) -> None:
        meeting = self.running()
        if meeting is None:
            return
        if await self._promises_first(meeting):
            return
        if meeting.current is not None and not await self._settled(meeting):
            return
        meeting = self.meeting
        if meeting is None:
            return
        following = self._following(meeting)
        if following is None:
            self.say(_("That was the last item; 0 ends the meeting."))
            return
        await self.begin(following.id)

    async def _promises_first(self, meeting: Meeting) -> bool:
        """Before the review is left: offer once to go through the promises; True if offered."""
        item = meeting.item(meeting.current) if meeting.current else None
        if item is None or item.kind is not ItemKind.REVIEW or meeting.id in self._went_through:
            return False
        self._went_through.add(meeting.id)
        return await review_promises(self)

    async def begin(self, item: str) -> None:
        """Take up an item; the review of earlier promises goes through them one by one."""
        begun = await self.do(hold.begin_item, item)
        if begun is not None and begun.item(item).kind is ItemKind.REVIEW:
            self._went_through.add(begun.id)
            await review_promises(self)

    def _following(self, meeting: Meeting) -> AgendaItem | None:
        order = meeting.in_order
        here = next((n for n, item in enumerate(order) if item.id == meeting.current), -1)
        return next((i for i in order[here + 1 :] if i.outcome is None), None)

    async def _settled(self, meeting: Meeting) -> bool:
        """The item has an outcome, or the person gives one now."""
        assert meeting.current is not None
        item = meeting.item(meeting.current)
        if item.outcome is not None or item.kind is ItemKind.REVIEW:
            return True
        return await self._ask_outcome(meeting)

    async def _ask_outcome(self, meeting: Meeting) -> bool:
        assert meeting.current is not None
        return await self.ask_outcome(meeting, meeting.current)

    async def ask_outcome(self, meeting: Meeting, id: str) -> bool:
        """Ask how an item ended; True where it was settled."""
        item = meeting.item(id)
        likely = ItemOutcome.NOTED if item.kind is ItemKind.ANSWER else OUTCOMES[0]
        ordered = sorted(OUTCOMES, key=lambda outcome: outcome is not likely)
        options = [Option(o.value, term(o, language())) for o in ordered]
        picked = await self.ask(
            Choose(_("How did it end: {title}").format(title=item.title), options)
        )
        if picked is None:
            return False
        outcome, reason = ItemOutcome(picked), ""
        if outcome in NEED_REASON:
            given = await self.ask(
                FormDialog(
                    term(outcome, language()),
                    (TextField("reason", _("Reason"), required=True),),
                    draft=f"hold/{item.id}/outcome/",
                )
            )
            if given is None:
                return False
            reason = given["reason"]
        with sending(f"hold/{item.id}/outcome/"):
            done = await self.do(decide.settle, item.id, outcome, reason)
        if done is not None:
            await self.forget_drafts(f"hold/{item.id}/outcome/")
        return done is not None

    @work
    async def action_hold_end(self) -> None:
        meeting = self.held()
        if meeting is None:
            return
        options = [
            Option(key, _(words))
            for key, words, states in MENU
            if meeting.state in states and self._fits(key, meeting)
        ]
        picked = await self.ask(Choose(_("The meeting"), options))
        if picked is None:
            return
        steps = {
            "open": self._open,
            "resume": self._resume,
            "end": self._end,
            "suspend": self._suspend,
            "outcome": self._outcome,
            "adhoc": self._ad_hoc,
            "promises": self._promises,
            "minority": self._minority,
            "void": self._void,
            "quorum": self._quorum,
            "note": self._note,
            "spoken": self._spoken,
            "missing": self._missing,
            "proper": self._proper,
            "go_back": self._go_back,
        }
        await steps[picked](meeting)

    def _fits(self, key: str, meeting: Meeting) -> bool:
        if key in ("outcome", "minority"):
            return meeting.current is not None
        if key == "void":
            return any(v.counted for v in meeting.votes)
        if key == "quorum":
            return not meeting.informal and quorum_alarm(meeting, meeting.current) is not None
        if key in ("note", "spoken"):
            return meeting.current is not None
        return meeting.informal if key == "proper" else True

    async def _open(self, meeting: Meeting) -> None:
        opened = await self.do(hold.open_meeting)
        if opened is None:
            return
        needed = quorum_needed(opened)
        if needed and not quorum_met(opened):
            self.say(_("Open. {n} must be here to decide; 8 signs in.").format(n=needed))

    async def _resume(self, meeting: Meeting) -> None:
        await self.do(hold.resume)

    async def _suspend(self, meeting: Meeting) -> None:
        await self.do(hold.suspend)

    async def _outcome(self, meeting: Meeting) -> None:
        await self._ask_outcome(meeting)

    async def _quorum(self, meeting: Meeting) -> None:
        await self.without_quorum()

    async def _note(self, meeting: Meeting) -> None:
        await self.note(meeting)

    async def _spoken(self, meeting: Meeting) -> None:
        await self.ask(WhoSpoke(meeting))

    async def _missing(self, meeting: Meeting) -> None:
        await self.mend_missing()

    async def _proper(self, meeting: Meeting) -> None:
        await self.do(hold.hold_as_talk, False)

    async def _go_back(self, meeting: Meeting) -> None:
        await self.do(hold.reopen_meeting)

    async def _end(self, meeting: Meeting) -> None:
        missing = [blocker_sentence(b) for b in blockers(meeting)]
        waiting = sum(1 for i in meeting.items if i.outcome is None and not i.started_at)
        lines = [_("End the meeting now?")]
        if any(v.method is Method.WRITTEN for v in meeting.open_votes):
            lines.append(
                _("A written vote is under way; suspend until the returns are in, or count it.")
            )
        if waiting:
            lines.append(_("{n} items were not reached and come back by themselves.").format(
                n=waiting))  # fmt: skip
        if missing:
            lines.append(_("Still missing (0 lists them with their keys; also after the end):"))
            lines += [f"- {said}" for said in missing[:8]]
        if await self.ask(Confirm("\n".join(lines), yes=_("end"), no=_("go on"))):
            ended = await self.do(hold.end_meeting)
            if ended is not None:
                self.say(_("Ended. F3 shows the minutes and what is missing."))

    async def _promises(self, meeting: Meeting) -> None:
        await review_promises(self)

    async def _ad_hoc(self, meeting: Meeting) -> None:
        async def save(answers: Answers) -> None:
            await self.change(prepare.add_item, answers["title"], answers["minutes"] or 10)

        await self.ask(
            FormDialog(
                _("Ad-hoc item"),
                (
                    TextField("title", _("Title"), required=True),
                    NumberField("minutes", _("Minutes"), 10),
                ),
                draft=f"hold/{meeting.id}/ad_hoc/",
                save=save,
            )
        )

    async def _minority(self, meeting: Meeting) -> None:
        assert meeting.current is not None
        item = meeting.item(meeting.current)

        async def save(answers: Answers) -> None:
            await self.change(decide.note_minority, item.id, answers["view"])

        await self.ask(
            FormDialog(
                _("Minority view on this item"),
                (LongField("view", _("Words"), item.minority_view),),
                draft=f"hold/{item.id}/minority/",
                save=save,
            )
        )

    async def _void(self, meeting: Meeting) -> None:
        await self.void_a_vote()
