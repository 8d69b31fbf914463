"""`jiejiao list issues|ledger|meetings|bodies`: prints the lists of the screens, or as JSON."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

import click

from meetings.clean import visible_words
from tui.cli.meant import one_body
from tui.cli.options import AS_JSON
from tui.cli.printing import say, say_json, say_shown
from tui.language import _, language

if TYPE_CHECKING:
    from meetings.views import BodyLine, FollowUpLine, IssueLine, MeetingLine, Page
    from storage.records import FileRecords

A_PAGE: Final = 500
Line = TypeVar("Line")
Facts = Mapping[str, Any]
"""A line as JSON by the names in docs/json.md; None stands for unknown."""

_body = click.option(
    "--body",
    default="",
    help="机构名称或编号，不写就是全部 · name or id of the body (default: all)",
)


@click.group("list", short_help="列出议题、台账、会议、机构 · list issues, tasks, meetings, bodies")
def list_() -> None:
    """列出议题、台账、会议、机构，顺序与屏幕上相同；--json 的字段见 docs/json.md。

    Print the lists of the screen, in the same order; docs/json.md describes the fields of
    --json.
    """


@list_.command(short_help="议题，新的在前 · issues, the newest first")
@_body
@AS_JSON
@click.pass_obj
def issues(path: Path, body: str, as_json: bool) -> None:
    """议题：编号、状态、题目、地点、提出人。

    Issues: number, state, title, place, who raised it.
    """
    from meetings.views import IssueFilter
    from storage.queries.issues import issue_page

    _tell(
        path, body, as_json,
        lambda records, id: _all(
            lambda after: issue_page(records, IssueFilter(body=id), after, A_PAGE)
        ),
        _issue,
        ("body_name", "number", "state", "title", "place", "raised_by"),
    )  # fmt: skip


@list_.command(short_help="台账，期限近的在前 · tasks, the nearest deadline first")
@_body
@AS_JSON
@click.pass_obj
def ledger(path: Path, body: str, as_json: bool) -> None:
    """台账：编号、状态、期限、负责人、事项。

    The ledger: number, state, deadline, person responsible, task.
    """
    from meetings.views import FollowUpFilter
    from storage.queries.follow_ups import follow_up_page
    from tui.desk.core import local_now

    today = local_now().date()
    _tell(
        path, body, as_json,
        lambda records, id: _all(
            lambda after: follow_up_page(records, FollowUpFilter(body=id), after, A_PAGE)
        ),
        lambda line: _task(line, today),
        ("body_name", "number", "state", "deadline", "lateness", "owner", "text"),
    )  # fmt: skip


@list_.command(short_help="会议，新的在前 · meetings, the latest first")
@_body
@AS_JSON
@click.pass_obj
def meetings(path: Path, body: str, as_json: bool) -> None:
    """会议：编号（导出文书时用它）、状态、时间、名称、地点。

    Meetings: number (as used by export), state, time, title, place.
    """
    from storage.queries.meetings import meeting_page

    _tell(
        path, body, as_json,
        lambda records, id: _all(
            lambda after: meeting_page(records, id, after=after, limit=A_PAGE)
        ),
        _meeting,
        ("body_name", "number", "state", "starts_at", "title", "place"),
    )  # fmt: skip


@list_.command(short_help="机构，上级在前 · bodies, upper tiers first")
@AS_JSON
@click.pass_obj
def bodies(path: Path, as_json: bool) -> None:
    """机构，已注销的也在：层级、名称、席位。

    Bodies, including closed ones: tier, name, seats.
    """
    from storage.queries.bodies import body_lines

    def read(records: "FileRecords", _id: str | None) -> Iterator["tuple[BodyLine, bool]"]:
        still = {line.id for line in body_lines(records)}
        for line in body_lines(records, closed=True):
            yield line, line.id not in still

    _tell(path, "", as_json, read, lambda found: _of_body(*found), ("tier", "name", "seats"))


def _tell(
    path: Path,
    body: str,
    as_json: bool,
    read: "Callable[[FileRecords, str | None], Iterator[Line]]",
    facts: Callable[[Line], Facts],
    shown: tuple[str, ...],
) -> None:
    """Print every line: as JSON with all `facts`, else the `shown` columns."""
    from storage.records import FileRecords

    with FileRecords.open(path, read_only=True) as records:
        id = one_body(records, body).id if body else None
        found = [facts(line) for line in read(records, id)]
    if as_json:
        say_json([{name: _for_a_program(value) for name, value in one.items()} for one in found])
        return
    for one in found:
        say_shown("  ".join(filter(None, (_in_words(one[name]) for name in shown))))
    if not found:
        say(_("There is nothing in this list."))


def _all(page: "Callable[[str | None], Page[Line]]") -> Iterator[Line]:
    """All lines of all pages."""
    after = None
    while True:
        found = page(after)
        yield from found.lines
        if (after := found.after) is None:
            return


def _in_words(value: object) -> str:
    from meetings.terms import term

    if isinstance(value, StrEnum):
        return term(value, language())
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    return " ".join(visible_words(str(value))) if value is not None else ""


def _for_a_program(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


def _issue(line: "IssueLine") -> Facts:
    from meetings.matters.issues import Source

    return {
        "id": line.id,
        "body": line.body,
        "body_name": line.body_name,
        "tier": line.tier,
        "number": line.number,
        "title": line.title,
        "place": line.place or None,
        "topic": line.topic or None,
        "source": None if line.source is Source.UNKNOWN else line.source,
        "source_words": line.source_words or None,
        "raised_by": line.raised_name or None,
        "supporters": line.supporters or None,
        "state": line.state,
        "collected_at": None if line.undated else line.collected_at,
    }


def _task(line: "FollowUpLine", today: date) -> Facts:
    return {
        "id": line.id,
        "body": line.body,
        "body_name": line.body_name,
        "tier": line.tier,
        "number": line.number,
        "text": line.text,
        "topic": line.topic or None,
        "owner": line.owner or None,
        "helpers": list(line.helpers),
        "units": list(line.units),
        "deadline": line.deadline,
        "lateness": line.lateness(today),
        "state": line.state,
        "urgency": line.urgency,
        "chased": line.chased,
        "last_word": line.last_word or None,
        "meeting": line.meeting,
        "item": line.item,
        "parts": [
            {
                "owner": part.owner,
                "text": part.text or None,
                "deadline": _for_a_program(part.deadline),
                "done": part.done,
                "done_on": _for_a_program(part.done_on),
            }
            for part in line.parts
        ],
    }


def _meeting(line: "MeetingLine") -> Facts:
    return {
        "id": line.id,
        "body": line.body,
        "body_name": line.body_name,
        "tier": line.tier,
        "number": f"{line.year}-{line.serial}",
        "title": line.title or None,
        "starts_at": line.starts_at,
        "place": line.place or None,
        "state": line.state,
        "items": line.items,
    }


def _of_body(line: "BodyLine", closed: bool) -> Facts:
    return {
        "id": line.id,
        "tier": line.tier,
        "name": line.name,
        "parent": line.parent,
        "seats": line.seats,
        "votes": line.voting,
        "kept": line.kept,
        "closed": closed,
    }
