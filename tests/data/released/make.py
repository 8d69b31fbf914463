"""Writes what a released schema leaves on a disk, for the tests of every later one.

Run with the code that is released: `python -m tests.data.released.make` writes `schema-N.tar.xz`
beside this file, N being the schema's number. A file that is there already is left alone.
"""

import io
import sys
import tarfile
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from tempfile import TemporaryDirectory

from exports.tables.workbook_write import meeting_workbook
from meetings.actions import collect, found, hold, ledger
from meetings.actions.finish import add_erratum, finalise, reopen
from meetings.chairing.owners_vote import OwnerAnswer
from meetings.chairing.points import points_of
from meetings.community.bodies import Body, Tier
from meetings.community.groups import Group, GroupKind
from meetings.community.people import Person, Role
from meetings.community.units import Unit
from meetings.importing.workbook.plan import held_meeting
from meetings.matters.duty import DutyTurn, LedgerRule, PointGroup
from meetings.matters.followups import FollowUp
from meetings.matters.issues import Issue, SameMatter
from meetings.matters.ledger import View
from meetings.matters.notices import Notice, NoticeObjection
from meetings.matters.photos import Photo, When
from meetings.ports import By
from meetings.procedure.rules import preset
from meetings.sitting.bylaws import Article, Bylaw, BylawKind, Edition
from meetings.sitting.meeting import Meeting
from meetings.sitting.meeting_states import MeetingKind
from meetings.sitting.recurring import Every, MeetingTemplate, RecurringItem, TemplateItem
from meetings.sitting.votes import Choice, Vote
from storage import migrations, photos
from storage.copies.backup import back_up
from storage.drafts import Drafts
from storage.ids import new_id
from storage.records import FileRecords
from storage.registers import exchanging
from storage.secrecy.anonymise import anonymise
from storage.secrecy.protecting import set_passphrase
from tui.desk.everything import write_all
from tui.sample.community import make_sample
from tui.settings.settings_file import Settings, write_settings

HERE = Path(__file__).parent
NOW = datetime(2026, 11, 25, 19, 30, tzinfo=timezone(timedelta(hours=8)))
CORNER, COUNCIL = "45、47栋街角议事会", "梧桐里社区议事会"
PASSPHRASE = "梧桐里 45 栋"
DRAFT = ("hold/line", "王秀英 支持 先修西门的")
PNG = (
    b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x08\0\0\0\0:~\x9bU\0\0\0\nIDATx\x9cc`\0\0\0"
    b"\2\0\1\xe5'\xde\xfc\0\0\0\0IEND\xaeB`\x82"
)


class _Hand:
    """The person at the keyboard, a minute after each command."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> By:
        self.now += timedelta(minutes=1)
        return By("单晓梅", self.now, new_id())


def _lived(records: FileRecords, path: Path) -> None:
    """The sample community, and after it something in every table and of every turn."""
    make_sample(records, NOW)
    by = _Hand()
    with records.reading() as book:
        bodies = {body.name: body.id for body in book.find(Body)}
        corner, council = bodies[CORNER], bodies[COUNCIL]
        task = book.find(FollowUp, body=corner)[0]
        final = [one for one in book.find(Meeting, body=corner) if one.version]
        vote = book.find(Vote, body=council)[0].id
        issues = book.find(Issue, body=corner)
    source = path.with_name("修好的路灯.png")
    source.write_bytes(PNG)
    kept = photos.keep(path, source, task.number)
    source.unlink()
    photo = Photo(kept.name, kept.hash, When.AFTER, by().at, "路灯已亮")
    ledger.add_photo(records, by(), corner, task.id, photo)
    ledger.save_view(records, by(), corner, "逾期", View())
    reopen(records, by(), corner, final[0].id, "漏记一句")
    head = records.head(corner)
    assert head is not None
    finalise(records, by(), corner, final[0].id, head.short, head.seq)
    add_erratum(records, by(), corner, final[0].id, "第二项发言人应为王秀英。")
    _said_and_done(records, by, corner, task)
    with records.transaction("issue.same", by(), corner) as book:
        book.put(SameMatter(new_id(), corner, issues[0].id, issues[1].id))
    with records.transaction("unit.add", by(), council) as book:
        unit = Unit(new_id(), council, "45栋", "1单元", "101", 8_950, "王秀英")
        book.add([unit, Unit(new_id(), council, "45栋", "1单元", "102", 9_120, "孙建国")])
        book.put(
            OwnerAnswer(new_id(), council, vote, "王秀英", (unit.id,), 8_950, Choice.FOR, by().at)
        )
    with records.transaction("notice.post", by(), corner) as book:
        day = NOW.date()
        notice = Notice(
            new_id(), corner, final[0].id, "议定事项公示", day, day + timedelta(days=7), "45栋门厅"
        )
        book.put(notice)
        book.put(NoticeObjection(new_id(), corner, notice.id, "王秀英", "灯太亮。", day))
        book.put(
            Notice(new_id(), corner, None, "停水", day, day, text="明天停水。", coded=True, room=2)
        )
        edition = Edition((Article("楼道不堆物。"),), day, "居委会")
        covenant = Bylaw(new_id(), corner, BylawKind.COVENANT, "居民公约", (edition,))
        book.put(covenant)
        book.put(Group(new_id(), corner, GroupKind.BUILDING, "45栋"))
    with records.transaction("recurring.keep", by(), corner) as book:
        book.put(RecurringItem(new_id(), corner, "账目", Every.MONTH))
        book.put(
            MeetingTemplate(
                new_id(), corner, MeetingKind.REGULAR, starts="19:30", items=(TemplateItem("账目"),)
            )
        )
    collect.collect(records, by(), Issue("", corner, 0, "西门积水", by().at))
    records.undo(by(), corner)
    records.redo(by(), corner)
    records.undo(by(), corner)
    done = anonymise(records, by(), council, date(2026, 11, 15))
    assert done.entries and done.counts["meeting"], done


def _said_and_done(records: FileRecords, by: _Hand, body: str, task: FollowUp) -> None:
    """Points of an item, what was learnt, a turn of duty with its rule."""
    with records.reading() as book:
        ended = [one for one in book.find(Meeting, body=body) if one.speeches and not one.version]
    for held in ended[:1]:
        item = held.speeches[0].item
        hold.keep_points(records, by(), body, held.id, item, points_of(held, item))
    ledger.tell_learnt(records, by(), body, task.id, "先问物业，再报街道。")
    turn = DutyTurn("", body, task.id, "张桂兰", NOW - timedelta(hours=2), NOW)
    ledger.add_turn(records, by(), turn)
    ledger.keep_rule(records, by(), LedgerRule("", body, groups=(PointGroup("低龄老人"),)))


def _exchanged(records: FileRecords, folder: Path) -> None:
    """Keys of its own, those of a body on another laptop, and letters to it."""
    by, at = _Hand(), NOW.isoformat()
    with records.reading() as book:
        council = next(body.id for body in book.find(Body) if body.name == COUNCIL)
    with FileRecords.open(folder / "other.db") as other:
        corner = found.found_body(other, by(), Tier.CORNER, "51栋街角", preset("corner")).id
        asking = exchanging.ask(other, corner, at)
    exchanging.admit(records, council, asking, at)


def _small(records: FileRecords) -> None:
    by = _Hand()
    body = found.found_body(records, by(), Tier.CORNER, "13栋街角", preset("corner")).id
    found.add_person(records, by(), body, Person("", body, "赵敏"), (Role.MEMBER,), True)
    collect.collect(records, by(), Issue("", body, 0, "楼道堆物", by().at))


def write(folder: Path) -> None:
    """All files into a folder: records with their company, an encrypted one, settings."""
    records = folder / "records.db"
    with FileRecords.open(records) as made:
        _lived(made, records)
        with made.reading() as book:
            held = next(one.id for one in book.find(Meeting) if one.version)
        workbook = meeting_workbook(held_meeting(made, held), NOW)
        (folder / "workbook.xlsx").write_bytes(workbook)
        write_all(made, folder / "everything.zip", NOW, lambda _name: None)
        with TemporaryDirectory() as other:
            _exchanged(made, Path(other))
    drafts = Drafts.open(records, background=False)
    drafts.save(*DRAFT)
    drafts.close()
    back_up(records, folder / "backup" / "2026-11-25.db")
    closed = folder / "closed.db"
    with FileRecords.open(closed) as made:
        _small(made)
    recovery: list[str] = []
    set_passphrase(closed, PASSPHRASE, recovery.append)
    (folder / "recovery.txt").write_text(recovery[0])
    keys = {"hold.vote": "alt+v"}
    write_settings(folder / "settings.toml", Settings("zh", "夜", lock_minutes=5, keys=keys))
    for ending in (".lock", "-wal", "-shm"):
        for file in folder.rglob(f"*{ending}"):
            file.unlink()


def main() -> None:
    """Write the archive of this schema."""
    goal = HERE / f"schema-{migrations.KNOWN}.tar.xz"
    if goal.exists():
        sys.exit(f"{goal.name} is there")
    with TemporaryDirectory() as made:
        folder = Path(made)
        (folder / "backup").mkdir()
        write(folder)
        growing = io.BytesIO()
        with tarfile.open(fileobj=growing, mode="w:xz", preset=9) as archive:
            for file in sorted(folder.rglob("*")):
                info = archive.gettarinfo(file, file.relative_to(folder).as_posix())
                info.uid = info.gid = 0
                info.uname = info.gname = ""
                with file.open("rb") if file.is_file() else io.BytesIO() as content:
                    archive.addfile(info, content if file.is_file() else None)
        goal.write_bytes(growing.getvalue())
    print(goal.name, goal.stat().st_size)


if __name__ == "__main__":
    main()
