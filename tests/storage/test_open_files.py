"""Windows removes and replaces no file that is open; every test of the suite is held to it."""

import os
import sqlite3

import pytest

from storage.health.check import check_file
from storage.health.findings import Trouble
from tests.data.open_files import HERE, refused_as_on_windows
from tests.storage.scenes import act, found


@pytest.mark.skipif(not HERE, reason="the system refuses by itself")
@pytest.mark.parametrize("through_another_name", [False, True])
def test_removing_or_replacing_an_open_file_is_seen_by_every_test(
    tmp_path, monkeypatch, through_another_name
):
    mine, other = tmp_path / "mine.db", tmp_path / "other.db"
    other.write_bytes(b"x")
    conn = sqlite3.connect(mine)
    conn.execute("CREATE TABLE one (id)")
    name = mine
    if through_another_name:
        name = tmp_path / "again.db"
        os.link(mine, name)
    tried = refused_as_on_windows(monkeypatch)
    for act_on in (name.unlink, lambda: other.replace(name), lambda: name.rename(tmp_path / "n")):
        with pytest.raises(PermissionError):
            act_on()
    assert len(tried) == 3
    conn.close()
    name.unlink()
    assert len(tried) == 3


def test_a_text_that_cannot_be_read_leaves_nothing_attached(path, records):
    found(records, act())
    records.close()
    raw = sqlite3.connect(path)
    raw.execute("UPDATE body SET name = CAST(x'41ff42' AS TEXT)")
    raw.commit()
    raw.close()
    assert {finding.kind for finding in check_file(path)} == {Trouble.PAGES}
    assert [file.name for file in path.parent.iterdir() if "rebuilt" in file.name] == []
