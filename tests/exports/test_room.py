"""Lines of a paragraph as LibreOffice sets them; each figure was counted on a page it printed."""

from datetime import UTC, datetime

import pytest

from exports.layout import blocks, styles
from exports.layout.measures import OFFICIAL, READING
from exports.layout.packing import keep_end_together
from exports.layout.room import Measured

AT = datetime(2026, 11, 29, tzinfo=UTC)


@pytest.mark.parametrize(
    ("style", "setting", "signs", "lines"),
    [
        (styles.BODY, OFFICIAL, 26, 1), (styles.BODY, OFFICIAL, 27, 2),
        (styles.BODY, OFFICIAL, 54, 2), (styles.BODY, OFFICIAL, 55, 3),
        (styles.BODY, READING, 22, 1), (styles.BODY, READING, 23, 2),
        (styles.BODY, READING, 46, 2), (styles.BODY, READING, 47, 3),
        ("Heading 1", OFFICIAL, 26, 1), ("Heading 2", OFFICIAL, 27, 2),
        ("Heading 3", READING, 23, 2), (styles.DATE, OFFICIAL, 28, 1),
        (styles.TITLE, OFFICIAL, 20, 1), (styles.TITLE, OFFICIAL, 21, 2),
        (styles.FINE, OFFICIAL, 49, 1), (styles.FINE, OFFICIAL, 50, 2),
    ],
)  # fmt: skip
def test_a_line_holds_what_its_style_lets_in(style, setting, signs, lines):
    document = blocks.new_document("", "", AT, setting)
    assert Measured(document).lines(blocks.line(document, "议" * signs, style)) == lines


def test_a_list_of_names_is_counted_by_the_lines_it_was_set_in():
    document = blocks.new_document("", "", AT)
    blocks.people(document, "出席", ["张伟、李梅"] * 9)
    assert Measured(document).lines(document.paragraphs[-1]) == 3


def test_small_print_is_lower_than_a_line_of_body_text():
    document = blocks.new_document("", "", AT)
    assert Measured(document).height(blocks.line(document, "指纹", styles.FINE)) < 0.5


def test_paragraphs_before_a_last_line_stay_with_it_until_there_are_four():
    document = blocks.new_document("", "", AT)
    for signs in (26, 26, 54, 20, 10):  # 1, 1, 2, 1, 1 lines
        blocks.line(document, "议" * signs, styles.BODY)
    keep_end_together(document)
    kept = [bool(one.paragraph_format.keep_with_next) for one in document.paragraphs]
    assert kept == [False, False, True, True, False]
