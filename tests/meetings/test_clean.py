"""Nothing the cleaner lets through can act, and no word is lost without being told."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.clean import Cleaned, Note, NoteKind, clean, is_blank, squeeze, trim, visible_words
from tests.data.hostile import HOSTILE
from tests.data.unseen import UNSEEN, unseen

ANY = st.text(st.characters(exclude_categories=()), max_size=60)


@pytest.mark.parametrize(
    ("dirty", "fit"),
    [
        ("一\r\n二\r三\n四", "一\n二\n三\n四"),
        ("上\v下\f页\x85行\u2028乙\u2029丙", "上\n下\n页\n行\n乙\n丙"),
        ("列\t列", "列\t列"),
        ("\x1b]52;c;ZXZpbA==\x07", "\ufffd]52;c;ZXZpbA==\ufffd"),
        ("\x9b2J", "\ufffd2J"),
        ("前\x00后\x7f", "前\ufffd后\ufffd"),
        ("半\ud83d个", "半\ufffd个"),
        ("\ufffe\U0001ffff\ufdd0", "\ufffd\ufffd\ufffd"),
        ("文件\u202egpj.exe\u2066x\u2069", "文件gpj.exex"),
        ("e\u0301", "é"),
        ("a\u202e\u0301", "á"),
        ("👨‍👩‍👧‍👦 می‌خواهم", "👨‍👩‍👧‍👦 می‌خواهم"),
        ("[A]方案 [/]", "[A]方案 [/]"),
        ("  两头空格  ", "  两头空格  "),
    ],
)
def test_what_becomes_of_hostile_text(dirty, fit):
    assert clean(dirty).text == fit


def test_what_was_done_is_told():
    assert clean("\x1b\x07甲\u202e").notes == (
        Note(NoteKind.REPLACED, 2),
        Note(NoteKind.DIRECTION_REMOVED, 1),
    )
    assert clean("甲乙丙丁", 3) == Cleaned("甲乙丙", (Note(NoteKind.CUT, 1),))
    assert clean("甲\r\n乙").notes == ()


def test_a_cut_does_not_part_a_sign_from_its_marks():
    family = "👨‍👩‍👧"
    assert clean("甲" + family, 3).text == "甲"
    assert clean("甲x\u0323\u0329", 3).text == "甲"
    assert clean("x" + "\u0329" * 50, 10).text == "x" + "\u0329" * 9


@given(ANY)
def test_clean_text_is_harmless_and_stays_as_it_is(text):
    fit = clean(text).text
    assert clean(fit) == Cleaned(fit)
    assert unicodedata.is_normalized("NFC", fit)
    fit.encode("utf-8")
    for char in fit:
        assert char in "\n\t" or unicodedata.category(char) not in {"Cc", "Cs", "Zl", "Zp"}
        assert ord(char) & 0xFFFE != 0xFFFE
        assert unicodedata.bidirectional(char) not in {
            "LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI",
        }  # fmt: skip


@given(ANY, st.integers(1, 20))
def test_a_limit_is_kept_and_the_beginning_too(text, limit):
    whole, cut = clean(text).text, clean(text, limit).text
    assert len(cut) <= limit
    assert whole.startswith(cut)
    assert (cut == whole) == (len(whole) <= limit)


@pytest.mark.parametrize("name", HOSTILE)
def test_every_hostile_text_comes_out_with_its_words(name):
    words = [word for word in HOSTILE[name].split() if word.isalnum()]
    fit = unicodedata.normalize("NFC", clean(HOSTILE[name]).text)
    assert all(unicodedata.normalize("NFC", word) in fit for word in words)


@pytest.mark.parametrize("text", UNSEEN.values(), ids=UNSEEN)
def test_a_text_of_which_nothing_can_be_seen_is_blank_before_cleaning_and_without_it(text):
    assert is_blank(text)
    assert trim(text) == squeeze(text) == ""
    assert visible_words(f"甲 {text} 乙") == ["甲", "乙"]


@pytest.mark.parametrize(
    "text",
    ["一", "a", "0", "。", "-", "\ufffd", "🚲", "👨‍👩‍👧", "é", "가", "\ue000", "𠮷", "①"],
)
def test_one_sign_that_can_be_seen_is_enough(text):
    for around in UNSEEN.values():
        assert not is_blank(around + text + around)


@pytest.mark.parametrize(
    ("text", "trimmed"),
    [
        (" 王秀英\u200b ", "王秀英"),
        ("\ufeff姓名", "姓名"),
        ("王 秀\u200b英", "王 秀\u200b英"),
        ("支持❤\ufe0f \u200d", "支持❤\ufe0f"),
        ("旗🏴\U000e0067\U000e0062\U000e007f", "旗🏴\U000e0067\U000e0062\U000e007f"),
        ("王\U000e0067\U000e007f", "王"),
        ("e\u0329 ", "e\u0329"),
        ("\u0301甲", "甲"),
    ],
)
def test_trimming_ends_at_signs_with_the_marks_on_them(text, trimmed):
    assert trim(text) == trimmed


@given(ANY, unseen, unseen)
def test_what_cannot_be_seen_around_a_text_changes_nothing_that_can_be(text, before, after):
    assert is_blank(text) == is_blank(before + text + after)
    assert trim(trim(text)) == trim(text)
    assert is_blank(text) == (trim(text) == "")
    assert _seen(trim(before + text + after)) == _seen(text)
    assert _seen("".join(visible_words(text))) == _seen(squeeze(text)) == _seen(text)
    assert not any(is_blank(word) for word in visible_words(text))


def _seen(text: str) -> str:
    return "".join(char for char in text if not is_blank(char))
