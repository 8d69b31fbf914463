"""The exchange of letters with other machines by keys: what to exchange, how, and what came."""

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from textual.binding import Binding
from textual.widgets import Static

from meetings.actions import found
from tui import moving
from tui.desk.exchange import Exchange, Invitation
from tui.dialogs.kit.choose import Choose, Option
from tui.dialogs.kit.fields import TextField
from tui.dialogs.kit.form import FormDialog
from tui.dialogs.kit.reading import Reading, Side
from tui.errors import is_refusal, sentence
from tui.language import _, headed, listed
from tui.text import plain, shown, typed_path
from tui.widgets.head import Head
from tui.words.bodies import short_name
from tui.words.exchange import (
    by_hub_words,
    came_words,
    erased_words,
    field_words,
    kind_words,
    registered_words,
    standing_words,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui.app import Jiejiao
    from tui.desk.exchanging import Exchanged, Leaving
    from tui.words.exchange import Standing

PLACE = "place/exchange"


class Leaves(Reading):
    """Shows the texts that would be sent; 1 sends them as they are, 2 with names masked, 3 not."""

    BINDINGS = [
        Binding("1", "pick('plain')", show=False),
        Binding("2", "pick('mask')", show=False),
        Binding("3", "pick('')", show=False),
    ]

    def __init__(self, texts: "Sequence[Leaving]") -> None:
        lines = []
        for one in texts:
            which = f"{kind_words(one.kind)} · {field_words(one.field)}"
            lines.append(plain(headed(which, one.text)))
            if one.named:
                lines.append(plain("    ⇒ " + one.masked).stylize("bold"))
        super().__init__(_("These texts would leave this computer"), [Side("", tuple(lines))])
        self.picked = ""

    def _show_keys(self) -> None:
        acts = (_("send as is"), _("mask names and send"), _("do not send"))
        keys = " · ".join(f"{digit} {act}" for digit, act in enumerate(acts, 1))
        self.query_one(".reading--keys", Static).update(plain(keys))

    def action_pick(self, picked: str) -> None:
        """Keep the answer "plain", "mask" or "" (do not send), and close."""
        self.picked = picked
        self.dismiss(None)

    def action_form_leave(self) -> None:
        """Esc and Enter send nothing; only a digit decides."""
        self.dismiss(None)


class Exchanging:
    """Exchanges letters for one running program, through a hub or a folder such as a USB drive."""

    def __init__(self, app: "Jiejiao") -> None:
        self.app = app

    @property
    def desk(self) -> Exchange:
        """The desk's exchange, which reads and writes the records."""
        return self.app.desk.exchange

    async def show_standing(self) -> None:
        """Update the word beside 已存; it is empty where no body here exchanges letters."""
        word = await self.desk.word()
        self.app.exchange_word = word
        for screen in self.app.screen_stack:
            for head in screen.query(Head):
                head.refresh()

    async def run(self) -> None:
        """Ask what to do and do it; every refusal is shown in a sentence."""
        try:
            await self._run()
        except Exception as error:
            if not is_refusal(error):
                raise
            self.app.notify(shown(sentence(error)), severity="error", timeout=20, markup=False)
        await self.show_standing()

    async def _run(self) -> None:
        await self.desk.require()
        known = await self.desk.statuses()
        stopped = await self.desk.stopped()
        if not known and not stopped:
            # In a new file the only thing to do is to take over a body of another computer.
            await moving.take(self)
            return
        hubs = await self.desk.hubs()
        plan = self._plan(known, by_hub=bool(hubs))
        open_keys = any(not other.proven for one in known for other in one.around)
        open_keys = open_keys or bool(hubs and await self.desk.hubs_unproven())
        options = self._options(by_hub=bool(hubs), stopped=bool(stopped), open_keys=open_keys)
        if any(one.around for one in known):
            sisters = _("Notices also to bodies of the same tier")
            options.append(Option("sisters", sisters, self._sisters_now(known)))
        act = await self.app.push_screen_wait(Choose(plan, options))
        if act == "registers":
            await self._registers(known)
        elif act == "join":
            await self._join(known)
        elif act == "hub":
            await self._by_hub(hubs)
        elif act == "slip":
            await self._take_slip(known)
        elif act == "folder":
            await self._by_folder(known)
        elif act == "move":
            await moving.move(self, known)
        elif act == "stopped":
            await moving.ways_on(self)
        elif act == "keys":
            await self._compare(known, hubs)
        elif act == "sisters":
            await self._choose_sisters(known)

    def _plan(self, known: "Sequence[Standing]", *, by_hub: bool) -> str:
        """One line that says what Enter will do."""
        if by_hub:
            return _("Send {n}, fetch what is new, through the hub · {standing}").format(
                n=sum(one.due for one in known), standing=standing_words(known)
            )
        around = [one for one in known if one.around]
        if not around:
            return _("Nobody to exchange with yet: read a USB drive, or request to join")
        due = sum(one.due for one in around)
        return _("Send {n}, fetch what is new, by USB drive · {standing}").format(
            n=due, standing=standing_words(known)
        )

    def _options(self, *, by_hub: bool, stopped: bool, open_keys: bool) -> list[Option]:
        found = [Option("hub", _("Exchange through the hub"))] if by_hub else []
        found.append(Option("folder", _("Exchange by USB drive or folder")))
        found.append(Option("join", _("Request to join the body above")))
        found.append(Option("registers", _("Outgoing and incoming letters")))
        found.append(Option("slip", _("Join a hub with its slip")))
        found.append(Option("move", _("Hand a body over to another computer, or take one over")))
        if stopped:
            found.append(Option("stopped", _("A body that was stopped: what to do")))
        if open_keys:
            found.append(Option("keys", _("Compare unverified keys")))
        return found

    @staticmethod
    def _sisters_now(known: "Sequence[Standing]") -> str:
        """Which bodies send their notices to those beside them, in a line."""
        names = [short_name(one.name) for one in known if one.sisters]
        return _("now: {names}").format(names=listed(names)) if names else _("now: to none")

    async def _choose_sisters(self, known: "Sequence[Standing]") -> None:
        """Ask whether a body's notices also go to the bodies beside it; by default they do not."""
        body = await self.which(known, _("Whose notices?"))
        if body is None:
            return
        options = [
            Option("off", _("Only to the body above")),
            Option("on", _("Also to bodies of the same tier"), _("names masked, as on the board")),
        ]
        picked = await self.app.push_screen_wait(Choose(_("Who gets notices?"), options))
        if picked is None:
            return
        await self.desk.choose_sisters(body, picked == "on")
        said = (
            _("From the next exchange on, notices also go to bodies of the same tier.")
            if picked == "on"
            else _("Notices go only to the body above; whoever has one is told when it comes down.")
        )
        self.app.notify(said, timeout=15, markup=False)

    async def _compare(self, known: "Sequence[Standing]", hubs: "Sequence[str]") -> None:
        """Show the check signs of each unproven key, for two people to compare by telephone."""
        sure = [
            Option("no", _("Not now"), _("they differ, or nobody was reached")),
            Option("yes", _("They match"), _("verified by telephone")),
        ]
        for body in await self.desk.hubs_unproven() if hubs else ():
            shown_key = await self.desk.hub_key(body)
            if shown_key is None:
                said = _("This hub has no key of its own yet: its list is not signed.")
                self.app.notify(said, timeout=15, markup=False)
                continue
            title = _("The hub's key: {signs}").format(signs=shown_key.signs)
            if await self.app.push_screen_wait(Choose(title, sure)) == "yes":
                await self.desk.trust_hub(body, shown_key.key)
        others = {other.body: other for one in known for other in one.around if not other.proven}
        for other in others.values():
            title = _("{name}: check code {signs}").format(
                name=short_name(other.name), signs=other.check_signs
            )
            if await self.app.push_screen_wait(Choose(title, sure)) == "yes":
                await self.desk.compared(other.body)

    async def _by_hub(self, hubs: "Sequence[str]") -> None:
        """Exchange with the hub of each body in turn, and show what came or why it failed."""
        if not await self._let_go():
            return
        self.app.notify(_("Asking the hub; you can go on meanwhile."), timeout=5)
        before, lines = self.app.screen, list[str]()
        for body in hubs:
            lines += by_hub_words(await self.desk.by_hub(body))
        await self._reread_body()
        if self.app.screen is not before:
            # Another screen is open by now, where somebody may be typing: do not cover it.
            self.app.notify(shown("\n".join(lines)), title=_("Exchanged"), timeout=20, markup=False)
            return
        await self.app.reload()
        side = Side("", tuple(map(plain, lines)))
        await self.app.push_screen_wait(Reading(_("Exchanged"), [side]))

    async def _take_slip(self, known: "Sequence[Standing]") -> None:
        """Join a hub by the file of a slip, or by what is typed from a printed slip."""
        body = await self.which(known, _("Which body asks?"))
        if body is None:
            return
        folder = await self.folder(_("Where is the file of the slip?"), _("Look around"))
        slips = await self.desk.slips(folder) if folder is not None else []
        options = [Option(str(n), one.name, one.place) for n, one in enumerate(slips)] + [
            Option("typed", _("Type it from the printed slip"))
        ]
        picked = await self.app.push_screen_wait(Choose(_("Which slip?"), options))
        if picked is None:
            return
        slip = await self._typed_slip() if picked == "typed" else slips[int(picked)]
        if slip is None:
            return
        # Short, so that the whole fingerprint fits into 80 columns: two people compare it.
        title = _("Fingerprint {signs}").format(signs=slip.signs)
        sure = [
            Option("no", _("Do not join a hub"), _("it differs: tell the office")),
            Option("yes", _("Join"), _("it is the one on the slip")),
        ]
        if await self.app.push_screen_wait(Choose(title, sure)) != "yes":
            return
        await self.desk.join_hub(body, slip)
        await self._by_hub([body])

    async def _typed_slip(self) -> Invitation | None:
        answers = await self.app.push_screen_wait(
            FormDialog(
                _("What the slip says"),
                [
                    TextField("at_hub", _("Address"), "", required=True, longest=300),
                    TextField("code", _("Code"), "", required=True, longest=100),
                ],
                save_label=_("Look around"),
            )
        )
        if answers is None:
            return None
        return await self.desk.slip_of(str(answers["at_hub"]), str(answers["code"]))

    async def show_body(self, body: str) -> None:
        """Make the body with this id the current one, once it was taken over."""
        known = await self.app.desk.read(found.bodies)
        self.app.work_on(next((one for one in known if one.id == body), None))
        await self.app.reload()

    async def which(self, known: "Sequence[Standing]", title: str) -> str | None:
        """The id of the only body, or of the one that is picked; None when nothing is picked."""
        if len(known) == 1:
            return known[0].body
        options = [Option(one.body, short_name(one.name)) for one in known]
        picked: str | None = await self.app.push_screen_wait(Choose(title, options))
        return picked

    async def folder(self, title: str, label: str) -> Path | None:
        """Ask for a folder, offering the last one or a USB drive that is found; None when left."""
        last = (await self.app.desk.drafts(PLACE)).get(PLACE, "")
        # a path on a dead network drive can block for long
        if not last or not await asyncio.to_thread(Path(last).is_dir):
            last = await self.app.desk.safe.stick() or last
        answers = await self.app.push_screen_wait(
            FormDialog(
                title,
                [TextField("folder", _("Folder"), last, required=True, longest=1000, offered=True)],
                save_label=label,
            )
        )
        if answers is None:
            return None
        folder = typed_path(str(answers["folder"]))
        if not await asyncio.to_thread(folder.is_dir):
            said = _("{place} does not exist.").format(place=folder)
            self.app.notify(shown(said), severity="error", timeout=15, markup=False)
            return None
        self.app.desk.draft(PLACE, str(folder))
        return folder

    async def _by_folder(self, known: "Sequence[Standing]") -> None:
        folder = await self.folder(_("Exchange by USB drive or folder"), _("Exchange"))
        if folder is None or not await self._let_go():
            return
        done = await self.desk.through(folder)
        waiting = [*done.found.asking, *done.found.answers]
        for one in waiting:
            asks = one in done.found.asking
            said = (
                _("{name} asks to join. Check code: {signs}")
                if asks
                else _("{name} accepts us. Check code: {signs}")
            )
            options = [
                Option("yes", _("Agree"), _("the check code was compared by telephone")),
                Option("no", _("Not now")),
            ]
            title = said.format(name=one.name, signs=one.check_signs)
            if await self.app.push_screen_wait(Choose(title, options)) == "yes":
                await self.desk.accept(one.path)
        if waiting:
            earlier = done
            done = await self.desk.through(folder)
            done.found.came = [*earlier.found.came, *done.found.came]
        await self._refresh()
        await self._show_done(done)

    async def _refresh(self) -> None:
        """Read the current body and the screen again after an exchange."""
        await self._reread_body()
        await self.app.reload()

    async def _reread_body(self) -> None:
        """Read the current body again: an exchange may have put it under another body."""
        known = await self.app.desk.read(found.bodies)
        own = self.app.body
        if own is not None:
            body = next((one for one in known if one.id == own.id), own)
            self.app.work_on(body, self.app.meeting_id)

    async def _let_go(self) -> bool:
        """Show what would be sent, and return whether the person lets it go."""
        for body in await self.desk.unseen():
            sheet = Leaves(await self.desk.leaving(body))
            await self.app.push_screen_wait(sheet)
            if not sheet.picked:
                self.app.notify(_("Nothing was sent."))
                return False
            await self.desk.choose_mask(body, sheet.picked == "mask")
        return True

    async def _show_done(self, done: "Exchanged") -> None:
        lines = came_words(done.found.came)
        lines += [sentence(failure) for failure in done.found.refused]
        for put in done.put:
            said = _("For {name}: {n} letters in {file}")
            lines.append(said.format(name=put.name, n=put.letters, file=put.path.name))
        if not lines:
            lines = [_("Nothing there for us, and nobody to exchange with yet.")]
        side = Side("", tuple(plain(line) for line in lines))
        await self.app.push_screen_wait(Reading(_("Exchanged"), [side]))

    async def _join(self, known: "Sequence[Standing]") -> None:
        body = await self.which(known, _("Which body asks?"))
        if body is None:
            return
        folder = await self.folder(_("Where should the request be written?"), _("Write"))
        if folder is None:
            return
        made = await self.desk.ask_to_join(body, folder)
        told = [
            _("Written: {file}").format(file=made.path),
            _("Check code, to compare by telephone: {signs}").format(signs=made.check_signs),
            _("Let the body above exchange with this USB drive; then exchange here once more."),
        ]
        side = Side("", tuple(map(plain, told)))
        await self.app.push_screen_wait(Reading(_("Request to join the body above"), [side]))

    async def _registers(self, known: "Sequence[Standing]") -> None:
        sides = []
        for one in known:
            lines = [
                plain(line) for line in map(registered_words, await self.desk.letters(one.body))
            ]
            today = self.app.now().date()
            asked = [plain(erased_words(each, today)) for each in await self.desk.erased(one.body)]
            lines = asked + lines or [plain(_("No letters yet."))]
            sides.append(Side(one.name, tuple(lines)))
        await self.app.push_screen_wait(Reading(_("Outgoing and incoming letters"), sides))
