"""往来: a referral as both sides' rows show it, for whoever has to answer it."""

from meetings.actions.carry import reply_to
from meetings.community.bodies import Body
from meetings.dataclass import dataclass
from meetings.matters.followups import FollowUp
from meetings.matters.referrals import FINISHED, Promise, Referral, Reply
from meetings.ports import Records
from meetings.sitting.decisions import Decision


@dataclass(frozen=True, slots=True)
class ReferralStatus:
    """A referral with its reply, and the receiver's decisions and tasks on it."""

    referral: Referral
    sender: str
    """The name of the body it came from."""
    reply: Reply | None
    decisions: tuple[Decision, ...] = ()
    tasks: tuple[Promise, ...] = ()
    """The receiver's tasks on it, as an answer names them."""
    above: str = ""
    """The answer of the tier above the receiver, where it was passed on."""


def referral_status(records: Records, referral: str) -> ReferralStatus:
    """Everything about one referral; raises NotFound."""
    with records.reading() as book:
        sent = book.get(Referral, referral)
        sender = next((body.name for body in book.find(Body, id=sent.body)), "")
        reply = reply_to(book, referral)
        if reply is None:
            return ReferralStatus(sent, sender, None)
        tasks = book.find(FollowUp, issue=reply.issue) if reply.issue is not None else []
        decisions = [
            decision
            for task in tasks
            if task.decision is not None
            for decision in book.find(Decision, id=task.decision)
        ]
        above = ""
        for further in book.find(Referral, follows=referral):
            answer = reply_to(book, further.id)
            if answer is not None and answer.state in FINISHED:
                above = answer.answer or answer.reason
        promised = tuple(Promise(t.text, t.owner, t.deadline, t.id) for t in tasks)
        return ReferralStatus(sent, sender, reply, tuple(decisions), promised, above)
