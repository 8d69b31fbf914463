"""The stamp in a document of final minutes, by which it can be checked years later."""

import io
import re
from hashlib import sha256

import docx
from docx.document import Document
from docx.oxml.ns import qn

from exports.tables.zip_guard import UnsafeFile, look_into
from meetings.dataclass import dataclass
from meetings.papers.minutes import Minutes

_FORM = "jiejiao-document-1"
_HASH, _ID = re.compile("[0-9a-f]{64}"), re.compile("[0-9A-Za-z-]{1,36}")
INTERNAL, PUBLIC = "internal", "public"


@dataclass(frozen=True, slots=True)
class Stamp:
    """The final version of a document, with hashes that show whether its words are unchanged."""

    edition: str
    meeting: str
    version: int
    content: str
    """SHA-256 of the final version's content."""
    words: str
    """SHA-256 of the document's own words when it was made."""
    unchanged: bool


def put_stamp(document: Document, minutes: Minutes) -> None:
    """Write the stamp of a final document into its property `identifier`; drafts get none."""
    if minutes.draft or not _HASH.fullmatch(minutes.hash) or not _ID.fullmatch(minutes.meeting):
        return
    edition = PUBLIC if minutes.public else INTERNAL
    parts = (_FORM, edition, minutes.meeting, str(minutes.version), minutes.hash)
    document.core_properties.identifier = ":".join((*parts, words_hash(document)))


def words_hash(document: Document) -> str:
    """SHA-256 of all words in reading order, paragraph by paragraph."""
    lines = (
        "".join(text.text or "" for text in paragraph.iter(qn("w:t")))
        for paragraph in document.element.body.iter(qn("w:p"))
    )
    return sha256("\n".join(lines).encode("utf-8", "surrogatepass")).hexdigest()


def read_stamp(data: bytes) -> Stamp | None:
    """The stamp of a .docx; None where it has none. Raises UnsafeFile."""
    look_into(data)
    try:
        document = docx.Document(io.BytesIO(data))
        identifier = document.core_properties.identifier or ""
    except Exception as failure:  # python-docx tells broken packages in many ways
        raise UnsafeFile(why="broken") from failure
    parts = identifier.split(":")
    if len(parts) != 6 or parts[0] != _FORM or not parts[3].isdecimal():
        return None
    _, edition, meeting, version, content, words = parts
    return Stamp(edition, meeting, int(version), content, words, words_hash(document) == words)
