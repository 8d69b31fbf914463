"""Documents are packed the same whatever the clock shows."""

import io
import time

import docx

from exports.layout.packing import pack


def document(text: str):
    made = docx.Document()
    made.add_paragraph(text)
    return made


def test_a_packed_document_reads_as_it_was_written_and_always_the_same():
    packed = pack(document("救护车进不来"))
    assert packed == pack(document("救护车进不来"))
    assert docx.Document(io.BytesIO(packed)).paragraphs[0].text == "救护车进不来"


def test_a_clock_before_1980_hinders_no_document(monkeypatch):
    today = pack(document("路灯"))
    monkeypatch.setattr(time, "localtime", lambda *_: time.struct_time((1970, 1, 1, *[0] * 6)))
    assert pack(document("路灯")) == today
