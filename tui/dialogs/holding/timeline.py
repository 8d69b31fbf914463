"""The dialog of one person's presence marks, to correct or to complete."""

from datetime import datetime
from typing import TYPE_CHECKING

from meetings.actions import hold
from meetings.sitting.meeting import Meeting
from meetings.sitting.meeting_states import RUNNING
from meetings.sitting.presence import OF_ROLL, Mark, PresenceMark, in_time
from meetings.terms import term
from tui.dialogs.kit.choose import Choose, Option
from tui.dialogs.kit.fields import ChoiceField, NoteLine, TextField
from tui.dialogs.kit.form import Answers, FormDialog
from tui.finding.times import understand_time
from tui.language import _, bracketed, language

if TYPE_CHECKING:
    from tui.screens.hold.screen import HoldScreen

PLACES = (Mark.IN, Mark.OUT, Mark.EXCUSED, Mark.ABSENT)
"""What a mark may be corrected to; proxies and recusals are entered anew."""


async def show_timeline(screen: "HoldScreen", person: str) -> None:
    """List a person's marks; a digit corrects one or adds one that is missing."""
    while (meeting := screen.meeting) is not None:
        lines = [m for m in in_time(meeting.presence) if m.person == person]
        options = [Option(line.id, mark_words(meeting, line), _later(line)) for line in lines]
        options.append(Option("add", _("Add something not recorded at the time")))
        title = _("{name}: press a digit to correct").format(name=meeting.called(person))
        entry = meeting.entry(person)
        if meeting.state in RUNNING:
            seat = Mark.STRUCK if entry.votes else Mark.SEATED
            options.append(
                Option(seat, _seat_words(seat), _("with a reason, which will be printed"))
            )
        picked = await screen.ask(Choose(title, options))
        if picked in OF_ROLL:
            await _change_seat(screen, meeting, person, Mark(picked))
            continue
        if picked is None:
            return
        chosen = next((line for line in lines if line.id == picked), None)
        await _correct(screen, meeting, person, chosen)


def _seat_words(kind: Mark) -> str:
    struck = _("No longer counted as expected")
    return struck if kind is Mark.STRUCK else _("Now counted as expected")


async def _change_seat(screen: "HoldScreen", meeting: Meeting, person: str, kind: Mark) -> None:
    """Change after the opening, with a reason, whether the person is expected (应到)."""

    async def save(answers: Answers) -> None:
        await screen.commit(hold.mark, *screen.here, person, kind, reason=answers["reason"])

    hint = _("moved away, or on the roll by mistake")
    fields = (
        NoteLine(
            _("Votes already counted keep their numbers; the correction is noted beside them.")
        ),
        TextField("reason", _("Reason"), hint=hint, required=True),
    )
    title = f"{meeting.called(person)}: {_seat_words(kind)}"
    draft = f"hold/{meeting.id}/seat/{person}/"
    await screen.ask(FormDialog(title, fields, save=save, draft=draft))


def mark_words(meeting: Meeting, line: PresenceMark) -> str:
    """A mark as `19:40 委托 李国强`, with the item of a recusal and the reason."""
    said = f"{line.at:%H:%M} {term(line.kind, language())}"
    if line.holder is not None:
        said += f" → {meeting.called(line.holder)}"
    if line.item is not None:
        said += f" {meeting.item(line.item).title}"
    return said + bracketed(line.reason)


def _later(line: PresenceMark) -> str:
    if line.written_at is None:
        return ""
    return _("written at {at:%H:%M}").format(at=line.written_at)


async def _correct(
    screen: "HoldScreen", meeting: Meeting, person: str, line: PresenceMark | None
) -> None:
    zone = meeting.starts_at.tzinfo
    now = screen.house.now().astimezone(zone)
    day = (line.at.astimezone(zone) if line is not None else now).date()

    def moment(answers: Answers) -> datetime | None:
        clock = understand_time(answers.get("at", ""))
        if clock is None:
            return None
        if line is not None and clock == line.at.time().replace(second=0, microsecond=0):
            return line.at
        return datetime.combine(day, clock, zone)

    def check(answers: Answers) -> dict[str, str]:
        if moment(answers) is None:
            return {"at": _("Enter a time like 14:40.")}
        return {}

    async def save(answers: Answers) -> None:
        kind = Mark(answers.get("kind") or (line.kind if line is not None else ""))
        when, reason = moment(answers), answers["reason"]
        if line is None:
            await screen.commit(hold.mark, *screen.here, person, kind, at=when, reason=reason)
        else:
            await screen.commit(
                hold.correct_mark, *screen.here, line.id, reason, at=when, kind=kind
            )

    value = f"{line.at:%H:%M}" if line is not None else ""
    fields: list[NoteLine | TextField | ChoiceField] = [
        NoteLine(
            _("Votes already counted keep their numbers; the correction is noted beside them.")
        ),
        TextField("at", _("At"), value, _("the actual time, such as 14:40"), True, 12),
    ]
    if line is None or line.kind in PLACES:
        kinds = tuple((kind.value, term(kind, language())) for kind in PLACES)
        chosen = line.kind.value if line is not None else ""  # which it was is not known
        fields.append(ChoiceField("kind", _("What"), kinds, chosen))
    hint = _("printed beside the entry; required for a correction")
    fields.append(TextField("reason", _("Reason"), "", hint, required=line is not None))
    await screen.ask(
        FormDialog(meeting.called(person), fields, check=check, save=save,
                   draft=f"hold/{meeting.id}/mark/{person}/{line.id if line else 'new'}/")
    )  # fmt: skip
