"""The desk's part for the exchange of letters between machines, as screens call it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from meetings.dataclass import dataclass
from tui.desk.core import Core

if TYPE_CHECKING:
    from collections.abc import Mapping

    from meetings.figures.exchanged import ReceivedReports
    from meetings.ports import By
    from meetings.sharing.moves import Arrived, Asked, Unsent
    from meetings.views import BranchLine
    from storage.carriers.folder import Waiting
    from storage.carriers.moved import Given, Lying
    from storage.carriers.slip import Slip
    from storage.records import FileRecords
    from storage.registers.at_hub import Exchanged as ByHub
    from storage.registers.exchanging import Status
    from tui.desk.exchanging import Exchanged, Leaving


@dataclass(frozen=True, slots=True)
class Invitation:
    """An invitation to a hub (slip): for whom, the hub's address, and the signs people compare."""

    name: str
    place: str
    signs: str
    slip: Slip


@dataclass(frozen=True, slots=True)
class HubKey:
    """A hub's own key, and its signs that people compare."""

    key: bytes
    signs: str


class Exchange:
    """Exchanges letters with other machines; every call runs off the event loop."""

    def __init__(self, desk: Core) -> None:
        self.desk = desk

    async def statuses(self) -> list[Status]:
        """The state of the exchange of each body that is kept here."""
        from tui.desk.exchanging import statuses

        return await self.desk.read(statuses, self.desk.now().date())

    async def leaving(self, body: str) -> list[Leaving]:
        """The texts that would be sent now."""
        from tui.desk.exchanging import leaving

        return await self.desk.read(leaving, body, self.desk.now().date())

    async def unseen(self) -> list[str]:
        """The ids of bodies with texts to send that nobody has looked at yet."""
        from tui.desk.exchanging import unseen

        return await self.desk.read(unseen, self.desk.now().date())

    async def choose_mask(self, body: str, mask: bool) -> None:
        """Set whether names in a body's letters are masked before they are sent."""
        from storage.registers.exchanging import choose_mask

        await self.desk.keep(choose_mask, body, mask)

    async def through(self, folder: Path, *, accept: bool = False, under: str = "") -> Exchanged:
        """Take the letters in a folder, and put ours there."""
        from tui.desk.exchanging import acting, exchange

        by = acting(self.desk.actor, self.desk.now)
        return await self.desk.keep(
            lambda records: exchange(records, by, folder, accept=accept, under=under)
        )

    async def require(self) -> None:
        """Raise ShareMissing where a library is not installed."""
        from storage.registers import signing

        signing.require()

    async def word(self) -> str:
        """The state of the exchange in a word; "" where no body here has keys."""

        def asked(records: FileRecords) -> str:
            with records.reading() as book:
                sql = "SELECT 1 FROM kept_body WHERE epoch > 0 LIMIT 1"
                if book.conn.execute(sql).fetchone() is None:
                    return ""
            from tui.desk.exchanging import statuses
            from tui.words.exchange import standing_words

            return standing_words(statuses(records, self.desk.now().date()))

        return await self.desk.read(asked)

    async def accept(self, path: Path) -> None:
        """Accept a request to join, or the answer to ours; raises what `take_file` raises."""
        from tui.desk.exchanging import acting, take_file

        by = acting(self.desk.actor, self.desk.now)
        await self.desk.keep(lambda records: take_file(records, by, path, accept=True))

    async def ask_to_join(self, body: str, folder: Path) -> Waiting:
        """Write a request to join into a folder."""
        from storage.carriers.folder import put_asking

        now = self.desk.now()
        return await self.desk.keep(put_asking, body, folder, now.isoformat(), now.date())

    async def letters(self, body: str) -> list[Mapping[str, Any]]:
        """Both registers of letters of a body, the newest first."""
        from storage.registers.listing import listed

        return await self.desk.read(listed, body)

    async def tree(self) -> tuple[BranchLine, ...]:
        """Every open body, each after the one above it, with when it last reported."""
        from storage.queries.elsewhere import tree

        return await self.desk.read(tree)

    async def received_from(self, body: str) -> ReceivedReports:
        """What a body on another computer reported of itself."""
        from storage.queries.elsewhere import received_from

        return await self.desk.read(received_from, body)

    async def give_body(self, body: str, folder: Path) -> Given:
        """Give a body away, as a file in a folder; raises what `moved.give` raises."""
        from storage.carriers.moved import give

        return await self.desk.keep(give, self._by(), body, folder)

    async def lying(self, folder: Path) -> list[Lying]:
        """The bodies whose files lie in a folder and can be taken over."""
        from storage.carriers.moved import lying

        return await self.desk.read(lambda _records: lying(folder))

    async def take_body(self, path: Path, code: str) -> Arrived:
        """Take over a body from its file; raises what `moved.take` raises."""
        from storage.carriers.moved import take

        return await self.desk.keep(take, self._by(), path, code)

    async def take_back(self, body: str) -> None:
        """Record a body here again that was given away; raises BodyUnmoved."""
        from storage.registers.moving import take_back

        await self.desk.keep(take_back, self._by(), body)

    def _by(self) -> By:
        from tui.desk.exchanging import acting

        return acting(self.desk.actor, self.desk.now)()

    async def keep_here(self, body: str, reason: str) -> None:
        """Record a stopped body here again; raises what `epochs.keep_here` raises."""
        from storage.registers.epochs import keep_here

        await self.desk.keep(keep_here, body, self.desk.now().isoformat(), reason)

    async def stopped(self) -> list[Unsent]:
        """The bodies that were stopped here, with the entries that only this file has."""
        from storage.registers.listing import stopped_bodies

        return await self.desk.read(stopped_bodies)

    async def supplement(self, body: str, folder: Path) -> Path:
        """Write what only this file has of a stopped body as a workbook; raises OSError."""
        from storage.registers.listing import unsent
        from tui.desk.table_files import write_supplement

        def write(records: FileRecords) -> Path:
            found = unsent(records, body)
            assert found is not None
            return write_supplement(records, found, folder, self.desk.now())

        return await self.desk.read(write)

    async def erased(self, body: str) -> list[Asked]:
        """The letters that a body asked others to erase, and who has done it."""
        from storage.registers.listing import asked

        return await self.desk.read(asked, body)

    async def delivered(self, body: str) -> Mapping[str, str]:
        """How far each of a body's referrals has been delivered; empty without an exchange."""
        from storage.queries.delivery import delivered

        return await self.desk.read(delivered, body)

    async def hubs(self) -> list[str]:
        """The bodies kept here that take part in a hub."""
        from tui.desk.exchanging import bodies_at_hub

        return await self.desk.read(bodies_at_hub)

    async def hubs_unproven(self) -> list[str]:
        """The bodies in a hub whose own key nobody here has compared yet."""

        def asked(records: FileRecords) -> list[str]:
            with records.reading() as book:
                rows = book.conn.execute(
                    "SELECT body FROM hub WHERE key IS NULL AND code = '' ORDER BY body"
                ).fetchall()
            return [body for (body,) in rows]

        return await self.desk.read(asked)

    async def hub_key(self, body: str) -> HubKey | None:
        """The hub's own key as the hub shows it now; raises what `at_hub.key_shown` raises."""
        from storage.carriers.slip import signs_of
        from storage.registers.at_hub import key_shown

        key = await self.desk.away(key_shown, body)
        return HubKey(key, signs_of(key)) if key else None

    async def trust_hub(self, body: str, key: bytes) -> None:
        """Trust the hub's key, which somebody compared: its list is checked by it from now on."""
        from storage.registers.at_hub import trust_key

        await self.desk.keep(trust_key, body, key)

    async def choose_sisters(self, body: str, on: bool) -> None:
        """Set whether a body's notices also go to the bodies beside it."""
        from storage.registers.exchanging import choose_sisters

        await self.desk.keep(choose_sisters, body, on)

    async def compared(self, body: str) -> None:
        """Note that somebody compared the check signs of a body's keys."""
        from storage.registers import register

        def noted(records: FileRecords) -> None:
            with records.registering() as conn:
                peer = register.peer(conn, body)
                if peer is not None:
                    register.prove(conn, body, peer.epoch, "signs")

        await self.desk.keep(noted)

    async def by_hub(self, body: str) -> ByHub:
        """Send a body's letters to its hub and take those there; raises as `at_hub.exchange`."""
        from tui.desk.exchanging import acting, exchange_by_hub

        by = acting(self.desk.actor, self.desk.now)
        return await self.desk.away(exchange_by_hub, by, body)

    async def slips(self, folder: Path) -> list[Invitation]:
        """The invitations in a folder; other files are ignored."""
        from contextlib import suppress

        from storage.carriers.slip import ENDING, read
        from storage.errors import CarriedUnreadable

        def looked(_records: FileRecords) -> list[Invitation]:
            found = []
            for path in sorted(folder.glob(f"*{ENDING}"))[:50]:
                with suppress(CarriedUnreadable, OSError):
                    found.append(_invitation(read(path)))
            return found

        return await self.desk.read(looked)

    async def slip_of(self, place: str, code: str) -> Invitation:
        """The invitation of a typed address and code; the hub's signs are still to be compared.

        Raises SlipMistyped, Misread, HubUnreachable, HubRefused.
        """
        from storage.carriers.slip import typed

        return await self.desk.away(lambda _records: _invitation(typed(place, code)))

    async def join_hub(self, body: str, taken: Invitation) -> None:
        """Join a hub by an invitation; raises what `at_hub.join` raises."""
        from tui.desk.exchanging import acting, join_hub

        by = acting(self.desk.actor, self.desk.now)
        await self.desk.away(join_hub, by, body, taken.slip)


def _invitation(slip: Slip) -> Invitation:
    from storage.carriers.slip import shown

    return Invitation(slip.name, str(slip.place), shown(slip.place.fingerprint), slip)
