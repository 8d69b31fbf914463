"""`jiejiao export road`: a matter's whole road as Word."""

from pathlib import Path

import click

from meetings.actions.trace import road_of_issue
from meetings.errors import MeetingError
from meetings.matters.issues import Issue
from meetings.ports import Records
from tui.cli.bodies import bodies_meant
from tui.cli.options import BODY, FORCE, TARGET, tell_written

LONGEST_NUMBER = 9
"""Digits of the number of an issue."""


class WhichIssue(MeetingError):
    """No issue has this number or id, or several bodies have one: `wanted`."""

    wanted: str


@click.command(short_help="议题全程（Word） · a matter's whole road in Word")
@click.argument("issue")
@TARGET
@BODY
@FORCE
@click.pass_obj
def road(path: Path, issue: str, target: Path, body: str, force: bool) -> None:
    """导出一件事跨层级的全程（Word）。ISSUE 是议题号（可加 --body）或编号。

    Write the whole road of ISSUE: its number in the body, or its id.
    """
    from exports.documents.road import road_document
    from exports.files import write
    from storage.records import FileRecords
    from tui.desk import local_now

    now = local_now()
    with FileRecords.open(path, read_only=True) as records:
        value = road_of_issue(records, which(records, issue, body), now.date())
    write(target, road_document(value, now), overwrite=force)
    tell_written(target)


def which(records: Records, wanted: str, body: str = "") -> str:
    """The id of the issue that is meant; raises WhichIssue, WhichBody."""
    ids = {one.id for one in bodies_meant(records, body)}
    with records.reading() as book:
        is_number = wanted.isascii() and wanted.isdigit() and len(wanted) <= LONGEST_NUMBER
        same = {"number": int(wanted)} if is_number else {"id": wanted}
        found = [one for one in book.find(Issue, **same) if one.body in ids]
    if len(found) != 1:
        raise WhichIssue(wanted=wanted)
    return found[0].id
