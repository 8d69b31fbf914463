"""What the steps of a matter's road are called."""

from enum import StrEnum


class RoadKind(StrEnum):
    """What happened on a step; the steps of a task keep their own kind."""

    RAISED = "raised"
    EARLIER = "earlier"
    MERGED = "merged"
    SAME = "same"
    PLANNED = "planned"
    DELIBERATED = "deliberated"
    VOTED = "voted"
    DECIDED = "decided"
    ASSIGNED = "assigned"
    SENT = "sent"
    REMINDED = "reminded"
    RECEIVED = "received"
    SCHEDULED = "scheduled"
    ANSWERED = "answered"
    SENT_BACK = "sent_back"
    WITHDRAWN = "withdrawn"
    LANDED = "landed"
    SETTLED = "settled"
    NOW = "now"
