"""A meeting and its agenda as rows of lists and as sentences."""

from datetime import datetime

from meetings.chairing.owners_vote import awaits_owners
from meetings.clean import is_blank
from meetings.papers.elected_words import result_short
from meetings.sitting.agenda import AGREED_TO, AgendaItem, planned_end
from meetings.sitting.meeting import Meeting
from meetings.sitting.meeting_states import OVER, MeetingState
from meetings.sitting.votes import Method
from meetings.terms import kind_word, term
from meetings.views import MeetingLine
from tui.language import _, language
from tui.text import cut
from tui.widgets.columns import Cell, Row
from tui.words.days import clock, day_text, moment_text, span_text

_TONES = {
    MeetingState.OPEN: "good", MeetingState.SUSPENDED: "warn", MeetingState.ENDED: "warn",
    MeetingState.CANCELLED: "dim", MeetingState.FINAL: "dim", MeetingState.APPROVED: "dim",
}  # fmt: skip


def number_of(year: int, serial: int) -> str:
    """A meeting's number as `〔2026〕第3次`."""
    return f"〔{year}〕第{serial}次" if language() == "zh" else f"{year} no. {serial}"


def meeting_row(line: MeetingLine, now: datetime) -> Row:
    """One meeting as a row of the list of meetings."""
    starts = line.starts_at
    same_year = starts.year == now.year
    dated = f"{day_text(starts.date(), year=True)} {clock(starts)}"
    when = moment_text(starts) if same_year else dated
    return Row(line.id, (
        number_of(line.year, line.serial), line.title, when,
        (term(line.state, language()), _TONES.get(line.state, "")),
    ))  # fmt: skip


def meeting_words(meeting: Meeting) -> str:
    """A meeting in a line: number, kind, state, chair, recorder, and a reason where given."""
    parts = [
        number_of(meeting.year, meeting.serial),
        kind_word(meeting.kind, meeting.kind_words, language()),
        term(meeting.state, language()),
        _("chair {name}").format(name=meeting.chair or _("not named")),
        _("secretary {name}").format(name=meeting.secretary or _("not named")),
    ]
    if meeting.place:
        parts.append(meeting.place)
    if meeting.note and meeting.state is MeetingState.CANCELLED:
        parts.append(_("reason: {value}").format(value=meeting.note))
    return " · ".join(parts)


def agenda_sum(meeting: Meeting) -> str:
    """The planned minutes of all items, and how they fit the planned end, or when it was held."""
    total = sum(item.minutes for item in meeting.items)
    words = _("{n} on the agenda, {span} in total").format(
        n=len(meeting.items), span=span_text(total)
    )
    if meeting.opened_at and meeting.ended_at and meeting.ended_at >= meeting.opened_at:
        held = _("; held from {start} until {end}")
        return words + held.format(start=clock(meeting.opened_at), end=clock(meeting.ended_at))
    start = meeting.began_at
    if meeting.state in OVER:  # when it ended nobody wrote down
        return words + _("; held from {start}").format(start=clock(start))
    end = planned_end(start, meeting.items)
    words += _("; from {start} until {end}").format(start=clock(start), end=clock(end))
    if meeting.ends_at is None:
        return words
    over = int((end - meeting.ends_at).total_seconds()) // 60
    until = clock(meeting.ends_at)
    if over > 0:
        said = _("; {span} over the planned end at {until}")
        return words + said.format(span=span_text(over), until=until)
    if over < 0:
        said = _("; {span} left until the planned end at {until}")
        return words + said.format(span=span_text(-over), until=until)
    return words + _("; just in time for the planned end at {until}").format(until=until)


def agenda_row(meeting: Meeting, item: AgendaItem, now: datetime) -> Row:
    """One item of the agenda as a row: place, title, minutes, marks, outcome."""
    timed = item.spent > 1 or item.began_at is not None  # one second says: taken up, not timed
    spent = item.seconds(now) // 60 if timed else None
    time = _("{n} min").format(n=item.minutes)
    if spent is not None:
        time = _("{spent}/{n} min").format(spent=spent, n=item.minutes)
    over: Cell = (time, "warn") if spent is not None and spent > item.minutes else time
    marks = []
    if item.private:
        marks.append(_("private"))
    if item.owners_matter:
        marks.append(_("owners"))
    if not is_blank(item.proposal):
        marks.append(_("plan"))
    ended = _outcome(meeting, item)
    return Row(item.id, (str(meeting.numbers[item.id]), item.title, over, " ".join(marks), ended))


def written_words(meeting: Meeting) -> list[str]:
    """A line for each written vote that is still waiting for returns."""
    return [
        _("Written vote: {text}, {n} collected; {key:app.hold}, then {key:hold.vote}").format(
            text=cut(vote.text, 40), n=len(vote.ballots)
        )
        for vote in meeting.open_votes
        if vote.method is Method.WRITTEN
    ]


def _outcome(meeting: Meeting, item: AgendaItem) -> Cell:
    if item.outcome is None:
        return (_("in progress"), "strong") if item.began_at else ""
    awaits = awaits_owners(meeting, item.id)
    good = item.outcome in AGREED_TO and not awaits
    return result_short(meeting, item, language()), "good" if good else ""
