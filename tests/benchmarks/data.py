"""Large files for the benchmarks, made once a size under build/ through the program's tables."""

import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from hashlib import sha256
from itertools import islice
from pathlib import Path

from meetings.community.bodies import Body, Tier
from meetings.matters.followup_states import FollowUpState
from meetings.matters.followups import FollowUp
from meetings.matters.issues import TOPICS, Issue, IssueState, Move, Source
from meetings.ports import By
from meetings.procedure.rules import preset
from meetings.sitting.agenda import AgendaItem
from meetings.sitting.debate import Speech, Stance
from meetings.sitting.meeting import Meeting
from meetings.sitting.meeting_states import MeetingState
from meetings.sitting.presence import RollEntry
from storage.engine import open_writer
from storage.ids import new_id
from storage.migrations import STEPS
from storage.records import FileRecords
from storage.tables import TABLES

FOLDER = Path("build/bench-data")
MANY = int(os.environ.get("BENCH_MANY", "1000000"))
"""Issues, and as many tasks, of the large file."""
FEW = 100
START = datetime(2016, 1, 1, 9, 0, tzinfo=timezone(timedelta(hours=8)))
WORDS = (
    "路灯不亮", "消防通道停车", "楼道堆物", "垃圾桶太少", "广场舞音量", "飞线充电", "屋顶漏水",
    "共享单车", "占道经营", "井盖松动", "活动场地", "门禁损坏", "树枝挡光", "下水道堵", "电梯停运",
)  # fmt: skip
PLACES = ("45栋东侧", "13栋二单元", "商业街口", "北门", "地下车库", "老年活动室", "47栋前")


def bodies() -> list[Body]:
    """One subdistrict, thirty communities, six hundred corners."""
    top = Body(new_id(), "", Tier.SUBDISTRICT, "青溪街道推进会", preset("community"))
    found = [replace(top, body=top.id)]
    for n in range(30):
        id = new_id()
        found.append(
            Body(id, id, Tier.COMMUNITY, f"第{n + 1}社区议事会", preset("community"), top.id)
        )
    for n in range(600):
        id = new_id()
        parent = found[1 + n % 30].id
        found.append(Body(id, id, Tier.CORNER, f"第{n + 1}街角议事会", preset("corner"), parent))
    return found


def issues(count: int, known: list[Body]) -> Iterator[Issue]:
    """Issues spread over ten years and all bodies."""
    states = (IssueState.COLLECTED, IssueState.ACCEPTED, IssueState.DELIBERATED, IssueState.SETTLED)
    sources = tuple(Source)
    for n in range(count):
        at = START + timedelta(minutes=n * 5)
        state = states[n % 4]
        yield Issue(
            new_id(), known[n % len(known)].id, n // len(known) + 1,
            f"{WORDS[n % len(WORDS)]}第{n}件", at, text=f"{PLACES[n % 7]}{WORDS[(n * 7) % 15]}",
            place=PLACES[n % 7], topic=TOPICS[n % len(TOPICS)], source=sources[n % len(sources)],
            raised_name="张桂兰" if n % 3 else "李国强", supporters=n % 30, state=state,
            settled_at=at + timedelta(days=_ROADS[n % 8][-1][1]) if n % 4 == 3 else None,
            moves=tuple(Move(to, (at + timedelta(days=d)).date()) for to, d in _ROADS[n % 8]),
        )  # fmt: skip


_TALKED = (
    (IssueState.ACCEPTED, 3), (IssueState.SCHEDULED, 5), (IssueState.DELIBERATED, 10),
)  # fmt: skip
_SETTLED = (*_TALKED, (IssueState.SETTLED, 20))
_AGAIN = (*_SETTLED, (IssueState.ACCEPTED, 40), (IssueState.SETTLED, 60))
_ROADS: tuple[tuple[tuple[IssueState, int], ...], ...] = (
    (), _TALKED[:1], _TALKED, _SETTLED, (), _TALKED[:1], _TALKED, _AGAIN,
)  # fmt: skip
"""The moves of an issue, each with the days since it was collected."""


def tasks(count: int, known: list[Body]) -> Iterator[FollowUp]:
    """Tasks, a third of them late."""
    for n in range(count):
        at = START + timedelta(minutes=n * 5)
        state = (FollowUpState.IN_HAND, FollowUpState.ASSIGNED, FollowUpState.CLOSED)[n % 3]
        yield FollowUp(
            new_id(), known[n % len(known)].id, n // len(known) + 1,
            f"{WORDS[n % 15]}：请物业处理", at, owner="物业服务中心",
            deadline=(at + timedelta(days=14)).date(), state=state,
        )  # fmt: skip


def large(count: int) -> Path:
    """A file with so many issues and as many tasks."""
    form = sha256(repr(STEPS).encode()).hexdigest()[:8]
    path = FOLDER / f"{form}-{count}.db"
    if path.exists():
        return path
    FOLDER.mkdir(parents=True, exist_ok=True)
    growing = path.with_suffix(".growing")
    growing.unlink(missing_ok=True)
    with FileRecords.open(growing) as records:
        known = bodies()
        for body in known:
            with records.transaction("body.found", By("", START, new_id()), body.id) as book:
                book.put(body)
    conn = open_writer(growing)
    # Nothing would be lost with the file: it is made again.
    for careless in ("journal_mode = OFF", "synchronous = OFF", "cache_size = -400000"):
        conn.execute(f"PRAGMA {careless}").fetchone()
    by_name = {table.name: table for table in TABLES}
    conn.execute("BEGIN IMMEDIATE")
    for name, rows in (("issue", issues(count, known)), ("follow_up", tasks(count, known))):
        table = by_name[name]
        while some := list(islice(rows, 20_000)):
            conn.executemany(table.insert, table.encode_all(some))
    conn.execute("COMMIT")
    conn.execute("PRAGMA journal_mode = WAL").fetchone()
    conn.close()
    growing.rename(path)
    return path


def long_meeting(items: int = 200, speeches: int = 4_000) -> Meeting:
    """A meeting of so many items and speeches, as a value."""
    body, meeting = new_id(), new_id()
    agenda = tuple(
        AgendaItem(new_id(), body, meeting, n + 1, f"{WORDS[n % 15]}第{n}项") for n in range(items)
    )
    said = tuple(
        Speech(
            new_id(), body, meeting, agenda[n % items].id, None, "张桂兰", tuple(Stance)[n % 5],
            f"{PLACES[n % 7]}的{WORDS[n % 15]}要早点解决，我说第{n}句。",
            START + timedelta(seconds=n),
        )
        for n in range(speeches)
    )  # fmt: skip
    roll = tuple(RollEntry(new_id(), f"成员{n}", f"{n}栋", votes=True) for n in range(16))
    return Meeting(
        meeting, body, 2026, 1, "例会", START, "架空层", chair="陈静", secretary="李梅",
        state=MeetingState.ENDED, rule=preset("community"), roll=roll, opened_at=START,
        ended_at=START + timedelta(hours=3), items=agenda, speeches=said,
    )  # fmt: skip
