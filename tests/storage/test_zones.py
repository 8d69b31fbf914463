"""A time without an offset fits no other, so that a row which holds one cannot be read."""

from datetime import datetime

import pytest

from meetings.sitting.meeting import Meeting
from storage.copies import restoring
from storage.errors import Foreign, UnreadableRow
from storage.tables import TABLES

AT = datetime.fromisoformat("2026-11-28T19:00:00+08:00")


def test_a_time_without_an_offset_is_an_unreadable_row():
    [table] = [table for table in TABLES if table.kind is Meeting]
    row = list(table.encode(Meeting("m", "b", 2026, 1, "例会", AT)))
    assert table.decode(row, {}).starts_at == AT
    row[table.names.index("starts_at")] = "2026-11-28T19:00:00"
    with pytest.raises(UnreadableRow):
        table.decode(row, {})


def test_what_cannot_be_restored_is_named_as_the_person_named_it(tmp_path):
    source = tmp_path / "纪要.docx"
    source.write_bytes(b"PK\x03\x04" * 2_000)
    with pytest.raises(Foreign) as refused:
        restoring.restore(tmp_path / "records.db", source, AT)
    assert refused.value.path == str(source)
