"""What is kept with a task besides its steps: facts, lessons, photographs, duty; saved views."""

from dataclasses import replace

from meetings.actions.change import on_body, on_value
from meetings.actions.reward import none_falls_below
from meetings.clean import is_blank, trim
from meetings.errors import Missing
from meetings.matters import photos
from meetings.matters.duty import DutyTurn, LedgerRule
from meetings.matters.duty import check as check_turn
from meetings.matters.followup_states import Urgency
from meetings.matters.followups import FollowUp, Used
from meetings.matters.ledger import SavedView, View
from meetings.matters.photos import Photo
from meetings.ports import Book, By, Records


@on_body("follow.facts")
def tell_facts(
    book: Book,
    by: By,
    body: str,
    follow_up: str,
    topic: str,
    urgency: Urgency,
    contact: str,
    measure: str,
) -> FollowUp:
    """Write down topic, urgency, contact and measure."""
    book.put(
        replace(
            book.get(FollowUp, follow_up), topic=trim(topic), urgency=urgency,
            contact=trim(contact), measure=trim(measure),
        )
    )  # fmt: skip
    return book.get(FollowUp, follow_up)


@on_body("follow.learnt")
def tell_learnt(book: Book, by: By, body: str, follow_up: str, text: str) -> FollowUp:
    """Write down what was learnt (复盘)."""
    book.put(replace(book.get(FollowUp, follow_up), retrospective=trim(text)))
    return book.get(FollowUp, follow_up)


@on_body("follow.resources")
def note_used(
    book: Book,
    by: By,
    body: str,
    follow_up: str,
    used: tuple[Used, ...],
    helpers: tuple[str, ...] = (),
) -> FollowUp:
    """Note which resources helped, and who of them helps on."""
    with_names = tuple(one for one in used if not is_blank(one.name))
    stored = book.get(FollowUp, follow_up)
    named = tuple(dict.fromkeys((*stored.helpers, *helpers)))
    book.put(replace(stored, resources=with_names, helpers=named))
    return book.get(FollowUp, follow_up)


@on_body("photo.add")
def add_photo(book: Book, by: By, body: str, follow_up: str, photo: Photo) -> FollowUp:
    """List a photograph whose file lies in its place; raises PhotoTwice."""
    stored = book.get(FollowUp, follow_up)
    new = replace(photo, added_at=by.at, by=by.actor)
    book.put(replace(stored, photos=photos.add(stored.photos, new)))
    return book.get(FollowUp, follow_up)


@on_body("photo.remove")
def remove_photo(book: Book, by: By, body: str, follow_up: str, hash: str, reason: str) -> FollowUp:
    """Cross a photograph out with the reason; its file stays. Raises ReasonNeeded, NotFound."""
    stored = book.get(FollowUp, follow_up)
    book.put(replace(stored, photos=photos.remove(stored.photos, hash, reason)))
    return book.get(FollowUp, follow_up)


# turns of duty and their points


@on_value("duty.add")
def add_turn(book: Book, by: By, turn: DutyTurn) -> DutyTurn:
    """Note a turn of duty; raises BadTurn, NotFound."""
    check_turn(turn)
    book.get(FollowUp, turn.follow_up)
    saved = replace(turn, id=turn.id or book.new_id(), name=trim(turn.name))
    book.put(saved)
    return saved


@on_body("duty.drop")
def drop_turn(book: Book, by: By, body: str, turn: str) -> None:
    """Take a turn out that was noted by mistake; the history keeps it. Raises NotEnoughPoints."""
    with none_falls_below(book, body):
        book.remove(book.get(DutyTurn, turn))


def turns_of(records: Records, body: str, follow_up: str | None = None) -> tuple[DutyTurn, ...]:
    """A body's turns of duty, or those on one task, the earliest first."""
    more = {} if follow_up is None else {"follow_up": follow_up}
    with records.reading() as book:
        return tuple(sorted(book.find(DutyTurn, body=body, **more), key=lambda t: t.starts_at))


def rule_of(records: Records, body: str) -> LedgerRule | None:
    """How a body keeps its ledger, where it has said so."""
    with records.reading() as book:
        return _rule(book, body)


@on_value("ledger.rule")
def keep_rule(book: Book, by: By, rule: LedgerRule) -> LedgerRule:
    """Change how a body keeps its ledger; raises NotEnoughPoints."""
    with none_falls_below(book, rule.body):
        before = _rule(book, rule.body)
        saved = replace(rule, id=before.id if before else rule.id or book.new_id())
        book.put(saved)
    return saved


def _rule(book: Book, body: str) -> LedgerRule | None:
    return next(iter(book.find(LedgerRule, body=body)), None)


# views under a name


def saved_views(records: Records, body: str) -> tuple[SavedView, ...]:
    """The views that a body has saved, in the order of their names."""
    with records.reading() as book:
        return tuple(sorted(book.find(SavedView, body=body), key=lambda saved: saved.name))


@on_body("view.save")
def save_view(book: Book, by: By, body: str, name: str, view: View) -> SavedView:
    """Keep a view under a name; the same name replaces it. Raises Missing (name)."""
    if is_blank(name):
        raise Missing(what="name")
    same = book.find(SavedView, body=body, name=trim(name))
    saved = SavedView(same[0].id if same else book.new_id(), body, trim(name), view)
    book.put(saved)
    return saved


@on_body("view.drop")
def drop_view(book: Book, by: By, body: str, saved: str) -> None:
    """Forget a saved view."""
    book.remove(book.get(SavedView, saved))
