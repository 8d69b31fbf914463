"""The key card: one landscape page with every key given, the same bytes for the same keys."""

from datetime import date
from io import BytesIO

import docx
from docx.enum.section import WD_ORIENT

from exports.documents.key_card import CardGroup, CardKey, key_card

GROUPS = [
    CardGroup("开会", (CardKey("1", "发言", "记一段发言"), CardKey("5", "表决"))),
    CardGroup("议题", (CardKey("1 n", "新议题"),)),
]


def test_every_key_stands_under_its_screen():
    document = docx.Document(BytesIO(key_card(GROUPS, date(2026, 11, 24))))
    lines = [paragraph.text for paragraph in document.paragraphs]
    assert lines[0] == "街角议事键位卡"
    assert lines[2:] == ["开会", "1\t发言\t记一段发言", "5\t表决", "议题", "1 n\t新议题"]


def test_a_long_key_has_a_line_of_its_own_before_its_word():
    long = [CardGroup("往来", (CardKey("shift+F12 F24", "校验", "核对"),))]
    document = docx.Document(BytesIO(key_card(long, date(2026, 11, 24))))
    lines = [paragraph.text for paragraph in document.paragraphs]
    assert lines[3:] == ["shift+F12 F24", "\t校验\t核对"]


def test_the_page_lies_and_has_columns():
    document = docx.Document(BytesIO(key_card(GROUPS, date(2026, 11, 24))))
    (section,) = document.sections
    assert section.orientation == WD_ORIENT.LANDSCAPE
    assert (section.page_width or 0) > (section.page_height or 0)


def test_the_same_keys_give_the_same_bytes():
    assert key_card(GROUPS, date(2026, 11, 24)) == key_card(GROUPS, date(2026, 11, 24))
