"""The guided tour on the sample: what to do, the key that is waited for, and what comes of it."""

from dataclasses import dataclass

from tui.language import N_


@dataclass(frozen=True, slots=True)
class TourStep:
    """`say` tells what to do and where to look, as an English id.

    The step is done once `key` was pressed and `then` is in front: a mode ("hold"), the name of a
    dialog's class, "" for whatever it is.
    """

    say: str
    key: str
    then: str = ""


TOUR = (
    TourStep(
        N_("This is an invented community whose meeting is under way. Nothing here is real, so try "
           "everything. F4 goes to the meeting."),
        "f4", "hold",
    ),
    TourStep(
        N_("At the right or top: who is here and whether that is enough. The line at the bottom "
           "takes a speech. Type zgl, a space, 支持, a space, a few words; then Enter."),
        "enter", "hold",
    ),
    TourStep(
        N_("The speech stands there with name and time. Now 2: the queue of speakers."),
        "2", "Choose",
    ),
    TourStep(N_("Type cjh: people are found by their initials. Esc leaves without an entry."),
             "escape", "hold"),
    TourStep(N_("A motion waits for its vote. 5 votes."), "5", "Choose"),
    TourStep(N_("1 is a show of hands."), "1", "FormDialog"),
    TourStep(
        N_("Type 9, Enter, 4, Enter, 1, Enter. The sentence below forms as you type."),
        "enter", "ReadOut",
    ),
    TourStep(N_("This is read out: the numbers and why they are enough. Enter goes on."), "enter"),
    TourStep(N_("What was carried needs somebody who does it. 6 fixes it."), "6", "FormDialog"),
    TourStep(
        N_("What, who (by initials), by when (3天, 下周五, 12-1): ctrl+s saves it, Esc leaves it."),
        "ctrl+s,escape,enter", "hold",
    ),
    TourStep(N_("F5: the ledger of everything that was promised."), "f5", "follow"),
    TourStep(
        N_("What is late stands on top. F9 shows the meeting large, for everybody in the room."),
        "f9", "DisplayScreen",
    ),
    TourStep(N_("F9 or Esc comes back."), "f9,escape", "follow"),
    TourStep(
        N_("ctrl+p finds every command, by Chinese words, pinyin initials or English."),
        "ctrl+p", "Palette",
    ),
    TourStep(N_("Type cx for undo (or anything), and leave by Esc."), "escape", "follow"),
    TourStep(N_("F1 tells all keys of the screen you are on."), "f1", "HelpDialog"),
    TourStep(N_("Esc comes back; it never loses text."), "escape,f1,enter,q", "follow"),
    TourStep(
        N_("That was it. ctrl+z takes back the last thing done, ctrl+f finds any word, ctrl+q "
           "leaves; all is saved. Esc ends the tour."),
        "escape",
    ),
)  # fmt: skip
