"""The dialogs for a task's photographs: list, add, look at, remove."""

from meetings.actions import activity, ledger
from meetings.clean import trim
from meetings.matters.activities import Activity
from meetings.matters.followups import FollowUp
from meetings.matters.photos import Photo, When
from meetings.terms import term
from tui.dialogs.kit.choose import Choose, Option
from tui.dialogs.kit.fields import ChoiceField, Line, NoteLine, TextField
from tui.dialogs.kit.filled import filled
from tui.dialogs.kit.form import Answers
from tui.language import N_, _, bracketed, clauses, language
from tui.text import typed_path
from tui.words.days import day_text
from tui.working import WorkingScreen

NEW, SAVE, OFF = "new", "save", "off"
TAKEN_OUT, LEFT_IN = "taken_out", "left_in"
STATES = {"missing": N_("file missing"), "changed": N_("file changed"), "there": ""}


Shown = FollowUp | Activity
"""What the photographs belong to: a task or an activity."""


async def show_photos(screen: WorkingScreen, task: Shown) -> None:
    """List the photographs until the person leaves; call it in a worker only."""
    while True:
        states = await screen.house.desk.safe.photo_states(task.photos)
        shown = [photo for photo in task.photos if not photo.removed]
        gone = [photo for photo in task.photos if photo.removed]
        options = [
            Option(NEW, _("Add a photograph"), str(screen.house.desk.safe.photo_folder().name))
        ]
        options += [Option(p.hash, photo_text(p), _state(states[p.hash])) for p in shown]
        options += [
            Option(f"-{number}", photo_text(p), _("removed: {why}").format(why=p.removed))
            for number, p in enumerate(gone)
        ]
        name = task.title if isinstance(task, Activity) else f"{task.number} {task.text}"
        title = _("Photographs: {task}").format(task=name)
        picked = await screen.ask(Choose(title, options))
        if picked is None:
            return
        if picked == NEW:
            changed = await _add(screen, task)
        else:
            photo = next((p for p in shown if p.hash == picked), None)
            changed = await _look_at(screen, task, photo) if photo else None
        task = changed or task


def _state(state: str) -> str:
    return _(STATES[state]) if STATES[state] else ""


def photo_text(photo: Photo) -> str:
    """A photograph in a line: `之后 划线完成（11月24日，王社工）`."""
    said = photo.caption or photo.name
    day = day_text(photo.added_at.date())
    return f"{term(photo.when, language())} {said}" + bracketed(
        clauses(filter(None, (day, photo.by)))
    )


async def _add(screen: WorkingScreen, task: Shown) -> Shown | None:
    options = tuple((when.value, term(when, language())) for when in When)
    lines: list[Line] = [
        NoteLine(
            _("The copy is encrypted with the records; the original stays where it "
              "is, unencrypted.")
            if screen.house.desk.safe.has_passphrase
            else _("The photograph is copied next to the records; the original stays where it is.")
        ),
        TextField("path", _("File"), "", _("its full path; you can also drag the file here"),
                  required=True, longest=2000),
        ChoiceField("when", _("Shows"), options, When.AFTER),
        TextField("caption", _("Caption"), longest=200),
        ChoiceField(
            "place", _("Location"),
            ((TAKEN_OUT, _("take it out")), (LEFT_IN, _("leave it in"))), TAKEN_OUT,
        ),
    ]  # fmt: skip

    async def write(answers: Answers) -> Shown:
        source = typed_path(answers["path"])
        number = 0 if isinstance(task, Activity) else task.number
        kept = await screen.house.desk.safe.keep_photo(
            source, number, with_place=answers["place"] == LEFT_IN
        )
        photo = Photo(
            kept.name, kept.hash, When(answers["when"]), screen.house.now(),
            trim(answers["caption"]),
        )  # fmt: skip
        changed: Shown
        if isinstance(task, Activity):
            changed = await screen.commit(activity.add_photo, task.body, task.id, photo)
        else:
            changed = await screen.commit(ledger.add_photo, task.body, task.id, photo)
        if kept.place_removed:
            screen.say(_("The location was removed from the copy."), seconds=10)
        return changed

    return await filled(screen, _("Add a photograph"), lines, write, draft=f"task/{task.id}/photo/")


async def _look_at(screen: WorkingScreen, task: Shown, photo: Photo) -> Shown | None:
    folder = screen.house.desk.papers.export_folder()
    options = [
        Option(SAVE, _("Save a copy to look at"), str(folder)),
        Option(OFF, _("Remove a photograph")),
    ]
    picked = await screen.ask(Choose(photo_text(photo), options))
    if picked == OFF:
        return await _take_off(screen, task, photo)
    if picked == SAVE:
        await screen.tell_written(screen.house.desk.safe.save_photo(photo, folder))
    return None


async def _take_off(screen: WorkingScreen, task: Shown, photo: Photo) -> Shown | None:
    lines: list[Line] = [
        NoteLine(photo_text(photo)),
        TextField("reason", _("Removed because"), "",
                  _("the line stays, with this reason; the file stays in the folder"),
                  required=True),
    ]  # fmt: skip

    async def write(answers: Answers) -> Shown:
        if isinstance(task, Activity):
            return await screen.commit(
                activity.remove_photo, task.body, task.id, photo.hash, answers["reason"]
            )
        return await screen.commit(
            ledger.remove_photo, task.body, task.id, photo.hash, answers["reason"]
        )

    return await filled(screen, _("Remove a photograph"), lines, write)
