"""Half-typed text is on its way to the disk before the next key."""

import os

import pytest

from storage.drafts import LARGE, Drafts
from storage.engine import Error, open_reader


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def drafts(path, clock):
    opened = Drafts.open(path, clock=clock, background=False)
    yield opened
    opened.close()


def on_disk(drafts):
    """What another program finds, as after a kill."""
    reader = open_reader(drafts.path)
    rows = dict(reader.execute("SELECT key, CAST(text AS TEXT) FROM draft").fetchall())
    reader.close()
    return rows


def test_every_change_is_there_at_once(drafts):
    for end in range(1, 6):
        drafts.save("speech:1", "楼道里堆物"[:end])
        assert on_disk(drafts) == {"speech:1": "楼道里堆物"[:end]}


def test_drafts_are_found_by_the_beginning_of_their_key(drafts):
    for key in ("a:1", "a:2", "b:1", "a%"):
        drafts.save(key, key)
    assert list(drafts.all("a:")) == ["a:1", "a:2"]
    assert drafts.get("b:1") == "b:1"
    assert drafts.get("c") is None


def test_a_dropped_draft_is_gone(drafts):
    drafts.save("a", "字")
    drafts.drop("a")
    drafts.drop("never there")
    assert drafts.all() == on_disk(drafts) == {}


def test_a_large_text_waits_a_quarter_of_a_second_and_no_longer(drafts, clock):
    drafts.save("a", "x" * (LARGE + 1))
    drafts.save("a", "y" * (LARGE + 1))
    assert on_disk(drafts)["a"][0] == "x"
    assert drafts.get("a") == drafts.all()["a"] == "y" * (LARGE + 1)
    assert drafts.tick() == pytest.approx(0.25)
    clock.now += 0.25
    drafts.tick()
    assert on_disk(drafts)["a"][0] == "y"


def test_a_dropped_text_that_waited_does_not_come_back(drafts, clock):
    for letter in "xy":
        drafts.save("a", letter * (LARGE + 1))
    drafts.drop("a")
    clock.now += 1
    drafts.tick()
    assert drafts.all() == on_disk(drafts) == {}


def test_the_file_is_synced_two_seconds_after_the_first_change(drafts, clock, monkeypatch):
    synced = []
    plain = drafts.sync

    def sync():
        synced.append(clock.now)
        plain()

    monkeypatch.setattr(drafts, "sync", sync)
    drafts.save("a", "1")
    clock.now += 1.5
    drafts.save("a", "2")
    assert drafts.tick() == pytest.approx(0.5)
    clock.now += 0.5
    assert drafts.tick() is None
    assert synced == [102.0]


def test_closing_writes_what_waits_and_leaves_no_log(path, clock):
    drafts = Drafts.open(path, clock=clock, background=False)
    for letter in "xy":
        drafts.save("a", letter * (LARGE + 1))
    drafts.close()
    drafts.close()
    again = Drafts.open(path, background=False)
    assert again.all()["a"][0] == "y"
    again.close()


def test_the_work_in_the_background_ends_with_closing(path):
    drafts = Drafts.open(path)
    for letter in "xyz":
        drafts.save("a", letter * (LARGE + 1))
    drafts.close()
    assert not drafts._thread.is_alive()


def test_broken_surrogates_are_kept(drafts):
    drafts.save("a", "半\ud83d个")
    assert drafts.get("a") == "半\ud83d个"


def test_an_unreadable_file_is_set_aside_and_not_lost(path):
    place = path.with_name("records.db-drafts")
    place.write_bytes(b"no database at all" * 500)
    drafts = Drafts.open(path, background=False)
    assert drafts.all() == {}
    drafts.close()
    [aside] = path.parent.glob("*.broken-*")
    assert aside.read_bytes().startswith(b"no database")


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_drafts_are_closed_to_others(drafts):
    drafts.save("a", "字")
    for file in drafts.path.parent.glob("records.db-drafts*"):
        assert file.stat().st_mode & 0o077 == 0


def after_a_crash(drafts, recorded):
    """The drafts opened anew, as at the next start, where these commands are in the journal."""
    again = Drafts.open(drafts.path.with_name("records.db"), background=False)
    again.settle(recorded.__contains__)
    found = again.all()
    again.close()
    return found


def test_a_text_whose_command_is_recorded_is_forgotten_at_the_next_start(drafts):
    drafts.save("line", "支持")
    assert drafts.send("line", "1") == "1"
    assert after_a_crash(drafts, {"2"}) == {"line": "支持"}
    assert after_a_crash(drafts, {"1"}) == {}


def test_what_was_typed_after_sending_stays_and_only_that(drafts):
    drafts.save("line", "支持")
    drafts.send("line", "1")
    drafts.save("line", "支持反对")
    assert after_a_crash(drafts, {"1"}) == {"line": "反对"}


def test_another_text_under_the_key_is_not_what_was_sent(drafts):
    drafts.save("line", "支持")
    drafts.send("line", "1")
    for text in ("支", "支持"):
        drafts.save("line", text)
    assert after_a_crash(drafts, {"1"}) == {"line": "支持"}


def test_only_texts_under_the_prefix_are_sent(drafts):
    for key in ("form/text", "form/who", "line"):
        drafts.save(key, key)
    drafts.send("form/", "1")
    assert after_a_crash(drafts, {"1"}) == {"line": "line"}


def test_a_repeat_with_the_same_text_has_the_same_command_and_an_edited_one_another(drafts):
    for key in ("form/text", "form/who"):
        drafts.save(key, key)
    assert [drafts.send("form/", id) for id in "12"] == ["1", "1"]
    drafts.save("form/who", "form")
    assert drafts.send("form/", "3") == "3"


def test_a_refused_text_is_held_told_and_tried_again(drafts, clock):
    drafts.save("line", "支持")
    size = drafts._conn.execute("PRAGMA page_count").fetchone()[0]
    drafts._conn.execute(f"PRAGMA max_page_count = {size}")
    with pytest.raises(Error):
        drafts.save("line", "长" * 5_000)
    assert drafts.refused and drafts.unsaved() == {"line": "长" * 5_000} == drafts.all()
    clock.now += 2
    with pytest.raises(Error):
        drafts.tick()
    drafts._conn.execute("PRAGMA max_page_count = 100000")
    drafts.tick()
    assert not drafts.refused and on_disk(drafts) == {"line": "长" * 5_000}
