"""需求与资源 (化缘): publish what is needed, note who was asked, what they gave, the thanks."""

from dataclasses import replace
from datetime import date

from meetings.actions.change import on_body, on_value
from meetings.clean import trim
from meetings.matters.followups import NotYet
from meetings.matters.needs import Need, NeedState, Offer, check
from meetings.ports import Book, By, Records


def needs(
    records: Records,
    bodies: frozenset[str] | None = None,
    *,
    activity: str | None = None,
    follow_up: str | None = None,
) -> tuple[Need, ...]:
    """Needs of the bodies (None for all), or of an activity or task; closed ones last."""
    more = {"activity": activity, "follow_up": follow_up}
    wanted = {name: id for name, id in more.items() if id is not None}
    with records.reading() as book:
        found = book.find(Need, **wanted)
    chosen = [one for one in found if bodies is None or one.body in bodies]
    order = list(NeedState)
    return tuple(sorted(chosen, key=lambda one: (order.index(one.state), one.id)))


@on_value("need.keep")
def keep_need(book: Book, by: By, need: Need) -> Need:
    """Add or change what is needed; raises Missing, GivenWithoutYes."""
    saved = check(need)
    saved = replace(saved, id=saved.id or book.new_id())
    book.put(saved)
    return saved


@on_body("need.offer")
def keep_offer(
    book: Book, by: By, body: str, need: str, offer: Offer, place: int | None = None
) -> Need:
    """Add somebody who was asked or offered, or change the one at `place`; raises NotYet."""
    for day in (offer.on, offer.thanked):
        if day is not None and day > by.at.date():
            raise NotYet(day=day)
    stored = book.get(Need, need)
    new = replace(offer, name=trim(offer.name), given=trim(offer.given), how=trim(offer.how))
    offers = list(stored.offers)
    if place is None:
        offers.append(new)
    else:
        offers[place] = new
    saved = check(replace(stored, offers=tuple(offers)))
    book.put(saved)
    return saved


@on_body("need.publish")
def publish_need(book: Book, by: By, body: str, need: str, on: date | None) -> Need:
    """Record the day a need was published, or None if it is not; raises NotYet."""
    if on is not None and on > by.at.date():
        raise NotYet(day=on)
    saved = replace(book.get(Need, need), published=on)
    book.put(saved)
    return saved


@on_body("need.close")
def close_need(book: Book, by: By, body: str, need: str, on: date | None) -> Need:
    """Close a need as of a day, or reopen it with None."""
    saved = replace(book.get(Need, need), closed=on)
    book.put(saved)
    return saved
