"""Papers and spreadsheets against the schemas of the format, through LibreOffice and back, in WPS.

WPS takes the font of Chinese from eastAsia alone, asks for the fonts that a theme names, and shows
no number of a page whose field is not told in runs of its own.
"""

import io
import re
import subprocess
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from lxml import etree
from python_calamine import CalamineWorkbook

from exports.documents.minutes import minutes_document
from exports.pdf import find_office
from meetings.papers.minutes import Minutes
from tests.data.word_rules import DRAWN, W
from tests.exports.every import workbooks
from tests.exports.test_word_rules import broken

NEEDS_NO_THEME = "officeDocument/2006/relationships/theme"
"""ISO/IEC 29500-1, 11.3 and 14.2.7: there may be one theme; the validator asks for it."""
OFFICE = pytest.mark.skipif(find_office() is None, reason="LibreOffice is not installed")


def breaches(path: Path, data: bytes) -> list[str]:
    """What the schemas and the rules of the Open XML SDK have against a file."""
    audit = pytest.importorskip("openxml_audit", reason="make test installs the validator")
    path.write_bytes(data)
    found = audit.OpenXmlValidator(file_format=audit.FileFormat.MICROSOFT_365).validate(path)
    told = (f"{one.part_uri} {one.path}: {one.description}" for one in found.errors)
    return [said for said in told if NEEDS_NO_THEME not in said]


def test_every_paper_is_valid_by_the_schemas_of_the_format(every_paper, tmp_path: Path) -> None:
    told = {name: breaches(tmp_path / "a.docx", data) for name, data in every_paper.items()}
    assert {name: said for name, said in told.items() if said} == {}


def test_every_spreadsheet_is_valid_by_the_schemas_of_the_format(tmp_path: Path) -> None:
    told = {name: breaches(tmp_path / "a.xlsx", data) for name, data in workbooks().items()}
    assert {name: said for name, said in told.items() if said} == {}


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        ("word/styles.xml", b'w:val="both"', b'w:val="bothways"'),
        ("word/styles.xml", b'w:line="579"', b'w:line="57,9"'),
        ("word/document.xml", b"<w:pPr>", b"<w:pPr><w:wrong/>"),
        ("word/document.xml", b'w:type="lines"', b'w:type="lined"'),
    ],
)
def test_the_validator_bites(minutes: Minutes, tmp_path: Path, part, old, new) -> None:
    assert breaches(tmp_path / "a.docx", broken(minutes_document(minutes), part, (old, new)))


def test_every_picture_says_what_it_is(every_paper: dict[str, bytes]) -> None:
    seen = 0
    for name, data in every_paper.items():
        for drawn in docx.Document(io.BytesIO(data)).element.body.iter(DRAWN):
            seen += 1
            assert drawn.get("descr"), name
    assert seen >= 2, "charts and photographs"


# WPS


def test_chinese_has_its_font_by_name_and_no_theme_asks_for_another(every_paper) -> None:
    for name, data in every_paper.items():
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = {p: package.read(p) for p in package.namelist() if p.endswith(".xml")}
        assert not [part for part in parts if "theme" in part], name
        for part, content in parts.items():
            assert b"asciiTheme" not in content and b"eastAsiaTheme" not in content, (name, part)
            assert b"AlternateContent" not in content and b"txbxContent" not in content, name
        fonts = docx.Document(io.BytesIO(data)).styles.element.findall(f"{W}docDefaults//{W}rFonts")
        assert all(font.get(qn("w:eastAsia")) for font in fonts) and fonts, name
        for style in docx.Document(io.BytesIO(data)).styles.element.iter(f"{W}rFonts"):
            assert style.get(qn("w:eastAsia")), name


def test_the_number_of_a_page_is_told_in_runs_of_its_own(every_paper) -> None:
    for name, data in every_paper.items():
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            for part in (p for p in package.namelist() if re.search(r"/footer\d\.xml$", p)):
                for run in etree.fromstring(package.read(part)).iter(f"{W}r"):
                    kinds = [child.tag for child in run if child.tag != f"{W}rPr"]
                    assert len(kinds) == 1, (name, part)


def test_pictures_stand_in_the_line(every_paper) -> None:
    """What floats lies elsewhere in WPS."""
    for name, data in every_paper.items():
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            assert b"<wp:anchor" not in package.read("word/document.xml"), name


# through LibreOffice and back


def through_office(folder: Path, files: Mapping[str, bytes], kind: str) -> dict[str, bytes]:
    """Files saved anew by LibreOffice, all in one call."""
    office = find_office()
    assert office is not None
    (folder / "new").mkdir(parents=True)
    paths = {name: folder / f"{number}.{kind}" for number, name in enumerate(files)}
    for name, path in paths.items():
        path.write_bytes(files[name])
    subprocess.run(
        [office, f"-env:UserInstallation={(folder / 'lo').as_uri()}", "--headless",
         "--convert-to", kind, "--outdir", str(folder / "new"), *map(str, paths.values())],
        check=True, capture_output=True, timeout=300,
    )  # fmt: skip
    return {name: (folder / "new" / path.name).read_bytes() for name, path in paths.items()}


def lines_of(data: bytes) -> list[str]:
    """What the pages and their edges say, paragraph by paragraph; the number of a page is free."""
    document = docx.Document(io.BytesIO(data))
    body, edges = document.element.body, [s.footer._element for s in document.sections]
    return [*_said([body]), *(re.sub("[0-9]+", "1", line) for line in _said(edges))]


def _said(roots: list[Any]) -> list[str]:
    return [
        "".join(
            "\n" if node.tag == qn("w:br") else "\t" if node.tag == qn("w:tab") else node.text or ""
            for node in paragraph.iter(qn("w:t"), qn("w:br"), qn("w:tab"))
            if node.getparent().tag == qn("w:r") and node.get(qn("w:type")) != "page"
        )
        for root in roots
        for paragraph in root.iter(qn("w:p"))
    ]


@OFFICE
def test_every_paper_says_the_same_after_libreoffice_saved_it(every_paper, tmp_path: Path) -> None:
    saved = through_office(tmp_path / "word", every_paper, "docx")
    for name, data in every_paper.items():
        assert lines_of(saved[name]) == lines_of(data), name
        drawn = [
            [one.get("descr") for one in docx.Document(io.BytesIO(d)).element.body.iter(DRAWN)]
            for d in (data, saved[name])
        ]
        assert drawn[0] == drawn[1], name


@OFFICE
def test_every_spreadsheet_holds_the_same_after_libreoffice_saved_it(tmp_path: Path) -> None:
    files = workbooks()
    saved = through_office(tmp_path / "excel", files, "xlsx")
    for name, data in files.items():
        before, after = (CalamineWorkbook.from_filelike(io.BytesIO(d)) for d in (data, saved[name]))
        assert before.sheet_names == after.sheet_names, name
        for sheet in before.sheet_names:
            rows = [book.get_sheet_by_name(sheet).to_python() for book in (before, after)]
            assert rows[0] == rows[1], (name, sheet)
