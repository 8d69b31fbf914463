"""Minutes in a body's own Word form, filled by field names in a sandbox."""

import io
import re
from typing import Any

import docx
from docx.document import Document
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, TemplateError, TemplateSyntaxError, UndefinedError
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from exports.layout.packing import pack
from exports.own_forms.template_fields import fields_of
from exports.stamp import put_stamp
from exports.tables.zip_guard import UnsafeFile, look_into
from meetings.errors import MeetingError
from meetings.papers.minutes import Minutes

_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}")
_NAMED = re.compile(r"'([^']+)' is undefined|has no attribute '([^']+)'")
_PROPERTY_LENGTH = 255


class BadTemplate(MeetingError):
    """The form cannot be filled.

    `why` (`field`, `syntax`, `unsafe`, `broken`, or one of UnsafeFile), `what` is wrong and the
    `place`: the words of the paragraph around it.
    """


def fill(template: bytes, minutes: Minutes) -> bytes:
    """The filled form as a .docx; raises BadTemplate."""
    try:
        look_into(template)
    except UnsafeFile as unsafe:
        raise BadTemplate(why=unsafe.facts["why"], what="", place="") from unsafe
    try:
        form = DocxTemplate(io.BytesIO(template))
        form.init_docx()
    except Exception as failure:  # python-docx tells broken packages in many ways
        raise BadTemplate(why="broken", what="", place="") from failure
    written = _paragraphs(template)
    try:
        form.render(fields_of(minutes), _sandbox(), autoescape=True)
        document: Document = form.docx
        _clean_properties(document, minutes)
        put_stamp(document, minutes)
        return pack(document)
    except SecurityError as refused:
        raise BadTemplate(why="unsafe", what=str(refused), place="") from refused
    except UndefinedError as unknown:
        named = _NAMED.search(unknown.message or "")
        what = (named.group(1) or named.group(2)) if named else ""
        raise BadTemplate(why="field", what=what, place=_around(written, what)) from unknown
    except TemplateSyntaxError as wrong:
        place, what = _wrong_tag(written)
        raise BadTemplate(why="syntax", what=what or wrong.message or "", place=place) from wrong
    except TemplateError as wrong:
        raise BadTemplate(why="syntax", what=wrong.message or "", place="") from wrong
    except Exception as failure:  # expressions of the form, and XML that a tag tore apart
        raise BadTemplate(why="broken", what=str(failure)[:200], place="") from failure


def _sandbox() -> ImmutableSandboxedEnvironment:
    """No attributes of Python, no changes, and a word for every unknown field."""
    made = ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=True)
    made.globals.clear()
    return made


def _paragraphs(template: bytes) -> list[str]:
    """The words of each paragraph in body, tables, headers and footers."""
    document = docx.Document(io.BytesIO(template))
    roots: list[Any] = [document.element.body]
    for section in document.sections:
        roots += [section.header._element, section.footer._element]
    found = (
        "".join(node.text or "" for node in paragraph.iter() if str(node.tag).endswith("}t"))
        for root in roots
        for paragraph in root.iter()
        if str(paragraph.tag).endswith("}p")
    )
    return [words for words in found if words.strip()]


def _around(written: list[str], what: str) -> str:
    for words in written:
        if what and any(what in tag for tag in _TAG.findall(words)):
            return words[:80]
    return ""


def _wrong_tag(written: list[str]) -> tuple[str, str]:
    """The paragraph with the first tag that cannot be read by itself, and the tag."""
    sandbox = _sandbox()
    for words in written:
        for tag in _TAG.findall(words):
            if tag.startswith("{{"):
                try:
                    sandbox.parse(tag)
                except TemplateSyntaxError:
                    return words[:80], tag
        rest = _TAG.sub("", words)
        if "{{" in rest or "{%" in rest or "}}" in rest or "%}" in rest:
            return words[:80], ""
    return "", ""


def _clean_properties(document: Document, minutes: Minutes) -> None:
    """The form's own author and remarks do not go out with the minutes."""
    properties = document.core_properties
    properties.title = f"{minutes.body_name}{minutes.number}"[:_PROPERTY_LENGTH]
    properties.author = properties.last_modified_by = minutes.body_name[:_PROPERTY_LENGTH]
    properties.comments = properties.keywords = properties.subject = properties.category = ""
    at = minutes.written_at or minutes.ends_at or minutes.starts_at
    properties.created = properties.modified = at
