"""The forms about issues: edit, return, pass up, withdraw, settle, filter."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from meetings.clean import trim
from meetings.community.bodies import Body, Tier
from meetings.matters.entry_line import MOST_SUPPORTERS
from meetings.matters.issues import OPEN, TOPICS, Issue, IssueState, Source
from meetings.terms import term, topic_word
from meetings.views import IssueFilter
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
from tui.finding.people_search import PersonFinder
from tui.language import _, language

REPLY_DAYS = 14
"""The days in which a matter passed up is to be answered, unless another date is given."""

ALL = "all"


def sources() -> tuple[tuple[str, str], ...]:
    """The sources of issues as (key, words)."""
    return tuple((source.value, term(source, language())) for source in Source)


def detail_lines(people: PersonFinder, issue: Issue | None = None) -> list[Line]:
    """The fields for details of an issue besides its one line."""
    return [
        LongField("text", _("Own words"), issue.text if issue else "", lines=3),
        ChoiceField("source", _("Source"), sources(), issue.source if issue else Source.CORNER),
        PersonField(
            "who", _("Raised by"), people, (issue.raised_by or "") if issue else "",
            allow_new=True,
        ),
        NumberField("supporters", _("Supporters"), issue.supporters if issue else None,
                    most=MOST_SUPPORTERS),
        YesNoField("private", _("Private"), issue.private if issue else False,
                   _("concerns one household; not named in notices")),
        YesNoField("owners_matter", _("Owners' matter"), issue.owners_matter if issue else False,
                   _("must also go to the owners' joint decision")),
    ]  # fmt: skip


def edit_lines(people: PersonFinder, issue: Issue) -> list[Line]:
    """The fields to edit an issue."""
    topics = TOPICS if issue.topic in TOPICS else (*TOPICS, issue.topic)
    details = detail_lines(people, issue)
    if issue.raised_name and people.get(issue.raised_by or "") is None:
        details.insert(2, NoteLine(_("Raised by: {name}").format(name=issue.raised_name)))
    return [
        TextField("title", _("Issue"), issue.title, required=True),
        TextField("place", _("Place"), issue.place),
        ChoiceField("topic", _("Topic"), _topics(topics), issue.topic),
        *details,
    ]


def _topics(known: Iterable[str]) -> tuple[tuple[str, str], ...]:
    return tuple((topic, topic_word(topic, language())) for topic in known)


def edited(issue: Issue, answers: Answers) -> Issue:
    """The issue with the answers; who raised it stays unless somebody else is named."""
    who = answers.get("who")
    changed = replace(
        issue,
        title=answers.get("title", issue.title),
        place=answers.get("place", issue.place),
        topic=answers.get("topic", issue.topic),
        text=answers["text"],
        source=Source(answers["source"]),
        supporters=answers["supporters"] if answers["supporters"] is not None else issue.supporters,
        private=answers["private"],
        owners_matter=answers["owners_matter"],
    )
    if isinstance(who, Picked):
        changed = replace(changed, raised_by=who.id or None, raised_name=who.name)
    return changed


PRIVATE, OUTSIDE, KNOWN, OTHER = "private", "outside", "known", "other"

REASONS: Mapping[str, str] = {
    PRIVATE: "属个人事务，不列入协商；建议向人民调解组织申请调解",
    OUTSIDE: "不属于本机构协商范围",
    KNOWN: "已有答复或正在办理",
}
"""Reasons as they are recorded, in Chinese whatever language is shown."""


def return_lines(title: str) -> list[Line]:
    """The fields for why an issue is returned."""
    kinds = (
        (PRIVATE, _("private matter, to mediation")),
        (OUTSIDE, _("not for this body")),
        (KNOWN, _("answered or in hand")),
        (OTHER, _("another reason")),
    )
    return [
        NoteLine(title),
        ChoiceField("kind", _("Why"), kinds),
        TextField("reason", _("Reason"),
                  hint=_("in your own words; left empty, the sentence below is recorded")),
    ]  # fmt: skip


def reason_of(answers: Answers) -> str:
    """The reason that will be recorded."""
    return trim(str(answers.get("reason", ""))) or REASONS.get(str(answers.get("kind", "")), "")


def return_check(answers: Answers) -> dict[str, str]:
    """An error where "another reason" was chosen and none is written."""
    return {} if reason_of(answers) else {"reason": _("Please fill this in.")}


def return_live(answers: Answers) -> str:
    """The reason as it will be recorded, below the form."""
    reason = reason_of(answers)
    return _("recorded: {reason}").format(reason=reason) if reason else ""


def refer_lines(issue: str, to: str, today: date) -> list[Line]:
    """The fields to pass an issue up: reason, what was tried, by when an answer is wanted."""
    return [
        NoteLine(f"{issue} → {to}"),
        TextField("reason", _("Reason"), required=True,
                  hint=_("for example: needs a department, money, or several communities")),
        TextField("tried", _("Tried so far"), longest=2000),
        DateField("wanted_by", _("Answer due by"), today, today + timedelta(days=REPLY_DAYS)),
    ]  # fmt: skip


def withdraw_lines(title: str) -> list[Line]:
    """The fields for why an issue is withdrawn."""
    return [NoteLine(title), TextField("reason", _("Reason"), required=True)]


def settle_lines(title: str, today: date) -> list[Line]:
    """The fields for how and when an issue was settled without a task."""
    hint = _("when it happened; Shift+Tab goes here")
    return [
        NoteLine(title),
        DateField("day", _("Day"), today, today, hint, past=True),
        TextField("reason", _("Reason"), required=True),
    ]


def filter_lines(
    wanted: IssueFilter, bodies: Sequence[Body], in_use: Iterable[str] = ()
) -> list[Line]:
    """The fields of the filter; `in_use` are topics that occur. All may be left as they are."""
    known = dict.fromkeys((*TOPICS, *in_use, *filter(None, (wanted.topic,))))
    states = ((OPEN_STATES, _("open")), (ALL, _("all")), *(
        (state.value, term(state, language())) for state in IssueState
    ))  # fmt: skip
    topics = ((ALL, _("all")), *_topics(known))
    where = (
        (ALL, _("all")),
        *((tier.value, term(tier, language())) for tier in Tier),
        *((body.id, body.name) for body in bodies),
    )
    return [
        TextField("text", _("Contains"), wanted.text, longest=60),
        ChoiceField("where", _("Body or tier"), where, wanted.body or wanted.tier or ALL),
        ChoiceField("state", _("State"), states, _state_value(wanted)),
        ChoiceField("topic", _("Topic"), topics, wanted.topic or ALL),
    ]


OPEN_STATES = "open"


def _state_value(wanted: IssueFilter) -> str:
    if not wanted.states:
        return ALL
    return OPEN_STATES if wanted.states == OPEN else next(iter(wanted.states)).value


def filter_of(answers: Answers) -> IssueFilter:
    """The chosen filter."""
    where, state, topic = answers["where"], answers["state"], answers["topic"]
    tiers = {tier.value for tier in Tier}
    return IssueFilter(
        body=None if where == ALL or where in tiers else where,
        tier=Tier(where) if where in tiers else None,
        states=OPEN
        if state == OPEN_STATES
        else frozenset()
        if state == ALL
        else frozenset({IssueState(state)}),
        topic="" if topic == ALL else topic,
        text=answers["text"],
    )
