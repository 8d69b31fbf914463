"""The steps of the guided tour on the sample: what to do, and the key that is waited for."""

from meetings.dataclass import dataclass
from tui.language import N_


@dataclass(frozen=True, slots=True)
class TourStep:
    """One step of the tour; `say` is an English id that tells what to do and where to look.

    The step is done once `key` was pressed and `then` is in front: a mode ("hold"), the name of a
    dialog's class, or "" for anything.
    """

    say: str
    key: str
    then: str = ""


TOUR = (
    TourStep(
        N_("This is an invented community with a meeting in progress. Nothing here is "
           "real, so try everything. {key:app.hold} goes to the meeting."),
        "f4", "hold",
    ),
    TourStep(
        N_("On the right, or at the top: who is present and whether there is a quorum. "
           "Speeches go into the bottom line. Type zgl, a space, for, a space, a few "
           "words; then Enter."),
        "enter", "hold",
    ),
    TourStep(
        N_("The speech is recorded with name and time. Now press {key:hold.queue} "
           "for the queue of speakers."),
        "2", "Choose",
    ),
    TourStep(
        N_("Type zm: people are found by their initials. Enter puts the person in the "
           "queue; a second Enter records no side. Esc closes without adding anyone."),
        "enter,escape", "hold",
    ),
    TourStep(
        N_("A motion is waiting for its vote. Press {key:hold.vote}. (Where it was voted on "
           "in an earlier tour: jiejiao demo --fresh --tour begins anew.)"),
        "5", "Choose",
    ),
    TourStep(N_("Choose the show of hands."), "1,enter", "FormDialog"),
    TourStep(
        N_("Type 9, Enter, 4, Enter, 1, Enter. The sentence below takes shape as you "
           "type."),
        "enter", "ReadOut",
    ),
    TourStep(
        N_("Read this aloud: the numbers, and why they are enough. Enter to continue."), "enter",
    ),
    TourStep(
        N_("A passed motion needs someone responsible: press {key:hold.decide}."),
        "6", "FormDialog",
    ),
    TourStep(
        N_("What, who (by initials), who helps (may stay empty), by when (3 days, next "
           "Friday, 12-1): {key:form.save} saves, Esc closes without saving."),
        "ctrl+s,escape,enter", "hold",
    ),
    TourStep(N_("{key:app.follow}: the ledger of everything that was promised."), "f5", "follow"),
    TourStep(
        N_("Overdue tasks come first. {key:app.display} shows the meeting in large type "
           "for the whole room."),
        "f9", "DisplayScreen",
    ),
    TourStep(N_("{key:display.leave} or Esc brings you back."), "f9,escape", "follow"),
    TourStep(
        N_("{key:app.palette} finds every command, in Chinese, by pinyin initials or in "
           "English."),
        "ctrl+p", "Palette",
    ),
    TourStep(N_("Type cx for undo (or anything else), then press Esc."), "escape", "follow"),
    TourStep(N_("{key:app.help} lists every key of the current screen."), "f1", "HelpDialog"),
    TourStep(N_("Esc goes back and never loses what you typed."), "escape,f1,enter,q", "follow"),
    TourStep(
        N_("That's the end of the tour. {key:app.undo} undoes the last action, "
           "{key:app.search} finds any word, {key:app.quit} quits; everything is "
           "saved."),
        "escape",
    ),
)  # fmt: skip
