"""Asks on F3 for what is missing before a meeting's minutes can be final."""

from dataclasses import replace
from functools import partial

from meetings.actions import decide, hold, prepare
from meetings.chairing.blockers import Blocker
from meetings.chairing.points import Points
from meetings.ports import Records
from meetings.sitting.agenda import ItemOutcome
from meetings.sitting.meeting import Meeting
from tui.dialogs import meeting as forms
from tui.dialogs.holding.officers import ask_officers, name_officers
from tui.dialogs.kit.choose import Choose, Option
from tui.dialogs.kit.confirm import Confirm
from tui.dialogs.kit.fields import NoteLine, PersonField, Picked, TextField
from tui.dialogs.kit.filled import filled
from tui.dialogs.kit.form import Answers
from tui.dialogs.points import PointsDesk
from tui.finding.people_search import PersonFinder, people_of, split_names
from tui.language import _, language
from tui.words.blockers import blocker_sentence
from tui.working import WorkingScreen


async def finder_of(screen: WorkingScreen, body: str) -> PersonFinder:
    """A finder of the people of a body."""
    return await screen.house.desk.read(people_of, body, language())


async def mend(screen: WorkingScreen, meeting: Meeting, blocker: Blocker) -> bool:
    """Ask for one missing thing; False when the person leaves or has to go to another screen."""
    kind, place = blocker.kind, blocker.place
    if kind in ("no_chair", "no_secretary"):
        return await name_officers(screen, meeting, kind.removeprefix("no_")) is not None
    if kind == "officer_not_signed_in":
        return await ask_officers(screen, meeting) is not None
    if kind in ("decision_on_void_vote", "decision_not_carried"):
        return await without_its_vote(screen, meeting, place) is not None
    if kind in ("decision_without_owner", "decision_without_deadline"):
        begin = "owner" if kind == "decision_without_owner" else "deadline"
        return await edit_decision(screen, meeting, place, begin) is not None
    if kind in ("item_without_outcome", "outcome_without_vote", "decision_not_reached"):
        return await settle_item(screen, meeting, place) is not None
    if kind == "motion_left_open":
        return await _settle_motion(screen, meeting, place)
    if kind == "speech_without_name":
        return await _name_speech(screen, meeting, place) is not None
    if kind == "speeches_not_condensed":
        await points_desk(screen, meeting, place)
        return True
    if kind == "record_unsigned":
        return await _sign(screen, meeting) is not None
    if not blocker.stops:
        say_reminder(screen, blocker)
        return True
    return await _go_on(screen, meeting)


def say_reminder(screen: WorkingScreen, blocker: Blocker) -> None:
    """Say a reminder, and what a law asks in full: a line of the list is too short for it."""
    asked = f"{blocker_sentence(blocker)} " if blocker.question is not None else ""
    screen.say(asked + _("This is only a reminder; it blocks nothing."))


def meeting_now(records: Records, meeting: str) -> Meeting:
    """Read the meeting again."""
    with records.reading() as book:
        return book.get(Meeting, meeting)


async def points_desk(screen: WorkingScreen, meeting: Meeting, item: str) -> None:
    """Open the dialog of an item's points, where each change is a command of its own."""

    async def keep(points: Points) -> Meeting | None:
        return await screen.run(hold.keep_points, meeting.body, meeting.id, item, points)

    async def read() -> Meeting:
        return await screen.house.desk.read(meeting_now, meeting.id)

    await screen.ask(PointsDesk(meeting, item, keep, read))


async def edit_meeting(screen: WorkingScreen, meeting: Meeting) -> Meeting | None:
    """Ask for date, place, chair and recorder."""
    now = screen.house.now()
    people = await finder_of(screen, meeting.body)

    async def write(answers: Answers) -> Meeting:
        return await screen.commit(prepare.edit_meeting, forms.edited(meeting, answers, now))

    own = await screen.house.desk.read(prepare.kinds_named, meeting.body)
    lines = forms.meeting_lines(
        people, now.date(), meeting, title=meeting.title, place=meeting.place, own_kinds=own,
        chair=meeting.chair, secretary=meeting.secretary,
    )  # fmt: skip
    return await filled(
        screen, _("The meeting"), lines, write,
        draft=f"meeting/{meeting.id}/edit/", check=forms.check_times,
        live=lambda answers: forms.times_line(answers, now, meeting),
    )  # fmt: skip


async def edit_decision(
    screen: WorkingScreen, meeting: Meeting, id: str, begin: str
) -> Meeting | None:
    """Ask for a decision's text, owner and deadline, first for the field `begin`."""
    decision = next(d for d in meeting.decisions if d.id == id)
    people = await finder_of(screen, meeting.body)

    async def write(answers: Answers) -> Meeting:
        edited = forms.edited_decision(decision, answers, people)
        return await screen.commit(decide.change_decision, edited, split_names(answers["units"]))

    units = await screen.house.desk.read(decide.units_of, decision)
    lines = forms.decision_lines(
        decision, people, screen.house.now().date(), meeting.began_on, units
    )
    return await filled(
        screen, _("The decision"), lines, write, draft=f"decision/{id}/", begin=begin
    )


async def settle_item(screen: WorkingScreen, meeting: Meeting, id: str) -> Meeting | None:
    """Ask for the outcome of an item."""

    async def write(answers: Answers) -> Meeting:
        outcome = ItemOutcome(answers["outcome"])
        return await screen.commit(
            decide.settle, meeting.body, meeting.id, id, outcome, answers["reason"]
        )

    return await filled(
        screen, _("Outcome of the item"), forms.outcome_lines(meeting, id), write,
        draft=f"item/{id}/outcome/", check=partial(forms.check_outcome, meeting, id),
    )  # fmt: skip


async def _settle_motion(screen: WorkingScreen, meeting: Meeting, id: str) -> bool:
    """After the meeting an open motion is postponed or withdrawn with its item; ask which."""
    screen.say(
        _("Choose postponed or withdrawn, or resume the meeting ({key:meetings.call}) and vote.")
    )
    return await settle_item(screen, meeting, meeting.motion(id).item) is not None


async def without_its_vote(screen: WorkingScreen, meeting: Meeting, id: str) -> Meeting | None:
    """Ask whether to drop a decision whose vote is void or failed, or to let it stand."""
    decision = next(d for d in meeting.decisions if d.id == id)
    options = [
        Option("keep", _("Keep it, independent of that vote")),
        Option("drop", _("Remove the decision and its task")),
    ]
    picked = await screen.ask(Choose(decision.text, options))
    if picked == "drop":
        return await screen.run(decide.drop_decision, meeting.body, meeting.id, id)
    if picked == "keep":
        return await screen.run(decide.change_decision, replace(decision, vote=None))
    return None


async def _name_speech(screen: WorkingScreen, meeting: Meeting, id: str) -> Meeting | None:
    """Ask who gave a speech."""
    speech = next(s for s in meeting.speeches if s.id == id)
    people = await finder_of(screen, meeting.body)

    async def write(answers: Answers) -> Meeting:
        who: Picked = answers["who"]
        return await screen.commit(
            hold.name_speech, meeting.body, meeting.id, id, who.id or None, who.name
        )

    who = PersonField("who", _("Speaker"), people, required=True, allow_new=True)
    return await filled(
        screen, _("Who said this?"), [NoteLine(speech.text), who], write, draft=f"speech/{id}/"
    )


async def _sign(screen: WorkingScreen, meeting: Meeting) -> Meeting | None:
    """Ask who signed the record on paper."""

    async def write(answers: Answers) -> Meeting:
        names = split_names(answers["names"])
        return await screen.commit(hold.sign, meeting.body, meeting.id, names)

    usual = "、".join(dict.fromkeys(filter(None, (meeting.chair, meeting.secretary))))
    hint = _("several names, separated by 、")
    names = TextField("names", _("Signed by"), usual, hint, required=True)
    return await filled(screen, _("The paper record is signed"), [names], write)


async def _go_on(screen: WorkingScreen, meeting: Meeting) -> bool:
    """Go to 开会 for what only the running meeting can enter: sign-in, an open vote."""
    asked = _("This is fixed in the meeting itself. Resume the meeting on {key:app.hold}?")
    if not await screen.ask(Confirm(asked)):
        return False
    if await screen.run(hold.reopen_meeting, meeting.body, meeting.id) is not None:
        screen.house.work_on(screen.body, meeting.id)
        await screen.house.go("hold")
    return False
