"""A title of more than one line keeps words whole and its lines of about one length."""

import io
from dataclasses import replace

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exports.documents.road import road_document
from exports.layout.blocks import title_room
from exports.layout.title_lines import title_lines
from exports.text import cells
from tests.exports.test_road import AT, ROAD

ROOM = title_room()


@pytest.mark.parametrize(
    "lines",
    [
        ("45、47栋街角议事会会议纪要",),
        ("长沙县湘龙街道湘龙社区", "45、47栋街角议事会会议纪要"),
        ("阳光花园小区业主委员会与", "物业服务中心联席会议纪要"),
        ("罗湖区莲塘街道莲塘社区", "居民议事会多方联动座谈会纪要"),
        ("议题全程：消防通道停车", "影响救护车进出的问题"),
        ("甲楼街角议事会2026年", "第四季度议事工作季报"),
    ],
)
def test_a_title_is_broken_where_its_parts_meet(lines):
    assert title_lines("".join(lines), ROOM) == list(lines)


@pytest.mark.parametrize("word", ["消防通道", "共享单车", "45栋", "第12次", "会议纪要", "2026年"])
@pytest.mark.parametrize("before", range(12, 22))
def test_a_word_of_the_field_and_a_number_with_its_unit_stay_whole(word, before):
    title = "好" * before + word + "好" * 5
    assert any(word in line for line in title_lines(title, ROOM))


@settings(deadline=None)
@given(st.text("好事，。、（）“”：45abc关于的", min_size=1, max_size=70))
def test_no_character_is_lost_no_line_is_too_long_and_none_begins_with_a_stop(title):
    lines = title_lines(title, ROOM)
    assert "".join(lines) == title
    if len(lines) > 1:
        assert all(cells(line) <= ROOM for line in lines)
        assert not any(line[0] in "，。、：）”" for line in lines[1:])
        assert not any(line[-1] in "（“" for line in lines[:-1])


def test_a_title_on_two_lines_is_one_heading_in_word():
    road = replace(ROAD, title="45栋东侧消防通道长期停车影响救护车进出")
    first = docx.Document(io.BytesIO(road_document(road, AT))).paragraphs[0]
    assert first.style is not None and first.style.name == "Title"
    assert "消防通道" in first.text and first.text.count("\n") == 1
