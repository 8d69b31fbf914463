"""The forms about a meeting, its agenda items, outcomes and decisions."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from meetings.chairing.floor import lacks_evidence, may_end_as
from meetings.clean import is_blank
from meetings.day_range import MOST_MINUTES
from meetings.limits import limit
from meetings.procedure.law_questions import notice_question, party_question, question_words
from meetings.procedure.rules import Rule
from meetings.sitting.agenda import NEED_REASON, AgendaItem, ItemOutcome
from meetings.sitting.decisions import Decision
from meetings.sitting.meeting import Meeting
from meetings.sitting.meeting_states import MeetingKind
from meetings.terms import term
from tui.dialogs.holding.invited import invited_of, kind_lines, kind_of, person_or_unit, units_line
from tui.dialogs.kit.fields import (
    ChoiceField,
    DateField,
    Line,
    LongField,
    NoteLine,
    NumberField,
    PersonField,
    Picked,
    TextField,
    YesNoField,
)
from tui.dialogs.kit.form import Answers
from tui.finding.people_search import PersonFinder, named
from tui.finding.times import at, understand_time
from tui.language import _, bracketed, language, listed
from tui.words.days import moment_text, span_text


def meeting_lines(
    people: PersonFinder, today: date, known: Meeting | None, *, title: str, place: str,
    chair: str, secretary: str, begins: str = "", kind: MeetingKind = MeetingKind.REGULAR,
    kind_words: str = "", joint: bool = False, own_kinds: Sequence[str] = (),
) -> list[Line]:  # fmt: skip
    """The fields of a meeting; `chair` and `secretary` are ids or names.

    Its kind is asked everywhere; a kind by another name and the invited units where `joint`
    meetings are usual or the body has named kinds (`own_kinds`), so that a corner's form stays
    short, and when a meeting is corrected.
    """
    start = known.starts_at if known else None
    end = known.ends_at.astimezone(known.starts_at.tzinfo) if known and known.ends_at else None
    lines: list[Line] = [
        DateField("day", _("Date"), today, start.date() if start else None, required=True),
        TextField("start", _("Begins at"), f"{start:%H:%M}" if start else begins or "19:30",
                  required=True, longest=20),
        TextField("end", _("Ends at"), f"{end:%H:%M}" if end else "",
                  _("optional"), longest=20),
        TextField("place", _("Place"), known.place if known else place, offered=known is None),
        PersonField("chair", _("Chair"), people, person_id_or_name(people, chair),
                    allow_new=True),
        PersonField("secretary", _("Secretary"), people,
                    person_id_or_name(people, secretary), allow_new=True),
        TextField("title", _("Title"), title, required=True, offered=known is None),
    ]  # fmt: skip
    named = known.kind_words if known else kind_words
    kinds = kind_lines(known.kind if known else kind, named, own_kinds)
    if known is not None or joint or own_kinds:
        lines[-1:-1] = [*kinds, units_line(known)]
    else:
        lines[-1:-1] = kinds[:1]
    if known is not None:
        lines.append(
            TextField("next", _("Next meeting"), known.next_meeting, longest=limit("next_meeting"))
        )
    return lines


def person_id_or_name(people: PersonFinder, who: str) -> str:
    """The id of a person given by id or name, where exactly one fits; else the name itself."""
    if people.get(who):
        return who
    same = [person.id for person in people.people if person.name == who]
    return same[0] if len(same) == 1 else who


def owner_chosen(people: PersonFinder, name: str, person: str | None) -> str:
    """The initial value of a person field for an owner with a name and perhaps an id."""
    return person if person and people.get(person) else person_id_or_name(people, name)


def check_times(answers: Answers) -> Mapping[str, str]:
    """By field, the sentence about a time that is not understood."""
    wrong = {}
    told = _("Write a time of day like 19:30 or 7点半.")
    for name in ("start", "end"):
        if not is_blank(answers[name]) and understand_time(answers[name]) is None:
            wrong[name] = told
    return wrong


def times(
    answers: Answers, now: datetime, known: Meeting | None = None
) -> tuple[datetime, datetime | None]:
    """Start and planned end; an end before the start is on the next day.

    A meeting that is edited keeps its own time zone, whatever the computer's is.
    """
    clock = understand_time(answers["start"])
    assert clock is not None

    def moment(day: date, clock: time, like: datetime) -> datetime:
        if known is None:
            return at(day, clock, like)
        return datetime.combine(day, clock, known.starts_at.tzinfo)

    start = moment(answers["day"], clock, now)
    until = understand_time(answers["end"])
    if until is None:
        return start, None
    end = moment(answers["day"], until, now)
    return start, end if end > start else end + timedelta(days=1)


def times_line(
    answers: Answers, now: datetime, known: Meeting | None = None, rule: Rule | None = None
) -> str:
    """What was understood of the times, below the form, and what a law says of a near day."""
    if not answers.get("day") or not answers.get("start"):
        return ""
    if check_times({"start": answers["start"], "end": answers.get("end", "")}):
        return ""
    start, end = times({"end": "", **answers}, now, known)
    said = moment_text(start)
    if end is not None:
        long = span_text(int((end - start).total_seconds()) // 60)
        said = f"{said} – {end:%H:%M}{bracketed(long)}"
    near = notice_question(rule, now.date(), start.date()) if rule is not None else None
    return f"{said}\n{question_words(near, language())}" if near is not None else said


def name_of(answer: Picked | None) -> str:
    """The name in the answer of a person field; "" for none."""
    return answer.name if answer is not None else ""


STUDIED, NOT_STUDIED = "studied", "not_studied"


def item_lines(item: AgendaItem, rule: Rule | None = None) -> list[Line]:
    """The fields of an agenda item; whether it is an important matter is asked under a law only."""
    lines: list[Line] = [
        TextField("title", _("Title"), item.title, required=True),
        _minutes(item.minutes),
        LongField("proposal", _("Proposal"), item.proposal, lines=5),
        YesNoField("private", _("Private"), item.private,
                   _("left out of the public edition")),
        YesNoField("owners_matter", _("Owners' matter"), item.owners_matter,
                   _("must still go to the owners' joint decision")),
    ]  # fmt: skip
    asked = party_question(rule, important=True, answered=False) if rule is not None else None
    if asked is not None:
        said = {True: STUDIED, False: NOT_STUDIED, None: ""}[item.party_studied]
        lines += [
            YesNoField("important", _("Important"), item.important,
                       asked.article[language() != "zh"]),
            ChoiceField("studied", _("Party organisation"), (
                (STUDIED, _("studied it first")), (NOT_STUDIED, _("did not study it first")),
            ), said, _("leave empty if unknown"), required=False),
        ]  # fmt: skip
    return lines


def _minutes(value: int) -> NumberField:
    return NumberField("minutes", _("Minutes"), value, required=True, least=1, most=MOST_MINUTES)


def edited_item(item: AgendaItem, answers: Answers) -> AgendaItem:
    """The item with the answers."""
    edited = replace(item, **{name: answers[name] for name in (
        "title", "minutes", "proposal", "private", "owners_matter",
    )})  # fmt: skip
    if "studied" not in answers:
        return edited
    studied = {STUDIED: True, NOT_STUDIED: False}.get(answers["studied"])
    return replace(edited, important=answers["important"], party_studied=studied)


def new_item_lines() -> list[Line]:
    """The fields of an item that is not in the pool of issues."""
    return [TextField("title", _("Title"), required=True), _minutes(10)]


def scheduling_lines(title: str) -> list[Line]:
    """The fields to put an issue of the pool on an agenda: how many minutes."""
    return [NoteLine(title), _minutes(10)]


OUTCOMES = (
    ItemOutcome.NOTED, ItemOutcome.NOT_REACHED, ItemOutcome.POSTPONED, ItemOutcome.WITHDRAWN,
    ItemOutcome.ADOPTED, ItemOutcome.ADOPTED_MODIFIED, ItemOutcome.REJECTED, ItemOutcome.TIED,
    ItemOutcome.AGREED,
)  # fmt: skip
"""Outcomes that can be set by hand, those that need no vote first; passing up has its own key."""


def outcome_lines(meeting: Meeting, id: str) -> list[Line]:
    """The fields for the outcome of an item, among those that are possible, and its reason."""
    item = meeting.item(id)
    possible = [o for o in OUTCOMES if o is item.outcome or may_end_as(meeting, id, o)]
    options = tuple((outcome.value, term(outcome, language())) for outcome in possible)
    needed = listed(term(o, language()) for o in possible if _needs_reason(meeting, id, o))
    return [
        NoteLine(item.title),
        ChoiceField("outcome", _("Outcome"), options, item.outcome or ""),
        TextField("reason", _("Reason"), item.reason,
                  _("needed for: {outcomes}").format(outcomes=needed)),
    ]  # fmt: skip


def _needs_reason(meeting: Meeting, id: str, outcome: ItemOutcome) -> bool:
    return outcome in NEED_REASON or lacks_evidence(meeting, id, outcome)


def check_outcome(meeting: Meeting, id: str, answers: Answers) -> Mapping[str, str]:
    """An error where the outcome needs a reason and none is given."""
    outcome = ItemOutcome(answers["outcome"])
    if _needs_reason(meeting, id, outcome) and is_blank(answers["reason"]):
        return {"reason": _("This needs a reason, which goes into the record.")}
    return {}


def decision_lines(
    decision: Decision,
    people: PersonFinder,
    today: date,
    held: date | None = None,
    units: tuple[str, ...] = (),
) -> list[Line]:
    """The fields of a decision: text, owner, helpers, deadline."""
    return [
        TextField("text", _("What"), decision.text, required=True),
        PersonField("owner", _("Who does it"), people,
                    owner_chosen(people, decision.owner, decision.owner_person),
                    _("empty: to be named later"), allow_new=True),
        TextField("helpers", _("Helped by"), "、".join(decision.helpers),
                  _("separate names with 、"), names=True),
        DateField("deadline", _("By when"), today, decision.deadline,
                  _("3 days, one week, next Friday, 12-1"), held=held),
        YesNoField("task", _("Make it a task"), decision.task),
        TextField("units", _("Unit"), "、".join(units),
                  _("the unit in charge; the person in charge goes above"), names=True),
    ]  # fmt: skip


def edited_decision(decision: Decision, answers: Answers, people: PersonFinder) -> Decision:
    """The decision with the answers."""
    owner = person_or_unit(answers["owner"])
    return replace(
        decision,
        text=answers["text"],
        task=answers["task"],
        owner=name_of(owner),
        owner_person=(owner.id or None) if owner else None,
        helpers=named(answers["helpers"], people),
        deadline=answers["deadline"],
    )


def edited(meeting: Meeting, answers: Answers, now: datetime) -> Meeting:
    """The meeting with the answers."""
    start, end = times(answers, now, meeting)
    kind, words = kind_of(answers, meeting.kind)
    return replace(
        meeting,
        title=answers["title"],
        starts_at=start,
        ends_at=end,
        place=answers["place"],
        chair=name_of(answers["chair"]),
        secretary=name_of(answers["secretary"]),
        next_meeting=answers["next"],
        kind=kind,
        kind_words=words,
        invited=invited_of(answers["units"]),
    )
