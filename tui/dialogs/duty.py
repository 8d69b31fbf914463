"""The dialogs for turns of duty (值守) on a task, the points they earn, and the rule for points."""

from datetime import datetime, timedelta

from meetings.actions import ledger
from meetings.clean import trim
from meetings.community.people import is_team
from meetings.matters import duty
from meetings.matters.duty import DutyTurn, LedgerRule, PointGroup
from meetings.matters.followups import FollowUp
from tui.dialogs.kit.choose import Choose, Option
from tui.dialogs.kit.confirm import Confirm
from tui.dialogs.kit.fields import (
    DateField,
    Line,
    LongField,
    NumberField,
    PersonField,
    Picked,
    TextField,
)
from tui.dialogs.kit.filled import filled
from tui.dialogs.kit.form import Answers
from tui.dialogs.kit.reading import Reading, Side
from tui.finding.people_search import people_of, split_names
from tui.finding.times import at, understand_time
from tui.language import _, language
from tui.text import cells, half_width, pad, plain
from tui.words.days import clock, day_text
from tui.working import WorkingScreen

NEW = "new"


async def show_turns(screen: WorkingScreen, task: FollowUp) -> None:
    """List a task's turns of duty and their sums until the person leaves; in a worker only."""
    while True:
        turns = await screen.house.desk.read(ledger.turns_of, task.body, task.id)
        options = [Option(NEW, _("Record a shift"))]
        options += [
            Option(t.id, turn_text(t), _("{hours} person-hours").format(
                hours=duty.hours_text(t.person_minutes)))
            for t in reversed(turns)
        ]  # fmt: skip
        picked = await screen.ask(Choose(sums_text(turns), options))
        if picked is None:
            return
        if picked == NEW:
            await _add(screen, task, turns)
        else:
            turn = next(t for t in turns if t.id == picked)
            asked = _("Remove this shift? The history keeps it.\n{turn}")
            if await screen.ask(Confirm(asked.format(turn=turn_text(turn)))):
                await screen.run(ledger.drop_turn, task.body, turn.id)


def sums_text(turns: tuple[DutyTurn, ...]) -> str:
    """The sums of turns: `值守 12班，31人次，62小时`."""
    known = duty.sums(turns)
    return _("Duty: {turns} shifts, {heads} people, {hours} person-hours").format(
        turns=known.turns, heads=known.heads, hours=known.hours
    )


def turn_text(turn: DutyTurn) -> str:
    """A turn as `张桂兰 11月24日 7:00–8:30 2人`; not the date first, or its digit would pick it."""
    start, end = turn.starts_at, turn.ends_at
    heads = " " + _("people: {n}").format(n=turn.heads) if turn.heads > 1 else ""
    note = f" {turn.note}" if turn.note else ""
    return f"{turn.name} {day_text(start.date())} {clock(start)}–{clock(end)}{heads}{note}"


async def _add(screen: WorkingScreen, task: FollowUp, turns: tuple[DutyTurn, ...]) -> None:
    now = screen.house.now()
    people = await screen.house.desk.read(people_of, task.body, language())
    last = turns[-1] if turns else None
    lines: list[Line] = [
        PersonField("who", _("Who"), people, hint=_("a person, or a group by its name"),
                    required=True, allow_new=True),
        DateField("day", _("Date"), now.date(), now.date(), required=True, past=True),
        TextField("start", _("From"), _clock_of(last.starts_at if last else None, "07:00"),
                  required=True, longest=20),
        TextField("end", _("To"), _clock_of(last.ends_at if last else None, "09:00"),
                  required=True, longest=20),
        NumberField("heads", _("How many"), None, _("empty: one person; for a team, how many"),
                    least=1, most=10_000),
        TextField("note", _("Note"), longest=500),
    ]  # fmt: skip

    def check(answers: Answers) -> dict[str, str]:
        told = _("Write a time of day like 19:30 or 7点半.")
        wrong = {n: told for n in ("start", "end") if understand_time(str(answers[n])) is None}
        who = answers["who"]
        if who is not None and not who.id and not answers["heads"] and is_team(who.name):
            wrong["heads"] = _("How many of {team} stood there?").format(team=who.name)
        return wrong

    async def write(answers: Answers) -> DutyTurn:
        who: Picked = answers["who"]
        start, end = _span(answers, now)
        return await screen.commit(ledger.add_turn, DutyTurn(
            "", task.body, task.id, who.name, start, end, answers["heads"] or 1, who.id or None,
            answers["note"],
        ))  # fmt: skip

    draft = f"task/{task.id}/duty/"
    await filled(screen, _("Duty shift"), lines, write, draft=draft, check=check)


def _clock_of(moment: datetime | None, usual: str) -> str:
    return clock(moment) if moment else usual


def _span(answers: Answers, now: datetime) -> tuple[datetime, datetime]:
    """Start and end of the turn; an end before the start is on the next day."""
    begins, ends = understand_time(answers["start"]), understand_time(answers["end"])
    assert begins is not None and ends is not None
    start = at(answers["day"], begins, now)
    end = at(answers["day"], ends, now)
    return start, end if end >= start else end + timedelta(days=1)


async def edit_rule(screen: WorkingScreen, body: str) -> None:
    """Edit days for reporting back, points an hour, and groups whose hours count for more."""
    rule = await screen.house.desk.read(ledger.rule_of, body) or LedgerRule("", body)
    lines: list[Line] = [
        NumberField("days", _("Return within"), rule.decline_days,
                    _("days after handover"), most=365),
        NumberField("per_hour", _("Points per hour"), rule.per_hour or None,
                    _("as your own rules say; empty: not set"), most=10_000),
        LongField("groups", _("Bonus groups"), groups_text(rule.groups),
                  _("one group per line: 低龄老人 2倍：张桂兰、陈建华"), lines=5),
    ]  # fmt: skip

    async def write(answers: Answers) -> LedgerRule:
        kept = LedgerRule(
            rule.id, body, answers["days"] or 0, answers["per_hour"] or 0,
            read_groups(answers["groups"]),
        )  # fmt: skip
        return await screen.commit(ledger.keep_rule, kept)

    await filled(screen, _("Ledger rules"), lines, write, draft=f"ledger/rule/{body}/")


def groups_text(groups: tuple[PointGroup, ...]) -> str:
    """The groups, one a line, as `read_groups` reads them."""
    return "\n".join(f"{g.name} {_times(g.percent)}倍：{'、'.join(g.people)}" for g in groups)


def _times(percent: int) -> str:
    whole, rest = divmod(percent, 100)
    return f"{whole}.{rest:02}".rstrip("0").rstrip(".") if rest else str(whole)


def read_groups(text: str) -> tuple[PointGroup, ...]:
    """Groups from lines like `低龄老人 2倍：张桂兰、陈建华`; without a number it is double."""
    found = []
    for line in text.splitlines():
        head, _colon, names = line.replace(":", "：").partition("：")
        words = trim(head)
        name, gap, last = words.rpartition(" ")
        factor = half_width(last).removesuffix("倍").removeprefix("×").removeprefix("x")
        percent = 200
        if gap and len(factor) < 8 and factor.replace(".", "", 1).isdecimal():
            whole, _dot, part = factor.partition(".")
            percent = int(whole or "0") * 100 + int(f"{part}00"[:2])
            words = trim(name)
        if words:
            found.append(PointGroup(words, percent, split_names(names)))
    return tuple(found)


async def show_points(screen: WorkingScreen, body: str) -> None:
    """Show a table of everybody's turns, hours and points."""
    desk = screen.house.desk
    turns = await desk.read(ledger.turns_of, body)
    rule = await desk.read(ledger.rule_of, body)
    lines = duty.table(turns, rule)
    if not lines:
        screen.say(_("No duty shifts yet: choose a task, then {key:follow.duty}."))
        return
    width = max(12, *(cells(line.name) for line in lines))
    heads = (_("Name"), _("Shifts"), _("Hours"), _("Points"), _("Group"))
    said = [plain(_columns(heads, width), "bold")]
    for line in lines:
        group = f"{line.group} ×{_times(line.percent)}" if line.group else ""
        row = (line.name, str(line.turns), duty.hours_text(line.person_minutes),
               str(line.points), group)  # fmt: skip
        said.append(plain(_columns(row, width)))
    said += [plain(""), plain(sums_text(turns), "bold")]
    said.append(plain(rate_words(duty.rate(rule))))
    await screen.ask(Reading(_("Points for duty"), (Side(_("points"), tuple(said)),)))


def rate_words(per_hour: int) -> str:
    """How many points an hour gives, or that this is not fixed."""
    if not per_hour:
        return _("Points per hour are not set, so none are earned.")
    return _("{n} points per hour; rounded down once per person.").format(n=per_hour)


def _columns(row: tuple[str, ...], width: int) -> str:
    name, turns, hours, points, group = row
    return "  ".join(
        (pad(name, width), pad(turns, 6, right=True), pad(hours, 8, right=True),
         pad(points, 8, right=True), group)
    )  # fmt: skip
