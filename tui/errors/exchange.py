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
        "{name} is recorded on another computer; here it is read-only. Nothing was written."
    ).format(name=error.name or _("This body"))


@sentence_for(StoppedHere)
def _stopped(error: StoppedHere) -> str:
    name = error.name or _("This body")
    if error.why == "restored":
        said = _(
            "{name} was restored from a backup and may lack what it had sent. "
            "Exchange letters first ({key:app.exchange}); other options are there "
            "too. Nothing was written."
        )
    elif error.why == "cloned":
        said = _(
            "{name} was last recorded on another computer: this is a copy, or was "
            "brought here. Exchange letters first ({key:app.exchange}); other "
            "options are there too. Nothing was written."
        )
    elif error.why == "moved":
        said = _(
            "{name} is now recorded by another computer; here it is read-only. "
            "Options: {key:app.exchange}. Nothing was written."
        )
    else:
        said = _(
            "{name} has sent letters that are not in this file: it is an older "
            "copy, or a second one. Find the other file; options: "
            "{key:app.exchange}. Nothing was written."
        )
    return said.format(name=name)


@sentence_for(BodyUnmoved)
def _unmoved(error: BodyUnmoved) -> str:
    sentences = {
        "here": _("{name} is already recorded in this file. Nothing was changed."),
        "giver": _(
            "{name} was handed over from this very file; to continue here, take it "
            "back. Nothing was changed."
        ),
        "older": _(
            "This file is out of date: {name} has since moved to another computer. "
            "Nothing was changed."
        ),
        "differs": _(
            "{n} entries of {name} are in this file but not in the incoming one, "
            "and would be lost; look at them first ({key:app.exchange}). Nothing "
            "was changed."
        ),
        "not_given": _("{name} was not handed over from here. Nothing was changed."),
        "heard": _(
            "The computer that took over {name} has continued with it; hand it "
            "back from there. Nothing was changed."
        ),
        "code": _(
            "This code does not open the file of {name}, or the file is "
            "incomplete: compare the code, then copy the file again. Nothing was "
            "changed."
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
        "form": _("{path} is not an exchange file of this program."),
        "newer": _("{path} was written by a newer version; update this program to read it."),
        "cut": _(
            "{path} is incomplete or was changed on the way; copy it again. Nothing was accepted."
        ),
        "others": _("{path} is for {name}, not for this file. Nothing was accepted."),
        "stranger": _("{path} is from {name}, which has not joined here. Nothing was accepted."),
        "own": _("{path} was written by {name}, which is recorded in this file."),
        "long": _("{path} is larger than any exchange file. Nothing was accepted."),
    }
    name = error.name or _("another body")
    return sentences[error.why].format(path=error.path or _("The file"), name=name)


@sentence_for(HubUnreachable)
def _unreachable(error: HubUnreachable) -> str:
    return _(
        "The hub {place} does not respond. Everything is kept here; try again "
        "later, or use a USB drive."
    ).format(place=error.place)


@sentence_for(HubRefused)
def _refused(error: HubRefused) -> str:
    sentences = {
        "certificate": _(
            "{place} shows a different certificate from the one on the slip. "
            "Nothing was sent; ask the office."
        ),
        "open": _("{place} does not encrypt. Nothing was sent; ask the office of the hub."),
        "login": _("The hub {place} does not let this computer in; ask the office for a new slip."),
        "stranger": _("The hub {place} does not know this body. Nothing was sent."),
        "moved": _("At the hub, this body is recorded by another computer. Nothing was sent."),
        "forked": _(
            "The hub has other letters of this body: another computer is recording "
            "for it too. Nothing was sent."
        ),
        "gap": _("The hub lacks an earlier letter of this body. Exchange once more."),
        "went_back": _("This file is older than what the hub has seen. Nothing was sent."),
        "unsound": _("The hub did not accept a letter that is incomplete. Check this file."),
        "full": _("The disk of the hub is full; tell its office. All is kept here."),
        "no_code": _("The hub does not know this code; compare it with the slip."),
        "used": _("The code on this slip has already been used; ask the office for a new one."),
        "too_old": _("The code on this slip is older than 14 days; ask the office for a new one."),
        "other_tier": _("The slip is for a body of another tier."),
        "other_body": _(
            "The slip is for a body recorded on another computer; take it over "
            "first (jiejiao body take)."
        ),
        "no_hub": _("There is no hub in the database {place}; make one with jiejiao hub init."),
        "newer": _("The hub was made by a newer version; please update this program."),
        "engine": _("{place} is not PostgreSQL 13 or later, which is required."),
        "no_body": _("The hub has no body {place}; see jiejiao hub bodies."),
        "no_server": _("No PostgreSQL is installed here (Debian: apt install postgresql)."),
        "failed": _("{place} failed to run. See the file log in the trial hub's folder."),
        "address": _(
            "That is not a database address; write it like "
            "postgresql://name:password@host:5432/database."
        ),
        "no_key": _("The hub's own key, which signs its list, is needed (JIEJIAO_HUB_KEY)."),
        "other_key": _("That is not this hub's own key. Nothing was signed."),
        "hub_key": _(
            "{place} shows a different key for its list from the one known here. "
            "Nothing was sent; ask the office whether it made a new one."
        ),
        "changed": _(
            "The hub's list has another key for {place} than is known here. "
            "Nothing was sent; telephone it and the office: one of two computers "
            "must be closed there."
        ),
        "rights": _("{place} cannot be run in this folder; choose another with --folder."),
    }
    return sentences[error.why].format(place=error.place)


@sentence_for(LetterUnsound)
def _unsound(error: LetterUnsound) -> str:
    if error.why == "stranger":
        return _("A letter is signed with keys unknown here. It was not accepted.")
    if error.why == "long":
        return _("One record is too long for a letter (256 KB); shorten its text.")
    return _("Letter {n} was altered after it was sent. It was not accepted.").format(n=error.n)


@sentence_for(SlipMistyped)
def _slip_mistyped(error: SlipMistyped) -> str:
    sentences = {
        "place": _("The address on a slip looks like 10.1.2.3:5432/jiejiao."),
        "code": _("A code has seven groups of five characters."),
        "fingerprint": _(
            "Give the fingerprint on the slip too, so that no other machine can pass for the hub."
        ),
    }
    return sentences[error.what]
