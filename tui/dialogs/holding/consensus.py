"""The dialog for a decision by consensus (协商一致): objections, and what became of each."""

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from meetings.chairing import quorum, voting
from meetings.chairing.tallying import without_objections
from meetings.sitting.votes import Objection, Vote
from meetings.terms import term
from tui.dialogs.holding.closing import close, leave
from tui.dialogs.holding.officers import ask_named
from tui.dialogs.kit.choose import Choose, Option
from tui.dialogs.kit.fields import ChoiceField, NoteLine, PersonField, TextField
from tui.dialogs.kit.form import FormDialog
from tui.language import _, headed, language

if TYPE_CHECKING:
    from tui.screens.hold.screen import HoldScreen


async def ask_objections(screen: "HoldScreen", vote: Vote) -> None:
    """Ask for objections: one digit for none, else each is written down before the result."""
    key = f"hold/{vote.id}/objections"
    heard = _saved_objections((await screen.drafts(key)).get(key, ""))
    while screen.meeting is not None:
        picked = await screen.ask(Choose(_title(vote), _options(screen, vote, heard)))
        if picked is None:
            await leave(screen, vote)
            return
        if picked == "close":
            await screen.attempt(close(screen, vote, objections=heard))
            await screen.forget_drafts(key)
            return
        if picked == "new":
            found = await _write_down(screen, vote)
            heard += [found] if found is not None else []
        else:
            place = int(picked)
            heard[place] = _next_stand(heard[place])
        if screen.desk is not None:
            screen.desk.draft(
                key, json.dumps([[o.name, o.text, o.stands, o.reserved] for o in heard])
            )


def _next_stand(heard: Objection) -> Objection:
    """The objection in its next state: stands, answered, reservation that does not block, again."""
    if heard.stands:
        return replace(heard, stands=False)
    return replace(heard, stands=heard.reserved, reserved=not heard.reserved)


def _saved_objections(text: str) -> list[Objection]:
    """The objections of a draft, as they were before the program ended."""
    return [Objection(*parts) for parts in json.loads(text)] if text else []


def _title(vote: Vote) -> str:
    return _("{how}: does anybody object? {text}").format(
        how=term(vote.method, language()), text=vote.text
    )


def _options(screen: "HoldScreen", vote: Vote, heard: list[Objection]) -> list[Option]:
    done = (
        _("Nobody objects: agreed") if not heard else _("Everybody has been heard: show the result")
    )
    options = [Option("close", done, _forming(screen, vote, heard))]
    options.append(Option("new", _("Someone objects: record it")))
    for place, objection in enumerate(heard):
        stands = _("maintained") if objection.stands else _("answered, no longer held")
        if objection.reserved:
            stands = _("stands aside: another view, but no objection")
        said = headed(objection.name, objection.text) if objection.text else objection.name
        options.append(Option(str(place), said, stands))
    return options


def _forming(screen: "HoldScreen", vote: Vote, heard: list[Objection]) -> str:
    meeting = screen.meeting
    if meeting is None:
        return ""
    room = quorum.names(meeting, meeting.room(vote.item))
    tally = without_objections(heard, room, meeting.in_force)
    return term(voting.preview(meeting, vote.id, tally).outcome, language())


async def _write_down(screen: "HoldScreen", vote: Vote) -> Objection | None:
    """Ask who objects, to what, and whether it still stands after the answer."""
    prefix = f"hold/{vote.id}/objection/"
    sides = (
        ("stands", _("maintained")),
        ("answered", _("answered, no longer held")),
        ("reserved", _("stands aside: another view, but no objection")),
    )
    given = await screen.ask(
        FormDialog(
            _("Objection"),
            (
                NoteLine(_("A maintained objection prevents consensus.")),
                PersonField("who", _("Who"), screen.people(present_only=True), required=True,
                            allow_new=True),
                TextField("text", _("What"), hint=_("in their own words")),
                ChoiceField("stands", _("After the answer"), sides),
            ),
            draft=prefix,
        )
    )  # fmt: skip
    if given is None:
        return None
    who = screen.named(given["who"])
    if not await ask_named(screen, [who]):
        screen.warn(_("{name} is not present, so the objection was not taken; the words are kept.")
                    .format(name=who))  # fmt: skip
        return None
    await screen.forget_drafts(prefix)
    how = given["stands"]
    return Objection(who, given["text"], how == "stands", how == "reserved")
