"""Fill a form with the minutes' fields in a sandbox; `form_child` runs this within limits."""

import io
import re
from typing import Any

from docx.document import Document
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, TemplateError, TemplateSyntaxError, UndefinedError
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from exports.layout.packing import pack
from exports.own_forms import tags
from exports.own_forms.active import active_in, without_attachments
from exports.own_forms.forms_errors import BadTemplate, Filled
from exports.own_forms.template_fields import fields_of
from exports.stamp import put_stamp
from meetings.papers.minutes import Minutes

_NAMED = re.compile(r"'([^']+)' is undefined|has no attribute '([^']+)'")
_QUOTED = re.compile(r"'([^']+)'")
_WORD_TAG = re.compile(r"^\{([{%#])(?:tr|tc|p|r)\s")
"""Tags for a whole paragraph, row, cell or run: {%p for … %}."""
_PROPERTY_LENGTH = 255
MOST_FILLED = 20_000_000
"""Bytes of a filled form, packed."""


def filled(template: bytes, minutes: Minutes) -> Filled:
    """The filled form as a .docx; raises BadTemplate. The zip must have been checked before."""
    try:
        template, attached = without_attachments(template)
        _refuse_active(template)
        form = DocxTemplate(io.BytesIO(template))
        form.init_docx()
        written = tags.paragraphs(template)
    except BadTemplate:
        raise
    except Exception as failure:  # python-docx tells broken packages in many ways
        raise BadTemplate(why="broken", what="", place="") from failure
    fields = fields_of(minutes)
    fault = tags.fault_in(written, fields)
    if fault is not None:
        raise BadTemplate(why=fault.why, what=fault.what, place=fault.place)
    data = _rendered(form, written, fields, minutes)
    if len(data) > MOST_FILLED:
        raise BadTemplate(why="limits", what="", place="")
    _refuse_active(data)
    return Filled(data, tags.count(written), ("attached",) if attached else ())


def _refuse_active(data: bytes) -> None:
    acting = active_in(data)
    if acting:
        named = tuple((one.kind, one.name) for one in acting)
        raise BadTemplate(why="active", what=named, place="")


def _rendered(
    form: DocxTemplate, written: list[list[str]], fields: dict[str, Any], minutes: Minutes
) -> bytes:
    try:
        form.render(fields, _sandbox(), autoescape=True)
        document: Document = form.docx
        _clean_properties(document, minutes)
        put_stamp(document, minutes)
        return pack(document)
    except MemoryError:
        raise
    except SecurityError as refused:
        named = _QUOTED.search(str(refused))
        what = named.group(1) if named else ""
        raise BadTemplate(why="unsafe", what=what, place=tags.around(written, what)) from refused
    except UndefinedError as unknown:
        named = _NAMED.search(unknown.message or "")
        what = (named.group(1) or named.group(2)) if named else ""
        place = tags.around(written, what)
        raise BadTemplate(why="field", what=what, place=place) from unknown
    except TemplateSyntaxError as wrong:
        place, what = _wrong_tag(written)
        raise BadTemplate(why="syntax", what=what, place=place) from wrong
    except TemplateError as wrong:
        raise BadTemplate(why="syntax", what="", place="") from wrong
    except Exception as failure:  # expressions of the form, and XML that a tag tore apart
        raise BadTemplate(why="expression", what=type(failure).__name__, place="") from failure


def _sandbox() -> ImmutableSandboxedEnvironment:
    """A template engine without access to Python objects, which reports unknown fields."""
    made = ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=True)
    made.globals.clear()
    return made


def _wrong_tag(written: list[list[str]]) -> tuple[str, str]:
    """The paragraph with the first field that cannot be read by itself, and its tag."""
    sandbox = _sandbox()
    for part in written:
        for words in part:
            for tag in tags.TAG.findall(words):
                if not tag.startswith("{{"):
                    continue
                try:
                    sandbox.compile(_WORD_TAG.sub(r"{\1 ", tag))
                except TemplateSyntaxError:
                    return words[:80], tag
    blocks = [words for part in written for words in part if "{%" in words]
    return (blocks[0][:80], "") if len(blocks) == 1 else ("", "")


def _clean_properties(document: Document, minutes: Minutes) -> None:
    """Remove the form's own author and remarks from the document's properties."""
    properties = document.core_properties
    properties.title = f"{minutes.body_name}{minutes.number}"[:_PROPERTY_LENGTH]
    properties.author = properties.last_modified_by = minutes.body_name[:_PROPERTY_LENGTH]
    properties.comments = properties.keywords = properties.subject = properties.category = ""
    at = minutes.written_at or minutes.ends_at or minutes.starts_at
    properties.created = properties.modified = at
