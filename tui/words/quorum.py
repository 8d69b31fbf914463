"""The sentences on a missing quorum."""

from meetings.chairing.quorum import QuorumAlarm
from tui.language import _, headed


def alarm_heading(alarm: QuorumAlarm) -> str:
    """The heading: the quorum was lost, or was never there."""
    return _("QUORUM LOST") if alarm.lost else _("NO QUORUM YET")


def alarm_facts(alarm: QuorumAlarm) -> str:
    """The numbers: expected, needed, and present in person and by proxy."""
    if alarm.represented:
        said = _(
            "{present} of {expected} present and {represented} by proxy; at least "
            "{needed} needed, {short} short"
        )
    else:
        said = _("{present} of {expected} present; at least {needed} needed, {short} short")
    return said.format(
        present=alarm.present - alarm.represented, represented=alarm.represented,
        expected=alarm.expected, needed=alarm.needed, short=alarm.short,
    )  # fmt: skip


def alarm_words(alarm: QuorumAlarm) -> str:
    """Heading and numbers in one line."""
    return headed(alarm_heading(alarm), alarm_facts(alarm))
