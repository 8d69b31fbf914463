"""The acts of the screen 积分: redeem and correct points, edit prizes, list and export a period."""

from dataclasses import replace
from typing import TYPE_CHECKING

from meetings.actions import reward as acts
from meetings.community.people import unlabel
from meetings.figures.periods import EVER, Length, Period, before, whole
from meetings.matters.rewards import PointEntry, Prize
from meetings.terms import term
from tui.dialogs.kit.choose import Choose, Option
from tui.dialogs.kit.confirm import Confirm
from tui.dialogs.kit.fields import (
    ChoiceField,
    DateField,
    Line,
    NumberField,
    PersonField,
    Picked,
    TextField,
    YesNoField,
)
from tui.dialogs.kit.filled import filled
from tui.dialogs.kit.form import Answers
from tui.dialogs.kit.reading import Reading, Side
from tui.finding.people_search import PersonFinder, people_of
from tui.language import _, language
from tui.text import plain
from tui.words.days import day_text
from tui.words.figures import period_words

if TYPE_CHECKING:
    from tui.screens.rewards import RewardsScreen

NEW = "new"


def _left(left: int | None) -> str:
    return _("not counted") if left is None else _("{n} left").format(n=left)


def _chosen(screen: "RewardsScreen", people: PersonFinder) -> str:
    """Who is at the cursor: a person's id where name and building are theirs, else the name."""
    name, building = unlabel(screen.rows.key or "")
    own = (
        one.id
        for one in people.people
        if building and one.name == name and one.hint.split("，")[0] == building
    )
    return next(own, screen.rows.key or "")


async def redeem(screen: "RewardsScreen") -> None:
    """Redeem points for a prize: which, by whom, how many, on which day."""
    there = [(one, left) for one, left in screen.known.prizes if not one.stopped]
    if not there:
        screen.warn(_("Nothing to redeem yet: {key:rewards.prizes} adds items."))
        return
    options = [Option(one.id, one.name, f"{one.cost} · {_left(left)}") for one, left in there]
    picked = await screen.ask(Choose(_("What is redeemed?"), options))
    thing = next((one for one, _left_of in there if one.id == picked), None)
    if thing is None:
        return
    people = await screen.house.desk.read(people_of, screen.for_body.id, language())
    today = screen.house.now().date()
    lines: list[Line] = [
        PersonField("who", _("To whom"), people, _chosen(screen, people), required=True,
                    allow_new=True),
        NumberField("pieces", _("Pieces"), 1, least=1, most=10_000, required=True),
        DateField("day", _("Date"), today, today, required=True, past=True),
    ]  # fmt: skip

    async def write(answers: Answers) -> PointEntry:
        who: Picked = answers["who"]
        return await screen.commit(
            acts.redeem, screen.for_body.id, who.name, thing.id, answers["pieces"], answers["day"],
            person=who.id,
        )  # fmt: skip

    title = _("{thing}: {n} points a piece").format(thing=thing.name, n=thing.cost)
    if await filled(screen, title, lines, write) is not None:
        await screen.reload()


async def correct(screen: "RewardsScreen") -> None:
    """Add or take points by an entry with a reason."""
    people = await screen.house.desk.read(people_of, screen.for_body.id, language())
    today = screen.house.now().date()
    more, fewer = "more", "fewer"
    ways = ((more, _("more")), (fewer, _("fewer")))
    lines: list[Line] = [
        PersonField("who", _("Who"), people, _chosen(screen, people), required=True,
                    allow_new=True),
        ChoiceField("way", _("Points"), ways, more),
        NumberField("points", _("Number of points"), None, least=1, most=1_000_000, required=True),
        TextField("reason", _("Reason"), required=True),
        DateField("day", _("Date"), today, today, required=True, past=True),
    ]  # fmt: skip

    async def write(answers: Answers) -> PointEntry:
        who: Picked = answers["who"]
        points = answers["points"] if answers["way"] == more else -answers["points"]
        return await screen.commit(
            acts.correct, screen.for_body.id, who.name, points, answers["day"], answers["reason"],
            person=who.id,
        )  # fmt: skip

    if await filled(screen, _("Correct points"), lines, write) is not None:
        await screen.reload()


async def prizes(screen: "RewardsScreen") -> None:
    """Show the list of prizes, to add or change, until the person leaves."""
    while True:
        options = [Option(NEW, _("New item to redeem"))]
        options += [
            Option(
                one.id, one.name,
                f"{one.cost} · {_('stopped') if one.stopped else _left(left)}",
            )
            for one, left in screen.known.prizes
        ]  # fmt: skip
        picked = await screen.ask(Choose(_("What points can be redeemed for"), options))
        if picked is None:
            return
        known = next((one for one, _of in screen.known.prizes if one.id == picked), None)
        await _prize(screen, known or Prize("", screen.for_body.id, "", 1))
        await screen.reload()


async def _prize(screen: "RewardsScreen", one: Prize) -> None:
    lines: list[Line] = [
        TextField("name", _("Item name"), one.name, required=True),
        NumberField("cost", _("Points per piece"), one.cost, least=1, most=1_000_000,
                required=True),
        NumberField("stock", _("Pieces in all"), one.stock,
                    _("including those given out; empty if not counted"), most=1_000_000),
        YesNoField("stopped", _("Unavailable"), one.stopped),
    ]  # fmt: skip

    async def write(answers: Answers) -> Prize:
        kept = replace(
            one, name=answers["name"], cost=answers["cost"], stock=answers["stock"],
            stopped=bool(answers["stopped"]),
        )  # fmt: skip
        return await screen.commit(acts.keep_prize, kept)

    await filled(screen, _("What points can be redeemed for"), lines, write)


async def entries(screen: "RewardsScreen") -> None:
    """Show what was redeemed and corrected in the period, by the person at the cursor or by all."""
    who = screen.rows.key or ""
    told = [one for one in screen.known.entries if not who or one.name == who]
    if not told:
        screen.say(_("Nothing was redeemed or corrected in this period."))
        return
    lines = [
        plain(
            f"{day_text(one.day, year=True)}  {one.name}  {term(one.kind, language())}  "
            f"{one.points:+d}  {one.note}" + (f" ×{one.pieces}" if one.pieces > 1 else "")
        )
        for one in told
    ]
    title = period_words(screen.shown)
    await screen.ask(Reading(title, (Side(_("points"), tuple(lines)),)))


async def choose_period(screen: "RewardsScreen") -> None:
    """Choose the period: a month, a quarter, a year, or all time."""
    today = screen.house.now().date()
    month, year = whole(Length.MONTH, today), whole(Length.YEAR, today)
    known = (
        month, before(month), whole(Length.QUARTER, today), year, before(year),
        Period(EVER, today),
    )  # fmt: skip
    options = [Option(str(place), period_words(one)) for place, one in enumerate(known)]
    picked = await screen.ask(Choose(_("Which period?"), options))
    if picked is not None:
        screen.period = known[int(picked)]
        await screen.reload()


async def table(screen: "RewardsScreen") -> None:
    """Ask, then write the points of the period as Excel."""
    asked = _("Write the points of {period} as Excel?").format(period=period_words(screen.shown))
    if not await screen.ask(Confirm(asked, yes=_("write it"))):
        return
    made = screen.house.desk.papers.export_rewards(
        screen.for_body.id, screen.for_body.name, screen.shown
    )
    await screen.tell_written(made)
