"""The forms about referrals: answer, send back, withdraw, remind."""

from collections.abc import Sequence
from datetime import date

from meetings.clean import is_blank, trim
from meetings.matters.referrals import Promise, Referral, Reply
from meetings.sitting.decisions import Decision
from tui.dialogs.kit.fields import DateField, Line, LongField, NoteLine, TextField
from tui.dialogs.kit.form import Answers
from tui.language import _, headed
from tui.words.days import day_text


def facts(referral: Referral, sender: str) -> str:
    """The facts of a referral: who passed it up, why, what was tried, by when to answer."""
    parts = [headed(sender, referral.title), _("reason: {value}").format(value=referral.reason)]
    if referral.tried:
        parts.append(_("done so far: {what}").format(what=referral.tried))
    if referral.wanted_by is not None:
        parts.append(_("answer by {day}").format(day=day_text(referral.wanted_by, year=True)))
    return "\n".join(parts)


def answer_lines(
    told: str, reply: Reply | None, suggested: str, decided: str, today: date
) -> list[Line]:
    """The fields of an answer: its text, decisions, and one more task of this body."""
    known = reply.answer if reply is not None else ""
    fixed = reply.decided if reply is not None and reply.decided else decided
    return [
        NoteLine(told),
        LongField("answer", _("Reply"), known or suggested, required=True, lines=3,
                  hint=_("as it will be reported at the meeting below")),
        LongField("decided", _("Decided here"), fixed, lines=2),
        TextField("task", _("New task"), longest=2000,
                  hint=_("goes into this body's ledger; optional")),
        TextField("owner", _("Owner"), hint=_("a person or a unit")),
        DateField("deadline", _("Deadline"), today),
    ]  # fmt: skip


def tasks_of(answers: Answers, known: Sequence[Promise]) -> tuple[Promise, ...]:
    """The tasks that the answer promises: those of the ledger, and the new one."""
    if is_blank(answers["task"]):
        return tuple(known)
    new = Promise(trim(answers["task"]), trim(answers["owner"]), answers["deadline"])
    return (*known, new)


def suggested_answer(decisions: Sequence[Decision], above: str) -> str:
    """The text to suggest as the answer: the one from above, else what was decided."""
    if above:
        return above
    return "；".join(decision.text.rstrip("。；") for decision in decisions)


def reason_lines(told: str, label: str) -> list[Line]:
    """The fields for a reason, with the facts above."""
    return [NoteLine(told), TextField("reason", label, required=True)]


def remind_lines(told: str) -> list[Line]:
    """The fields for a reminder."""
    return [
        NoteLine(told),
        TextField("text", _("Text"), longest=500, hint=_("optional")),
    ]
