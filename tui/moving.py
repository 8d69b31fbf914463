"""Moving a body to another computer by a USB drive, and what to do with one that moved away."""

from typing import TYPE_CHECKING

from meetings.errors import ReasonNeeded
from tui.dialogs.kit.choose import Choose, Option, offered
from tui.dialogs.kit.fields import LongField, TextField
from tui.dialogs.kit.form import FormDialog
from tui.dialogs.kit.reading import Reading, Side
from tui.language import _, headed
from tui.text import plain, shown
from tui.words.bodies import short_name
from tui.words.exchange import STOPPED, arrived_words, given_words, unsent_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from meetings.sharing.moves import Unsent
    from tui.exchanging import Exchanging
    from tui.words.exchange import Standing


async def move(acts: "Exchanging", known: "Sequence[Standing]") -> None:
    """Ask whether to give a body away, take one over, or take back one that nobody took."""
    given = [one for one in await acts.desk.stopped() if one.own]
    can_go = [one for one in known if not one.stopped]
    menu = offered(
        (
            bool(can_go),
            Option("give", _("Hand a body over to another computer"), _("here: read only")),
        ),
        (True, Option("take", _("Take over a body"), _("from a USB drive"))),
        (bool(given), Option("back", _("Take it back"), _("nobody took it over"))),
    )
    picked = await acts.app.push_screen_wait(Choose(_("Change computer"), menu))
    if picked == "give":
        await _give(acts, can_go)
    elif picked == "take":
        await take(acts)
    elif picked == "back":
        await _take_back(acts, given)


async def take(acts: "Exchanging") -> None:
    """Take over a body from a USB drive by its code."""
    folder = await acts.folder(_("Where is the file of the body?"), _("Look around"))
    if folder is None:
        return
    found = await acts.desk.lying(folder)
    if not found:
        acts.app.notify(
            _("No body handed over by another computer is there."), severity="warning", timeout=15
        )
        return
    path = found[0].path
    if len(found) > 1:
        options = [Option(str(n), short_name(one.name), one.day) for n, one in enumerate(found)]
        picked = await acts.app.push_screen_wait(Choose(_("Which body?"), options))
        if picked is None:
            return
        path = found[int(picked)].path
    answers = await acts.app.push_screen_wait(
        FormDialog(
            next(one.name for one in found if one.path == path),
            [TextField("code", _("Code"), "", required=True, longest=100)],
            save_label=_("Take over"),
        )
    )
    if answers is None:
        return
    arrived = await acts.desk.take_body(path, str(answers["code"]))
    await acts.show_body(arrived.body)
    await _show(acts, _("Taken over"), arrived_words(arrived))


async def ways_on(acts: "Exchanging") -> None:
    """For a body that was stopped here: show or write out what only this file has, or go on."""
    stopped = await acts.desk.stopped()
    one = await _pick_body(acts, stopped, _("Which body?"))
    if one is None:
        return
    menu = [
        Option("look", _("See the {n} entries nobody else has").format(n=len(one.entries))),
        Option("write", _("Write them as a workbook"), _("to import on the other computer")),
        Option("keep", _("Record here from now on"), _("a reason; the other computer stops")),
    ]
    title = headed(short_name(one.name), _(STOPPED[one.why]))
    picked = await acts.app.push_screen_wait(Choose(title, menu))
    if picked == "look":
        await _show(acts, short_name(one.name), unsent_words(one))
    elif picked == "write":
        folder = await acts.folder(_("Where should the workbook be written?"), _("Write"))
        if folder is not None:
            made = await acts.desk.supplement(one.body, folder)
            told = [
                _("Written: {file}").format(file=made),
                _("There: {key:app.issues} imports its issues; enter the other sheet by hand."),
            ]
            await _show(acts, _("Write them as a workbook"), told)
    elif picked == "keep":
        await _record_here(acts, one)


async def _record_here(acts: "Exchanging", one: "Unsent") -> None:
    answers = await acts.app.push_screen_wait(
        FormDialog(
            _("Record here from now on"),
            [LongField("reason", _("Reason (others see it)"), required=True)],
            save_label=_("Record here"),
        )
    )
    if answers is None:
        return
    try:
        await acts.desk.keep_here(one.body, str(answers["reason"]))
    except ReasonNeeded:
        return
    said = _("{name} is recorded here now; the others hear of it at the next exchange.")
    acts.app.notify(shown(said.format(name=one.name)), timeout=15, markup=False)
    await acts.app.reload()


async def _give(acts: "Exchanging", known: "Sequence[Standing]") -> None:
    body = await acts.which(known, _("Which body?"))
    if body is None:
        return
    folder = await acts.folder(_("Onto which USB drive?"), _("Hand to another"))
    if folder is None:
        return
    given = await acts.desk.give_body(body, folder)
    await acts.app.reload()
    await _show(acts, _("Given to another computer"), given_words(given))


async def _take_back(acts: "Exchanging", given: "Sequence[Unsent]") -> None:
    one = await _pick_body(acts, given, _("Which body?"))
    if one is None:
        return
    sure = [
        Option("no", _("Leave it"), _("it may have been taken over")),
        Option("yes", _("Take it back"), _("no other computer took it; delete that file")),
    ]
    if await acts.app.push_screen_wait(Choose(short_name(one.name), sure)) == "yes":
        await acts.desk.take_back(one.body)
        said = _("{name} is recorded here again.").format(name=one.name)
        acts.app.notify(shown(said), timeout=15, markup=False)
        await acts.app.reload()


async def _pick_body(acts: "Exchanging", known: "Sequence[Unsent]", title: str) -> "Unsent | None":
    if len(known) < 2:
        return known[0] if known else None
    options = [Option(one.body, short_name(one.name), _(STOPPED[one.why])) for one in known]
    picked = await acts.app.push_screen_wait(Choose(title, options))
    return next((one for one in known if one.body == picked), None)


async def _show(acts: "Exchanging", title: str, lines: "Iterable[str]") -> None:
    await acts.app.push_screen_wait(Reading(title, [Side("", tuple(map(plain, lines)))]))
