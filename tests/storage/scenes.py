"""Short ways to a body, a meeting and what is said there."""

from dataclasses import replace
from datetime import datetime, timedelta, timezone

from meetings.community.bodies import Body, Tier
from meetings.matters.issues import Issue
from meetings.ports import By, Records
from meetings.procedure.rules import preset
from meetings.sitting.agenda import AgendaItem
from meetings.sitting.debate import Speech, Stance
from meetings.sitting.meeting import Meeting
from storage.ids import new_id

AT = datetime(2026, 3, 1, 19, 0, tzinfo=timezone(timedelta(hours=8)))


def found(records: Records, act: By) -> str:
    """A corner body; its id."""
    body = new_id()
    with records.transaction("body.found", act, body) as book:
        book.put(Body(body, body, Tier.CORNER, "梧桐里街角", preset("corner")))
    return body


def planned(records: Records, act: By, body: str) -> Meeting:
    """A meeting of the body with two items."""
    with records.transaction("meeting.plan", act, body) as book:
        id = book.new_id()
        items = tuple(
            AgendaItem(book.new_id(), body, id, place, title)
            for place, title in enumerate(("路灯不亮", "楼道堆物"), start=1)
        )
        book.put(Meeting(id, body, 2026, 1, "三月例会", AT, items=items))
        return book.get(Meeting, id)


def spoken(meeting: Meeting, text: str = "请先修灯。") -> Meeting:
    """The meeting with one more speech on its first item."""
    item = meeting.items[0].id
    speech = Speech(new_id(), meeting.body, meeting.id, item, None, "李梅", Stance.FOR, text, AT)
    return replace(meeting, speeches=(*meeting.speeches, speech))


def issue(body: str, number: int = 1, title: str = "路灯不亮") -> Issue:
    """An issue as it was collected."""
    return Issue(new_id(), body, number, title, AT)


def act() -> By:
    """An act of the facilitator, for tests to which the minute does not matter."""
    return By("陈静", AT, new_id())
