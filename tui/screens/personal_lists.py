"""A list of tasks for each person, from F5: to print, or as a text to send to that person."""

from meetings.actions.chase import lists_of_persons
from meetings.actions.scope import scope
from meetings.community.bodies import Body
from meetings.matters.ledger import Reach
from meetings.papers.personal_list import PersonalList, list_text
from meetings.ports import Records
from tui.dialogs.group_text import offer_text
from tui.dialogs.kit.choose import Choose, Option
from tui.language import _
from tui.working import WorkingScreen

ALL, WORD, TEXT = "", "word", "text"


async def show_lists(screen: WorkingScreen, body: Body) -> None:
    """Choose a person or all, and whether to print or to copy the list."""
    desk, today = screen.house.desk, screen.house.now().date()

    def read(records: Records) -> tuple[PersonalList, ...]:
        return lists_of_persons(records, scope(records, body.id, Reach.BELOW), today)

    lists = await screen.attempt(desk.read(read))
    if lists is None:
        return
    options = [Option("all", _("Everybody, a page each"), _("in Word"))]
    options += [Option(f"{n}", one.name, _counted(one)) for n, one in enumerate(lists)]
    picked = await screen.ask(Choose(_("Whose list?"), options))
    if picked is None:
        return
    chosen = lists if picked == "all" else (lists[int(picked)],)
    way: str | None = WORD
    if picked != "all":
        ways = [
            Option(WORD, _("In Word, for printing")),
            Option(TEXT, _("As a text to paste to this person")),
        ]
        way = await screen.ask(Choose(chosen[0].name, ways))
    if way == WORD:
        await screen.tell_written(desk.papers.export_personal_lists(chosen))
    elif way == TEXT:
        one = chosen[0]
        whose = _("For {name} alone, names are not masked.").format(name=one.name)
        await offer_text(screen, body.name, f"任务单_{one.name}", list_text(one), whose)


def _counted(one: PersonalList) -> str:
    said = _("tasks: {n}").format(n=len(one.tasks))
    if one.late:
        said += " · " + _("{n} overdue").format(n=one.late)
    return said
