"""What every working screen does: read a snapshot, run a command, show what came of it."""

from collections import Counter
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

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
    "No body is open. {key:app.people}: there {key:people.body} creates one, and "
    "{key:people.more}, then “reopen”, takes up one that was closed."
)


class WorkingScreen(BaseScreen):
    """A screen on the records: `reload()` reads its snapshot again, `run()` runs a command."""

    def __init__(self) -> None:
        super().__init__()
        self._questions: Counter[str] = Counter()

    @property
    def house(self) -> House:
        """The app, with its desk and the body that is worked for."""
        return cast(House, self.app)

    @property
    def body(self) -> Body | None:
        """The body that is worked for; None in an empty file."""
        return self.house.body

    async def reload(self) -> None:
        """Read the snapshot again and show it."""

    def asks(self, what: str = "") -> Callable[[], bool]:
        """Begin to ask for `what`, in place of whatever was asked for it before.

        What is given back is asked once the answer is there, and before anything is painted:
        False where something newer was asked meanwhile, whose answer alone is wanted.
        """
        self._questions[what] += 1
        return self.as_asked(what)

    def as_asked(self, what: str = "") -> Callable[[], bool]:
        """The same for more of what was asked last, which is not asked anew."""
        mine = self._questions[what]
        return lambda: self._questions[what] == mine

    def on_screen_resume(self) -> None:
        super().on_screen_resume()
        self.call_next(self.reload)

    async def point_at(self, id: str, text: str) -> None:
        """Put the cursor on a row that was searched for, or show what it says."""
        await self.reload()
        for rows in self.query(Rows):
            if rows.go(id):
                rows.focus()
                return
        await self.app.push_screen(read_out.ReadOut("", text))

    async def more(self, title: str, *commands: str) -> None:
        """Pick by digits among acts that have letters alone, which go to the input method."""
        listed = [command(one) for one in commands]
        options = [
            choose.Option(one.action, _(one.help), one.key_shown, one.digit) for one in listed
        ]
        picked = await self.ask(choose.Choose(title, options))
        if picked is not None:
            await self.run_action(f"screen.{picked}")

    def start(self, act: Coroutine[Any, Any, object]) -> None:
        """Start an act, which may ask and wait; the screen goes on meanwhile."""
        self.run_worker(act)

    async def run(
        self, action: Callable[Concatenate[Records, By, P], R], *args: P.args, **kw: P.kwargs
    ) -> R | None:
        """Run a command; a refusal is told in a sentence and gives None."""
        return await self.attempt(self.commit(action, *args, **kw))

    async def commit(
        self, action: Callable[Concatenate[Records, By, P], R], *args: P.args, **kw: P.kwargs
    ) -> R:
        """Run a command; a refusal is raised, for a form's `save`, where the form tells it."""
        result = await self.house.desk.run(action, *args, **kw)
        self.saved_now()
        self.take_result(result)
        return result

    def take_result(self, result: object) -> None:
        """Show what a command gave, where the screen shows just this."""

    async def attempt(self, doing: Awaitable[R]) -> R | None:
        """What the desk reads or writes; a refusal is told in a sentence and gives None."""
        try:
            return await doing
        except Exception as error:
            if not is_refusal(error):
                raise
            self.warn(sentence(error))
            return None

    def need_body(self) -> Body | None:
        """The body, or a word on how to found one."""
        if self.body is None:
            self.warn(_(NO_BODY))
        return self.body
