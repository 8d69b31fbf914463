"""Who votes by proxy is not said to be there."""

from meetings.chairing.quorum import QuorumAlarm
from tui.language import set_language
from tui.words.quorum import alarm_words


def test_those_who_are_there_by_proxy_are_named_apart():
    alarm = QuorumAlarm(
        present=5, represented=3, needed=7, expected=12, lost=False, names_missing=()
    )
    assert alarm_words(alarm).endswith("应到12人，实到2人、受委托3人，至少须7人，还差2人")
    set_language("en")
    assert "2 of 12 present and 3 by proxy; at least 7 needed, 2 short" in alarm_words(alarm)
