"""File names that every system takes."""

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exports.documents.names import NAME_BYTES, file_name, numbered, safe_name

DAY = date(2026, 11, 23)


def test_a_name_says_day_body_number_and_document() -> None:
    assert (
        file_name(DAY, "45、47栋街角议事会", "会议纪要", 3)
        == "20261123_45、47栋街角议事会_第3次_会议纪要.docx"
    )


def test_a_name_without_a_number_leaves_it_out() -> None:
    assert file_name(DAY, "议事会", "督办台账", ext="xlsx") == "20261123_议事会_督办台账.xlsx"


def test_of_a_long_body_name_only_the_body_is_cut() -> None:
    name = file_name(DAY, "很长的名字" * 40, "会议纪要", 12)
    assert name.startswith("20261123_很长的名字")
    assert name.endswith("_第12次_会议纪要.docx")
    assert NAME_BYTES - 3 < len(name.encode()) <= NAME_BYTES


@pytest.mark.parametrize("sign", '<>:"/\\|?*／＼：｜？＊＜＞＂∕⁄∶꞉')
def test_forbidden_signs_and_their_look_alikes_become_hyphens(sign: str) -> None:
    assert safe_name(f"甲{sign}乙", "docx") == "甲-乙.docx"


@pytest.mark.parametrize("name", ["CON", "nul", "com1", "LPT9", "COM¹", "con.old", "Aux "])
def test_a_reserved_windows_name_gets_a_line_before_it(name: str) -> None:
    assert safe_name(name, "docx").startswith("_")


@pytest.mark.parametrize("bad", ["", "...", "  ", "\x00\x1f", "\u202e\u200b", "\ud800", ". ."])
def test_a_name_of_nothing_is_called_nameless(bad: str) -> None:
    assert safe_name(bad, "docx") == "未命名.docx"


def test_a_name_does_not_hide_and_is_no_option() -> None:
    assert safe_name(".-rf", "docx") == "rf.docx"


def test_a_name_leaves_its_folder_on_no_system() -> None:
    assert safe_name("../../etc/passwd") == "etc-passwd"


@given(st.text(), st.sampled_from(["docx", "xlsx", ""]))
def test_every_name_is_safe(text: str, ext: str) -> None:
    name = safe_name(text, ext)
    assert name and len(name.encode()) <= NAME_BYTES
    assert not set(name) & set('<>:"/\\|?*')
    assert all(unicodedata.category(char)[0] != "C" for char in name)
    assert not name.endswith((" ", ".")) and not name.startswith((" ", "."))
    assert name.endswith(ext)
    assert unicodedata.is_normalized("NFC", name)


@given(st.text(), st.text(), st.integers(1, 999))
def test_every_document_name_keeps_day_number_and_what(body: str, tail: str, number: int) -> None:
    name = file_name(DAY, body + tail, "会议纪要", number)
    assert name.startswith("20261123_") and name.endswith(f"_第{number}次_会议纪要.docx")
    assert len(name.encode()) <= NAME_BYTES


def test_a_numbered_name_keeps_its_suffix_and_length() -> None:
    assert numbered("会议纪要.docx", 2) == "会议纪要(2).docx"
    assert len(numbered("长" * 38 + ".docx", 10).encode()) <= NAME_BYTES
