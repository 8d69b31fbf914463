"""From a document to bytes: the same content always gives the same bytes."""

import io
import zipfile

from docx.document import Document

_FIRST = "[Content_Types].xml"  # readers that stream expect it first
_EPOCH = (1980, 1, 1, 0, 0, 0)


def pack(document: Document) -> bytes:
    """The .docx with its parts in a fixed order and no time of packing."""
    loose = io.BytesIO()
    document.save(loose)
    tight = io.BytesIO()
    with zipfile.ZipFile(loose) as source, zipfile.ZipFile(tight, "w") as target:
        for name in sorted(source.namelist(), key=lambda name: (name != _FIRST, name)):
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            entry.external_attr = 0
            target.writestr(entry, source.read(name))
    return tight.getvalue()
