"""What an amendment changes is marked in both texts."""

from hypothesis import given
from hypothesis import strategies as st

from meetings.community.bodies import Tier
from tui.language import set_language
from tui.words.ledger import promised_text
from tui.words.texts import marked


def test_the_words_that_differ_stand_in_brackets():
    assert marked("在东侧划线", "在西侧划线") == ("在〔东〕侧划线", "在【西】侧划线")
    assert marked("划线", "划线，一个月内") == ("划线", "划线【，一个月内】")
    assert marked("一个月内划线", "划线") == ("〔一个月内〕划线", "划线")


@given(st.text("东西侧划线内", max_size=20), st.text("东西侧划线内", max_size=20))
def test_without_the_brackets_both_texts_are_whole(old, new):
    before, after = marked(old, new)
    assert before.replace("〔", "").replace("〕", "") == old
    assert after.replace("【", "").replace("】", "") == new


def test_english_marks_what_differs_with_its_own_brackets():
    set_language("en")
    assert marked("in the east", "in the west") == ("in the e[a]st", "in the [w]est")
    assert promised_text("Paint it", Tier.COMMUNITY) == "[community] Paint it"
    assert promised_text("Paint it", None) == "Paint it"
