"""Referrals that a body sent, those it received, and late ones of the bodies below it."""

from datetime import date, datetime

from meetings.community.bodies import Tier
from meetings.matters.referrals import FINISHED, Referral, Reply, ReplyState, state_of
from meetings.views import ReferralLine
from storage.queries.paging import Readable, Row

LIMIT = 500
"""The most lines of one direction: first those that wait, by due date, then the newest."""

_SELECT = (
    "SELECT referral.id, referral.body, sender.name, referral.to_body, receiver.name, "
    "referral.title, referral.sent_at, referral.wanted_by, json_array_length(referral.reminders), "
    "referral.withdrawn_at, referral.landed_item, referral.landed_on, reply.state, "
    "referral.issue, reply.issue, higher.tier, word.state FROM referral "
    "LEFT JOIN reply ON reply.referral = referral.id "
    "LEFT JOIN referral AS further ON further.id = (SELECT max(id) FROM referral AS one "
    "WHERE one.follows = referral.id AND (one.withdrawn_at IS NULL "
    "OR EXISTS (SELECT 1 FROM reply AS signed WHERE signed.referral = one.id))) "
    "LEFT JOIN body AS higher ON higher.id = further.to_body "
    "LEFT JOIN reply AS word ON word.referral = further.id "
    "LEFT JOIN body AS sender ON sender.id = referral.body "
    "LEFT JOIN body AS receiver ON receiver.id = referral.to_body "
)
_WAITS = (
    "(referral.withdrawn_at IS NULL "
    "AND (reply.id IS NULL OR reply.state IN ('received', 'scheduled')))"
)
_NEWEST = (
    f" ORDER BY {_WAITS} DESC, CASE WHEN {_WAITS} THEN coalesce(referral.wanted_by, '9') END, "
    f"referral.id DESC LIMIT {LIMIT}"
)
_SENT = f"{_SELECT}WHERE referral.body = ?{_NEWEST}"
_RECEIVED = f"{_SELECT}WHERE referral.to_body = ?{_NEWEST}"
_LATE_BELOW = (
    f"{_SELECT}WHERE receiver.parent = ? AND referral.wanted_by < ? "
    "AND (referral.withdrawn_at IS NULL OR reply.id IS NOT NULL) "
    f"AND (reply.id IS NULL OR reply.state IN ('received', 'scheduled')){_NEWEST}"
)


def referral_lines(records: Readable, body: str, today: date) -> tuple[ReferralLine, ...]:
    """What the body sent, what it received, and what the bodies below it are late with."""
    with records.reading() as book:
        rows = [
            *book.conn.execute(_SENT, (body,)).fetchall(),
            *book.conn.execute(_RECEIVED, (body,)).fetchall(),
            *book.conn.execute(_LATE_BELOW, (body, today.isoformat())).fetchall(),
        ]
    return tuple(_line(row) for row in rows)


def _line(row: Row) -> ReferralLine:
    (
        id, body, from_name, to_body, to_name, title, sent_at, wanted_by, reminders, withdrawn_at,
        landed, landed_on, state, issue, reply_issue, higher, word,
    ) = row  # fmt: skip
    sent = datetime.fromisoformat(sent_at)
    wanted = date.fromisoformat(wanted_by) if wanted_by else None
    referral = Referral(
        id, body, to_body, title, "", sent, wanted_by=wanted, landed_item=landed,
        landed_on=date.fromisoformat(landed_on) if landed_on else None,
        withdrawn_at=datetime.fromisoformat(withdrawn_at) if withdrawn_at else None,
    )  # fmt: skip
    reply = Reply("", to_body, id, sent, "", ReplyState(state)) if state else None
    return ReferralLine(
        id=id,
        body=body,
        from_name=from_name or "",
        to_body=to_body,
        to_name=to_name or "",
        title=title,
        sent_at=sent,
        wanted_by=wanted,
        reminders=reminders,
        state=state_of(referral, reply),
        issue=issue,
        reply_issue=reply_issue,
        passed_on_to=Tier(higher) if higher else None,
        answered_above=word is not None and ReplyState(word) in FINISHED,
    )
