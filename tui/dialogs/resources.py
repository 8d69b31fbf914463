"""The form of a resource, and the dialog that finds one for a task (谁会修水管)."""

from collections.abc import Mapping
from types import MappingProxyType

from meetings.actions import found, ledger
from meetings.actions.resource import keep_resource, resources
from meetings.community.resources import Resource, ResourceClass
from meetings.matters.followups import FollowUp, Used
from meetings.terms import term
from tui.dialogs import needs
from tui.dialogs.kit.choose import Choose, Option
from tui.dialogs.kit.fields import (
    ChoiceField,
    Line,
    NoteLine,
    PersonField,
    Picked,
    TextField,
    YesNoField,
)
from tui.dialogs.kit.filled import filled
from tui.dialogs.kit.form import Answers
from tui.finding.people_search import people_of, split_names
from tui.finding.resource_search import find
from tui.language import N_, _, headed, language
from tui.working import WorkingScreen

NEED = "need"
NO_NAMES: Mapping[str, str] = MappingProxyType({})

ASKS = {
    ResourceClass.SKILL: (N_("Can do"), N_("修水管、电工、理发、写字、教孩子功课")),
    ResourceClass.VENUE: (N_("Good for"), N_("how many can sit, what is there")),
    ResourceClass.UNIT: (N_("Can give"), N_("what the unit does, whom it sends")),
    ResourceClass.ORGANISATION: (N_("Can give"), N_("what they do, how many they are")),
    ResourceClass.THING: (N_("What"), N_("how many, and where it is kept")),
}


async def edit_resource(
    screen: WorkingScreen, body: str, known: Resource | None
) -> Resource | None:
    """Ask for a resource's details, for a new one first its class; None when left."""
    if known is None:
        options = [Option(one.value, term(one, language()), _(ASKS[one][1]))
                   for one in ResourceClass]  # fmt: skip
        picked = await screen.ask(Choose(_("What kind of resource?"), options))
        if picked is None:
            return None
        known = Resource("", body, ResourceClass(picked), "")
    elif known.id == known.person:  # skills noted with a person, not listed as a resource yet
        known = Resource("", body, ResourceClass.SKILL, known.name, known.offers, known.person)
    one = known
    label, hint = ASKS[one.kind]
    lines: list[Line] = []
    if one.kind is ResourceClass.SKILL:
        people = await screen.house.desk.read(people_of, body, language())
        chosen = one.person if one.person and people.get(one.person) else one.name
        lines.append(PersonField("who", _("Person"), people, chosen, required=True,
                                 allow_new=True))  # fmt: skip
    else:
        lines.append(TextField("name", _("Resource name"), one.name, required=True))
    lines += [
        TextField("offers", _(label), one.offers, _(hint),
                  required=one.kind is ResourceClass.SKILL),
        TextField("contact", _("Contact"), one.contact),
        TextField("terms", _("When and how"), one.terms,
                _("weekends, a day before, to be returned")),
    ]  # fmt: skip
    if one.id:
        lines.append(YesNoField("stopped", _("Unavailable"), one.stopped))

    async def write(answers: Answers) -> Resource:
        who: Picked | None = answers.get("who")
        kept = Resource(
            one.id, one.body, one.kind, who.name if who else answers["name"], answers["offers"],
            (who.id or None) if who else one.person, answers["contact"], answers["terms"],
            bool(answers.get("stopped")),
        )  # fmt: skip
        return await screen.commit(keep_resource, kept)

    title = term(one.kind, language())
    draft = f"resource/{body}/{one.id or one.kind.value}/"
    return await filled(screen, title, lines, write, draft=draft)


async def who_can_help(screen: WorkingScreen, task: FollowUp) -> None:
    """Find resources for a task and note what helped; call it in a worker only."""
    known = {one.id: one for one in await screen.house.desk.read(resources)}
    bodies = await screen.house.desk.read(found.bodies)
    names = {body.id: body.name for body in bodies if body.id != task.body}
    options = resource_options(task, tuple(known.values()), names)
    options.append(Option(NEED, _("No match: publish what is needed"), _("and who offers it")))
    title = _("Who can help with: {task}").format(task=task.text)
    picked = await screen.ask(FindResource(title, options, tuple(known.values())))
    if picked == NEED:
        own = next(body for body in bodies if body.id == task.body)
        await needs.show_needs(screen, own, None, task)
    elif picked is not None:
        await _note(screen, task, known[picked])


def resource_options(
    task: FollowUp, known: tuple[Resource, ...], others: Mapping[str, str] = NO_NAMES
) -> list[Option]:
    """All resources as options, those that fit the task first; `others` names other bodies."""
    fitting = find(task.text, known)
    rest = [one for one in known if one not in fitting]
    return [
        option_of(one, others.get(one.body, "")) for one in (*fitting, *rest) if not one.stopped
    ]


def option_of(one: Resource, whose: str = "") -> Option:
    """A resource as an option: `刘师傅：修水管、电工`, its class, and another body's name."""
    said = headed(one.name, one.offers) if one.offers else one.name
    return Option(one.id, said, " · ".join(filter(None, (term(one.kind, language()), whose))))


class FindResource(Choose):
    """A choice of resources, searched by a question, by words or by pinyin."""

    def __init__(self, title: str, options: list[Option], known: tuple[Resource, ...]) -> None:
        super().__init__(title, options)
        self.known = known

    def fit(self, text: str, option: Option) -> tuple[int, int] | None:
        if option.key == NEED:
            return (1, 0)  # always last
        found = find(text, self.known)
        place = next((n for n, one in enumerate(found) if one.id == option.key), None)
        return None if place is None else (0, place)


async def _note(screen: WorkingScreen, task: FollowUp, one: Resource) -> None:
    lines: list[Line] = [
        NoteLine(option_of(one).words),
        NoteLine(" · ".join(said for said in (one.contact, one.terms) if said)),
        ChoiceField("used", _("Used for this"), (("yes", _("yes")), ("no", _("no"))),
                    hint=_("recorded on the task as a resource used")),
        TextField("note", _("How"), longest=500),
        YesNoField("helper", _("Also as helper")),
    ]  # fmt: skip

    async def write(answers: Answers) -> FollowUp | None:
        if answers["used"] != "yes":
            return None
        listed = "" if one.id == one.person else one.id
        used = (*task.resources, Used(one.name, listed, answers["note"]))
        return await screen.commit(
            ledger.note_used, task.body, task.id, used,
            split_names(one.name) if answers["helper"] else (),
        )  # fmt: skip

    await filled(screen, term(one.kind, language()), lines, write)
