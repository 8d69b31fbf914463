"""English on the screen: its own signs, and nouns that agree with their numbers."""

import re
import runpy
import shutil
from pathlib import Path
from string import Formatter

import pytest

from meetings.matters.issues import TOPICS
from meetings.procedure.rules import PRESETS
from meetings.sitting.meeting_states import NAMED_KINDS, MeetingKind
from meetings.terms import kind_word, topic_word
from tui.app import Jiejiao
from tui.desk import Desk
from tui.language import _, set_language
from tui.text import plain, printed, shown
from tui.words.rules import provision_words

ROOT = Path(__file__).parent.parent.parent
SCRIPT = ROOT / ".ci/words"

SIGNS = "，。：；？！（）〔〕【】「」、＊＋－　"
EXAMPLE = re.compile(rf"[\w.、（]*[\u4e00-\u9fff][\w{SIGNS}…\"]*")
"""Chinese that an English sentence gives as an example of what to write, or names in a file."""
SIGN_TO_TYPE = "with 、|by 、"
"""Where a sentence tells to type the sign itself."""
BESIDE_ENGLISH = re.compile(rf"[A-Za-z][{SIGNS}]|[{SIGNS}][A-Za-z]")
VERBS = {
    "accepts", "agrees", "appears", "as", "asks", "belongs", "continues", "copies", "counts",
    "differs", "does", "exists", "fruitless",
    "gives", "goes", "has", "is", "its", "joins", "lacks", "means",
    "needs", "refers", "says", "seems", "shows", "sounds", "stays", "takes", "this", "unpacks",
    "us", "was",
}  # fmt: skip
"""What may stand behind a placeholder that counts nothing."""
MANY = re.compile(r"(?<![\d:.,/-])\b1 (?!yes\b|this\b|stays\b)([a-z]+s|people)\b")

WALK = """
f2 f1 escape 1 escape 7 escape enter escape equals_sign escape f2 minus escape
f3 1 escape 2 escape 0 escape minus escape full_stop 1 escape escape
f4 2 escape 8 escape 0 slash escape 0 5 escape 0 0 escape 4 4 escape
f5 8 escape equals_sign 2 minus escape enter escape
f6 1 escape 3 escape 6 4 escape f6 equals_sign 5 f6 full_stop 2 escape full_stop 4 escape
f7 5 8 2 f9 escape ctrl+g 1 escape escape f8 escape ctrl+f escape ctrl+p
"""
"""Keys that lead over the screens, menus and forms; what each shows is read."""


@pytest.fixture(autouse=True)
def _in_english():
    set_language("en")
    yield
    set_language("zh")


def sentences() -> list[str]:
    if not SCRIPT.exists():
        pytest.skip("not a whole source tree")
    return list(runpy.run_path(str(SCRIPT))["sentences"]())


def test_no_english_sentence_has_chinese_signs_outside_its_examples():
    wrong = [
        one
        for one in sentences()
        if re.search(f"[{SIGNS}]", EXAMPLE.sub("", re.sub(SIGN_TO_TYPE, "", one)))
    ]
    assert wrong == []


def test_a_noun_behind_the_number_one_is_singular_in_every_sentence():
    wrong = []
    for one in sentences():
        names = {name for _text, name, spec, _how in Formatter().parse(one) if name and not spec}
        said = _(re.sub(r"\{\w+:.*?\}", "", one)).format(**dict.fromkeys(names, 1))
        wrong += [one for found in MANY.findall(said) if found not in VERBS]
    assert wrong == []


def test_nouns_and_verbs_agree_with_their_number():
    said = _("{issues} open issues and {tasks} open tasks will still be listed.")
    assert said.format(issues=9, tasks=1).startswith("9 open issues and 1 open task will")
    assert (
        _("{n} replies are in, {left} are not. Close the vote now and count?")
        .format(n=1, left=3)
        .startswith("1 reply is in, 3 are not")
    )
    assert _("{n} supporters").format(n=11) == "11 supporters"


def test_what_the_program_names_itself_has_english_words_and_a_bodys_own_stays():
    named = [kind_word(MeetingKind.SPECIAL, words, "en") for words in NAMED_KINDS]
    assert all(word.isascii() for word in (*named, *(topic_word(one, "en") for one in TOPICS)))
    assert topic_word("遛狗", "en") == "遛狗" and topic_word("公共空间") == "公共空间"
    assert kind_word(MeetingKind.SPECIAL, "坝坝会", "en") == "坝坝会"
    assert kind_word(MeetingKind.SPECIAL, "线上议事") == "线上议事"


def test_the_brackets_of_a_name_are_those_of_the_language_shown_and_of_a_paper_its_own():
    assert plain("张伟（45栋）: for or against?").plain == "张伟 (45栋): for or against?"
    assert shown("张伟（45栋）, 陈静") == "张伟 (45栋), 陈静"
    assert shown("张伟（45栋）、陈静到会") == "张伟（45栋）、陈静到会"
    assert printed("主持人：张伟（45栋）") == "主持人：张伟（45栋）"
    set_language("zh")
    assert shown("张伟（45栋）") == "张伟（45栋）"


def test_the_source_of_a_preset_is_english_on_the_rules_screen():
    known = [provision_words(rule)["source"] for rule in PRESETS.values()]
    assert [said for said in known if re.search(r"[\u4e00-\u9fff]", said)] == []


async def test_no_drawn_line_mixes_chinese_signs_with_english_or_counts_one_of_many(
    community: Path, tmp_path: Path
):
    desk = Desk(Path(shutil.copy(community, tmp_path / "records.db")), "王社工")
    desk.open()
    app = Jiejiao(desk)
    keys = WALK.split()
    found: dict[str, str] = {}
    titles = set[str]()
    try:
        async with app.run_test(size=(80, 24)) as pilot:
            set_language("en")
            for n, key in enumerate(keys):
                await pilot.press(key)
                await pilot.pause()
                strips = app.screen._compositor.render_strips()
                lines = ["".join(segment.text for segment in strip) for strip in strips]
                lines += [str(note.message) for note in app._notifications]
                titles |= {type(app.screen).__name__ + lines[0]}
                found |= {
                    line.strip("│ "): " ".join(keys[max(0, n - 4) : n + 1])
                    for line in lines
                    if BESIDE_ENGLISH.search(line) or MANY.search(line)
                }
    finally:
        desk.close()
    assert found == {}
    assert len(titles) > 25
