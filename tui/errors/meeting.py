"""Sentences for errors of bodies, people, meetings and votes, of undoing, and of the big screen."""

from enum import StrEnum

from meetings.actions.finish import NotYetComplete
from meetings.actions.found import AlreadyListed
from meetings.actions.joining import CannotClose, CannotJoin
from meetings.chairing.attendance import NotAName, NotThere, ProxyRefused, WasThere, WrongTime
from meetings.chairing.elections import PapersDiffer, TellerIsCandidate, TellerNotHere
from meetings.chairing.tallying import BallotRefused, TellersDiffer
from meetings.community.bodies import WrongParent
from meetings.day_range import DateNotUnderstood, TooManyMinutes
from meetings.errors import (
    Missing,
    NotAllowedNow,
    NotFound,
    NothingToUndo,
    ReasonNeeded,
    UndoRefused,
)
from meetings.ports import Repeated
from meetings.sitting.votes import CountsDoNotFit, NotCounted, QuorumNotReached
from meetings.terms import term
from tui.errors import sentence_for
from tui.language import N_, _, language, listed
from tui.words.board import NoSuchBody

_STATES = {
    "vote_follows": N_("A later vote depends on this one. Declare the later one void first."),
    "vote_open": N_("A vote is under way. Count it or cancel it first."),
    "asked_about": N_("Not opened. Change what is asked about, or leave with Esc."),
    "informal": N_("This is an informal discussion: nothing can be voted on or decided."),
    "too_few": N_("Too few came for a quorum, and no vote was taken: nothing was decided."),
    "no_tie": N_("No vote on this item was tied."),
    "amendment_first": N_("An amendment is decided before the motion it amends."),
    "no_more_revotes": N_("The rule allows no further vote on this motion."),
    "no_item": N_("No item is open. Choose an item of the agenda first."),
    "owners_only": N_("Under this rule only the owners decide; {key:hold.vote} opens their vote."),
    "decided": N_("Something has been decided already, so it stays a meeting."),
    "newer_final": N_("Later minutes are already final; correct these with an erratum."),
}
"""Words for states in errors that are no state of a record."""

_NEEDED = {
    "counts": N_("the counts"),
    "decision": N_("what is decided"),
    "motion": N_("the sentence to be voted on"),
    "name": N_("the name"),
    "title": N_("the title"),
    "text": N_("the text"),
    "units": N_("at least one exclusive part"),
    "roles": N_("at least one role"),
    "parent": N_("the body of the tier above"),
    "deadline": N_("the new deadline"),
    "satisfaction": N_("what the resident says"),
    "owner": N_("who is responsible"),
    "tellers": N_("two different tellers"),
    "ballots": N_("at least one answer"),
    "options": N_("the votes of every option"),
    "parts": N_("at least two parts"),
    "item": N_("an item under way"),
    "speaker": N_("who spoke"),
    "answer": N_("the words of the answer"),
    "reason": N_("the reason"),
    "cost": N_("how many points a piece costs"),
    "points": N_("a number of points"),
    "issue_number": N_("an issue of this body with that number"),
    "task_number": N_("a task of this body with that number"),
}

_PROXIES = {
    "not_allowed": N_("The rule does not allow proxies."),
    "self": N_("Nobody can be their own proxy; name somebody who is present."),
    "no_vote": N_("Only a voting member can give a proxy."),
    "holder_away": N_("The proxy holder must be present and have a vote."),
    "limit": N_("One person may hold at most {limit} proxies."),
}

_BALLOTS = {
    "not_in_room": N_("{name} is not in the room, so the answer cannot be recorded."),
    "twice": N_("{name} has already answered."),
    "recused": N_("{name} is recused from this item and does not vote."),
    "marks": N_("The ballot of {name} does not fit the options; count it as invalid."),
}


def state_words(state: object) -> str:
    """The word for a state in the language now shown."""
    if isinstance(state, StrEnum):
        try:
            return term(state, language())
        except KeyError:
            return str(state)
    return str(state)


@sentence_for(NotFound)
def _not_found(error: NotFound) -> str:
    if error.kind == "FinalMinutes":
        return _("These minutes have no final version {n}. Nothing was written.").format(n=error.id)
    if error.kind == "ItemMinutes":
        return _("The agenda has no item {n} to extract. Nothing was written.").format(n=error.id)
    return _("This record no longer exists. Go back and open the list again.")


@sentence_for(NotAllowedNow)
def _not_allowed(error: NotAllowedNow) -> str:
    special = _STATES.get(error.state)
    if special is not None:
        return _(special)
    return _("Not possible in the current state ({state}). Nothing was changed.").format(
        state=state_words(error.state)
    )


@sentence_for(Missing)
def _missing(error: Missing) -> str:
    what = error.what
    return _("Something is still missing: {what}.").format(what=_(_NEEDED.get(what, what)))


@sentence_for(NotAName)
def _no_name(error: NotAName) -> str:
    return _(
        "“{name}” is not a name: digits or letters alone cannot register a "
        "newcomer. Type the name in Chinese."
    ).format(name=error.name)


@sentence_for(ReasonNeeded)
def _reason(error: ReasonNeeded) -> str:
    return _("This needs a reason, which goes into the record.")


@sentence_for(NothingToUndo)
def _nothing(error: NothingToUndo) -> str:
    return _("There is nothing to redo.") if error.act else _("There is nothing to undo.")


@sentence_for(UndoRefused)
def _undo(error: UndoRefused) -> str:
    if error.command == "vote.secret":
        return _(
            "A secret vote cannot be undone; declare it void ({key:hold.end}), then vote again."
        )
    if error.why == "final":
        return _("What is final cannot be undone; reopen it or add an erratum.")
    if error.why == "erased":
        return _("Its content has been erased as required, so it cannot be undone.")
    if error.why == "sent":
        return _("It has been sent out, so it cannot be undone; withdraw it or correct it instead.")
    if error.why == "taken_up":
        return _("Another body has already accepted it, so it cannot be undone.")
    return _("It has changed since, so it cannot be undone. Please edit it directly.")


@sentence_for(Repeated)
def _repeated(error: Repeated) -> str:
    return _("This is already recorded; it was not written twice.")


@sentence_for(QuorumNotReached)
def _quorum(error: QuorumNotReached) -> str:
    if error.represented:
        said = _(
            "No vote can be taken: {present} are present and {represented} "
            "represented by proxy; at least {needed} of {expected} are needed. "
            "Hold an informal discussion, or postpone."
        )
    else:
        said = _(
            "No vote can be taken: {present} are present; at least {needed} of "
            "{expected} are needed. Hold an informal discussion, or postpone."
        )
    return said.format(**{**error.facts, "present": error.present - error.represented})


@sentence_for(NotCounted)
def _not_counted(error: NotCounted) -> str:
    return _("This vote has not been counted yet; close it first.")


@sentence_for(CountsDoNotFit)
def _counts(error: CountsDoNotFit) -> str:
    return _(
        "{votes} votes, but only {present} can be cast in the room. Count again, or give a "
        "reason; it is printed in the minutes."
    ).format(**error.facts)


@sentence_for(WrongParent)
def _parent(error: WrongParent) -> str:
    if error.needed is None:
        return _("A body of this tier ({tier}) has no parent.").format(tier=state_words(error.tier))
    return _("A body of tier {tier} needs a parent of tier {needed}.").format(
        tier=state_words(error.tier), needed=state_words(error.needed)
    )


_JOINING = {
    "same": N_("It is the same one; there is nothing to merge."),
    "tier": N_("Only bodies of the same tier can be merged."),
    "elsewhere": N_(
        "Other bodies still use {name}: a seat or a task there. Keep that "
        "entry, and merge the other one into it."
    ),
    "meeting": N_(
        "{name} is on the sign-in list of a meeting that has not ended; merge them afterwards."
    ),
}


@sentence_for(CannotJoin)
def _joining(error: CannotJoin) -> str:
    return _(_JOINING[error.why]).format(name=error.name)


@sentence_for(CannotClose)
def _closing(error: CannotClose) -> str:
    return _("{name} still has {n} meetings to come. Hold or cancel them first.").format(
        name=error.name, n=error.meetings
    )


@sentence_for(NotYetComplete)
def _incomplete(error: NotYetComplete) -> str:
    blockers = error.blockers
    count = len(blockers) if isinstance(blockers, tuple | list) else 1
    return _("Not yet: {count} things are missing.").format(count=count)


@sentence_for(ProxyRefused)
def _proxy(error: ProxyRefused) -> str:
    return _(_PROXIES[error.why]).format(**error.facts)


@sentence_for(NotThere)
def _not_there(error: NotThere) -> str:
    return _("{name} is not here, so nobody leaves.").format(name=error.name)


@sentence_for(WasThere)
def _was_there(error: WasThere) -> str:
    return _(
        "{name} signed in and cannot be {mark} as well: mark that they left, or correct the line."
    ).format(name=error.name, mark=term(error.kind, language()))


@sentence_for(WrongTime)
def _wrong_time(error: WrongTime) -> str:
    return _("That time is still in the future ({at:%H:%M}); it is now {now:%H:%M}.").format(
        **error.facts
    )


@sentence_for(DateNotUnderstood)
def _date(error: DateNotUnderstood) -> str:
    if error.why == "calendar":
        return _("No such day: {text}").format(**error.facts)
    if error.why == "range":
        return _("The year must lie between 1900 and 2200: {text}").format(**error.facts)
    return _("This date is not understood; write 12-1, 3 days, next Friday or end of the month.")


@sentence_for(TooManyMinutes)
def _too_many_minutes(error: TooManyMinutes) -> str:
    return _("Between 0 and {most} minutes, please; not {minutes}.").format(**error.facts)


@sentence_for(BallotRefused)
def _ballot_refused(error: BallotRefused) -> str:
    return _(_BALLOTS[error.why]).format(**error.facts)


@sentence_for(AlreadyListed)
def _already_listed(error: AlreadyListed) -> str:
    return _("{who} is already on the list.").format(who=error.name)


@sentence_for(TellerIsCandidate)
def _teller_is_candidate(error: TellerIsCandidate) -> str:
    return _("{name} is a candidate and cannot be a teller. Name another teller.").format(
        name=error.name
    )


@sentence_for(TellerNotHere)
def _teller_not_here(error: TellerNotHere) -> str:
    said = _("Not signed in: {names}. Only who is here can be a teller.")
    return said.format(names=listed(error.names))


@sentence_for(PapersDiffer)
def _papers_differ(error: PapersDiffer) -> str:
    return _(
        "{counted} ballots were counted, but {taken_in} were collected. Count again; "
        "nothing was saved."
    ).format(counted=error.counted, taken_in=error.taken_in)


@sentence_for(TellersDiffer)
def _tellers(error: TellersDiffer) -> str:
    return _(
        "{first} and {second} counted differently. Count again together; nothing was saved."
    ).format(first=error.first, second=error.second)


@sentence_for(NoSuchBody)
def _no_such_body(error: NoSuchBody) -> str:
    names = error.known
    said = listed(map(str, names)) if isinstance(names, tuple) else ""
    return _("There is no body called {name}; there are: {known}.").format(
        name=error.wanted, known=said or "-"
    )
