"""Shows a form and returns the result of writing its answers."""

from collections.abc import Awaitable, Callable, Sequence
from typing import TypeVar

from tui.base import AnyScreen
from tui.dialogs.kit.fields import Line
from tui.dialogs.kit.form import Answers, Check, FormDialog, Live

Result = TypeVar("Result")


async def filled(
    screen: AnyScreen,
    title: str,
    lines: Sequence[Line],
    write: Callable[[Answers], Awaitable[Result]],
    *,
    draft: str = "",
    check: Check | None = None,
    live: Live | None = None,
    begin: str = "",
) -> Result | None:
    """The result of `write`; None when left by Esc. A refusal is shown and keeps the form open."""
    written: list[Result] = []

    async def save(answers: Answers) -> None:
        written.append(await write(answers))

    form = FormDialog(title, lines, draft=draft, check=check, save=save, live=live, begin=begin)
    await screen.ask(form)
    return written[-1] if written else None
