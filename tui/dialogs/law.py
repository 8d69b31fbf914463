"""Asks the person about what a law requires; the person decides, not the program."""

from collections.abc import Iterable
from typing import Any

from meetings.procedure.law_questions import LawQuestion, answers, holds_proxy, question_words
from tui.base import AppScreen
from tui.dialogs.kit.confirm import Confirm
from tui.language import _, language


async def law_allows(
    screen: AppScreen[Any], questions: Iterable[LawQuestion | None], *, yes: str, no: str
) -> bool:
    """Show the questions with their articles; True where there are none or on a yes.

    Enter is no: what the law may forbid is never the default.
    """
    asked = [question_words(question, language()) for question in questions if question]
    if not asked:
        return True
    said = "\n".join([*asked, _("The program decides nothing here.")])
    answer: bool | None = await screen.ask(Confirm(said, yes=yes, no=no, destructive=True))
    return answer is True


async def law_answers(
    screen: AppScreen[Any], questions: Iterable[LawQuestion | None], kept: str, *, yes: str, no: str
) -> tuple[str, ...] | None:
    """Ask as above; what the record keeps of the answer, as the word `kept`, and None on a no."""
    asked = [question for question in questions if question]
    if any(map(holds_proxy, asked)):
        yes = _("valid: {act}").format(act=yes)
    if not await law_allows(screen, asked, yes=yes, no=no):
        return None
    return answers(asked, kept)
