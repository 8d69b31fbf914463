"""The other papers of a meeting as frozen values: notice, sign-in sheet, forms, posting."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta

from meetings.dataclass import dataclass
from meetings.papers.masking import names_a_unit
from meetings.papers.minutes import Minutes
from meetings.papers.who_came import why_excused
from meetings.procedure.law_questions import is_answer
from meetings.sitting.agenda import ItemKind
from meetings.sitting.guests import UNIT, presence_words, standing_words, unit_of
from meetings.sitting.meeting import Meeting
from meetings.sitting.meeting_states import MeetingKind
from meetings.sitting.officers import officers_of, unit_signed_in
from meetings.sitting.presence import Mark, RollEntry, Standing, beside_roll, in_time, state_of
from meetings.terms import kind_word, term

POSTING_DAYS = 5
"""How long a notice of decisions hangs where no rule says it."""


@dataclass(frozen=True, slots=True)
class Occasion:
    """Which meeting a paper belongs to."""

    body_name: str
    year: int
    serial: int
    title: str
    starts_at: datetime
    place: str
    chair: str = ""
    secretary: str = ""
    kind: str = ""
    """多方联动座谈会; "" for a regular meeting, and where the body's name says it."""

    @property
    def number(self) -> str:
        """〔2026〕第3次."""
        return f"〔{self.year}〕第{self.serial}次"


@dataclass(frozen=True, slots=True)
class AgendaLine:
    """One item of the agenda as it is announced; `minutes` is the time budget."""

    title: str
    kind: ItemKind
    minutes: int
    proposal: str = ""


@dataclass(frozen=True, slots=True)
class Notice:
    """The call to a meeting (会议通知)."""

    occasion: Occasion
    items: tuple[AgendaLine, ...]
    sent_on: date | None
    """None where nobody knows when, or whether, a meeting that is over was called."""
    contact: str = ""
    """Whom to tell when one cannot come; only what that person agreed to publish."""
    remarks: str = ""
    red_head: bool = False
    phone: str = ""
    """The body's own telephone."""
    invited: tuple[str, ...] = ()
    """The units that are invited, without the names of those who come for them."""


@dataclass(frozen=True, slots=True)
class SignInLine:
    """One row of the sign-in sheet; `state` is empty before the meeting, `came_at` if unknown."""

    name: str
    building: str
    roles: str
    state: str = ""
    came_at: datetime | None = None
    holder: str = ""
    """Who holds the proxy."""
    remark: str = ""
    expected: bool = True
    """False for whoever came without being on the roll, and for units, counted apart."""
    came: bool = False


@dataclass(frozen=True, slots=True)
class SignIn:
    """The sign-in sheet (签到表), empty or filled."""

    occasion: Occasion
    lines: tuple[SignInLine, ...]
    written_at: datetime
    units: int = 0
    """How many units are invited."""


@dataclass(frozen=True, slots=True)
class Forms:
    """Blank record, tally and ballot forms, for going on by hand in a power cut."""

    occasion: Occasion
    items: tuple[str, ...]
    voters: int
    """How many ballots are printed."""
    written_at: datetime


@dataclass(frozen=True, slots=True)
class Posting:
    """A public notice (公示) of masked minutes, and how to object to it."""

    minutes: Minutes
    """The public edition (masking.public_edition)."""
    starts_on: date
    days: int
    """0 where neither the rule nor anybody said for how long."""
    object_to: str
    """To whom to object, with a telephone: as typed, else the body."""
    how: str = ""
    place: str = ""
    """Where the body is found."""
    phone: str = ""
    """The body's own telephone."""

    @property
    def ends_on(self) -> date:
        """The last day on which an objection is heard."""
        return self.starts_on + timedelta(days=max(self.days, 1) - 1)


@dataclass(frozen=True, slots=True)
class Extract:
    """One item of the minutes for whoever has to act (单项摘要)."""

    minutes: Minutes
    number: int
    to: str = ""
    reply_by: date | None = None
    phone: str = ""
    """The body's own telephone."""


@dataclass(frozen=True, slots=True)
class Reading:
    """The minutes in large type, to be read aloud (朗读版)."""

    minutes: Minutes


def named_kind(kind: MeetingKind, kind_words: str, body_name: str) -> str:
    """What the papers call a meeting that is not just 会议: 多方联动座谈会."""
    if kind is MeetingKind.REGULAR and not kind_words:
        return ""
    called = kind_word(kind, kind_words)
    return "" if called in body_name else called


def occasion_of(meeting: Meeting, body_name: str) -> Occasion:
    """Which meeting it is, as planned or, once open, as held."""
    return Occasion(
        body_name, meeting.year, meeting.serial, meeting.title,
        meeting.began_at, meeting.place, meeting.chair, meeting.secretary,
        named_kind(meeting.kind, meeting.kind_words, body_name),
    )  # fmt: skip


def notice_of(
    meeting: Meeting, body_name: str, sent_on: date | None, contact: str = "", remarks: str = ""
) -> Notice:
    """The notice with the agenda as it stands; private items keep their order, not their name."""
    lines = tuple(
        AgendaLine(
            "" if item.private else item.title,
            item.kind,
            item.minutes if sent_on is not None else 0,
            "" if item.private else item.proposal,
        )
        for item in meeting.in_order
    )
    planned = replace(occasion_of(meeting, body_name), starts_at=meeting.starts_at)
    units = tuple(unit.unit for unit in meeting.invited)
    return Notice(planned, lines, sent_on, contact, remarks or meeting.notice_text, invited=units)


def public_notice(notice: Notice, cover: Callable[[str], str]) -> Notice:
    """The notice as it is posted: no telephone, room or name in its texts; the place stays."""
    items = tuple(
        replace(item, title=cover(item.title), proposal=cover(item.proposal))
        for item in notice.items
    )
    units = tuple(one if names_a_unit(one) else cover(one) for one in notice.invited)
    return replace(notice, items=items, remarks=cover(notice.remarks), invited=units)


def sign_in_of(meeting: Meeting, body_name: str, written_at: datetime) -> SignIn:
    """The sign-in sheet: the roll with its marks, chair and secretary, and the invited units."""
    by_id = {entry.person: entry for entry in meeting.roll}
    lines = tuple(_sign_in_line(meeting, entry, by_id) for entry in meeting.roll)
    names = beside_roll(
        (meeting.chair, meeting.secretary), ((e.name, e.building) for e in meeting.roll)
    )
    there, state = meeting.officers_in_words, term(Standing.OBSERVER)
    officers = tuple(
        SignInLine(
            one.name, "", one.roles_in_words, state if one.name in there else "",
            expected=not meeting.counts_who_is_there,
        )
        for one in officers_of(meeting)
        if one.name in names
    )  # fmt: skip
    listed = {entry.name for entry in meeting.roll}
    invited = tuple(
        SignInLine(name, unit.unit, UNIT["zh"], expected=False)
        for unit in meeting.invited
        if len(unit.names) > 1 or not unit_signed_in(meeting, unit)
        for name in unit.names or ("",)
        if name not in listed
    )
    everybody = (*lines, *officers, *invited)
    held = occasion_of(meeting, body_name)
    return SignIn(held, everybody, written_at, len(meeting.invited))


def forms_of(meeting: Meeting, body_name: str, written_at: datetime) -> Forms:
    """Blank forms for the items that are talked about and the seats that vote."""
    items = tuple(i.title for i in meeting.in_order if i.kind is not ItemKind.REVIEW)
    voters = sum(1 for entry in meeting.roll if entry.votes)
    return Forms(occasion_of(meeting, body_name), items, voters, written_at)


def _sign_in_line(meeting: Meeting, entry: RollEntry, by_id: dict[str, RollEntry]) -> SignInLine:
    of_unit = unit_of(meeting, entry) is not None
    standing = standing_words(meeting, entry)
    roles = "、".join(_once([term(role) for role in entry.roles], standing))
    if of_unit and not entry.votes:
        roles = standing
    officers = {officer.person for officer in officers_of(meeting)}
    expected = not (of_unit or meeting.counts_who_is_there) and (
        entry.person in officers or entry.standing is not Standing.WALK_IN
    )
    last = state_of(entry.person, meeting.presence)
    if last is None:
        return SignInLine(entry.name, entry.building, roles, expected=expected)
    marks = in_time(mark for mark in meeting.presence if mark.person == entry.person)
    first = next((mark for mark in marks if mark.kind is Mark.IN), None)
    came = first.at if first is not None and meeting.time_known(first) else None
    state = presence_words(meeting, entry, Mark.IN if first is not None else last.kind)
    holder = by_id[last.holder].label if last.holder in by_id and last.holder is not None else ""
    remark = "；".join(one for one in last.reason.split("；") if not is_answer(one))
    if meeting.rule is not None and entry.person in meeting.who_came().excused and holder:
        state, holder, remark = term(Mark.EXCUSED), "", why_excused(meeting, entry.person)
    return SignInLine(
        entry.name, entry.building, roles, state, came, holder, remark, expected, first is not None
    )


def _once(roles: Iterable[str], standing: str) -> list[str]:
    """The roles, followed by the standing unless a role says the same."""
    named = list(dict.fromkeys(roles))
    return named or [standing]
