"""The state of matters passed up or come from below, and how many wait."""

from datetime import date

from meetings.matters.referrals import WAITING
from meetings.matters.referrals import ReferralState as S
from meetings.terms import term
from meetings.views import ReferralLine
from tui.language import _, language


def referral_state(line: ReferralLine) -> str:
    """The state of one matter; where the receiver passed it further up, with whom it is now."""
    if line.state in WAITING and line.passed_on_to is not None:
        tier = term(line.passed_on_to, language())
        if line.answered_above:
            return _("answered: {tier}").format(tier=tier)
        return _("gone to {tier}").format(tier=tier)
    return term(line.state, language())


def counts_words(lines: tuple[ReferralLine, ...], body: str, today: date) -> str:
    """How many wait, `待签收 1 · 待回复 2 · 逾期 1 · 待落地 1`; zeros are left out."""
    came = [line for line in lines if line.to_body == body]
    mine = [line for line in lines if line.body == body]
    counted = (
        (_("{n} to acknowledge"), sum(line.state is S.SENT for line in came)),
        (_("{n} to answer"), sum(line.state in (S.RECEIVED, S.SCHEDULED) for line in came)),
        (_("{n} awaited"), sum(line.state in WAITING for line in mine)),
        (_("{n} came back"), sum(line.state in (S.ANSWERED, S.SENT_BACK) for line in mine)),
        (_("{n} late"), sum(line.days_late(today) > 0 for line in lines)),
    )
    return " · ".join(words.format(n=n) for words, n in counted if n)
