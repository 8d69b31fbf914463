"""The dialogs for needs of an activity or task: what is needed, who was asked, what was given."""

import re
from dataclasses import replace

from meetings.actions import need as acts
from meetings.actions import post
from meetings.actions.found import below
from meetings.actions.resource import resources
from meetings.community.bodies import Body
from meetings.community.resources import Resource
from meetings.matters.activities import Activity
from meetings.matters.followups import FollowUp
from meetings.matters.needs import Answer, Need, NeedKind, NeedState, Offer, yuan
from meetings.matters.notices import DAYS, Notice
from meetings.ports import Records
from meetings.terms import term
from tui.dialogs.group_text import offer_text
from tui.dialogs.kit.choose import Choose, Option, offered
from tui.dialogs.kit.fields import (
    ChoiceField,
    DateField,
    Line,
    LongField,
    NoteLine,
    NumberField,
    PersonField,
    Picked,
    TextField,
    YesNoField,
)
from tui.dialogs.kit.filled import filled
from tui.dialogs.kit.form import Answers
from tui.finding.people_search import people_of
from tui.finding.resource_search import find
from tui.language import _, clauses, headed, language
from tui.text import half_width
from tui.words.days import day_text
from tui.working import WorkingScreen

MOST = 5
"""How many listed people and things are offered for a need."""
NEW, EDIT, OFFER, TEXT, PUBLISHED, THANKS, CLOSE, BOARD = (
    "new", "edit", "offer", "text", "published", "thanks", "close", "board",
)  # fmt: skip


async def show_needs(
    screen: WorkingScreen, body: Body, activity: Activity | None, task: FollowUp | None = None
) -> None:
    """List needs until the person leaves; call it in a worker only."""
    of = task.body if task else activity.body if activity else body.id
    for_what = (activity.id if activity else None, task.id if task else None)

    def load(records: Records) -> tuple[Need, ...]:
        if activity is None and task is None:
            return acts.needs(records, below(records, body.id))
        return acts.needs(records, activity=for_what[0], follow_up=for_what[1])

    name = activity.title if activity else task.text if task else body.name
    while True:
        needs = await screen.house.desk.read(load)
        options = [Option(NEW, _("New need"))]
        options += [Option(one.id, need_words(one), _progress(one)) for one in needs]
        title = _("What is needed: {name}").format(name=name)
        picked = await screen.ask(Choose(title, options))
        if picked is None:
            return
        if picked == NEW:
            await _edit(screen, Need("", of, NeedKind.THINGS, "", *for_what))
        else:
            await _one(screen, body, next(one for one in needs if one.id == picked))


def need_words(one: Need) -> str:
    """A need in one line, `物资：矿泉水10箱`."""
    return headed(term(one.kind, language()), one.text)


def _progress(one: Need) -> str:
    """How far a need is met, and who gave."""
    said = [term(one.state, language())]
    if one.fen:
        said.append(_("{sum} yuan").format(sum=yuan(one.fen)))
    if one.to_thank:
        said.append(_("thanks due: {n}").format(n=len(one.to_thank)))
    return " · ".join(said)


async def _edit(screen: WorkingScreen, one: Need) -> Need | None:
    kinds = tuple((kind.value, term(kind, language())) for kind in NeedKind)
    lines: list[Line] = [
        ChoiceField("kind", _("Kind"), kinds, one.kind),
        LongField("text", _("What is needed"), one.text, _("what, how much, until when"),
                  required=True, lines=3, longest=500),
    ]  # fmt: skip

    async def write(answers: Answers) -> Need:
        kept = replace(one, kind=NeedKind(answers["kind"]), text=answers["text"])
        return await screen.commit(acts.keep_need, kept)

    return await filled(
        screen, _("What is needed"), lines, write, draft=f"need/{one.id or one.body}/"
    )


async def _one(screen: WorkingScreen, body: Body, one: Need) -> None:
    """Offer the acts on one need: texts to paste, who was asked or offers, who might help."""
    listed = await screen.house.desk.read(resources)
    while True:
        given = any(offer.has_given for offer in one.offers)
        there = {offer.name for offer in one.offers}
        fitting = [who for who in find(one.text, listed) if not who.stopped]
        asked_for = [
            Option(f"+{who.name}", option_words(who), _("listed; ask"))
            for who in fitting[:MOST]
            if who.name not in there
        ]
        asked_for += [
            Option(f"#{place}", offer_words(offer), _thanked(offer))
            for place, offer in enumerate(one.offers)
        ]
        options = offered(
            (True, Option(OFFER, _("Someone was asked, or offers"))),
            (True, Option(TEXT, _("Text to paste: who can help"))),
            (True, Option(PUBLISHED, _("Published"), _published(one))),
            (given, Option(THANKS, _("Text to paste: thanks"))),
            (True, Option(EDIT, _("Edit what is needed"))),
            (True, Option(BOARD, _("Post it on the notice board"))),
            (True, Option(CLOSE, _("Needed again") if one.closed else _("No more is needed"))),
            *((True, option) for option in asked_for),
        )
        picked = await screen.ask(Choose(need_words(one), options))
        if picked is None:
            return
        changed: Need | None = None
        today = screen.house.now().date()
        if picked == OFFER:
            changed = await _offer(screen, one, None)
        elif picked.startswith("+"):
            changed = await _offer(screen, one, None, picked.removeprefix("+"))
        elif picked == EDIT:
            changed = await _edit(screen, one)
        elif picked == CLOSE:
            end = None if one.state is NeedState.CLOSED else today
            changed = await screen.run(acts.close_need, one.body, one.id, end)
        elif picked == TEXT:
            asked = await screen.house.desk.papers.group_text("need", one.id)
            await offer_text(screen, body.name, "谁能帮忙", asked)
        elif picked == PUBLISHED:
            changed = await _note_published(screen, one)
        elif picked == BOARD:
            hung = await _post(screen, body, one)
            if hung is not None and one.published is None:
                changed = replace(one, published=hung.since)
        elif picked == THANKS:
            whose = _("It names donors: ask them first.")
            said = await screen.house.desk.papers.group_text("thanks", one.id)
            await offer_text(screen, body.name, "感谢", said, whose)
        else:
            changed = await _offer(screen, one, int(picked.removeprefix("#")))
        one = changed or one


async def _note_published(screen: WorkingScreen, one: Need) -> Need | None:
    """Note since when the need has been posted or sent to the group."""
    today = screen.house.now().date()
    on = DateField("on", _("Published on"), today, one.published or today,
                   _("empty: not yet"), past=True)  # fmt: skip

    async def write(answers: Answers) -> Need:
        return await screen.commit(acts.publish_need, one.body, one.id, answers["on"])

    return await filled(screen, need_words(one), (on,), write)


async def _post(screen: WorkingScreen, body: Body, one: Need) -> Notice | None:
    """Post a need on the notice board, masked as in the text for the group."""
    today = screen.house.now().date()
    words = await screen.house.desk.papers.group_text("board", one.id)
    lines: list[Line] = [
        TextField("title", _("Title"), "谁能帮忙", required=True, offered=True),
        LongField("text", _("Text"), words, required=True, lines=3),
        DateField("since", _("From"), today, today, required=True),
        NumberField("days", _("Days"), body.rule.posting_days or DAYS, least=1, most=3650,
                    required=True),
        TextField("place", _("Place"), body.place, offered=True),
        YesNoField("coded", _("With a code"), True, _("scan with a phone to read it all")),
    ]  # fmt: skip

    async def write(answers: Answers) -> Notice:
        notice = Notice(
            "", one.body, None, answers["title"], answers["since"], answers["since"],
            answers["place"], text=answers["text"], coded=bool(answers["coded"]), need=one.id,
        )  # fmt: skip
        return await screen.commit(post.post_words, one.body, notice, answers["days"])

    return await filled(screen, need_words(one), lines, write)


def option_words(who: Resource) -> str:
    """A resource in a line: `刘师傅：修水管、电工`."""
    return headed(who.name, who.offers) if who.offers else who.name


def _published(one: Need) -> str:
    if one.published is None:
        return _("record the date")
    return _("published {day}").format(day=day_text(one.published))


def offer_words(one: Offer) -> str:
    """An offer in a line: `便民超市：答应，矿泉水10箱，200元`."""
    said = [term(one.answer, language())] if one.answer else []
    said += [one.given] if one.given else []
    said += [_("{sum} yuan").format(sum=yuan(one.fen))] if one.fen is not None else []
    return headed(one.name, clauses(said) or _("no answer yet"))


def _thanked(one: Offer) -> str:
    if one.thanked is not None:
        return _("thanked {day}").format(day=day_text(one.thanked))
    return _("to be thanked") if one.has_given else ""


ASKED, ITSELF = "asked", "itself"


async def _offer(
    screen: WorkingScreen, need: Need, place: int | None, name: str = ""
) -> Need | None:
    one = need.offers[place] if place is not None else Offer(name)
    today = screen.house.now().date()
    people = await screen.house.desk.read(people_of, need.body, language())
    ways = ((ASKED, _("we asked")), (ITSELF, _("offered by themselves")))
    answers_known = tuple((answer.value, term(answer, language())) for answer in Answer)
    lines: list[Line] = [
        NoteLine(need_words(need)),
        PersonField("who", _("Who"), people, one.name, _("a person or a unit"), required=True,
                    allow_new=True),
        ChoiceField("way", _("How it came"), ways, ASKED if one.asked else ITSELF),
        DateField("on", _("Date"), today, one.on, _("empty if unknown"),
                  past=True),
        ChoiceField("answer", _("Answer"), answers_known, one.answer or "", required=False),
        TextField("given", _("Gave"), one.given, _("in words: ten boxes of water"), longest=500),
        TextField("money", _("Funding"), yuan(one.fen) if one.fen is not None else "",
                  _("yuan"), longest=20),
        DateField("thanked", _("Thanked on"), today, one.thanked, _("empty: not yet"),
                  past=True),
        TextField("how", _("Thanked by"), one.how, _("a banner, a letter, a message in the group"),
                  longest=200),
    ]  # fmt: skip

    def check(answers: Answers) -> dict[str, str]:
        if str(answers["money"]) and read_yuan(str(answers["money"])) is None:
            return {"money": _("A sum in yuan, such as 200 or 12.50.")}
        return {}

    async def write(answers: Answers) -> Need:
        who: Picked = answers["who"]
        kept = Offer(
            who.name, answers["way"] == ASKED, answers["on"],
            Answer(answers["answer"]) if answers["answer"] else None, answers["given"],
            read_yuan(answers["money"]), answers["thanked"], answers["how"],
        )  # fmt: skip
        return await screen.commit(acts.keep_offer, need.body, need.id, kept, place)

    draft = f"need/{need.id}/{'new' if place is None else place}/"
    return await filled(screen, _("Contacted or offered"), lines, write, draft=draft, check=check)


_YUAN = re.compile(r"(\d{1,8})(?:\.(\d{1,2}))?元?")


def read_yuan(text: str) -> int | None:
    """Hundredths of yuan from `12.5` (1250); None where it is no sum."""
    found = _YUAN.fullmatch(half_width(text).replace(",", ""))
    return int(found[1]) * 100 + int(f"{found[2] or ''}00"[:2]) if found else None
