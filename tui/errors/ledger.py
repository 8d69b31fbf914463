"""Sentences for errors of tasks, points, activities, photographs, duty, notices, patterns."""

from meetings.matters.activities import BadLine, NotHeldYet, TooFewHeads
from meetings.matters.duty import BadTurn
from meetings.matters.followups import (
    BeforeThat,
    DeadlineFixed,
    NotYet,
    TooFewVisits,
    TooLateToDecline,
)
from meetings.matters.needs import GivenWithoutYes
from meetings.matters.notices import TooLateToObject
from meetings.matters.parts import PartFixed, PartsOpen
from meetings.matters.photos import NotAPhoto, PhotoTwice
from meetings.matters.rewards import NotEnoughLeft, NotEnoughPoints
from meetings.papers.service import NothingServed
from meetings.sitting.recurring import BadPattern
from meetings.terms import term
from tui.errors import sentence_for
from tui.language import N_, _, language, listed
from tui.words.days import day_text


@sentence_for(NothingServed)
def _nothing_served(error: NothingServed) -> str:
    if error.name:
        return _("Nothing recorded yet for {name}.").format(name=error.name)
    return _("Nothing recorded in this period: no activities, no duty.")


@sentence_for(NotEnoughPoints)
def _not_enough_points(error: NotEnoughPoints) -> str:
    if error.has is None:
        return _("{needs} points are needed; {name} has none yet.").format(**error.facts)
    return _("{name} has a balance of {has} points; this needs {needs}, {missing} too few.").format(
        **error.facts, missing=error.needs - error.has
    )


@sentence_for(NotEnoughLeft)
def _not_enough_left(error: NotEnoughLeft) -> str:
    return _("{name}: only {left} left, {wanted} wanted.").format(**error.facts)


@sentence_for(BadLine)
def _bad_line(error: BadLine) -> str:
    said = {
        "name": N_("“{line}”: no name. Write: 张桂兰 2小时, or 红袖标队 12人 3小时; "
                   "for shared work: 张桂兰：搬桌子（12月1日前）"),
        "letters": N_("“{line}”: these letters match nobody. Write the name in full."),
        "team": N_("“{line}”: how many came? Write: 红袖标队 12人 3小时; 1人 if only one came."),
        "twice": N_("“{line}” is on the list twice and counts once. For two people of one "
                    "name, add the building: 张伟（3栋）; for a team, write one line with "
                    "all its people."),
        "number": N_("“{line}”: what does the number count? Write 2小时, 90分钟 or 12人."),
        "heads": N_("“{line}”: at least one person, and not so many."),
        "long": N_("“{line}”: must be longer than 0 and at most a day."),
        "what": N_("“{line}”: what is to be done? Write: 张桂兰：搬桌子（12月1日前）"),
        "day": N_("“{line}”: the date is not understood. Write: （12月1日前）"),
    }[error.why]  # fmt: skip
    return _(said).format(line=error.line)


@sentence_for(TooFewHeads)
def _too_few_heads(error: TooFewHeads) -> str:
    return _("{counted} were counted, but {listed} are listed by name.").format(**error.facts)


@sentence_for(NotHeldYet)
def _not_held_yet(error: NotHeldYet) -> str:
    return _("{day} is in the future, so it cannot be recorded as held.").format(
        day=day_text(error.day, year=True)
    )


@sentence_for(GivenWithoutYes)
def _given_without_yes(error: GivenWithoutYes) -> str:
    return _(
        "{name} said no, but is recorded as having given something. Correct one of the two."
    ).format(name=error.name)


@sentence_for(TooLateToObject)
def _too_late_to_object(error: TooLateToObject) -> str:
    return _(
        "Objections were accepted until {day}. Add it as an issue ({key:app.issues}) instead."
    ).format(day=day_text(error.last, year=True))


@sentence_for(TooLateToDecline)
def _too_late(error: TooLateToDecline) -> str:
    return _(
        "Handed over on {day}: a task must be returned within {n} days. Reassign it "
        "({key:follow.hand_over}), or ask for an extension ({key:follow.extend})."
    ).format(day=day_text(error.assigned, year=True), n=error.days)


@sentence_for(NotYet)
def _not_yet(error: NotYet) -> str:
    return _("{day} is in the future; record a step once it has happened.").format(
        day=day_text(error.day, year=True)
    )


@sentence_for(BeforeThat)
def _before_that(error: BeforeThat) -> str:
    return _("{day} is before “{step}” on {last}, which came first. Give a later date.").format(
        day=day_text(error.day, year=True), last=day_text(error.last, year=True),
        step=term(error.after, language()),
    )  # fmt: skip


@sentence_for(TooFewVisits)
def _too_few_visits(error: TooFewVisits) -> str:
    return _(
        "It can end as unreachable only after {wanted} fruitless visits on "
        "different days; {found} are recorded."
    ).format(wanted=error.wanted, found=error.found)


@sentence_for(DeadlineFixed)
def _deadline_fixed(error: DeadlineFixed) -> str:
    return _("Its deadline is {day}; only an extension, with a reason, moves it.").format(
        day=day_text(error.deadline, year=True)
    )


@sentence_for(PartsOpen)
def _parts_open(error: PartsOpen) -> str:
    return _(
        "It is complete when all its parts are; still open: {names}. {key:follow.parts} shows them."
    ).format(names=listed(error.names))


@sentence_for(PartFixed)
def _part_fixed(error: PartFixed) -> str:
    return _("Part {n} already has entries of its own; change it step by step there.").format(
        n=error.number
    )


@sentence_for(NotAPhoto)
def _not_a_photo(error: NotAPhoto) -> str:
    why = {
        "no_picture": _("it is not a picture (jpg, png, heic …)"),
        "pixels": _("it has more than 250 million pixels"),
        "link": _("it is a link to another file; give the file itself"),
        "no_file": _("it is a folder or a device"),
        "empty": _("it is empty"),
        "too_large": _("it is larger than 30 MB"),
        "absent": _("no such file"),
        "unreadable": _("it cannot be read"),
    }[error.why]
    return _("{path} was not accepted: {why}. Nothing was changed.").format(
        path=error.path, why=why
    )


@sentence_for(PhotoTwice)
def _photo_twice(error: PhotoTwice) -> str:
    return _("The task already has this photograph: {name}.").format(name=error.name)


@sentence_for(BadTurn)
def _bad_turn(error: BadTurn) -> str:
    return {
        "name": _("Who was on duty? Please write a name."),
        "heads": _("A shift needs at least one person."),
        "order": _("The shift ends before it begins."),
        "long": _("A shift lasts at most a day; enter longer ones day by day."),
    }[error.why]


@sentence_for(BadPattern)
def _bad_pattern(error: BadPattern) -> str:
    names = " ".join(f"{{{name}}}" for name in error.known)
    return _("A title pattern may have these in braces: {names}.").format(names=names)
