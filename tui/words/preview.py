"""Minutes and record as lines of text, in the order in which they print."""

from collections.abc import Iterator

from textual.content import Content

from meetings.clean import is_blank, trim
from meetings.community.people import label
from meetings.papers.minutes import (
    Attendance,
    DecisionLine,
    ItemMinutes,
    Minutes,
    MotionLine,
    Name,
    Record,
    RecordLine,
    ReviewLine,
    VoteLine,
)
from meetings.papers.outcome_words import outcome_words
from meetings.sitting.debate import SpeechKind, Stance
from meetings.terms import term
from tui.language import N_, _, language
from tui.text import one_line, plain
from tui.words.days import clock, day_text

Lines = Iterator[Content]

TITLE = "bold"
LABEL = "bold"
QUIET = "italic"


def minutes_lines(minutes: Minutes) -> tuple[Content, ...]:
    """The minutes to be read on the screen; an empty line stands between the parts."""
    return tuple(_minutes(minutes))


def _minutes(minutes: Minutes) -> Lines:
    edition = _("draft") if minutes.draft else _("version {n}").format(n=minutes.version)
    yield plain(f"{minutes.body_name} {_('minutes')}", TITLE)
    yield plain(f"{minutes.number} {minutes.title} · {edition}")
    yield plain("")
    start, end = minutes.starts_at, minutes.ends_at
    span = f"{day_text(start.date(), year=True)} {clock(start)}"
    yield _said(_("Time"), span + (f"–{clock(end)}" if end else ""))
    yield from _when_said(_("Place"), minutes.place)
    yield from _when_said(_("Chair"), minutes.chair)
    yield from _when_said(_("Secretary"), minutes.secretary)
    yield from _when_said(_("Rule"), minutes.rule_name)
    yield from _when_said(_("Attendance"), minutes.quorum_sentence)
    if minutes.informal:
        yield plain(_("Held as a talk: without a quorum nothing was decided."), QUIET)
    yield plain("")
    yield plain(_("What became of last time's decisions"), TITLE)
    for line in minutes.reviewed:
        yield plain(review_text(line))
    if not minutes.reviewed:
        yield plain(_("Nothing was waiting."), QUIET)
    for item in minutes.items:
        yield plain("")
        yield from _item(item)
    yield plain("")
    yield from _when_said(_("Next meeting"), minutes.next_meeting)
    yield from _attendance(minutes.attendance)
    for day, text in minutes.errata:
        yield _said(_("Erratum"), f"{day_text(day, year=True)} {text}")
    yield from _when_said(_("Check"), minutes.seal)


def _said(name: str, text: str) -> Content:
    colon = "：" if language() == "zh" else ": "
    return Content.assemble(plain(f"{name}{colon}", LABEL), plain(text))


def _when_said(name: str, text: str) -> Lines:
    if not is_blank(text):
        yield _said(name, text)


def review_text(line: ReviewLine) -> str:
    """One promise of an earlier meeting and what became of it."""
    facts = [line.owner] if line.owner else []
    if line.deadline:
        facts.append(day_text(line.deadline))
    about = f"（{'，'.join(facts)}）" if facts else ""
    state = f"{term(line.state, language())}，{term(line.lateness, language())}"
    said = line.word
    if line.answered:
        said = _("At the meeting: {said}").format(said="；".join(line.answered))
    return trim(f"{line.number}. {line.text}{about} {state} {said}")


def _item(item: ItemMinutes) -> Lines:
    yield plain(f"{item.number}. {one_line(item.title)}", TITLE)
    if item.private:
        yield plain(_("Not for the public edition."), QUIET)
    yield from _when_said(_("Matter"), item.matter)
    yield from _when_said(_("Proposal"), item.proposal)
    for name, why in item.recused:
        yield _said(_("Recused"), trim(f"{_name(name)} {why}"))
    for stance in Stance:
        for speech in item.said(stance):
            yield _said(term(stance, language()), f"{speech.name} {speech.text}")
    yield from _when_said(_("Minority view"), item.minority_view)
    for motion in item.motions:
        yield from _motion(motion)
    for vote in item.votes:
        yield from _vote(vote)
    outcome = (
        outcome_words(item.outcome, item.owners_matter, language())
        if item.outcome
        else _("not settled yet")
    )
    referred = f" → {item.referred_to}" if item.referred_to else ""
    reason = f"（{item.reason}）" if item.reason else ""
    yield _said(_("Outcome"), outcome + referred + reason)
    for decision in item.decisions:
        yield _said(_("Decision"), decision_text(decision))


def _motion(motion: MotionLine) -> Lines:
    name = _("Amendment") if motion.is_amendment else _("Motion")
    people = "、".join(filter(None, (motion.mover, motion.seconder)))
    yield _said(name, f"{motion.text}（{people}）{motion.state}" if people else motion.text)


def _vote(vote: VoteLine) -> Lines:
    yield _said(f"{vote.method} {vote.round}" if vote.round > 1 else vote.method, vote.sentence)
    for note in vote.notes:
        yield plain(f"  {note}")
    if vote.void_reason:
        yield _said(_("Void"), vote.void_reason)


def decision_text(decision: DecisionLine) -> str:
    """What was fixed, whose it is, and until when."""
    facts = []
    if decision.task:
        facts.append(decision.owner or _("owner missing"))
        facts.append(day_text(decision.deadline) if decision.deadline else _("deadline missing"))
    facts += [*decision.helpers]
    return f"{decision.text}（{'，'.join(facts)}）" if facts else decision.text


def _name(name: Name) -> str:
    return label(name.name, name.building)


def _attendance(there: Attendance) -> Lines:
    for title, names in (
        (_("Present"), there.present),
        (_("Excused"), there.excused),
        (_("Absent"), there.absent),
        (_("Observers"), there.observers),
    ):
        yield from _when_said(title, "、".join(map(_name, names)))
    pairs = "、".join(f"{_name(who)}→{_name(holder)}" for who, holder in there.represented)
    yield from _when_said(_("Proxies"), pairs)


_EVENTS = {
    "opened": N_("meeting opened"), "item": N_("item"), "in": N_("came"), "out": N_("left"),
    "excused": N_("excused"), "absent": N_("absent"), "proxy": N_("proxy"),
    "recused": N_("recused"), "returned": N_("back for this item"), "motion": N_("motion"),
    "struck": N_("no longer expected"), "seated": N_("expected from now on"),
    "motion_end": N_("motion"), "vote_note": N_("vote"),
    "seconded": N_("seconded"), "vote": N_("vote"), "void": N_("void"),
    "override": N_("the chair's ruling"), "decision": N_("decision"), "outcome": N_("outcome"),
    "suspended": N_("suspended"), "resumed": N_("resumed"), "referred": N_("passed up"),
    "ended": N_("meeting ended"),
}  # fmt: skip


def record_lines(record: Record) -> tuple[Content, ...]:
    """Every event of the record with its time."""
    head = plain(f"{record.minutes.body_name} {_('record')}", TITLE)
    return (head, plain(f"{record.minutes.number} {record.minutes.title}"), plain(""), *(
        _event(line) for line in record.lines
    ))  # fmt: skip


def _event(line: RecordLine) -> Content:
    when = f"{clock(line.at)} " if line.at else "      "
    kind = _(_EVENTS[line.kind]) if line.kind in _EVENTS else ""
    if line.kind in set(SpeechKind):
        known = SpeechKind(line.kind)
        kind = "" if known is SpeechKind.SPEECH else term(known, language())
    stance = term(line.stance, language()) if line.stance else ""
    said = " ".join(filter(None, (kind, line.name, stance, line.text)))
    return Content.assemble(plain(when, LABEL), plain(said))
