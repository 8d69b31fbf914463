"""Base class of screens that work on the records: reads them, runs commands, shows refusals."""

from collections import Counter
from collections.abc import Awaitable, Callable, Coroutine
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

from textual import events

from meetings.clean import is_blank
from meetings.community.bodies import Body
from meetings.ports import By, Records
from tui.base import BaseScreen
from tui.commands import command
from tui.dialogs.holding import read_out
from tui.dialogs.kit import choose
from tui.errors import is_refusal, sentence
from tui.house import House
from tui.language import N_, _
from tui.widgets.rows import Rows

P = ParamSpec("P")
R = TypeVar("R")
NO_BODY = N_(
    "No body is open. On {key:app.people}, {key:people.body} creates one; "
    "{key:people.more}, then “Reopen a closed body”, reopens one."
)


class WorkingScreen(BaseScreen):
    """A screen on the records: `reload()` reads them again, `run()` runs a command."""

    def __init__(self) -> None:
        super().__init__()
        self._questions: Counter[str] = Counter()

    @property
    def house(self) -> House:
        """The app, with its desk and the current body."""
        return cast(House, self.app)

    @property
    def body(self) -> Body | None:
        """The current body; None in an empty file."""
        return self.house.body

    @property
    def shown_body(self) -> Body | None:
        """The body whose records this screen shows; the current one unless opened for another."""
        return self.body

    async def reload(self) -> None:
        """Read the records again and show them."""

    def find_text(self, text: str) -> None:
        """Look for text typed or pasted outside a field, by default in all records."""
        self.house.search_for(text)

    def on_key(self, event: events.Key) -> None:
        """Begin a search with a letter that is no key here; of another sign say what to press."""
        typed = event.character or ""
        if self.typing() or not event.is_printable or typed.isspace():
            return
        if event.key in self.active_bindings:
            return
        event.stop()
        event.prevent_default()
        if typed.isalpha():
            self.find_text(typed)
        else:
            said = _("“{typed}” does nothing here. {key:app.help} shows the keys of this screen.")
            self.say(said.format(typed=typed))

    def on_paste(self, event: events.Paste) -> None:
        """Begin a search with a paste outside a field."""
        if not self.typing() and not is_blank(event.text):
            event.stop()
            event.prevent_default()
            self.find_text(event.text)

    def asks(self, what: str = "") -> Callable[[], bool]:
        """Begin a query under the name `what`, which replaces the earlier one of that name.

        Call the returned function when the answer is there, before painting it: it says False
        where a newer query has begun, so that this answer is out of date.
        """
        self._questions[what] += 1
        return self.as_asked(what)

    def as_asked(self, what: str = "") -> Callable[[], bool]:
        """Like `asks`, for a further part of the latest query, without beginning a new one."""
        mine = self._questions[what]
        return lambda: self._questions[what] == mine

    def on_screen_resume(self) -> None:
        super().on_screen_resume()
        self.call_next(self.reload)

    async def point_at(self, id: str, text: str) -> None:
        """Put the cursor on the row with this id, or show `text` where the row is not listed."""
        await self.reload()
        for rows in self.query(Rows):
            if rows.go(id):
                rows.focus()
                return
        await self.app.push_screen(read_out.ReadOut("", text))

    async def more(self, title: str, *commands: str) -> None:
        """Offer these commands in a list by digits, since an input method takes their letters."""
        listed = [command(one) for one in commands]
        options = [
            choose.Option(one.action, _(one.help), one.key_shown, one.digit) for one in listed
        ]
        picked = await self.ask(choose.Choose(title, options))
        if picked is not None:
            await self.run_action(f"screen.{picked}")

    def start(self, act: Coroutine[Any, Any, object]) -> None:
        """Start an act in a worker: it may ask and wait while the screen stays usable."""
        self.run_worker(act)

    async def run(
        self, action: Callable[Concatenate[Records, By, P], R], *args: P.args, **kw: P.kwargs
    ) -> R | None:
        """Run a command; a refusal is shown in a sentence and returns None."""
        return await self.attempt(self.commit(action, *args, **kw))

    async def commit(
        self, action: Callable[Concatenate[Records, By, P], R], *args: P.args, **kw: P.kwargs
    ) -> R:
        """Run a command and raise its refusal, for a form's `save`, where the form shows it."""
        result = await self.house.desk.run(action, *args, **kw)
        self.saved_now()
        self.take_result(result)
        return result

    def take_result(self, result: object) -> None:
        """Called with the result of a command, for screens that show just that."""

    async def tell_written(self, writing: Awaitable[Path]) -> Path | None:
        """Wait for a file to be written and say where it is; a refusal is shown in a sentence."""
        path = await self.attempt(writing)
        if path is not None:
            self.say(_("Written: {path}").format(path=path), seconds=12)
        return path

    async def attempt(self, doing: Awaitable[R]) -> R | None:
        """Wait for the desk; a refusal is shown in a sentence and returns None."""
        try:
            return await doing
        except Exception as error:
            if not is_refusal(error):
                raise
            self.warn(sentence(error))
            return None

    def need_body(self) -> Body | None:
        """The current body; where there is none, says how to create one and returns None."""
        if self.body is None:
            self.warn(_(NO_BODY))
        return self.body
