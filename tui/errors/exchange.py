"""The sentences for letters between machines: what is kept elsewhere, files of letters, keys."""

from meetings.sharing.letters import LetterUnsound
from storage.errors import CarriedUnreadable, NotKeptHere, ShareMissing, StoppedHere
from tui.errors import sentence_for
from tui.language import _


@sentence_for(NotKeptHere)
def _not_kept(error: NotKeptHere) -> str:
    return _(
        "{name} is recorded on another computer; here it can only be read. Nothing was written."
    ).format(name=error.name or _("This body"))


@sentence_for(StoppedHere)
def _stopped(error: StoppedHere) -> str:
    name = error.name or _("This body")
    if error.why == "restored":
        return _(
            "{name} was put back from a backup and may be missing what it had sent. Exchange "
            "letters first (jiejiao share), then go on."
        ).format(name=name)
    if error.why == "moved":
        return _("{name} has been recorded by another computer since. Nothing was written.").format(
            name=name
        )
    return _(
        "{name} has sent letters that are not in this file: it is an older copy, or a second one. "
        "Find the other file, or take it over here (jiejiao body keep). Nothing was written."
    ).format(name=name)


@sentence_for(ShareMissing)
def _missing(error: ShareMissing) -> str:
    return _(
        "Exchange between computers needs {needs}, which is not installed: "
        "pip install 'jiejiao[share]'"
    ).format(needs=error.needs)


@sentence_for(CarriedUnreadable)
def _carried(error: CarriedUnreadable) -> str:
    sentences = {
        "form": _("{path} is no file of letters of this program."),
        "newer": _("{path} was written by a later version; upgrade this program to read it."),
        "cut": _("{path} was cut short or changed on the way; copy it again. Nothing was taken."),
        "others": _("{path} is for {name}, not for this file. Nothing was taken."),
        "stranger": _("{path} is from {name}, which has not joined here. Nothing was taken."),
        "own": _("{path} was written by {name}, which is kept in this file."),
        "long": _("{path} is larger than any file of letters. Nothing was taken."),
    }
    name = error.name or _("another body")
    return sentences[error.why].format(path=error.path or _("The file"), name=name)


@sentence_for(LetterUnsound)
def _unsound(error: LetterUnsound) -> str:
    if error.why == "stranger":
        return _("A letter is signed with keys that are not known here. It was not taken.")
    if error.why == "long":
        return _("A record is too long for a letter (256 KB); shorten its text.")
    return _("Letter {n} is not as its sender made it. It was not taken.").format(n=error.n)
