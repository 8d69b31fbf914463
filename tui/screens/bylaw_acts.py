"""The acts on texts by articles: new texts and editions, proposing changes, reading, posting."""

from dataclasses import replace
from typing import TYPE_CHECKING

from textual.content import Content

from meetings.actions import bylaw as acts
from meetings.actions import post
from meetings.clean import is_blank
from meetings.limits import LONGEST
from meetings.matters.notices import DAYS, Notice
from meetings.ports import Records
from meetings.sitting.bylaws import (
    AlreadyDecided,
    Article,
    Bylaw,
    BylawKind,
    BylawStatus,
    Edition,
    EditionStatus,
    TextFate,
    changes,
    numbered,
    read_articles,
    text_of,
)
from meetings.sitting.meeting import Meeting
from meetings.sitting.meeting_states import PLANNED, MeetingState
from meetings.terms import term
from tui.dialogs.kit.choose import Choose, Option
from tui.dialogs.kit.confirm import Confirm
from tui.dialogs.kit.fields import (
    ChoiceField,
    DateField,
    Line,
    LongField,
    NoteLine,
    NumberField,
    TextField,
    YesNoField,
)
from tui.dialogs.kit.filled import filled
from tui.dialogs.kit.form import Answers
from tui.dialogs.kit.reading import Reading, Side
from tui.language import _, language, semicolons
from tui.text import plain
from tui.words.agenda import number_of
from tui.words.days import day_text
from tui.words.texts import fates

if TYPE_CHECKING:
    from tui.screens.bylaws import BylawsScreen


def _words(text: str = "", *, required: bool = True) -> LongField:
    return LongField(
        "text", _("Text"), text, _("第一条…, or one article per line"), required=required,
        longest=LONGEST, lines=6,
    )  # fmt: skip


def _understood(answers: Answers) -> str:
    """Says how many articles were understood, while the text is typed or pasted."""
    found = read_articles(str(answers.get("text", "")))
    count = sum(one.numbered for one in found)
    return _("articles: {n}").format(n=count) if found else ""


def _names(one: Bylaw | None) -> list[Line]:
    kinds = tuple((kind.value, term(kind, language())) for kind in BylawKind)
    return [
        ChoiceField("kind", _("Kind"), kinds, one.kind if one else BylawKind.COVENANT),
        TextField("title", _("Title"), one.title if one else "", _("居民公约、志愿者管理办法"),
                  required=True),
    ]  # fmt: skip


def _origin(screen: "BylawsScreen", status: EditionStatus | None = None) -> list[Line]:
    edition = status.edition if status else None
    return [
        DateField("day", _("Adopted on"), screen.house.now().date(),
                  edition.day if edition else None,
                  _("empty if unknown"), past=True),
        TextField("source", _("By whom"), edition.source if edition else "",
                  _("meeting, committee, or where it was found"), longest=200),
    ]  # fmt: skip


async def new(screen: "BylawsScreen") -> None:
    """Enter a text as it is on paper; its words may come later."""

    async def write(answers: Answers) -> Bylaw:
        articles = read_articles(answers["text"])
        kind, title = BylawKind(answers["kind"]), answers["title"]
        kept = Bylaw("", screen.for_body.id, kind, title)
        if not is_blank(answers["text"]):
            edition = Edition(articles, answers["day"], answers["source"])
            kept = replace(kept, editions=(edition,))
        return await screen.commit(acts.keep_bylaw, kept)

    lines = [*_names(None), _words(required=False), *_origin(screen)]
    added = await filled(
        screen,
        _("New text"),
        lines,
        write,
        draft=f"bylaw/{screen.for_body.id}/new/",
        live=_understood,
    )
    if added is not None:
        await screen.reload()
        screen.rows.go(added.id)


async def edit(screen: "BylawsScreen") -> None:
    """Change title and kind, and the words of the newest edition while they may be corrected."""
    one = screen.need_one()
    if one is None:
        return
    place = len(one.editions) - 1
    last = one.editions[-1] if one.editions else None
    asked: tuple[tuple[str, str], ...] = ()
    told = TextFate.WAITS
    lines: list[Line] = _names(one.bylaw)
    if last is not None:
        lines.append(_words(text_of(last.edition.articles)))
        if last.edition.item is None:
            lines += _origin(screen, last)
        asked = (*last.unclear, *(each[:2] for each in last.clarified))
        told = last.clarified[0][2] if last.clarified else TextFate.WAITS
        if asked:
            lines += [
                NoteLine(_("Passed motion: {text}").format(text=semicolons(w for _id, w in asked))),
                ChoiceField("fate", _("Adopts the text"), fates(), told),
            ]

    async def write(answers: Answers) -> Bylaw:
        known, changed = one.bylaw, one.bylaw
        named = replace(known, kind=BylawKind(answers["kind"]), title=answers["title"])
        if named != known:
            changed = await screen.commit(acts.keep_bylaw, named)
        if last is None:
            return changed
        wanted = read_articles(answers["text"])
        day, source = answers.get("day"), answers.get("source", "")
        was = last.edition
        if wanted != was.articles or (was.item is None and (day, source) != (was.day, was.source)):
            changed = await screen.commit(
                acts.correct, known.body, known.id, place, wanted, day, source
            )
        if asked and answers["fate"] != told:
            motions = tuple(id for id, _words in asked)
            changed = await screen.commit(
                acts.say_meaning, known.body, known.id, place, motions, TextFate(answers["fate"])
            )
        return changed

    if await filled(screen, one.bylaw.title, lines, write, live=_understood) is not None:
        await screen.reload()


async def edition(screen: "BylawsScreen") -> None:
    """Enter a further edition that exists on paper."""
    one = screen.need_one()
    if one is None:
        return
    lines: list[Line] = [
        NoteLine(_("For a meeting to decide on it, use {key:bylaws.propose} instead.")),
        _words(_text_in_force(one)),
        *_origin(screen),
        YesNoField("newest", _("In force now"), True, _("no, an older version")),
    ]

    async def write(answers: Answers) -> Bylaw:
        return await screen.commit(
            acts.add_edition, one.bylaw.body, one.bylaw.id, read_articles(answers["text"]),
            answers["day"], answers["source"], bool(answers["newest"]),
        )  # fmt: skip

    draft = f"bylaw/{one.bylaw.id}/edition/"
    title = one.bylaw.title
    if await filled(screen, title, lines, write, draft=draft, live=_understood) is not None:
        await screen.reload()


def _text_in_force(one: BylawStatus) -> str:
    force = one.in_force
    return text_of(force.edition.articles) if force else ""


def meetings_to_come(records: Records, body: str) -> list[Meeting]:
    """The meetings of a body to whose agenda items can still be added, the next one first."""
    with records.reading() as book:
        states = (*PLANNED, MeetingState.OPEN)
        found = [one for state in states for one in book.find(Meeting, body=body, state=state)]
    return sorted(found, key=lambda one: one.began_at)


async def propose(screen: "BylawsScreen") -> None:
    """Propose a changed text as an item of a meeting, where a vote decides on it."""
    one = screen.need_one()
    if one is None:
        return
    if one.proposed is not None:
        screen.warn(AlreadyDecided(title=one.bylaw.title))
        return
    meetings = await screen.house.desk.read(meetings_to_come, screen.for_body.id)
    if not meetings:
        screen.warn(_("No meeting is planned; plan one first ({key:app.meetings})."))
        return
    shown = tuple(
        (m.id, f"{number_of(m.year, m.serial)} {m.title} {day_text(m.began_on)}") for m in meetings
    )
    force = one.in_force
    old: tuple[Article, ...] = force.edition.articles if force else ()
    drafts = [e for e in one.editions if not e.adopted and not e.on_agenda]
    begin = text_of(drafts[-1].edition.articles) if drafts else text_of(old)
    lines: list[Line] = [
        ChoiceField("meeting", _("Meeting"), shown, meetings[0].id),
        _words(begin),
    ]

    def live(answers: Answers) -> str:
        told = changes(old, read_articles(str(answers.get("text", ""))))
        return _("changes: {n}").format(n=len(told)) + "  " + semicolons(told)[:120]

    async def write(answers: Answers) -> Meeting:
        return await screen.commit(
            acts.propose, one.bylaw.body, one.bylaw.id, read_articles(answers["text"]),
            answers["meeting"],
        )  # fmt: skip

    draft = f"bylaw/{one.bylaw.id}/proposed/"
    title = _("Changes of {title}").format(title=one.bylaw.title)
    held = await filled(screen, title, lines, write, draft=draft, live=live)
    if held is not None:
        screen.say(_("Added as item {n} of {title}.").format(n=len(held.items), title=held.title))
        await screen.reload()


async def take_back(screen: "BylawsScreen") -> None:
    """Take back the newest edition if no meeting has decided on it."""
    one = screen.need_one()
    if one is None:
        return
    open_ones = [
        n for n, e in enumerate(one.editions) if e.edition.item is not None and e.outcome is None
    ]
    if not open_ones:
        screen.warn(_("No change is waiting for a meeting."))
        return
    asked = _("Withdraw the change proposed for {title}? Its item stays on the agenda.").format(
        title=one.bylaw.title
    )
    if await screen.ask(Confirm(asked, yes=_("take back"), no=_("keep"))):
        await screen.run(acts.take_back, one.bylaw.body, one.bylaw.id, open_ones[-1])
        await screen.reload()


async def read(screen: "BylawsScreen") -> None:
    """Show the text in force, what is proposed, and every edition, the newest first."""
    one = screen.need_one()
    if one is None:
        return
    if not one.editions:
        screen.say(_("It has no text yet; {key:bylaws.edition} adds it."))
        return
    sides = []
    for known in reversed(one.editions):
        told: list[Content] = [plain(acts.adopted_words(one, known) or _("day and source unknown"))]
        before = one.editions[: one.editions.index(known)]
        old = next((e.edition.articles for e in reversed(before) if e.adopted), ())
        if not known.adopted:
            told += [plain(f"· {line}") for line in changes(old, known.edition.articles)]
        told += [
            plain(f"{label}　{text}" if label else text)
            for label, text in numbered(known.edition.articles)
        ]
        sides.append(Side(_name(one, known), tuple(told)))
    await screen.ask(Reading(one.bylaw.title, sides))


def state_name(one: BylawStatus) -> str:
    """The state of a text that was never adopted, in words."""
    return _name(one, one.editions[-1]) if one.editions else _("draft")


def _name(one: BylawStatus, status: EditionStatus) -> str:
    if status.adopted:
        return _("edition {n}").format(n=one.number(status))
    if status.unclear:
        return _("adopted? not recorded yet")
    return _("proposed") if status.proposed else _("not passed") if status.outcome else _("draft")


async def post_it(screen: "BylawsScreen") -> None:
    """Post the text in force, or what is proposed, on the notice board."""
    one = screen.need_one()
    if one is None or not one.editions:
        return
    shown = one.proposed or one.in_force or one.editions[-1]
    options = [
        (str(n), _name(one, known)) for n, known in enumerate(one.editions)
        if known is one.in_force or known is one.proposed or known is shown
    ]  # fmt: skip
    today = screen.house.now().date()
    lines: list[Line] = [
        ChoiceField("which", _("Version"), tuple(options), options[-1][0]),
        DateField("since", _("From"), today, today, required=True),
        NumberField("days", _("Days"), DAYS, least=1, most=3650, required=True),
        TextField("place", _("Place"), screen.for_body.place, offered=True),
        YesNoField("coded", _("With a code"), True, _("scan with a phone to read it all")),
        NumberField("room", _("Ad space"), 0, _("places below it"), most=24),
    ]  # fmt: skip

    async def write(answers: Answers) -> Notice:
        known = one.editions[int(answers["which"])]
        text = acts.posted_words(one, known)
        notice = Notice(
            "", one.bylaw.body, None, one.bylaw.title, answers["since"], answers["since"],
            answers["place"], text=text, coded=bool(answers["coded"]), room=answers["room"] or 0,
            bylaw=one.bylaw.id,
        )  # fmt: skip
        return await screen.commit(post.post_words, one.bylaw.body, notice, answers["days"])

    hung = await filled(screen, _("Post {title}").format(title=one.bylaw.title), lines, write)
    if hung is not None:
        screen.say(
            _(
                "Posted until {day}; the board ({key:app.meetings}, {key:meetings.call}) prints it."
            ).format(day=day_text(hung.until))
        )


async def paper(screen: "BylawsScreen") -> None:
    """Write the page for the notice board in Word."""
    one = screen.need_one()
    if one is None:
        return
    if not one.editions:
        screen.warn(_("It has no text yet; {key:bylaws.edition} adds it."))
        return
    place: int | None = None
    if one.proposed is not None and one.in_force is not None:
        options = [
            Option(str(one.editions.index(known)), _name(one, known))
            for known in (one.in_force, one.proposed)
        ]
        picked = await screen.ask(Choose(_("Which edition?"), options))
        if picked is None:
            return
        place = int(picked)
    await screen.tell_written(screen.house.desk.papers.export_bylaw(one.bylaw.id, place))
