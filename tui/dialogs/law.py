"""What a law asks, told where the act is done; whoever sits at the keyboard decides."""

from collections.abc import Iterable

from meetings.procedure.law_questions import LawQuestion, question_words
from tui.base import BaseScreen
from tui.dialogs.kit.confirm import Confirm
from tui.language import _, language


async def law_allows(
    screen: BaseScreen, questions: Iterable[LawQuestion | None], *, yes: str, no: str
) -> bool:
    """Tell the questions with their articles; True where there is none, or on a yes.

    Enter alone is the no: what the law may forbid is never the default.
    """
    asked = [question_words(question, language()) for question in questions if question]
    if not asked:
        return True
    said = "\n".join([*asked, _("The program decides nothing here.")])
    answer: bool | None = await screen.ask(Confirm(said, yes=yes, no=no, destructive=True))
    return answer is True
