"""The form for an activity, a course or a recruitment."""

from dataclasses import replace

from meetings.actions import activity as acts
from meetings.community.people import Level
from meetings.matters.activities import Activity, ActivityKind
from meetings.terms import term
from tui.dialogs.kit.choose import Choose, Option
from tui.dialogs.kit.fields import ChoiceField, DateField, Line, LongField, NumberField, TextField
from tui.dialogs.kit.filled import filled
from tui.dialogs.kit.form import Answers
from tui.language import N_, _, language
from tui.working import WorkingScreen

TELLS = {
    ActivityKind.ACTIVITY: N_("with residents: cleaning up, a fair, a watch"),
    ActivityKind.COURSE: N_("of the volunteers' academy"),
    ActivityKind.RECRUITMENT: N_("of volunteers, in person or online"),
}
ONLINE, THERE = "online", "there"


async def edit_activity(
    screen: WorkingScreen, body: str, known: Activity | None
) -> Activity | None:
    """Ask for an activity's details, for a new one first its kind; None when left."""
    if known is None:
        options = [Option(one.value, term(one, language()), _(TELLS[one])) for one in ActivityKind]
        picked = await screen.ask(Choose(_("What kind of activity?"), options))
        if picked is None:
            return None
        known = Activity("", body, ActivityKind(picked), "")
    one = known
    today = screen.house.now().date()
    issue, task = await screen.house.desk.read(acts.numbers_of, one)
    lines: list[Line] = [
        TextField("title", _("Activity"), one.title, required=True),
        DateField("day", _("Date"), today, one.day, _("empty if not set"), near=True),
        TextField("starts", _("Time"), one.starts),
        TextField("place", _("Place"), one.place),
    ]
    if one.kind is ActivityKind.COURSE:
        levels = tuple((level.value, term(level, language())) for level in Level)
        lines += [
            TextField("teacher", _("Teacher"), one.teacher),
            ChoiceField("level", _("Level"), levels, one.level or "", required=False),
        ]
    ways = ((THERE, _("in person")), (ONLINE, _("online")))
    said = "" if one.online is None else ONLINE if one.online else THERE
    lines.append(ChoiceField("way", _("Way"), ways, said, required=False))
    if one.kind is ActivityKind.ACTIVITY:
        lines += [
            NumberField("issue", _("From issue no."), issue, _("empty if from none")),
            NumberField("task", _("From task no."), task),
        ]
    lines.append(LongField("text", _("About"), one.text, lines=3))

    async def write(answers: Answers) -> Activity:
        wanted = (answers.get("issue"), answers.get("task"))
        from_issue, from_task = one.issue, one.follow_up
        if one.kind is ActivityKind.ACTIVITY and wanted != (issue, task):
            from_issue, from_task = await screen.house.desk.read(
                acts.matter_numbered, one.body, *wanted
            )
        way = answers["way"]
        kept = replace(
            one, title=answers["title"], day=answers["day"], starts=answers["starts"],
            place=answers["place"], online=None if not way else way == ONLINE,
            text=answers["text"], teacher=answers.get("teacher", one.teacher),
            level=Level(answers["level"]) if answers.get("level") else None,
            issue=from_issue, follow_up=from_task,
        )  # fmt: skip
        return await screen.commit(acts.keep_activity, kept)

    draft = f"activity/{body}/{one.id or one.kind.value}/"
    return await filled(screen, term(one.kind, language()), lines, write, draft=draft)
