"""Chinese is shown by default, English when chosen, whatever the machine's locale."""

import subprocess
import sys
from pathlib import Path

import pytest

from meetings.actions import hold
from tests.tui.hall import hall
from tui.language import N_, _, chinese, language, set_language
from tui.widgets.hold_view import room_parts, sides


def test_chinese_is_shown_whatever_the_locale_says():
    code = "from tui.language import _; import sys; sys.stdout.buffer.write(_('Vote').encode())"
    for locale in ("C", "en_US.UTF-8", "zh_TW.UTF-8"):
        env = {"LANG": locale, "LC_ALL": locale, "LANGUAGE": "en"}
        said = subprocess.run(
            [sys.executable, "-c", code], env=env, capture_output=True, check=True
        )
        assert said.stdout.decode() == "表决"


def test_a_sentence_is_translated_when_shown_and_not_when_marked():
    marked = N_("Vote")
    assert marked == "Vote"
    assert _(marked) == "表决"
    set_language("en")
    assert _(marked) == "Vote"
    assert language() == "en"
    set_language("zh")
    assert _(marked) == "表决"


def test_the_empty_sentence_stays_empty_and_does_not_show_the_catalogue_header():
    assert _("") == "" == chinese("")


def test_chinese_can_be_had_while_english_is_shown():
    set_language("en")
    assert chinese("Vote") == "表决"


def test_a_language_that_is_not_there_is_refused():
    with pytest.raises(ValueError):
        set_language("fr")  # type: ignore[arg-type]


async def test_the_header_of_a_meeting_in_english_counts_as_a_native_would(tmp_path: Path):
    async with hall(tmp_path) as room:
        for name in ("周敏", "沈阳"):
            await room.act(hold.walk_in, name, "物业")
        set_language("en")
        told = room_parts(room.meeting)
        assert told["present"] == "Present 14/16, 2 observers"
        assert told["quorum"] == "Quorum 11: met" and sides(room.meeting) == "0 for, 0 against"


def test_colons_and_brackets_between_words_follow_the_language_shown():
    """`headed` and `bracketed` write them; a full-width one in a template stays so in English."""
    home = Path(__file__).parents[2] / "tui"
    written = [
        f"{path.relative_to(home)}: {line.strip()}"
        for path in home.rglob("*.py")
        if path != home / "language.py"
        for line in path.read_text("utf-8").splitlines()
        if "}：{" in line or "}（{" in line
    ]
    assert written == []
