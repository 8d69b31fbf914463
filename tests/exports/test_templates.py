"""A body's own Word form is filled by field names, and a bad one says where it is bad."""

import io
import zipfile
from pathlib import Path

import docx
import pytest

from exports.own_forms.kept import drop_form, keep_form, own_form
from exports.own_forms.template_examples import examples
from exports.own_forms.template_fields import fields_of
from exports.own_forms.template_sample import sample_minutes
from exports.own_forms.templated import BadTemplate, fill
from exports.stamp import read_stamp
from exports.tables.zip_guard import MOST_ENTRIES, UnsafeFile, look_into
from meetings.actions import papers
from meetings.papers.masking import public_edition
from meetings.papers.minutes import Minutes
from tests.data.cases import made_up_1

ROOT = Path(__file__).parents[2]


def form(*lines: str) -> bytes:
    document = docx.Document()
    document.core_properties.author = "张三丰"
    for line in lines:
        document.add_paragraph(line)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def text(data: bytes) -> str:
    document = docx.Document(io.BytesIO(data))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([p.text for p in document.paragraphs] + cells)


@pytest.mark.parametrize("name", examples())
def test_an_example_is_filled_without_a_rest(name: str, minutes: Minutes) -> None:
    told = text(fill(examples()[name], minutes))
    assert "{{" not in told and "{%" not in told
    assert "45、47栋街角议事会" in told and "消防通道停车问题" in told and "修改后通过" in told


def test_every_documented_field_is_there_and_every_field_is_documented() -> None:
    page = (ROOT / "docs/templates.md").read_text("utf-8")
    fields = fields_of(sample_minutes())
    [item] = fields["议题"]
    names = {*fields, *item, *item["意见"][0], *item["动议"][0], *item["议定事项"][0]}
    documented = {line.split("`")[1] for line in page.splitlines() if line.startswith("| `")}
    assert documented == names


@pytest.mark.parametrize(
    ("line", "why", "what"),
    [
        ("{{ 机够 }}", "field", "机够"),
        ("{{ 议题[0].题 }}", "field", "题"),
        ("{{ 机构 机构 }}", "syntax", "机构"),
        ("{% for 项 in 议题 %}", "syntax", "endfor"),
        ("{{ ''.__class__ }}", "unsafe", "__class__"),
        ("{{ range(10) }}", "field", "range"),
        ("{{ 1 / 0 }}", "broken", "division"),
    ],
)
def test_a_bad_form_is_told_with_its_place(
    line: str, why: str, what: str, minutes: Minutes
) -> None:
    with pytest.raises(BadTemplate) as bad:
        fill(form("前言", line), minutes)
    assert bad.value.facts["why"] == why
    assert what in str(bad.value.facts["what"])
    if why == "field":
        assert bad.value.facts["place"] == line


def test_text_of_people_is_never_a_template(minutes: Minutes) -> None:
    from dataclasses import replace

    told = text(fill(form("{{ 地点 }}"), replace(minutes, place="{{ 7*7 }} <w:p/> & {% x %}")))
    assert told == "{{ 7*7 }} <w:p/> & {% x %}"


def test_the_author_of_a_form_does_not_go_out_with_the_public_minutes(minutes: Minutes) -> None:
    data = fill(form("{{ 出席 }}"), public_edition(minutes))
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert all("张三丰" not in package.read(n).decode("utf-8", "replace")
                   for n in package.namelist())  # fmt: skip


def test_a_kept_form_is_a_copy_and_a_bad_one_is_not_kept(tmp_path: Path) -> None:
    records, source = tmp_path / "r.db", tmp_path / "mine.docx"
    source.write_bytes(form("{{ 机构 }}"))
    keep_form(records, "b1", source)
    source.unlink()
    assert text(fill(own_form(records, "b1"), sample_minutes())) == "示例街角议事会"
    source.write_bytes(form("{{ 没有 }}"))
    with pytest.raises(BadTemplate):
        keep_form(records, "b1", source)
    assert text(fill(own_form(records, "b1"), sample_minutes())) == "示例街角议事会"
    assert drop_form(records, "b1") and own_form(records, "b1") == b""


def bomb(entries: int, size: int) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for number in range(entries):
            package.writestr(f"{number}.xml", b"0" * size)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"not a zip", "not_zip"),
        (bomb(MOST_ENTRIES + 1, 1), "entries"),
        (bomb(3, 8_000_000), "size"),
        (bomb(1, 5_000_000), "ratio"),
    ],
    ids=["no zip", "many parts", "large", "dense"],
)
def test_a_zip_is_looked_into_before_it_is_opened(data: bytes, why: str) -> None:
    with pytest.raises(UnsafeFile) as unsafe:
        look_into(data)
    assert unsafe.value.facts["why"] == why
    with pytest.raises(BadTemplate):
        fill(data, sample_minutes())


def test_final_minutes_carry_a_stamp_that_a_changed_word_breaks() -> None:
    house = made_up_1()
    wanted = papers.Wanted(papers.MINUTES)

    def data() -> bytes:
        from exports.papers import data_of

        return data_of(papers.paper(house.records, house.meeting.id, wanted, house.now))

    assert read_stamp(data()) is None
    final = house.finalise()
    stamp = read_stamp(data())
    assert stamp is not None and stamp.unchanged
    assert (stamp.meeting, stamp.version, stamp.content) == (final.id, 1, final.final_hash)
    document = docx.Document(io.BytesIO(data()))
    document.paragraphs[2].add_run("多了一句")
    stream = io.BytesIO()
    document.save(stream)
    changed = read_stamp(stream.getvalue())
    assert changed is not None and not changed.unchanged
