"""A street's records as its clerk has them: its own body kept, all others known by letters."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta, timezone
from hashlib import sha256
from pathlib import Path
from random import Random

from meetings.actions import found
from meetings.community.bodies import Body, Tier
from meetings.figures.counting import Figures, figures
from meetings.figures.exchanged import key_of, letter_fields
from meetings.figures.facts import Deadline, Facts, IssueFact, MeetingFact, TaskFact, Turn, TurnKind
from meetings.figures.periods import Length, Period, whole
from meetings.matters.issues import TOPICS, Source
from meetings.ports import By
from meetings.procedure.rules import preset
from meetings.sharing import letters
from meetings.sharing.letters import Addressed, Head, Letter
from storage.ids import new_id
from storage.records import FileRecords
from storage.registers import incoming, register, signing
from storage.registers.exchanging import enrol
from storage.registers.register import Peer

NOW = datetime(2026, 12, 8, 9, tzinfo=timezone(timedelta(hours=8)))
COMMUNITIES = (
    "梧桐里", "青溪", "望江", "石桥", "东篱", "南湖", "北苑", "西园", "柳荫", "荷塘", "松涛",
    "竹园", "桂花", "银杏", "枫林", "杏花", "桃源", "梅岭", "兰亭", "菊苑", "春晖", "夏荫", "秋实",
    "冬青", "朝阳", "晚晴", "长安", "永宁", "太平", "和顺",
)  # fmt: skip


def clerk(path: Path, corners: int, months: int = 3, silent: int = 1, seed: int = 7) -> Body:
    """Write the file: a street, thirty communities at most, and so many corners under them.

    So many are silent: they told all but the last month, and one of several nothing at all.
    """
    random = Random(seed)
    with FileRecords.open(path) as records:
        by = By("王科员", NOW, new_id())
        street = found.found_body(
            records, by, Tier.SUBDISTRICT, "青溪街道推进会", preset("community")
        )
        enrol(records, street.id, NOW.isoformat())
        below = list(_below(street, corners))
        keys = signing.new_keys()
        quiet = {one.id for one in random.sample(below, min(len(below), silent))}
        never = min(quiet) if len(quiet) > 1 else ""
        with records.registering() as conn:
            for one in below:
                heard = NOW - timedelta(days=40 if one.id in quiet else random.randrange(9))
                public = signing.public(keys)
                register.know(conn, Peer(one.id, 1, public.sign, keys.seal, NOW.isoformat()))
                conn.execute(
                    "UPDATE peer SET heard = ? WHERE body = ?", (heard.isoformat(), one.id)
                )
                told = [] if one.id == never else periods(months)
                told = told[:-1] if one.id in quiet else told
                for letter in told_in_letters(one, street.id, told, keys.sign, random):
                    register.write(conn, letter, _key(letter), "taken", NOW.isoformat())
                    if letter.kind == letters.BODY:
                        incoming.tell(conn, letter)
    return street


def _below(street: Body, corners: int) -> Iterator[Body]:
    over = []
    for name in COMMUNITIES[: max(1, min(30, corners // 2))]:
        id = new_id()
        over.append(
            Body(id, id, Tier.COMMUNITY, f"{name}社区议事会", preset("community"), street.id)
        )
    yield from over
    for n in range(corners):
        id, above = new_id(), over[n % len(over)]
        name = f"{above.name[:-5]}{n // len(over) + 1}栋街角议事会"
        yield Body(id, id, Tier.CORNER, name, preset("corner"), above.id)


def periods(months: int) -> list[Period]:
    """The last months that are over, the oldest first."""
    told: list[Period] = []
    day = NOW.date().replace(day=1) - timedelta(days=1)
    for _ in range(months):
        told.insert(0, whole(Length.MONTH, day))
        day = told[0].start - timedelta(days=1)
    return told


def counted(body: Body, period: Period, random: Random) -> Figures:
    """What a body of this tier may have seen in a month."""
    first = period.start
    held = [
        MeetingFact(body.id, body.tier, first + timedelta(days=3), 9, random.randrange(4, 10), 2)
        for _ in range(random.randrange(3))
    ]
    topics = [random.choice(TOPICS) for _ in range(random.randrange(4))]
    issues = [
        IssueFact(body.id, body.tier, topic, Source.UNKNOWN, (_turn(first, random),))
        for topic in topics
    ]
    tasks = [_task(body, first, random) for _ in range(random.randrange(4))]
    facts = Facts(tuple(held), tuple(issues), tuple(tasks))
    return figures(facts, period, period.end + timedelta(days=1))


def _turn(first: date, random: Random, back: int = 0) -> Turn:
    return Turn(TurnKind.BEGUN, first + timedelta(days=random.randrange(20) - back))


def _task(body: Body, first: date, random: Random) -> TaskFact:
    begun = _turn(first, random, 30)
    done = (Turn(TurnKind.DONE, begun.day + timedelta(days=12)),) if random.random() < 0.6 else ()
    return TaskFact(body.id, body.tier, (begun, *done), (Deadline(begun.day + timedelta(days=14)),))


def told_in_letters(
    body: Body, reader: str, told: Iterable[Period], secret: bytes, random: Random
) -> Iterator[Letter]:
    """The letters of who it is and of its figures, chained and signed as a laptop makes them."""
    own = {"tier": body.tier, "name": body.name, "parent": body.parent, "place": "", "closed": 0}
    payloads = [(letters.BODY, letters.payload_of(body.id, own))]
    for period in told:
        fields = letter_fields(counted(body, period, random))
        payloads.append((letters.FIGURES, letters.payload_of(key_of(period), fields)))
    last: Letter | Head | None = None
    for number, (kind, payload) in enumerate(payloads, 1):
        salt = sha256(payload).digest()[:16]
        last = letters.written(
            last, body.id, 1, kind, [Addressed(reader, number)], NOW.isoformat(),
            (number, bytes(32)), salt, payload, lambda hash: signing.sign(secret, hash),
        )  # fmt: skip
        yield last


def _key(letter: Letter) -> str:
    told = letter.content()
    return told.record if told is not None else ""
