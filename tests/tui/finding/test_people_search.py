"""People are found by name, pinyin and initials; surnames are read as surnames."""

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.data.hostile import HOSTILE
from tui.finding.people_search import Person, PersonFinder, rank, syllables

NAMES = [
    ("1", "张桂兰", "45栋"), ("2", "张伟", "45栋"), ("3", "张伟", "47栋"), ("4", "单德明", "13栋"),
    ("5", "曾小红", "2栋"), ("6", "区志华", "2栋"), ("7", "仇英", "3栋"), ("8", "查文斌", "3栋"),
    ("9", "解晓东", "4栋"), ("10", "尉迟敬", "5栋"), ("11", "万俟雪", "5栋"),
    ("12", "欧阳建国", "6栋"),
    ("13", "阿依古丽·买买提", "6栋"), ("14", "吕静", "7栋"), ("15", "13栋王阿姨", ""),
    ("16", "长孙无忌", "8栋"), ("17", "Smith", "8栋"), ("18", "任重", "9栋"),
]  # fmt: skip
FINDER = PersonFinder(NAMES)


def first(query: str) -> str:
    found = FINDER.find(query)
    return found[0].name if found else ""


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("zgl", "张桂兰"), ("ZGL", "张桂兰"), ("zhangguilan", "张桂兰"), ("zhanggl", "张桂兰"),
        ("zguil", "张桂兰"), ("张桂", "张桂兰"), ("桂兰", "张桂兰"), ("gl", "张桂兰"),
        ("sdm", "单德明"), ("shandeming", "单德明"), ("dandeming", "单德明"), ("zxh", "曾小红"),
        ("zengxh", "曾小红"), ("ozh", "区志华"), ("qy", "仇英"), ("qiuying", "仇英"),
        ("zwb", "查文斌"), ("zhawenbin", "查文斌"), ("xxd", "解晓东"), ("ycj", "尉迟敬"),
        ("mqx", "万俟雪"), ("moqixue", "万俟雪"), ("oyjg", "欧阳建国"), ("ouyang", "欧阳建国"),
        ("aygl", "阿依古丽·买买提"), ("lvjing", "吕静"), ("lujing", "吕静"), ("lyujing", "吕静"),
        ("王阿姨", "13栋王阿姨"), ("zswj", "长孙无忌"), ("smi", "Smith"), ("rz", "任重"),
        ("ｚｇｌ", "张桂兰"), ("ＺＧＬ", "张桂兰"), ("ｏｚｈ", "区志华"), ("xd", "解晓东"),
    ],
)  # fmt: skip
def test_a_person_is_found_by_name_pinyin_or_initials(query: str, name: str):
    assert first(query) == name


def test_people_of_one_name_are_told_apart_by_their_building():
    both = FINDER.find("张伟")
    assert [FINDER.label(person) for person in both] == ["张伟（45栋）", "张伟（47栋）"]
    assert [person.id for person in FINDER.find("zw 47")][:1] == ["3"]
    for query in ("47栋张伟", "４７栋张伟", "zw47", "ｚｗ４７", "zw 47", "ｚｗ　４７栋"):
        assert [person.id for person in FINDER.find(query)] == ["3"], query
    assert FINDER.find("zw99") == []
    assert FINDER.exact("张伟") is None
    assert FINDER.exact("zgl") == Person("1", "张桂兰", "45栋")


def test_the_whole_name_ranks_before_a_part_of_a_longer_one():
    finder = PersonFinder([("1", "张伟强", ""), ("2", "张伟", "")])
    assert [person.id for person in finder.find("zw")] == ["2", "1"]
    assert [person.id for person in finder.find("张伟")] == ["2", "1"]


def test_the_surname_s_own_reading_ranks_before_the_usual_one():
    finder = PersonFinder([("1", "单小明", ""), ("2", "段小明", ""), ("3", "沈小明", "")])
    assert [person.id for person in finder.find("sxm")] == ["1", "3"]
    assert [person.id for person in finder.find("dxm")] == ["2", "1"]


def test_nobody_is_found_for_letters_that_spell_nobody():
    assert FINDER.find("xyzq") == []
    assert FINDER.exact("") is None


def test_an_empty_query_gives_the_first_people():
    assert [person.id for person in FINDER.find("", limit=3)] == ["1", "2", "3"]


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_no_text_breaks_the_search(text: str):
    rank(text[:200], Person("1", "张桂兰", "45栋"))
    rank("zgl", Person("1", text[:200], text[:200]))
    FINDER.find(text[:200])


@given(st.sampled_from(NAMES), st.data())
def test_every_shortening_of_the_syllables_finds_the_person(entry, data):
    person = Person(*entry)
    parts = [reading[0] for reading in syllables(person.name)]
    query = "".join(part[: data.draw(st.integers(1, len(part)))] for part in parts)
    if query.isascii() and query.isalpha():
        assert rank(query, person) is not None


def test_the_dictionary_of_pinyin_is_not_read_before_somebody_searches():
    code = (
        "import sys, tui.app_commands, tui.dialogs.kit.form;"
        "from tui.finding.people_search import rank, Person;"
        "print('pypinyin' in sys.modules); rank('zgl', Person('1', '张桂兰'));"
        "print('pypinyin' in sys.modules)"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert said.stdout.split() == ["False", "True"]


@pytest.mark.parametrize("query", ["4", "45", "13", "１３", "6"])
def test_digits_alone_offer_nobody_of_that_building(query: str):
    found = FINDER.find(query)
    assert [person for person in found if person.hint] == []
    assert FINDER.exact("45") is None
    assert FINDER.exact("zw45") == FINDER.get("2"), "beside a name a building tells them apart"
