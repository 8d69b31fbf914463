"""A hub that accepts and says nothing holds up no key and no saving."""

import asyncio
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from meetings.actions import found
from meetings.community.bodies import Tier
from meetings.procedure.rules import preset
from storage.carriers import hub
from storage.errors import HubUnreachable
from storage.registers import exchanging
from tui.desk import Desk
from tui.desk.core import local_now

pytest.importorskip("psycopg")


@pytest.fixture
def silent() -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server


def test_the_records_are_written_while_a_hub_says_nothing(
    tmp_path: Path, silent: socket.socket, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hub, "PATIENCE", 30)

    async def ask() -> None:
        desk = Desk(tmp_path / "records.db")
        desk.open()
        body = await desk.run(found.found_body, Tier.CORNER, "45栋街角议事会", preset("corner"))
        await desk.keep(exchanging.enrol, body.id, local_now().isoformat())

        def known(records):
            with records.registering() as conn:
                conn.execute(
                    "INSERT INTO hub (body, host, port, name, fingerprint, login, password, since) "
                    "VALUES (?, '127.0.0.1', ?, 'jiejiao', ?, 'a', 'b', '')",
                    (body.id, silent.getsockname()[1], bytes(32)),
                )

        await desk.keep(known)
        asking = asyncio.ensure_future(desk.exchange.by_hub(body.id))
        for number in range(20):
            await desk.run(found.edit_body, body.id, f"第{number}次", None, "")
            assert not asking.done(), "twenty acts were kept while the hub said nothing"
        silent.close()
        with pytest.raises(HubUnreachable):
            await asking
        desk.close()

    asyncio.run(ask())
