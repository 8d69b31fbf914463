"""Passes on that a matter was settled or reopened to the bodies below from which it came."""

from meetings.actions import settle
from meetings.community.bodies import Body
from meetings.ports import Records
from meetings.terms import term
from tui.language import _, language
from tui.working import WorkingScreen


def name_of(records: Records, body: str) -> str:
    """The name of the body with this id."""
    with records.reading() as book:
        return book.get(Body, body).name


async def tell_below(screen: WorkingScreen, body: str) -> None:
    """Record the news in each body below, step by step down, and say so to the person."""
    desk = screen.house.desk
    for id in await desk.read(settle.waiting_below, body):
        moved = await screen.run(settle.follow_above, id)
        words = _("Also updated at {body}: “{issue}”, {state}")
        name = await desk.read(name_of, id)
        for issue in moved or ():
            state = term(issue.state, language())
            screen.say(words.format(body=name, issue=issue.title, state=state))
        if moved:
            await tell_below(screen, id)
