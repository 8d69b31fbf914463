"""The exchange of letters between machines in words: its state, what came, what was sent."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Protocol

from meetings.errors import MeetingError
from meetings.sharing import letters
from meetings.sharing.letters import Letter
from meetings.sharing.moves import Arrived, Asked, Unsent
from tui.language import N_, _, headed, listed
from tui.words.days import day_text


class Gap(Protocol):
    """Numbers of a body's letters that are missing: `first` to `last`."""

    @property
    def body(self) -> str: ...
    @property
    def first(self) -> int: ...
    @property
    def last(self) -> int: ...


class Taken(Protocol):
    """What became of the letters that came: taken, or why not."""

    new: list[Letter]
    later: list[Letter]

    @property
    def unsound(self) -> Sequence[MeetingError]: ...
    @property
    def forked(self) -> Sequence[Letter]: ...
    @property
    def gaps(self) -> Sequence[Gap]: ...


class Sender(Protocol):
    """The body that a file of letters is from."""

    @property
    def body(self) -> str: ...
    @property
    def name(self) -> str: ...


class Came(Protocol):
    """One file of letters, and what it brought."""

    @property
    def cover(self) -> Sender: ...
    @property
    def taken(self) -> Taken: ...
    @property
    def acknowledged(self) -> int: ...
    @property
    def stopped(self) -> str: ...
    @property
    def unreadable(self) -> int: ...
    @property
    def passed(self) -> Collection[str]: ...
    @property
    def changed(self) -> Sequence[str]: ...
    @property
    def unproven(self) -> Sequence[str]: ...
    @property
    def names(self) -> Mapping[str, str]: ...


class ByHub(Protocol):
    """What one exchange with a hub sent and took, or why it stopped."""

    @property
    def sent(self) -> int: ...
    @property
    def taken(self) -> Taken: ...
    @property
    def acknowledged(self) -> int: ...
    @property
    def met(self) -> Sequence[str]: ...
    @property
    def stopped(self) -> str: ...
    @property
    def keeper(self) -> str: ...
    @property
    def lacks(self) -> Sequence[Letter]: ...
    @property
    def names(self) -> Mapping[str, str]: ...
    @property
    def signed(self) -> bool: ...
    @property
    def unproven(self) -> Sequence[str]: ...
    @property
    def changed(self) -> Sequence[str]: ...


class Given(Protocol):
    """A body that was given away to another computer."""

    @property
    def path(self) -> Path: ...
    @property
    def name(self) -> str: ...
    @property
    def code(self) -> str: ...
    @property
    def photographs(self) -> int: ...
    @property
    def missing(self) -> Sequence[str]: ...
    @property
    def at_hub(self) -> str: ...


class Other(Protocol):
    """A body with which letters are exchanged."""

    @property
    def body(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def check_signs(self) -> str: ...
    @property
    def proven(self) -> bool: ...


class Standing(Protocol):
    """How far the exchange between a body and the others has come."""

    @property
    def body(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def stopped(self) -> str: ...
    @property
    def gaps(self) -> Sequence[Gap]: ...
    @property
    def around(self) -> Sequence[Other]: ...
    @property
    def sisters(self) -> bool: ...
    @property
    def due(self) -> int: ...
    @property
    def heard(self) -> str: ...


KINDS = {
    letters.BODY: N_("who we are"),
    letters.REFERRAL: N_("referred up"),
    letters.REPLY: N_("answer"),
    letters.PROMISE: N_("task promised"),
    letters.FIGURES: N_("figures"),
    letters.NOTICE: N_("notice"),
    letters.FINAL: N_("final minutes"),
    letters.ERASE: N_("erasing"),
    letters.EPOCH: N_("new keys"),
}

FIELDS = {
    "title": N_("Title"), "reason": N_("Reason"), "tried": N_("Already tried"), "text": N_("Text"),
    "place": N_("Place"), "withdrawn_reason": N_("Reason for withdrawing"),
    "reminders": N_("Reminder"), "answer": N_("Answer"), "decided": N_("Decision"),
    "tasks": N_("Task"), "topics": N_("Topic"), "kinds": N_("Kind of meeting"),
    "decisions": N_("Made public"),
}  # fmt: skip


def kind_words(kind: str) -> str:
    """What a letter of this kind is about, in words."""
    return _(KINDS[kind]) if kind in KINDS else _("needs a newer version")


def field_words(name: str) -> str:
    """What a letter's text field holds, in words."""
    return _(FIELDS[name]) if name in FIELDS else name


def standing_words(statuses: Sequence[Standing]) -> str:
    """The state of the exchange for all bodies of the file, in one phrase."""
    if any(one.stopped or one.gaps for one in statuses):
        return _("exchange: to decide")
    around = [one for one in statuses if one.around]
    if not around:
        return _("exchange: alone")
    due = sum(one.due for one in around)
    if due:
        return _("exchange: {n} to send").format(n=due)
    heard = max(one.heard for one in around)
    return _("exchanged {day}").format(day=heard[5:10]) if heard else _("exchange: joined")


_REPLIES = {
    "received": N_("{n} acknowledged"),
    "scheduled": N_("{n} taken up"),
    "answered": N_("{n} answered"),
    "sent_back": N_("{n} sent back"),
}


def came_words(loads: Sequence[Came]) -> list[str]:
    """A line for each sender on what came, and lines on what is missing or was refused."""
    lines = []
    for came in loads:
        own = [letter for letter in came.taken.new if letter.body not in came.passed]
        parts = _parts(own)
        if came.acknowledged:
            parts.append(_("{n} of ours received").format(n=came.acknowledged))
        name = came.cover.name
        new = headed(name, listed(parts))
        lines.append(new if parts else _("{name}: nothing new").format(name=name))
        lines += _passed_words(came)
        for gap in came.taken.gaps:
            if gap.body == came.cover.body or gap.body in came.passed:
                whose = came.names.get(gap.body) or name
                lines.append(gap_words(whose, gap.first, gap.last))
        if came.taken.later:
            lines.append(
                _("{name}: {n} need a newer version; they are kept.").format(
                    name=name, n=len(came.taken.later)
                )
            )
        bad = len(came.taken.unsound) + len(came.taken.forked) + came.unreadable
        if bad:
            lines.append(
                _("{name}: {n} were altered after they were sent, and were not accepted.").format(
                    name=name, n=bad
                )
            )
        if came.stopped:
            lines.append(
                _("{name} has letters from us that are not in this file.").format(name=name)
            )
    return lines


def _passed_words(came: Came) -> list[str]:
    """Lines on letters that the sender passed on for bodies below it, and on those not taken."""
    lines, via = [], came.cover.name
    by_sender: dict[str, list[Letter]] = {}
    for letter in came.taken.new:
        if letter.body in came.passed:
            by_sender.setdefault(letter.body, []).append(letter)
    for body, new in by_sender.items():
        parts = _parts(new) or [_("now known")]
        said = _("{name}, via {via}: {what}")
        lines.append(said.format(name=came.names.get(body, ""), via=via, what=listed(parts)))
    if came.unproven:
        said = _("Keys of {names} are not verified: {via} does not vouch for them.")
        names = listed([came.names.get(body, "") for body in came.unproven])
        lines.append(said.format(names=names, via=via))
    for body in came.changed:
        said = _(
            "{name}: {via} has a different key for it than is known here. None of "
            "its letters were accepted; telephone both and compare the check codes."
        )
        lines.append(said.format(name=came.names.get(body, ""), via=via))
    return lines


def by_hub_words(done: ByHub) -> list[str]:
    """Lines on what one exchange with a hub did, or why it stopped before anything was sent."""
    if done.stopped == "moved":
        keeper = done.keeper or _("somebody else")
        return [
            _("At the hub, this body is now recorded by {keeper}; nothing was sent.").format(
                keeper=keeper
            )
        ]
    if done.stopped == "behind":
        lines = [_("The hub has letters of ours that are not in this file; nothing was sent.")]
        if done.lacks:
            last = done.lacks[-1]
            said = _("{n} of them, the last on {day}, up to entry no. {seq}.")
            lines.append(said.format(n=len(done.lacks), day=last.at[:10], seq=last.journal_seq))
        return [*lines, _("Find the file that sent them; other options: {key:app.exchange}.")]
    if done.stopped:
        return [_("The hub has other letters of this body; nothing was sent.")]
    lines = [_("{n} letters sent.").format(n=done.sent)]
    if done.acknowledged:
        lines.append(_("{n} of ours received").format(n=done.acknowledged))
    lines += [_("{name} is known now.").format(name=name) for name in done.met]
    lines += _unproven_words(done)
    by_sender: dict[str, list[Letter]] = {}
    for letter in done.taken.new:
        by_sender.setdefault(letter.body, []).append(letter)
    for body, new in by_sender.items():
        if parts := _parts(new):
            lines.append(headed(done.names.get(body, ""), listed(parts)))
    for gap in done.taken.gaps:
        lines.append(gap_words(done.names.get(gap.body, ""), gap.first, gap.last))
    bad = len(done.taken.unsound) + len(done.taken.forked)
    if bad:
        lines.append(
            _("{n} letters were altered after they were sent, and were not accepted.").format(n=bad)
        )
    if done.taken.later:
        lines.append(
            _("{n} letters need a newer version; they are kept.").format(n=len(done.taken.later))
        )
    return lines


def _unproven_words(done: ByHub) -> list[str]:
    """Lines on unproven keys of the hub's list, and on bodies whose letters were not taken."""
    lines = []
    if done.unproven:
        if done.signed:
            said = _(
                "The hub's key does not vouch for {names}: not trusted, none of its "
                "letters were accepted; the office signs with jiejiao hub vouch."
            )
        else:
            said = _("Keys of {names} come from an unsigned list: not verified.")
        lines.append(said.format(names=listed(list(done.unproven))))
    for name in done.changed:
        said = _(
            "The hub's key for {name} differs from the one known here: none of its "
            "letters were accepted; tell the office."
        )
        lines.append(said.format(name=name))
    return lines


def gap_words(name: str, first: int, last: int) -> str:
    """A sentence on letters `first` to `last` that must come before later ones can be taken."""
    if first == last:
        return _("{name}: letter {n} is missing; copy it once more.").format(name=name, n=first)
    said = _("{name}: letters {first} to {last} are missing; copy them once more.")
    return said.format(name=name, first=first, last=last)


_OTHERS = {
    letters.PROMISE: N_("news of {n} tasks"),
    letters.FIGURES: N_("figures of {n} periods"),
    letters.NOTICE: N_("{n} notices"),
    letters.FINAL: N_("{n} final minutes"),
}


def _parts(new: Sequence[Letter]) -> list[str]:
    counts: Counter[str] = Counter()
    for letter in new:
        told = letter.content()
        if letter.kind == letters.REPLY and told is not None:
            counts[_REPLIES.get(str(told.fields.get("state")), N_("{n} answers"))] += 1
        elif letter.kind == letters.REFERRAL:
            withdrawn = told is not None and told.fields.get("withdrawn_at")
            counts[N_("{n} withdrawn") if withdrawn else N_("{n} referred up")] += 1
        elif letter.kind in _OTHERS:
            counts[_OTHERS[letter.kind]] += 1
    return [_(words).format(n=n) for words, n in counts.items()]


def registered_words(line: Mapping[str, Any]) -> str:
    """One letter of the registers in a line: direction, number, day, kind, whom, title, state."""
    way = _("out") if line["own"] else _("in")
    if line["own"]:
        state = _("received") if line["received"] else _("sent, not acknowledged")
        state = state if line["with"] else _("no recipient yet")
    else:
        states = {"waits": _("waits for one before it"), "later": _("needs a newer version"),
                  "refused": _("not accepted")}  # fmt: skip
        state = states.get(str(line["state"]), _("received"))
    if line["erased"]:
        state = _("erased")
    whom = listed(name for name in line["with"] if name)
    day = str(line["at"])[5:10]
    parts = (way, f"{line['n']}", day, kind_words(str(line["kind"])), whom, str(line["title"]))
    return "  ".join(filter(None, (*parts, state)))


STOPPED = {
    "restored": N_("restored from a backup: it may lack what was sent since"),
    "cloned": N_("recorded on another computer last"),
    "behind": N_("others have letters from it that are not in this file"),
    "forked": N_("others have different letters from it: another computer is recording too"),
    "moved": N_("now recorded by another computer"),
}


def erased_words(asked: Asked, today: date) -> str:
    """A request to erase letters in a line: how many, by when, who has done it and who has not."""
    said = _("{day}: {n} letters to be erased by {until}").format(
        day=day_text(asked.day, today=today), n=asked.letters,
        until=day_text(asked.until, today=today),
    )  # fmt: skip
    if asked.done:
        said += " · " + _("done: {names}").format(names=listed(list(asked.done)))
    if asked.open_:
        words = _("LATE: {names}") if asked.is_late(today) else _("not yet: {names}")
        said += " · " + words.format(names=listed(list(asked.open_)))
    return said


def given_words(given: Given) -> list[str]:
    """Lines on a body that was given away: its file, its code, and what is still to be done."""
    lines = [
        _("{name} is in the file {file}.").format(name=given.name, file=given.path.name),
        _("Code: {code}").format(code=given.code),
        _("Write the code down; carry it apart from the drive. It is not shown again."),
        _("On the other computer: {key:app.exchange}, take over a body."),
    ]
    if given.photographs:
        lines.append(_("{n} photographs went with it.").format(n=given.photographs))
    lines += _missing_words(given.missing)
    lines.append(_("Written documents and half-typed text stay here; copy the documents."))
    if given.at_hub:
        lines.append(
            _("It exchanges through the hub {place}: the other computer needs a new slip.").format(
                place=given.at_hub
            )
        )
    return lines


def arrived_words(arrived: Arrived) -> list[str]:
    """Lines on a body that was taken over: what came with it and what is missing."""
    lines = [
        _("{name} is recorded here now: {n} entries, {letters} letters.").format(
            name=arrived.name, n=arrived.entries, letters=arrived.letters
        )
    ]
    if arrived.photographs:
        lines.append(_("{n} photographs came with it.").format(n=arrived.photographs))
    lines += _missing_words(arrived.missing)
    if arrived.at_hub:
        lines.append(
            _("It exchanged through the hub {place}: ask there for a new slip.").format(
                place=arrived.at_hub
            )
        )
    return lines


def _missing_words(missing: Sequence[str]) -> list[str]:
    if not missing:
        return []
    said = _("{n} photographs are not with the records and were not included: {names}")
    return [said.format(n=len(missing), names=listed(list(missing[:10])))]


def unsent_words(found: Unsent) -> list[str]:
    """Lines on a stopped body: why it stopped, and the entries that only this file has."""
    from tui.words.history import history_lines

    lines = [headed(found.name, _(STOPPED[found.why]))]
    if not found.entries:
        return [*lines, _("There is nothing here that others do not know.")]
    said = _("{n} entries here after no. {heard} that nobody else knows:")
    lines.append(said.format(n=len(found.entries), heard=found.heard))
    return [*lines, *history_lines(found.entries)]
