"""The acts of the screen 志愿者: set layer and level, take on recruits, print service records."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

from meetings.actions import volunteers as acts
from meetings.actions.found import below
from meetings.community.people import Layer, Level, Seat, label
from meetings.figures.periods import Length, before, whole
from meetings.matters.activities import Activity
from meetings.papers.service import ServiceRecord
from meetings.ports import Records
from meetings.terms import term
from tui.dialogs.kit.choose import Choose, Option
from tui.dialogs.kit.fields import ChoiceField, Line, NoteLine
from tui.dialogs.kit.filled import filled
from tui.dialogs.kit.form import Answers
from tui.language import _, language, listed
from tui.words.days import day_text

if TYPE_CHECKING:
    from tui.screens.volunteers import VolunteersScreen


async def layer(screen: "VolunteersScreen") -> None:
    """Set the layer (core or general) and the level in the academy; empty where unknown."""
    one = screen.need_one()
    if one is None:
        return
    who = label(one.person.name, one.person.building)
    courses = _("Courses: {names}").format(names=listed(one.courses)) if one.courses else ""
    layers = tuple((of.value, term(of, language())) for of in Layer)
    levels = tuple((of.value, term(of, language())) for of in Level)
    lines: list[Line] = [
        NoteLine(f"{who} {courses}"),
        ChoiceField("layer", _("Layer"), layers, one.seat.layer or "", required=False),
        ChoiceField("level", _("Level"), levels, one.seat.level or "", required=False),
    ]

    async def write(answers: Answers) -> Seat:
        said, far = answers["layer"], answers["level"]
        return await screen.commit(
            acts.keep_layer, one.seat.body, one.seat.id, Layer(said) if said else None,
            Level(far) if far else None,
        )  # fmt: skip

    if await filled(screen, _("Layer, level"), lines, write) is not None:
        await screen.reload()
        screen.rows.go(one.seat.id)


async def record(screen: "VolunteersScreen") -> None:
    """Write all that the volunteer under the cursor did, in Word."""
    one = screen.need_one()
    if one is not None:
        await _written(screen, None, None, one)


async def week(screen: "VolunteersScreen") -> None:
    """Write what everybody did in this or the last week or month, in Word."""
    today = screen.house.now().date()
    monday = today - timedelta(days=today.weekday())
    month = whole(Length.MONTH, today)
    last = before(month)
    spans = (
        (monday, monday + timedelta(days=6)),
        (monday - timedelta(days=7), monday - timedelta(days=1)),
        (month.start, month.end), (last.start, last.end),
    )  # fmt: skip
    options = [
        Option(str(place), f"{day_text(start, year=True)}–{day_text(end)}")
        for place, (start, end) in enumerate(spans)
    ]
    picked = await screen.ask(Choose(_("Which period?"), options))
    if picked is not None:
        await _written(screen, *spans[int(picked)], None)


async def _written(
    screen: "VolunteersScreen", since: date | None, until: date | None, one: acts.Volunteer | None
) -> None:
    today, body = screen.house.now().date(), screen.for_body

    def read(records: Records) -> ServiceRecord:
        reach = below(records, body.id)
        return acts.service_record(records, reach, body.name, today, since, until, one)

    known = await screen.attempt(screen.house.desk.read(read))
    if known is None:
        return
    await screen.tell_written(screen.house.desk.papers.export_service(known))


async def take_on(screen: "VolunteersScreen") -> None:
    """Take on people who came to a recruitment by name as volunteers."""

    def load(records: Records) -> tuple[Activity, ...]:
        return acts.recruitments(records, below(records, screen.for_body.id))

    found = await screen.house.desk.read(load)
    if not found:
        screen.warn(_("No recruitment with names yet: record who came first."))
        return
    options = [
        Option(one.id, one.title, " · ".join(filter(None, (
            day_text(one.day, year=True) if one.day else "",
            _("{n} by name").format(n=len(acts.by_name(one))),
        ))))
        for one in found
    ]  # fmt: skip
    picked = await screen.ask(Choose(_("Who came to which recruitment?"), options))
    one = next((one for one in found if one.id == picked), None)
    if one is None:
        return
    taken = await screen.run(acts.take_on, one.body, one.id)
    if taken is not None:
        screen.say(_("New volunteers: {n}").format(n=len(taken)))
        await screen.reload()
