"""公约、规则、办法: keep their editions, propose changes to a meeting, print them for the board."""

import re
from dataclasses import replace
from datetime import date

from meetings.actions.change import on_body, on_value
from meetings.actions.mask import cover_of
from meetings.chairing import floor
from meetings.clean import trim
from meetings.community.bodies import Body
from meetings.dataclass import dataclass
from meetings.errors import NotFound
from meetings.papers.board_sheet import BoardSheet
from meetings.papers.name_masking import WordList
from meetings.ports import Book, By, Records
from meetings.sitting import bylaws as rules
from meetings.sitting.agenda import AGREED_TO, AgendaItem, ItemKind, ItemOutcome
from meetings.sitting.bylaws import (
    AlreadyDecided,
    Article,
    Bylaw,
    BylawStatus,
    Edition,
    EditionStatus,
    TextFate,
    numbered,
    text_of,
)
from meetings.sitting.meeting import Meeting
from meetings.sitting.meeting_states import PLANNED, MeetingState
from meetings.sitting.motions import Motion, MotionState


def bylaws(records: Records, body: str) -> tuple[BylawStatus, ...]:
    """A body's texts, the covenant first, with what its meetings decided on each edition."""
    with records.reading() as book:
        found = [status_of(book, one) for one in book.find(Bylaw, body=body)]
    order = list(rules.BylawKind)
    return tuple(sorted(found, key=lambda one: (order.index(one.bylaw.kind), one.bylaw.id)))


def status_of(book: Book, bylaw: Bylaw) -> BylawStatus:
    """A text with what meetings decided on its editions."""
    return BylawStatus(
        bylaw, tuple(_edition_status(book, one, bylaw.title) for one in bylaw.editions)
    )


def _edition_status(book: Book, edition: Edition, title: str) -> EditionStatus:
    if edition.item is None:
        return EditionStatus(edition, day=edition.day, decided_at=edition.source)
    item = _newest(book, edition.item)
    if item is None:
        return EditionStatus(edition)
    meeting = book.get(Meeting, item.meeting)
    name = book.get(Body, meeting.body).name
    outcome = None if meeting.state is MeetingState.CANCELLED else item.outcome
    unclear: tuple[tuple[str, str], ...] = ()
    clarified = tuple(
        (one.id, one.text, meant.fate)
        for one in _carried(meeting, item)
        for meant in edition.meant
        if meant.motion == one.id
    )
    if outcome in AGREED_TO:
        outcome, unclear = _by_motions(meeting, item, edition, title)
    return EditionStatus(
        edition, outcome, meeting.began_at.date(),
        f"{name}〔{meeting.year}〕第{meeting.serial}次会议",
        on_agenda=meeting.state is not MeetingState.CANCELLED, unclear=unclear, clarified=clarified,
    )  # fmt: skip


def _carried(meeting: Meeting, item: AgendaItem) -> list[Motion]:
    return [
        one
        for one in meeting.motions
        if one.item == item.id and one.amends is None and one.state is MotionState.CARRIED
    ]


def _by_motions(
    meeting: Meeting, item: AgendaItem, edition: Edition, title: str
) -> tuple[ItemOutcome | None, tuple[tuple[str, str], ...]]:
    """The outcome of an item for the text, and its carried motions whose effect is unclear.

    Without a motion it is the item's own outcome, which a person gave.
    """
    carried = _carried(meeting, item)
    if not carried:
        return item.outcome, ()
    fate_of = {one.motion: one.fate for one in edition.meant}
    for one in carried:
        if one.id not in fate_of and rules.is_adoption(one.text, title, item.proposal):
            fate_of[one.id] = TextFate.ADOPTED
    fates = [fate_of.get(one.id) for one in carried]
    if TextFate.ADOPTED in fates:
        return item.outcome, ()
    if TextFate.REJECTED in fates:
        return ItemOutcome.REJECTED, ()
    return None, tuple((one.id, one.text) for one in carried if one.id not in fate_of)


@dataclass(frozen=True, slots=True)
class UnclearMotion:
    """A carried motion on a text's item, of which nobody knows whether it adopts the text."""

    bylaw: str
    title: str
    place: int
    """Which of its editions, from 0."""
    item: str
    motion: str
    words: str


def unclear_motions(records: Records, meeting: Meeting) -> tuple[UnclearMotion, ...]:
    """The motions of a meeting of which a person must say whether they adopt a text."""
    items = {item.id for item in meeting.items}
    found = []
    with records.reading() as book:
        for text in book.find(Bylaw, body=meeting.body):
            for place, one in enumerate(text.editions):
                item = _newest(book, one.item) if one.item is not None else None
                if item is None or item.id not in items:
                    continue
                motions = _edition_status(book, one, text.title).unclear
                found += [
                    UnclearMotion(text.id, text.title, place, item.id, *each) for each in motions
                ]
    return tuple(found)


@on_body("bylaw.meant")
def say_meaning(
    book: Book, by: By, body: str, bylaw: str, place: int, motions: tuple[str, ...], fate: TextFate
) -> Bylaw:
    """Record what carried motions on its item do with an edition: adopt, reject or neither."""
    meant = tuple(rules.Meant(one, fate) for one in motions)
    saved = rules.with_meaning(book.get(Bylaw, bylaw), place, meant)
    book.put(saved)
    return saved


def _newest(book: Book, item: str) -> AgendaItem | None:
    """The item, or the later one that it was carried over to; None where it was taken off."""
    try:
        one = book.get(AgendaItem, item)
    except NotFound:
        return None
    while later := book.find(AgendaItem, carried_from=one.id):
        one = later[-1]
    return one


@on_value("bylaw.keep")
def keep_bylaw(book: Book, by: By, bylaw: Bylaw) -> Bylaw:
    """Add a text, or change its kind and title; raises Missing."""
    saved = rules.named(replace(bylaw, id=bylaw.id or book.new_id()))
    for one in saved.editions:
        rules.written(one)
    book.put(saved)
    return saved


@on_body("bylaw.edition")
def add_edition(
    book: Book, by: By, body: str, bylaw: str, articles: tuple[Article, ...], day: date | None,
    source: str, newest: bool = True,
) -> Bylaw:  # fmt: skip
    """Add an edition from paper, the newest or an older one; raises Missing."""
    saved = rules.with_edition(
        book.get(Bylaw, bylaw), Edition(articles, day, source), newest=newest
    )
    book.put(saved)
    return saved


@on_body("bylaw.correct")
def correct(
    book: Book, by: By, body: str, bylaw: str, place: int, articles: tuple[Article, ...],
    day: date | None, source: str,
) -> Bylaw:  # fmt: skip
    """Correct an edition; before a meeting only its words, until it is decided.

    After that only where it was passed as amended. Raises AlreadyDecided, Missing.
    """
    one = book.get(Bylaw, bylaw)
    found = status_of(book, one).editions[place]
    if found.edition.item is not None and found.outcome not in (
        None, ItemOutcome.ADOPTED_MODIFIED, ItemOutcome.POSTPONED,
        ItemOutcome.NOT_REACHED,
    ):  # fmt: skip
        raise AlreadyDecided(title=one.title)
    changed = replace(found.edition, articles=articles)
    if found.edition.item is None:
        changed = replace(changed, day=day, source=source)
    editions = list(one.editions)
    editions[place] = rules.written(changed)
    saved = replace(one, editions=tuple(editions))
    book.put(saved)
    return saved


@on_body("bylaw.propose")
def propose(
    book: Book, by: By, body: str, bylaw: str, articles: tuple[Article, ...], meeting: str
) -> Meeting:
    """Put a new edition before a meeting as an item, with what it changes as its plan.

    Raises NothingChanged, Missing, AlreadyDecided while another one waits.
    """
    one = status_of(book, book.get(Bylaw, bylaw))
    if one.proposed is not None:
        raise AlreadyDecided(title=one.bylaw.title)
    title, plan = rules.proposal(one, articles)
    held = book.get(Meeting, meeting)
    kind = ItemKind.MATTER if held.state in PLANNED else ItemKind.AD_HOC
    item = AgendaItem(book.new_id(), body, meeting, 0, title, kind, proposal=plan)
    book.put(floor.add_item(held, item))
    edition = rules.written(Edition(articles, item=item.id))
    book.put(replace(one.bylaw, editions=(*one.bylaw.editions, edition)))
    return book.get(Meeting, meeting)


@on_body("bylaw.take_back")
def take_back(book: Book, by: By, body: str, bylaw: str, place: int) -> Bylaw:
    """Take an edition away that no meeting has decided on; raises AlreadyDecided."""
    one = book.get(Bylaw, bylaw)
    found = status_of(book, one).editions[place]
    if found.edition.item is not None and found.outcome is not None:
        raise AlreadyDecided(title=one.title)
    saved = replace(one, editions=one.editions[:place] + one.editions[place + 1 :])
    book.put(saved)
    return saved


def bylaw_sheet(
    records: Records, bylaw: str, on: date, place: int | None = None,
    words: WordList | None = None,
) -> BoardSheet:  # fmt: skip
    """An edition as printed for the board, saying who adopted it, with names hidden.

    Without a place it is the one in force, else the newest; raises NotFound where there is none.
    """
    with records.reading() as book:
        one = status_of(book, book.get(Bylaw, bylaw))
        body = book.get(Body, one.bylaw.body)
        cover = cover_of(book, body.id, words)
    chosen = one.in_force if place is None else one.editions[place]
    chosen = chosen or (one.editions[-1] if one.editions else None)
    if chosen is None:
        raise NotFound(kind="Edition", id=bylaw)
    articles = numbered(chosen.edition.articles)
    return BoardSheet(
        body.name, cover.names(one.bylaw.title), on,
        articles=tuple((label, cover.names(text)) for label, text in articles),
        note=cover.names(adopted_words(one, chosen)), phone=body.phone, coded=True,
    )  # fmt: skip


def adopted_words(text: BylawStatus, one: EditionStatus) -> str:
    """Day and adopter if known: `2026年11月24日　45、47栋街角议事会〔2026〕第3次会议通过`."""
    day = f"{one.day.year}年{one.day.month}月{one.day.day}日" if one.day else ""
    decided = "　".join(filter(None, (day, one.decided_at)))
    if not one.adopted:
        state = "征求意见稿" if one.proposed or not one.on_agenda else "未通过"
        if one.unclear:
            state = f"{state}，是否已经采用尚待确认"
        return f"{state}，{decided}" if one.on_agenda else state
    if one.edition.item is not None:
        line = f"{decided}通过"
    else:
        line = "，".join(filter(None, (day, one.decided_at)))
    return line if one is text.in_force else "，".join(filter(None, (line, "已由新版代替")))


def posted_words(text: BylawStatus, one: EditionStatus) -> str:
    """An edition as it hangs on the board: who adopted it, and its articles."""
    adopted = adopted_words(text, one)
    return "\n".join(
        filter(None, (f"（{adopted}）" if adopted else "", text_of(one.edition.articles)))
    )


NO_LONGER = "（张贴后文本已有改动，请以最新公布的文本为准）"
_SAID = re.compile(r"\A（[^\n]*）(?:\n|\Z)")
"""The line of who adopted it, above the articles."""


def as_recorded(book: Book, bylaw: str, posted: str) -> str:
    """The words of a posted text as the records have them now.

    An edition with the same articles gives its adopter of today; without one a line says so.
    """
    bare = trim(_SAID.sub("", posted))
    try:
        text = status_of(book, book.get(Bylaw, bylaw))
    except NotFound:
        return f"{NO_LONGER}\n{bare}"
    for one in reversed(text.editions):
        if trim(text_of(one.edition.articles)) in (trim(posted), bare):
            return posted_words(text, one)
    return f"{NO_LONGER}\n{bare}"
