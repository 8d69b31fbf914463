"""A body's own Word form is filled by field names, and a bad one says where it is bad."""

import io
import re
import zipfile
from collections.abc import Mapping
from pathlib import Path

import docx
import pytest

from exports.own_forms import templated
from exports.own_forms.filling import filled
from exports.own_forms.forms_errors import BadTemplate
from exports.own_forms.kept import drop_form, keep_form, own_form
from exports.own_forms.template_examples import examples
from exports.own_forms.template_fields import fields_of
from exports.own_forms.template_sample import sample_minutes
from exports.own_forms.templated import fill
from exports.stamp import read_stamp
from exports.tables.zip_guard import MOST_ENTRIES, UnsafeFile, look_into
from meetings.actions import papers
from meetings.papers.masking import public_edition
from meetings.papers.minutes import Minutes
from tests.data.cases import made_up_1
from tests.data.saved_by_office import saved
from tui.errors import sentence
from tui.language import set_language

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


def test_one_example_has_every_field() -> None:
    written = text(examples()["示例模板-全部字段.docx"])
    fields = fields_of(sample_minutes())
    [item] = fields["议题"]
    parts = {*item["意见"][0], *item["动议"][0], *item["议定事项"][0]}
    assert [name for name in fields if name != "议题" and f" {name} " not in written] == []
    assert [name for name in item if f"项.{name} " not in written] == []
    assert [name for name in parts if f"一.{name} " not in written] == []


def test_the_example_of_every_field_says_yes_and_no_and_ends_its_sentences(
    minutes: Minutes,
) -> None:
    said = text(fill(examples()["示例模板-全部字段.docx"], public_edition(minutes)))
    assert "False" not in said and "True" not in said and "。，" not in said


def test_a_form_says_the_quorum_once_and_prints_no_building_beside_a_masked_name() -> None:
    held = made_up_1()
    drawn = papers.paper(held.records, held.meeting.id, papers.Wanted(papers.PUBLIC), held.now)
    assert isinstance(drawn, Minutes)
    fields = fields_of(drawn)
    votes = [said for item in fields["议题"] for one in item["动议"] for said in one["表决"]]
    assert votes and not any("法定人数" in said for said in votes)
    assert not any("栋）" in fields[group] for group in ("出席", "请假", "缺席"))


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
        ("{% for 项 in 议题 %}", "unclosed", "endfor"),
        ("{%p if 草稿 %}{%p for 项 in 议题 %}{%p endif %}", "unclosed", "endfor"),
        ("{%p endfor %}", "unopened", "endfor"),
        ("{{ ''.__class__ }}", "unsafe", "__class__"),
        ("{{ range(10) }}", "field", "range"),
        ("{{ 1 / 0 }}", "expression", "ZeroDivision"),
        ("｛｛ 机构 ｝｝", "wide", "｛｛"),
        ("｛{ 机构 }}", "wide", "｛{"),
        ("{{ 机构 }｝", "wide", "}｝"),
        ("{％p if 草稿 ％}", "wide", "{％"),
        ("共{ { 机构 }}", "half", "{ {"),
        ("共{{ 机构 ", "half", "{{"),
        ("共 机构 }}", "half", "}}"),
        ("{{ 机构 }", "half", "{{"),
        ("{机构}", "half", "{机构}"),
        ("｛机构｝", "half", "｛机构｝"),
        ("{{ 项。题目 }}", "syntax", "{{ 项。题目 }}"),
        ("{{ 机构|没有 }}", "syntax", "{{ 机构|没有 }}"),
    ],
)
def test_a_bad_form_is_told_with_its_place(
    line: str, why: str, what: str, minutes: Minutes
) -> None:
    with pytest.raises(BadTemplate) as bad:
        filled(form("前言", line), minutes)
    assert bad.value.facts["why"] == why
    assert what in str(bad.value.facts["what"])
    if why != "expression":
        assert bad.value.facts["place"] == line
    set_language("zh")
    told = sentence(bad.value)
    assert not re.search("[a-z]{3,} [a-z]{3,}", told.replace(line, "").replace(what, "")), told


def test_brackets_that_are_no_tags_are_left_alone(minutes: Minutes) -> None:
    lines = ("集合{甲，乙}", "｛备注｝", "增长5%", "100％", "{ }", "a{{机构}}b")
    printed = text(filled(form(*lines), minutes).data)
    assert printed.startswith("集合{甲，乙}\n｛备注｝\n增长5%\n100％\n{ }\na45")


@pytest.mark.parametrize(
    "line",
    [
        "{{ 'x'*1000000000 }}",
        "{{ '%0999999999d' % 1 }}",
        "{{ '{:>999999999}'.format(1) }}",
        "{{ 9**(9**(9**9)) }}",
        "{% for 甲 in 机构*999 %}{% for 乙 in 机构*999 %}{% for 丙 in 机构*999 %}x"
        "{% endfor %}{% endfor %}{% endfor %}",
    ],
)
def test_a_form_that_would_hang_the_machine_is_stopped(
    line: str, minutes: Minutes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(templated, "LONGEST", 4)
    with pytest.raises(BadTemplate) as bad:
        fill(form(line), minutes)
    assert bad.value.facts["why"] == "limits"


def changed(data: bytes, parts: Mapping[str, str | bytes], **replaced: str) -> bytes:
    """The package with parts added and, in the document, one text put for another."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as package, zipfile.ZipFile(stream, "w") as made:
        for name in package.namelist():
            content = package.read(name).decode("utf-8", "surrogateescape")
            if name == "word/document.xml" and "body" in replaced:
                content = content.replace("<w:body>", f"<w:body>{replaced['body']}")
            if name == "word/_rels/document.xml.rels" and "link" in replaced:
                content = content.replace("</Relationships>", f"{replaced['link']}</Relationships>")
            if name == "[Content_Types].xml" and "kinds" in replaced:
                content = content.replace("</Types>", f"{replaced['kinds']}</Types>")
            if name == "[Content_Types].xml" and "kind" in replaced:
                content = content.replace("document.main", replaced["kind"])
            made.writestr(name, content.encode("utf-8", "surrogateescape"))
        for name, added in parts.items():
            made.writestr(name, added)
    return stream.getvalue()


def without(data: bytes, gone: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as package, zipfile.ZipFile(stream, "w") as made:
        for name in package.namelist():
            if name != gone:
                made.writestr(name, package.read(name))
    return stream.getvalue()


def field(*instruction: str) -> str:
    runs = "".join(f"<w:r><w:instrText>{part}</w:instrText></w:r>" for part in instruction)
    begin, middle, end = (
        f'<w:r><w:fldChar w:fldCharType="{step}"/></w:r>' for step in ("begin", "separate", "end")
    )
    return f"<w:p>{begin}{runs}{middle}<w:r><w:t>1</w:t></w:r>{end}</w:p>"


def link(kind: str, target: str, mode: str = ' TargetMode="External"') -> str:
    place = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    return f'<Relationship Id="rId99" Type="{place}/{kind}" Target="{target}"{mode}/>'


def override(part: str, kind: str) -> str:
    return f'<Override PartName="{part}" ContentType="{kind}"/>'


WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
FOOTER = f'<w:ftr xmlns:w="{WORD}"><w:p><w:fldSimple w:instr="DDEAUTO x"/></w:p></w:ftr>'
SVG = "http://www.w3.org/2000/svg"
LATE = "<w:p><w:r><w:t>{{ '&lt;w:altChunk/&gt;'|safe }}</w:t></w:r></w:p>"
SHAPE = (
    '<w:p><w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml">'
    '<v:imagedata src="{0}"/></v:shape></w:pict></w:r></w:p>'
)


@pytest.mark.parametrize(
    ("parts", "replaced", "kind"),
    [
        ({"word/vbaProject.bin": "x"}, {}, "macros"),
        ({}, {"kind": "macroEnabled.main"}, "macros"),
        ({"word/activeX/activeX1.bin": "x"}, {}, "object"),
        ({"word/embeddings/oleObject1.bin": "x"}, {}, "object"),
        ({"word/embeddings/tables.xlsx": "x"}, {}, "object"),
        ({"customUI/customUI.xml": "<x/>"}, {}, "macros"),
        ({"word/media/a.svg": f"<svg xmlns='{SVG}' onload='x'/>"}, {}, "macros"),
        ({}, {"body": "<w:altChunk/>"}, "chunk"),
        ({}, {"link": link("aFChunk", "a.html", "")}, "chunk"),
        ({}, {"body": "<w:p><w:r><w:object/></w:r></w:p>"}, "object"),
        ({}, {"body": field(' DDEAUTO c:\\\\x "y" ')}, "field"),
        ({}, {"body": field(" D", "DE ", "excel x")}, "field"),
        ({}, {"body": field(' INCLUDETEXT "c:/x.docx" ')}, "field"),
        ({}, {"body": field(' includepicture "http://x.example/1.png" ')}, "field"),
        ({}, {"body": '<w:p><w:fldSimple w:instr=" LINK Excel.Sheet x "/></w:p>'}, "field"),
        ({}, {"body": field(' HYPERLINK "file:///c:/x.exe" ')}, "afar"),
        ({}, {"link": link("image", "http://x.example/1.png")}, "afar"),
        ({}, {"link": link("hyperlink", "file:///c:/x.exe")}, "afar"),
        ({}, {"link": link("subDocument", "\\\\host\\x.docx")}, "afar"),
        ({}, {"link": link("image", "file:///etc/passwd", "")}, "afar"),
        ({}, {"body": SHAPE.format("http://x.example/1.png")}, "afar"),
        ({}, {"body": LATE}, "chunk"),
        ({"word/odd.dat": FOOTER}, {"link": link("footer", "odd.dat", "")}, "field"),
        ({"word/media/odd.png": FOOTER}, {}, "field"),
        ({"word/odd.bin": FOOTER.encode("utf-16")}, {}, "field"),
        ({"word/footer9.xml": FOOTER.replace(WORD, STRICT)}, {}, "field"),
        ({"word/media/a.png": f"<svg xmlns='{SVG}'><use href='//x'/></svg>"}, {}, "afar"),
        ({"word/x.exe": "MZ"}, {}, "object"),
        ({"word/media/x.exe": "MZ"}, {}, "object"),
        ({}, {"link": link("vbaProject", "media/a.png", "")}, "macros"),
        ({}, {"link": link("oleObject", "media/a.png", "")}, "object"),
        ({"word/a.htm": "<p/>"}, {"kinds": override("/word/a.htm", "text/html")}, "object"),
        ({}, {"kinds": override("/word/a.png", "application/x.vb&#97;Project")}, "macros"),
        ({}, {"body": field(" HYPERLINK \\\\host\\share\\x.exe ")}, "afar"),
        ({}, {"body": field(' HYPERLINK "C:\\x.exe" ')}, "afar"),
        ({}, {"body": field(' HYPERLINK "x.exe" \\o "看" ')}, "afar"),
        ({}, {"body": field(' HYPERLINK \\l "a" ..\\x.bat ')}, "afar"),
        ({}, {"body": SHAPE.replace(" src", ' xmlns:o="urn:o" o:althref').format("//x")}, "afar"),
        ({}, {"body": SHAPE.replace(" src", " href").format("x.exe")}, "afar"),
        ({}, {"body": "<w:p><w:r><w:webVideoPr w:embeddedHtml='x'/></w:r></w:p>"}, "afar"),
        ({}, {"body": "<w:p><w:r><w:entryMacro w:val='x'/></w:r></w:p>"}, "macros"),
    ],
)  # fmt: skip
def test_what_could_act_in_a_form_is_named_and_refused(
    parts: dict[str, str | bytes], replaced: dict[str, str], kind: str, minutes: Minutes
) -> None:
    with pytest.raises(BadTemplate) as bad:
        filled(changed(form("{{ 机构 }}"), parts, **replaced), minutes)
    named = bad.value.facts["what"]
    assert bad.value.facts["why"] == "active" and isinstance(named, tuple)
    assert kind in [one[0] for one in named]
    set_language("zh")
    assert "删掉" in sentence(bad.value)


def test_a_form_as_word_and_wps_save_it_is_taken_whole(minutes: Minutes) -> None:
    made = filled(saved(), minutes)
    assert (made.fields, made.taken_out) == (2, ())
    told = [p.text for p in docx.Document(io.BytesIO(made.data)).paragraphs]
    assert told[:2] == ["共：45、47栋街角议事会", "45栋一楼架空层"] and "网页" in "".join(told)
    with zipfile.ZipFile(io.BytesIO(made.data)) as package:
        kept = set(package.namelist())
    assert {"word/comments.xml", "word/glossary/document.xml", "customXml/item2.xml",
            "docProps/custom.xml", "word/fonts/font1.odttf", "word/people.xml"} <= kept  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('href="https://example.org/"', 'href="file://server/share"'),
        ('href="https://example.org/"', 'src="https://example.org/"'),
        ("data:image/png;base64,iVBORw0KGgo=", "https://example.org/a.png"),
        ("data:image/png;base64,iVBORw0KGgo=", "data:text/html,x"),
        ('<use xlink:href="#a"/>', '<use xlink:href="afar.svg#a"/>'),
    ],
)
def test_what_word_saved_is_refused_once_it_reaches_afar(
    minutes: Minutes, old: str, new: str
) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(saved())) as source, zipfile.ZipFile(made, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name in ("word/document.xml", "word/media/image1.svg"):
                content = content.replace(old.encode(), new.encode())
            target.writestr(name, content)
    with pytest.raises(BadTemplate) as bad:
        filled(made.getvalue(), minutes)
    assert isinstance(bad.value.what, tuple)
    assert [kind for kind, _name in bad.value.what] == ["afar"]


def test_a_form_that_acts_is_not_kept(tmp_path: Path) -> None:
    source = tmp_path / "mine.docx"
    source.write_bytes(changed(form("{{ 机构 }}"), {}, body=field(" DDE excel x ")))
    with pytest.raises(BadTemplate) as bad:
        keep_form(tmp_path / "r.db", "b1", source)
    assert own_form(tmp_path / "r.db", "b1") == b""
    set_language("zh")
    assert "域 DDE" in sentence(bad.value)


def test_fields_that_count_and_links_to_pages_stay(minutes: Minutes) -> None:
    body = "".join(
        field(code)
        for code in (
            " PAGE \\* MERGEFORMAT ", " = 1 + 2 ", ' HYPERLINK "#x" ', ' HYPERLINK \\l "_Toc1" ',
            ' HYPERLINK "https://www.example.org/a b" \\o "看 一看" \\t "_blank" ',
            ' TOC \\o "1-3" \\h \\z \\u ',
        )
    )  # fmt: skip
    data = changed(
        form("{{ 机构 }}"), {}, body=body, link=link("hyperlink", "https://www.example.org")
    )
    assert "45、47栋街角议事会" in text(filled(data, minutes).data)


def test_a_word_template_is_a_form_like_a_document(minutes: Minutes) -> None:
    dotx = changed(form("{{ 机构 }}"), {}, kind="template.main")
    assert "45、47栋街角议事会" in text(filled(dotx, minutes).data)


def test_a_mail_merge_without_a_source_is_taken_out_and_told_too(minutes: Minutes) -> None:
    data = form("{{ 机构 }}")
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        settings = package.read("word/settings.xml").decode()
    merging = '<w:mailMerge><w:connectString w:val="Data Source=//host/x"/></w:mailMerge>'
    settings = settings.replace("</w:settings>", merging + "</w:settings>")
    made = filled(
        changed(without(data, "word/settings.xml"), {"word/settings.xml": settings}), minutes
    )
    assert made.taken_out == ("attached",)
    with zipfile.ZipFile(io.BytesIO(made.data)) as package:
        assert b"connectString" not in package.read("word/settings.xml")


def test_a_template_attached_to_a_form_is_taken_out_and_told(minutes: Minutes) -> None:
    place = "http://schemas.openxmlformats.org/package/2006/relationships"
    attached = link("attachedTemplate", "file:///c:/x.dotm")
    rels = f'<Relationships xmlns="{place}">{attached}</Relationships>'
    data = form("{{ 机构 }}")
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as package, zipfile.ZipFile(stream, "w") as target:
        for name in package.namelist():
            content = package.read(name)
            if name == "word/settings.xml":
                assert b"</w:settings>" in content
                content = content.replace(
                    b"</w:settings>", b'<w:attachedTemplate r:id="rId99"/></w:settings>'
                )
            target.writestr(name, content)
        target.writestr("word/_rels/settings.xml.rels", rels)
    made = templated.fill_form(stream.getvalue(), minutes)
    assert made.taken_out == ("attached",) and made.fields == 1
    with zipfile.ZipFile(io.BytesIO(made.data)) as package:
        whole = b"".join(map(package.read, package.namelist()))
    assert b"attachedTemplate" not in whole and b"x.dotm" not in whole


def test_a_form_without_any_field_is_kept_only_when_it_is_wanted(tmp_path: Path) -> None:
    records, source = tmp_path / "r.db", tmp_path / "mine.docx"
    source.write_bytes(form("会议纪要"))
    with pytest.raises(BadTemplate) as bad:
        keep_form(records, "b1", source)
    assert bad.value.facts["why"] == "no_fields" and own_form(records, "b1") == b""
    keep_form(records, "b1", source, without_fields=True)
    assert text(fill(own_form(records, "b1"), sample_minutes())) == "会议纪要"


def test_a_device_or_pipe_is_no_form(tmp_path: Path) -> None:
    for place in (Path("/dev/zero"), Path("/dev/null")):
        with pytest.raises(BadTemplate):
            keep_form(tmp_path / "r.db", "b1", place)


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
