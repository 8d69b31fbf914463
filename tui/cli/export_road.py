"""`jiejiao export road`: a matter's whole road as Word."""

from pathlib import Path

import click

from meetings.actions.trace import road_of_issue
from meetings.errors import MeetingError
from meetings.matters.issues import Issue
from meetings.ports import Records
from tui.cli.export import WhichBody
from tui.cli.options import BODY, FORCE, TARGET
from tui.cli.printing import say
from tui.language import _


class WhichIssue(MeetingError):
    """No issue has this number or id, or several bodies have one: `wanted`."""


@click.command(short_help="议题全程 · a matter's whole road in Word")
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
    say(_("Written: {file}").format(file=target))


def which(records: Records, wanted: str, body: str = "") -> str:
    """The id of the issue that is meant; raises WhichIssue, WhichBody."""
    from meetings.actions.found import bodies

    known = [one for one in bodies(records) if body in ("", one.id, one.name)]
    if body and len(known) != 1:
        raise WhichBody(wanted=body, known=tuple(one.name for one in bodies(records)))
    ids = {one.id for one in known}
    with records.reading() as book:
        number = int(wanted) if wanted.isascii() and wanted.isdigit() else None
        same = {"number": number} if number is not None else {"id": wanted}
        found = [one for one in book.find(Issue, **same) if one.body in ids]
    if len(found) != 1:
        raise WhichIssue(wanted=wanted)
    return found[0].id
