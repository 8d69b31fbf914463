"""What lists show: lines read page by page along an index, never whole aggregates."""

from storage.queries.bodies import bodies
from storage.queries.figures import facts
from storage.queries.follow_ups import follow_up_counts, follow_ups
from storage.queries.issues import issue_counts, issues
from storage.queries.meetings import meetings
from storage.queries.people import people
from storage.queries.referrals import referrals
from storage.queries.rules import rule_history

__all__ = [
    "bodies",
    "facts",
    "follow_up_counts",
    "follow_ups",
    "issue_counts",
    "issues",
    "meetings",
    "people",
    "referrals",
    "rule_history",
]
