"""`jiejiao export`: documents without the screen."""

from pathlib import Path

import click

from meetings.actions.finish import minutes as minutes_now
from meetings.actions.found import bodies
from meetings.errors import MeetingError
from meetings.meeting import Meeting
from meetings.ports import Records
from tui.language import _


class NoMeeting(MeetingError):
    """There is no meeting to export: `body`."""


class WhichBody(MeetingError):
    """No body bears this name or id, or several do: `wanted`, `known`."""


@click.group(short_help="导出文书 · documents")
def export() -> None:
    """导出文书。Write documents."""


@export.command(short_help="会议纪要 · minutes in Word")
@click.argument("meeting")
@click.option(
    "-o", "target", required=True, type=click.Path(dir_okay=False, path_type=Path),
    help="写到哪个文件 · the file to write",
)  # fmt: skip
@click.option("--body", default="", help="机构名称或编号 · name or id of the body (latest)")
@click.option("--public", is_flag=True, help="公开版，姓名隐去 · public edition, names masked")
@click.option("--force", is_flag=True, help="覆盖已有文件 · replace the file if it is there")
@click.pass_obj
def minutes(path: Path, meeting: str, target: Path, body: str, public: bool, force: bool) -> None:
    """导出会议纪要（Word）。MEETING 是会议编号，或 latest（最近一次）。

    Write the minutes of MEETING, an id or `latest`.
    """
    from exports.files import write
    from exports.minutes import minutes_document
    from storage.records import FileRecords
    from tui.desk import local_now

    with FileRecords.open(path, read_only=True) as records:
        id = latest(records, body) if meeting == "latest" else meeting
        value = minutes_now(records, id, local_now(), public=public)
    data = minutes_document(value)
    write(target, data, overwrite=force)
    click.echo(_("Written: {file}").format(file=target))


def latest(records: Records, body: str = "") -> str:
    """The newest meeting that was opened, of one body or of all; raises NoMeeting, WhichBody."""
    wanted = [b for b in bodies(records) if body in ("", b.id, b.name)]
    if body and len(wanted) != 1:
        raise WhichBody(wanted=body, known=tuple(b.name for b in bodies(records)))
    ids = {b.id for b in wanted}
    with records.reading() as book:
        held = [m for m in book.find(Meeting) if m.body in ids and m.opened_at is not None]
    if not held:
        raise NoMeeting(body=body)
    return max(held, key=lambda m: (m.opened_at or m.starts_at, m.id)).id
