"""The sentences for errors of passphrases, recovery keys, backups and journal ends."""

from meetings.papers.seal import NoJournalEnd
from storage.errors import Locked, Misread, NotWhole, Protection, WrongPassphrase
from tui.errors import sentence_for
from tui.language import _, listed


@sentence_for(Locked)
def _locked(error: Locked) -> str:
    return _("{path} is protected by a passphrase, which was not given.").format(path=error.path)


@sentence_for(WrongPassphrase)
def _wrong_passphrase(error: WrongPassphrase) -> str:
    if error.printed:
        return _(
            "The recovery key is well formed, but does not open this file: use the "
            "newest sheet for these records."
        )
    return _("This passphrase does not open it. Try again, or use the printed recovery key.")


@sentence_for(Protection)
def _protection(error: Protection) -> str:
    if error.why == "short":
        return _("A passphrase needs at least {n} visible characters.").format(n=error.shortest)
    if error.why == "already":
        return _("There is already a passphrase: change or remove it.")
    return _("There is no passphrase on this file.")


@sentence_for(Misread)
def _misread(error: Misread) -> str:
    said = listed(map(str, error.groups))
    return _("There is a mistake in key group {groups}; check it again.").format(groups=said)


@sentence_for(NotWhole)
def _not_whole(error: NotWhole) -> str:
    places = error.places
    return _("{path} is not intact ({n} problems, the first at {place}) and was not used.").format(
        path=error.path,
        n=error.count,
        place=places[0] if isinstance(places, tuple) and places else "-",
    )


@sentence_for(NoJournalEnd)
def _no_journal_end(error: NoJournalEnd) -> str:
    return _(
        "“{words}” is not the end of a journal. It is printed small under "
        "final minutes: 日志, a number of entries, and sixteen digits in "
        "fours, such as 日志 23条 1a2b-3c4d-5e6f-7a8b"
    ).format(words=error.words)
