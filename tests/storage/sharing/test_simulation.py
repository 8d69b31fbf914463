"""Thirty-one bodies with bad carriers, wrong clocks and mishaps: what was told arrives as it is.

`make simulation` plays larger ones with more seeds; `SIM_SEEDS`, `SIM_BODIES` say how many.
"""

import os
from typing import Any

import pytest

from storage.registers import exchanging, incoming, outgoing, register
from tests.storage.sharing.simulation import Plan, World

LONG = "SIM_SEEDS" in os.environ
SEEDS = int(os.environ.get("SIM_SEEDS", "1"))
BODIES = int(os.environ.get("SIM_BODIES", "12"))
FIRST = int(os.environ.get("SIM_FIRST", "8"))
OVER = max(2, BODIES // 21)
PLAN = Plan(
    corners=BODIES - OVER - 1, communities=OVER, rounds=10, acts=BODIES, trips=BODIES, mishaps=10
)
SMALL = Plan(corners=4, communities=1, rounds=6, acts=8, trips=8, mishaps=0)


@pytest.mark.parametrize("seed", range(FIRST, FIRST + SEEDS))
def test_whatever_happens_what_was_told_arrives_once_in_order_and_as_it_is(seed: int) -> None:
    world = World(PLAN, seed).run()
    assert world.faults() == []
    assert world.seen["new"] > BODIES and world.seen["known"], "it played at all"


def test_the_order_in_which_letters_come_decides_nothing() -> None:
    alone = Plan(**{**SMALL.__dict__, "faults": 0.8, "answers": False})
    worlds = [World(alone, 5, carrier).run() for carrier in (1, 2)]
    assert [world.faults() for world in worlds] == [[], []]
    assert worlds[0].known_elsewhere() == worlds[1].known_elsewhere()
    assert worlds[0].seen != worlds[1].seen, "they came in another order"


def _every_letter_is_next(conn: Any, body: str, epoch: int, readers: Any, taken: Any) -> None:
    """Numbers to a reader are not looked at: what waits is told at once."""
    for letter in register.waiting(conn, body, epoch):
        told = letter.content()
        register.set_state(conn, letter, told.record if told else "", incoming.tell(conn, letter))
        taken.new.append(letter)


def _told_whole(kind: str, row: Any) -> dict[str, Any]:
    return dict(row)


def _whole_row(conn: Any, table: str, id: str, body: str) -> Any:
    """All columns, the private ones with them."""
    found = conn.execute(f"SELECT * FROM {table} WHERE id = ? AND body = ?", (id, body))
    row = found.fetchone()
    names = [column[0] for column in found.description]
    return None if row is None else dict(zip(names, row, strict=True))


CONTROLS: dict[str, tuple[Plan, list[tuple[Any, str, Any]]]] = {
    "numbers are not looked at": (
        Plan(**{**SMALL.__dict__, "faults": 0.9, "by_hub": 0.0}),
        [(incoming, "_advance", _every_letter_is_next)],
    ),
    "an older letter overwrites": (
        Plan(**{**SMALL.__dict__, "faults": 0.9, "by_hub": 0.0}),
        [
            (incoming, "_advance", _every_letter_is_next),
            (incoming, "_is_newest", lambda *_: True),
        ],
    ),
    "who may tell what is not looked at": (
        Plan(**{**PLAN.__dict__, "mishaps": 10}),
        [(incoming, "_require_own", lambda *_: None)],
    ),
    "the letter before is not looked at": (
        Plan(corners=28, communities=2, rounds=10, acts=31, trips=31, mishaps=10),
        [(incoming, "_fits_beside", lambda *_: True)],
    ),
    "who was set back is not stopped": (
        Plan(corners=6, communities=1, rounds=10, acts=12, trips=10, mishaps=10, by_hub=0.0),
        [(exchanging, "_beyond", lambda *_: "")],
    ),
    "the sender remembers what the hub has": (
        Plan(corners=6, communities=1, rounds=10, acts=12, trips=10, mishaps=10, by_hub=1.0,
             client_cursor=True),
        [],
    ),
    "private columns leave": (
        SMALL,
        [(outgoing, "letter_fields", _told_whole), (outgoing, "_row", _whole_row)],
    ),
}  # fmt: skip
"""Each takes one rule away, and the simulation must find that something is wrong."""


def _found(plan: Plan, seed: int) -> bool:
    try:
        return bool(World(plan, seed).run().faults())
    except Exception:
        return True


SLOW = frozenset(
    {
        "the letter before is not looked at",
        "who was set back is not stopped",
        "who may tell what is not looked at",
        "an older letter overwrites",
    }
)
"""Controls that need more bodies and time; `make simulation` runs them."""


@pytest.mark.parametrize("control", [one for one in CONTROLS if LONG or one not in SLOW])
def test_a_rule_taken_away_is_found(control: str, monkeypatch: pytest.MonkeyPatch) -> None:
    plan, broken = CONTROLS[control]
    for module, name, value in broken:
        monkeypatch.setattr(module, name, value)
    seeds = {"numbers are not looked at": 3, "an older letter overwrites": 3}
    assert _found(plan, seeds.get(control, 1)), control
