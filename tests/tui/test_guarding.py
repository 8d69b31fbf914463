"""The daily copy is made, a failure told; the lock covers all until the passphrase is typed."""

from pathlib import Path
from threading import Thread, current_thread, main_thread

import pytest
from textual.widgets import Input

from meetings.actions import found
from meetings.community.bodies import Tier
from meetings.ports import Repeated
from meetings.procedure.rules import preset
from storage import engine
from storage.copies import backup
from storage.errors import CopyFailed
from storage.health import places
from storage.records import FileRecords
from storage.secrecy import keyring, protecting
from tests.storage.scenes import act
from tests.tui.desk_host import opened
from tui.desk import Desk
from tui.dialogs.locked import LockScreen
from tui.screens.people import PeopleScreen
from tui.sending import sending


def seed(desk: Desk):
    return found.found_body(desk.records, act(), Tier.CORNER, "梧桐里街角", preset("corner"))


async def test_the_first_start_of_a_day_leaves_a_copy(tmp_path: Path) -> None:
    async with opened(tmp_path, PeopleScreen, seed) as (app, pilot):
        await pilot.pause()
        assert [b.day for b in backup.backups(app.desk.path)] == [app.now().date()]
        assert app.told == []


async def test_a_failed_copy_is_told_in_words(tmp_path: Path, monkeypatch) -> None:
    def fail(*_):
        raise CopyFailed(path="x.db", problem="content")

    monkeypatch.setattr(backup, "back_up_daily", fail)
    async with opened(tmp_path, PeopleScreen, seed) as (app, pilot):
        await pilot.pause()
        assert any("x.db" in said for said in app.told)


async def test_a_share_is_told_once_at_the_start(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(places, "place_of", lambda _: places.Place.NETWORK)
    async with opened(tmp_path, PeopleScreen, seed) as (app, pilot):
        await pilot.pause()
        assert [said for said in app.told if "网络共享" in said] == app.told


async def test_the_settings_tell_how_long_names_are_kept(tmp_path: Path) -> None:
    async with opened(tmp_path, PeopleScreen, seed) as (app, pilot):
        await pilot.pause()
        app.action_app_settings()
        await pilot.pause()
        await pilot.press("6")
        await pilot.pause()
        assert "没有过了保存期的" in app.picture() and "没有定保存年限" in app.picture()


async def test_a_copy_goes_where_the_person_says(tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    async with opened(tmp_path, PeopleScreen, seed) as (app, pilot):
        await pilot.pause()
        await pilot.press("ctrl+r")
        await pilot.pause()
        app.screen.query_one(Input).value = str(stick)
        await pilot.press("enter")
        await pilot.pause()
        (made,) = stick.glob("*.db")
        assert any(made.name in said for said in app.told)


async def test_without_a_passphrase_the_lock_says_how_to_set_one(tmp_path: Path) -> None:
    async with opened(tmp_path, PeopleScreen, seed) as (app, pilot):
        await pilot.pause()
        await pilot.press("f12")
        await pilot.pause()
        assert not isinstance(app.screen, LockScreen)
        assert any("passphrase set" in said for said in app.told)


@pytest.mark.skipif(not engine.CIPHER, reason="no SQLCipher here")
async def test_idle_minutes_lock_and_only_the_passphrase_opens(tmp_path: Path) -> None:
    path = tmp_path / "records.db"
    FileRecords.open(path).close()
    protecting.set_passphrase(path, "梧桐里的路灯", lambda _: None)
    try:
        async with opened(tmp_path, PeopleScreen, seed) as (app, pilot):
            await pilot.pause()
            app.guard.lock_after = 5
            app.guard.acted = app.guard.clock() - 299
            app.guard.lock_if_idle()
            assert not isinstance(app.screen, LockScreen)
            app.guard.acted = app.guard.clock() - 301
            app.guard.lock_if_idle()
            await pilot.pause()
            assert isinstance(app.screen, LockScreen)
            assert "梧桐里街角" not in app.picture()
            await pilot.press("f2", "ctrl+p", "escape", "f8")
            await pilot.pause()
            assert isinstance(app.screen, LockScreen)
            for said, locked in (("wrong one", True), ("梧桐里的路灯", False)):
                app.screen.query_one(Input).value = said
                await pilot.press("enter")
                await pilot.pause()
                assert isinstance(app.screen, LockScreen) is locked
    finally:
        keyring.hold(path, None)


async def test_words_the_disk_refuses_are_told_held_and_kept_once_there_is_room(tmp_path) -> None:
    async with opened(tmp_path, PeopleScreen, seed) as (app, pilot):
        await pilot.pause()
        conn = app.desk._drafts._conn
        conn.execute("PRAGMA max_page_count = 1")
        app.desk.draft("people.list.text", "名册" * 5_000)
        app.guard.tell_unsaved()
        await pilot.pause()
        assert any("磁盘" in said for said in app.told)
        assert "未存" in app.picture().splitlines()[0]
        assert await app.desk.drafts("people.list.") == {"people.list.text": "名册" * 5_000}
        conn.execute("PRAGMA max_page_count = 100000")
        app.desk._drafts.tick()
        app.guard.tell_unsaved()
        await pilot.pause()
        assert not app.desk.unsaved and "未存" not in app.picture().splitlines()[0]


async def test_a_text_whose_record_was_committed_before_a_crash_is_not_offered_again(
    tmp_path,
) -> None:
    desk = Desk(tmp_path / "records.db")
    desk.open()
    for text in ("梧桐里街角", "梧桐里街角二"):
        desk.draft("form/name", text)
        if text == "梧桐里街角":
            with sending("form/"):
                await desk.run(found.found_body, Tier.CORNER, text, preset("corner"))
    # Nothing was dropped: the program ends here.
    desk.close()
    desk = Desk(tmp_path / "records.db")
    desk.open()
    assert await desk.drafts("form/") == {"form/name": "二"}
    desk.close()


async def test_a_repeat_of_the_same_words_does_nothing(tmp_path) -> None:
    desk = Desk(tmp_path / "records.db")
    desk.open()
    desk.draft("form/name", "梧桐里街角")
    for again in (False, True):
        with sending("form/"):
            if again:
                with pytest.raises(Repeated):
                    await desk.run(found.found_body, Tier.CORNER, "梧桐里街角", preset("corner"))
            else:
                await desk.run(found.found_body, Tier.CORNER, "梧桐里街角", preset("corner"))
    desk.close()


async def test_looking_for_a_usb_drive_never_holds_up_the_screen(
    tmp_path: Path, monkeypatch
) -> None:
    """A drive that was pulled out or a dead share can keep the system from answering."""
    asked_on: list[Thread] = []

    def likely_stick() -> str:
        asked_on.append(current_thread())
        return "/media/stick"

    monkeypatch.setattr(places, "likely_stick", likely_stick)
    async with opened(tmp_path, PeopleScreen, seed) as (app, pilot):
        app.action_app_backup()
        await pilot.pause()
        assert asked_on and main_thread() not in asked_on
        assert app.screen.query_one(Input).value == "/media/stick"
