"""The sentences for errors of the exchange: bodies kept elsewhere, files of letters, keys, hubs."""

from meetings.sharing.letters import LetterUnsound
from storage.errors import (
    BodyUnmoved,
    CarriedUnreadable,
    HubRefused,
    HubUnreachable,
    NotKeptHere,
    ShareMissing,
    SlipMistyped,
    StoppedHere,
)
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
        said = _(
            "{name} was put back from a backup and may be missing what it had sent. Exchange "
            "letters first ({key:app.exchange}); there are other ways on too. Nothing was written."
        )
    elif error.why == "cloned":
        said = _(
            "{name} was recorded on another computer last: this is a copy, or was carried here. "
            "Exchange letters first ({key:app.exchange}); there are other ways on too. Nothing was "
            "written."
        )
    elif error.why == "moved":
        said = _(
            "{name} has been recorded by another computer since; here it is only read. Ways on: "
            "{key:app.exchange}. Nothing was written."
        )
    else:
        said = _(
            "{name} has sent letters that are not in this file: it is an older copy, or a second "
            "one. Find the other file; ways on: {key:app.exchange}. Nothing was written."
        )
    return said.format(name=name)


@sentence_for(BodyUnmoved)
def _unmoved(error: BodyUnmoved) -> str:
    sentences = {
        "here": _("{name} is recorded in this file already. Nothing was changed."),
        "giver": _(
            "{name} went from this very file; to go on here, take it back. Nothing was changed."
        ),
        "older": _(
            "A later computer records {name} than the one this file came from. Nothing was changed."
        ),
        "differs": _(
            "{n} entries of {name} are in this file and not in what came, and would be lost; look "
            "at them first ({key:app.exchange}). Nothing was changed."
        ),
        "not_given": _("{name} was not given away from here. Nothing was changed."),
        "heard": _(
            "The computer that {name} went to has gone on with it; give it back from there. "
            "Nothing was changed."
        ),
        "code": _(
            "This code does not open the file of {name}, or the file was cut short: compare the "
            "code, then copy the file again. Nothing was changed."
        ),
    }
    return sentences[error.why].format(name=error.name or _("this body"), n=error.entries)


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


@sentence_for(HubUnreachable)
def _unreachable(error: HubUnreachable) -> str:
    return _(
        "Nothing answers at the hub {place}. All is kept here; try again later, or use a stick."
    ).format(place=error.place)


@sentence_for(HubRefused)
def _refused(error: HubRefused) -> str:
    sentences = {
        "certificate": _(
            "{place} shows another certificate than the slip has. Nothing was sent; ask the office."
        ),
        "open": _("{place} does not encrypt. Nothing was sent; ask the office of the hub."),
        "login": _("The hub {place} does not let this computer in; ask the office for a new slip."),
        "stranger": _("The hub {place} does not know this body. Nothing was sent."),
        "moved": _("At the hub this body is kept by another computer. Nothing was sent."),
        "forked": _(
            "The hub has other letters of this body: another computer records for it too. Nothing "
            "was sent."
        ),
        "gap": _("The hub misses an earlier letter of this body. Exchange once more."),
        "went_back": _("This file is older than what the hub has seen of it. Nothing was sent."),
        "unsound": _("The hub did not take a letter, which is not whole. Check this file."),
        "full": _("The disk of the hub is full; tell its office. All is kept here."),
        "no_code": _("The hub does not know this code; compare it with the slip."),
        "used": _("The code of this slip was used already; ask the office for a new one."),
        "too_old": _("The code of this slip is older than 14 days; ask the office for a new one."),
        "other_tier": _("The slip is for a body of another tier."),
        "other_body": _(
            "The slip is for a body that is recorded on another computer; bring it here first "
            "(jiejiao body take)."
        ),
        "no_hub": _("There is no hub in the database {place}; make one with jiejiao hub init."),
        "newer": _("The hub was made by a later version; upgrade this program."),
        "engine": _("{place} is no PostgreSQL from version 13 on, which alone is promised."),
        "no_body": _("The hub has no body {place}; see jiejiao hub bodies."),
        "no_server": _("No PostgreSQL is installed here (Debian: apt install postgresql)."),
        "failed": _("{place} did not run. See the file log beside the trial hub."),
        "address": _(
            "What was given is no address of a database; one is written "
            "postgresql://name:password@host:5432/database."
        ),
        "no_key": _("The hub's own key is needed, by which its list is signed (JIEJIAO_HUB_KEY)."),
        "other_key": _("What was given is not this hub's own key. Nothing was signed."),
        "hub_key": _(
            "{place} shows another key for its list than is known here. Nothing was sent; ask the "
            "office whether it made a new one."
        ),
        "changed": _(
            "The hub's list has another key for {place} than is known here. Nothing was sent; "
            "telephone it and the office: one of two computers is to be closed there."
        ),
        "rights": _("{place} may not be run in this folder; choose another with --folder."),
    }
    return sentences[error.why].format(place=error.place)


@sentence_for(LetterUnsound)
def _unsound(error: LetterUnsound) -> str:
    if error.why == "stranger":
        return _("A letter is signed with keys that are not known here. It was not taken.")
    if error.why == "long":
        return _("A record is too long for a letter (256 KB); shorten its text.")
    return _("Letter {n} is not as its sender made it. It was not taken.").format(n=error.n)


@sentence_for(SlipMistyped)
def _slip_mistyped(error: SlipMistyped) -> str:
    sentences = {
        "place": _("The address of a slip reads like 10.1.2.3:5432/jiejiao."),
        "code": _("A code has seven groups of five signs."),
        "fingerprint": _(
            "Give the fingerprint that stands on the slip too, so that no other machine is taken "
            "for the hub."
        ),
    }
    return sentences[error.what]
