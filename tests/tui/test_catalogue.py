"""Every sentence of the screen is in the Chinese catalogue, whole and fresh."""

import io
import re
import runpy
import string
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

ROOT = Path(__file__).parent.parent.parent
CATALOGUE = ROOT / "tui/locale/zh_CN/LC_MESSAGES/jiejiao.po"
SCRIPT = ROOT / ".ci/words"

pytestmark = pytest.mark.skipif(not SCRIPT.exists(), reason="not a whole source tree")


def script() -> dict:
    return runpy.run_path(str(SCRIPT))


def catalogue() -> Catalog:
    return read_po(io.BytesIO(CATALOGUE.read_bytes()), "zh_CN")


def test_every_sentence_of_the_code_is_translated():
    known = catalogue()
    missing = {
        sentence: files
        for sentence, files in script()["sentences"]().items()
        if not (message := known.get(sentence)) or not message.string
    }
    assert missing == {}


def test_the_catalogue_has_nothing_the_code_does_not_say():
    said = script()["sentences"]()
    assert [message.id for message in catalogue() if message.id and message.id not in said] == []
    assert not catalogue().obsolete


def test_no_translation_is_a_guess():
    assert [message.id for message in catalogue() if message.id and message.fuzzy] == []


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def test_a_translation_has_the_placeholders_of_its_sentence():
    wrong = [
        message.id
        for message in catalogue()
        if message.id
        and message.string
        and placeholders(str(message.id)) != placeholders(str(message.string))
    ]
    assert wrong == []


def test_the_files_are_what_the_command_would_write():
    words = script()
    po, mo = words["written"](words["merged"](catalogue()))
    assert CATALOGUE.read_bytes() == po, "make words"
    assert CATALOGUE.with_suffix(".mo").read_bytes() == mo, "make words"


def test_the_catalogue_names_no_line_and_no_date():
    text = CATALOGUE.read_text("utf-8")
    assert not re.search(r"^#: .*:\d+", text, re.MULTILINE)
    assert "-Date:" not in text
