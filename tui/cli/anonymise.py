"""`jiejiao anonymise`: makes people of closed matters anonymous after the retention period."""

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from meetings.actions.found import keep_for
from meetings.community.bodies import Body, retention_start
from meetings.errors import MeetingError
from meetings.ports import By
from tui.cli.asking import Day, agree
from tui.cli.meant import bodies_meant
from tui.cli.printing import say
from tui.language import N_, _

if TYPE_CHECKING:
    from storage.records import FileRecords
    from storage.secrecy.anonymise import Done

KINDS = {
    "meeting": N_("meetings: {n}"),
    "issue": N_("issues: {n}"),
    "follow_up": N_("tasks: {n}"),
    "referral": N_("matters referred up: {n}"),
    "reply": N_("replies: {n}"),
    "person": N_("people: {n}"),
    "photograph": N_("photographs: {n}"),
}


class NoPeriod(MeetingError):
    """Neither was a day given, nor has any body a retention period."""


@click.command(short_help="保存期满匿名 · replace names in closed matters")
@click.option("--before", type=Day(), help="此日之前了结的 · only what was closed before this day")
@click.option("--body", default="", help="机构名称或编号 · name or id of the body")
@click.option("--preview", is_flag=True, help="只看不改 · preview only, change nothing")
@click.option("--yes", is_flag=True, help="不再询问 · do not ask")
@click.option(
    "--keep-years", type=click.IntRange(0, 100), default=None,
    help="给机构定保存年限，0为不定 · set the body's retention period in years, 0 for none",
)  # fmt: skip
@click.pass_obj
def anonymise(
    path: Path, before: datetime | None, body: str, preview: bool, yes: bool,
    keep_years: int | None,
) -> None:  # fmt: skip
    """把已了结的事项和会议里的人匿名（居民甲……），人数、票数、结论保留。不能撤回。

    不写 --before 时按各机构的保存年限。含姓名的旧备份换成新备份；U盘上的副本请自行处理。

    Replace the names in closed matters and meetings for good; counts and results stay. Without
    --before, each body's retention period applies. Old backups are replaced by a new one;
    copies on USB drives are left to you.
    """
    from storage.records import FileRecords
    from tui.desk.core import local_now

    if not path.exists():
        raise FileNotFoundError(2, "", str(path))
    now = local_now()
    if preview and keep_years is not None:
        raise click.UsageError(_("--preview only looks; use --keep-years on its own."))
    with FileRecords.open(path, read_only=preview) as records:
        chosen = bodies_meant(records, body)
        if keep_years is not None:
            for one in chosen:
                keep_for(records, _by(), one.id, keep_years)
                say(_("{body}: kept for {n} years.").format(body=one.name, n=keep_years))
            return
        days = {one.id: _day(one, before, now.date()) for one in chosen}
        due = [(one, day) for one in chosen if (day := days[one.id]) is not None]
        if not due:
            raise NoPeriod()
        _run(records, due, preview, yes)


def _run(records: "FileRecords", due: list[tuple[Body, date]], preview: bool, yes: bool) -> None:
    from storage.secrecy import anonymise as work
    from storage.secrecy.closed import closed_before
    from tui.desk.core import local_now

    found = [(body, day, work.preview(records, body.id, day)) for body, day in due]
    for body, day, done in found:
        say(_counts_line(body, day, done))
    if preview or not any(done.entries for _body, _day, done in found):
        return
    copies = found[0][2].copies
    agree(
        _(
            "This cannot be undone. Photographs of closed tasks are removed. {n} older copies that "
            "hold the names are removed after a new backup; copies elsewhere are yours to remove."
        ).format(n=len(copies)),
        yes,
    )
    for body, day, done in found:
        if done.entries:
            rows = closed_before(records.conn, body.id, day).rows
            gone = work.anonymise(records, _by(), body.id, day).photographs
            work.drop_photographs(records.path, gone)
            work.drop_drafts(records.path, rows)
    made = work.renew_copies(records.path, local_now().date())
    say(_("Done. New backup: {file}").format(file=made))


def _counts_line(body: Body, day: date, done: "Done") -> str:
    kinds = [_(words).format(n=done.counts.get(kind, 0)) for kind, words in KINDS.items()]
    entries = _("journal entries: {n}").format(n=done.entries)
    return f"{body.name} < {day.isoformat()}  " + "  ".join([*kinds, entries])


def _day(body: Body, before: datetime | None, today: date) -> date | None:
    return before.date() if before is not None else retention_start(body, today)


def _by() -> By:
    from storage.ids import new_id
    from tui.desk.core import local_now

    return By("", local_now(), new_id())
