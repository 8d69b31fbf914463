"""The keys by which the list of people is searched: surnames are read as surnames."""

import tarfile

import pytest

from storage.engine import open_writer
from storage.name_keys import name_keys
from storage.records import FileRecords
from tests.data.released.make import HERE
from tui.finding.people_search import Person as Wanted
from tui.finding.people_search import rank


@pytest.mark.parametrize("name, pinyin, initials", [
    ("覃小明", "qinxiaoming", "qxm"),
    ("尉迟恭", "yuchigong", "ycg"),
    ("尉健", "weijian", "wj"),
    ("藏天朔", "zangtianshuo", "zts"),
    ("单雄信", "shanxiongxin", "sxx"),
    ("单于丹", "chanyudan", "cyd"),
    ("区小玲", "ouxiaoling", "oxl"),
    ("张伟", "zhangwei", "zw"),
])  # fmt: skip
def test_one_table_of_surnames_serves_the_list_and_the_search(name, pinyin, initials):
    assert name_keys(name) == (pinyin, initials)
    for typed in (pinyin, initials):
        assert rank(typed, Wanted("p", name)) is not None


def test_a_file_of_an_older_schema_gets_the_keys_of_today(tmp_path):
    with tarfile.open(HERE / "schema-1.tar.xz") as archive:
        archive.extractall(tmp_path, filter="data")
    file = tmp_path / "records.db"
    conn = open_writer(file)
    conn.execute("UPDATE person SET pinyin = 'alt', initials = 'a'")
    conn.commit()
    conn.close()
    with FileRecords.open(file) as records:
        rows = records.conn.execute("SELECT name, pinyin, initials FROM person").fetchall()
        people = records.conn.execute("SELECT count(*) FROM person").fetchone()[0]
    assert people
    assert all((pinyin, initials) == name_keys(name) for name, pinyin, initials in rows)
