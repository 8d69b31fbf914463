"""Words are found in Chinese, also single characters, and filters are said in words."""

from hypothesis import given
from hypothesis import strategies as st

from meetings.community.bodies import Tier
from meetings.hits import HitKind
from meetings.matters.followup_states import Lateness
from meetings.searching import index_words, match_words, read_query


def matches(text: str, word: str) -> bool:
    """What the index does: a row of pairs stands in the text, or a pair begins so."""
    held = index_words(text).split()
    for part in match_words((word,)).replace("*", "").split('"'):
        if not (wanted := part.split()):
            continue
        if len(wanted) == 1 and f'"{wanted[0]}" *' in match_words((word,)):
            if not any(token.startswith(wanted[0]) for token in held):
                return False
        elif not any(
            held[at : at + len(wanted)] == wanted for at in range(len(held) - len(wanted) + 1)
        ):
            return False
    return bool(match_words((word,)))


def test_a_word_of_two_characters_is_found() -> None:
    assert matches("三楼到五楼路灯不亮", "路灯")


def test_a_single_character_is_found_also_at_the_end() -> None:
    assert matches("修路灯", "灯") and matches("路灯", "路")


def test_characters_that_do_not_stand_together_are_not_a_word() -> None:
    assert not matches("路边的灯", "路灯")


def test_digits_and_letters_are_words_of_their_own_in_either_width() -> None:
    assert matches("45栋东侧", "45") and matches("４５栋", "45栋") and matches("A方案", "a")


def test_a_number_within_a_word_is_that_number_and_no_longer_one() -> None:
    assert matches("路灯不亮第77件", "第77件") and matches("路灯不亮第77件", "第77")
    assert not matches("路灯不亮第77件", "第7件") and not matches("第77件", "77个")


CJK = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=1, max_size=12)


@given(CJK, st.data())
def test_every_part_of_a_text_is_found_in_it(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    assert matches(text, text[start:end])


@given(CJK, CJK)
def test_what_is_found_stands_in_the_text(text: str, word: str) -> None:
    assert matches(text, word) == (word in text)


@given(st.text(max_size=40))
def test_whatever_is_typed_is_a_question_the_index_can_be_asked(text: str) -> None:
    asked = match_words(read_query(text).words)
    assert asked.count('"') % 2 == 0


def test_filters_are_understood_in_words_with_either_colon() -> None:
    query = read_query("路灯 状态：逾期 层级:街角 种类:任务")
    assert query.words == ("路灯",)
    assert query.lateness is Lateness.OVERDUE
    assert query.tier is Tier.CORNER
    assert query.kinds == {HitKind.FOLLOW_UP}


def test_a_filter_nobody_understands_is_named_and_narrows_nothing() -> None:
    query = read_query("状态:很急 路灯")
    assert query.unknown == ("状态:很急",) and query.words == ("路灯",)
