"""People of a body in the order of their pinyin, found by name, pinyin, initials or building."""

import json

from meetings.clean import trim
from meetings.community.people import Role
from meetings.terms import terms
from meetings.views import Page, PersonLine
from storage.name_keys import name_keys
from storage.queries.paging import Read, Readable, Row, contains, key_of, page

_SELECT = (
    "SELECT person.pinyin, person.id, person.body, person.name, person.building, "
    "person.entrance, person.phone, seat.id, seat.roles, seat.votes, seat.titles FROM {first} "
    "LEFT JOIN seat ON seat.id = (SELECT max(one.id) FROM seat AS one "
    "WHERE one.person = person.id AND one.body = ? AND one.until IS NULL) WHERE {which}"
)
_OWN = _SELECT.format(first="person", which="person.body = ?")
_GUESTS = _SELECT.format(
    first="person",
    which="person.id IN (SELECT person FROM seat WHERE body = ?) AND person.body <> ?",
)


def person_page(
    records: Readable, body: str, text: str = "", after: str | None = None, limit: int = 50
) -> Page[PersonLine]:
    """One page of those whom the body registered and those who hold a seat in it.

    Where nothing has the words, whose name reads as they do is found: an input method writes
    掌柜蓝 for 张桂兰, and other characters yet for `zgl`.
    """
    matches, values = contains(
        ("person.name", "person.building", "person.pinyin", "person.initials", "seat.titles"),
        text.lower(),
    )
    if of_role := _roles_called(text):
        # A role is found by its word, which no row holds.
        held = " OR ".join("seat.roles LIKE ?" for _role in of_role)
        matches = matches.removesuffix(")") + f" OR {held})"
        values = (*values, *(f'%"{role.value}"%' for role in of_role))
    found = _page(records, body, matches, values, after, limit)
    wanted = trim(text)
    if found.lines or after is not None or len(wanted) < 2 or not _all_chinese(wanted):
        return found
    pinyin, initials = name_keys(wanted)
    heard = _page(records, body, " AND person.pinyin = ?", (pinyin,), after, limit)
    if heard.lines or len(wanted) < 3:
        return heard
    return _page(records, body, " AND person.initials = ?", (initials,), after, limit)


def _all_chinese(text: str) -> bool:
    return all("\u4e00" <= sign <= "\u9fff" for sign in text)


def _page(
    records: Readable,
    body: str,
    matches: str,
    values: tuple[str, ...],
    after: str | None,
    limit: int,
) -> Page[PersonLine]:
    key = key_of(after)
    onward = "" if key is None else " AND (person.pinyin, person.id) > (?, ?)"
    tail = f"{matches}{onward} ORDER BY person.pinyin, person.id"
    rest = (*values, *(key or ()))
    reads = [
        Read(f"{_OWN}{tail}", (body, body, *rest)),
        Read(f"{_GUESTS}{tail}", (body, body, body, *rest)),
    ]
    with records.reading() as book:
        return page(book.conn, reads, key=lambda row: [row[0], row[1]], line=_line, limit=limit)


def _roles_called(text: str) -> list[Role]:
    """The roles whose name is the text, or contains it without ambiguity."""
    wanted = trim(text).lower()
    if len(wanted) < 2:
        return []
    return [Role(value) for value, words in terms(Role).items()
            if any(wanted in word.lower() for word in words)]  # fmt: skip


def _line(row: Row) -> PersonLine:
    _, id, body, name, building, entrance, phone, seat, roles, votes, titles = row
    return PersonLine(
        id=id,
        body=body,
        name=name,
        building=building,
        entrance=entrance,
        phone=phone,
        seat=seat,
        roles=tuple(Role(role) for role in json.loads(roles or "[]")),
        votes=bool(votes),
        titles=tuple(json.loads(titles or "[]")),
    )
