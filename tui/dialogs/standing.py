"""The dialogs for recurring agenda items and templates of meetings."""

from collections.abc import Iterable

from meetings.actions import standing
from meetings.actions.prepare import kinds_named
from meetings.clean import is_blank, trim
from meetings.community.bodies import Body
from meetings.day_range import MOST_MINUTES
from meetings.limits import limit
from meetings.sitting.meeting_states import NAMED_KINDS, MeetingKind, plain_kind
from meetings.sitting.recurring import Every, MeetingTemplate, RecurringItem, TemplateItem
from meetings.terms import kind_word, term
from tui.dialogs.kit.choose import Choose, Option
from tui.dialogs.kit.fields import (
    ChoiceField,
    Line,
    LongField,
    NoteLine,
    NumberField,
    TextField,
    YesNoField,
)
from tui.dialogs.kit.filled import filled
from tui.dialogs.kit.form import Answers
from tui.finding.times import understand_time
from tui.language import N_, _, language
from tui.text import half_width
from tui.working import WorkingScreen

ANY = "any"
NEW = "new"


async def edit_standing(screen: WorkingScreen, body: str) -> None:
    """List recurring items and templates until the person leaves; call it in a worker only."""
    chosen = ""
    while True:
        items, templates = await screen.house.desk.read(standing.standing, body)
        by_kind = {_key(one.kind, one.kind_words): one for one in templates}
        own = await screen.house.desk.read(kinds_named, body)
        kinds = _kinds(templates, own)
        options = [Option(NEW, _("A new recurring item"))]
        options += [_item_option(item) for item in items]
        options += [
            Option(key, _("Template: {kind}").format(kind=kind_word(*kind, language())),
                   _template_hint(by_kind.get(key)))
            for key, kind in kinds.items()
        ]  # fmt: skip
        picked = await screen.ask(Choose(_("Recurring"), options, chosen=chosen))
        if picked is None:
            return
        chosen = picked
        if picked in kinds:
            kind, words = kinds[picked]
            new = MeetingTemplate("", body, kind, kind_words=words)
            await _edit_template(screen, by_kind.get(picked) or new)
        else:
            known = next((item for item in items if item.id == picked), None)
            await _edit_item(screen, known or RecurringItem("", body, "", Every.MEETING))


def _key(kind: MeetingKind, words: str) -> str:
    return f"={words}" if words else kind.value


def _kinds(
    templates: Iterable[MeetingTemplate], own: Iterable[str]
) -> dict[str, tuple[MeetingKind, str]]:
    """By key, the kinds of meeting: built-in, usual names, the body's own, those of templates."""
    named = dict.fromkeys((*NAMED_KINDS, *own, *(t.kind_words for t in templates if t.kind_words)))
    known = [*((kind, "") for kind in MeetingKind), *((MeetingKind.SPECIAL, w) for w in named)]
    return {_key(*kind): kind for kind in known}


def _item_option(item: RecurringItem) -> Option:
    hint = term(item.every, language())
    if item.every is Every.YEAR:
        hint += " " + _("from month {n}").format(n=item.month)
    if item.stopped:
        hint = _("stopped")
    return Option(item.id, item.title, hint)


def _template_hint(template: MeetingTemplate | None) -> str:
    if template is None:
        return _("none yet")
    return _("items: {n}").format(n=len(template.items))


async def _edit_item(screen: WorkingScreen, item: RecurringItem) -> None:
    def words(value: Every | MeetingKind) -> tuple[str, str]:
        return value.value, term(value, language())

    lines: list[Line] = [
        TextField("title", _("Title"), item.title, required=True),
        ChoiceField("every", _("How often"), tuple(map(words, Every)), item.every),
        NumberField("month", _("From month"), item.month, _("only if once a year"), least=1,
                    most=12),
        ChoiceField("kind", _("On"), ((ANY, _("all meetings")), *map(words, MeetingKind)),
                    item.kind or ANY),
        NumberField("minutes", _("Minutes"), item.minutes, least=1, most=MOST_MINUTES),
        LongField("proposal", _("Proposal"), item.proposal, _("optional"), lines=2),
    ]  # fmt: skip
    if item.id:
        lines.append(YesNoField("stopped", _("Stopped"), item.stopped))

    async def write(answers: Answers) -> RecurringItem:
        kind = None if answers["kind"] == ANY else MeetingKind(answers["kind"])
        kept = RecurringItem(
            item.id, item.body, answers["title"], Every(answers["every"]),
            answers["minutes"] or 10, answers["month"] or 1, kind, answers["proposal"],
            bool(answers.get("stopped")),
        )  # fmt: skip
        return await screen.commit(standing.keep_recurring, kept)

    draft = f"standing/{item.body}/{item.id or NEW}/"
    await filled(screen, _("Recurring item"), lines, write, draft=draft)


async def _edit_template(screen: WorkingScreen, template: MeetingTemplate) -> None:
    items = "\n".join(f"{line.title} {line.minutes}" for line in template.items)
    lines: list[Line] = [
        NoteLine(_("Added to the agenda when a meeting of this kind is planned.")),
        TextField("title", _("Title"), template.title,
                  _("a pattern: {example}").format(example="{机构}{年}年第{次}次{类别}")),
        TextField("place", _("Place"), template.place),
        TextField("starts", _("Begins at"), template.starts),
        NumberField("length", _("Total minutes"), template.length or None, most=MOST_MINUTES),
        TextField("chair", _("Chair"), template.chair),
        TextField("secretary", _("Secretary"), template.secretary),
        LongField("items", _("Items"), items, _("one per line, minutes at the end: 安全提醒 5"),
                  lines=4),
        LongField("notice", _("On the notice"), template.notice_text, lines=2,
                  longest=limit("notice_text")),
    ]  # fmt: skip
    if template.id:
        lines.append(YesNoField("drop", _("Discard it"), False))

    def check(answers: Answers) -> dict[str, str]:
        starts = trim(str(answers.get("starts", "")))
        if starts and understand_time(starts) is None:
            return {"starts": _("Write a time of day like 19:30 or 7点半.")}
        return {}

    async def write(answers: Answers) -> MeetingTemplate | None:
        if answers.get("drop"):
            await screen.commit(standing.drop_template, template.body, template.id)
            return None
        starts = understand_time(answers["starts"]) if not is_blank(answers["starts"]) else None
        kept = MeetingTemplate(
            template.id, template.body, template.kind, answers["title"], answers["place"],
            f"{starts:%H:%M}" if starts else "", answers["length"] or 0, answers["chair"],
            answers["secretary"], answers["notice"], read_items(answers["items"]),
            template.kind_words,
        )  # fmt: skip
        return await screen.commit(standing.keep_template, kept)

    title = _("Template: {kind}").format(
        kind=kind_word(template.kind, template.kind_words, language())
    )
    draft = f"standing/{template.body}/{_key(template.kind, template.kind_words)}/"
    await filled(screen, title, lines, write, draft=draft, check=check)


def read_items(text: str) -> tuple[TemplateItem, ...]:
    """The items of a template, one a line: `安全提醒 5` is five minutes, without a number ten."""
    found = []
    for line in text.splitlines():
        title, minutes = trim(line), 10
        head, gap, last = title.rpartition(" ")
        number = half_width(last).removesuffix("分钟").removesuffix("分")
        given = int(number) if number.isdecimal() and len(number) < 5 else 0
        if gap and not is_blank(head) and 0 < given <= MOST_MINUTES:
            title, minutes = trim(head), given
        if title:
            found.append(TemplateItem(title[:200], minutes))
    return tuple(found)


KIND = N_("Which kind of meeting?")


async def ask_kind(
    screen: WorkingScreen, body: Body
) -> tuple[MeetingKind, str, MeetingTemplate | None]:
    """Ask for the kind of a new meeting where the body has templates; else return the plain kind,
    for which the form asks.

    After Esc it is the plain kind, too.
    """
    plain = plain_kind(body.tier)
    _items, templates = await screen.house.desk.read(standing.standing, body.id)
    by_kind = {_key(one.kind, one.kind_words): one for one in templates}
    if not templates:
        return plain, "", None
    kinds = _kinds(templates, await screen.house.desk.read(kinds_named, body.id))
    options = [
        Option(key, kind_word(*kind, language()), _template_hint(by_kind.get(key)))
        for key, kind in kinds.items()
    ]
    picked = await screen.ask(Choose(_(KIND), options, chosen=next(iter(by_kind))))
    key = picked or plain.value
    return *kinds[key], by_kind.get(key)
