"""Settings: what is wrong with the file is told and passed over, and the file is kept."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.tui.desk_host import DeskHost, keys
from tests.tui.working_house import NOW
from tui.commands.registry import use_own_keys
from tui.desk import Desk
from tui.screens.hold.screen import HoldScreen
from tui.screens.issues import IssuesScreen
from tui.settings.own_keys import TAKEN_BY_OTHERS, refused_keys
from tui.settings.settings_file import MOST_BYTES, Settings, as_toml, read_settings, write_settings
from tui.text import typed_path


@pytest.fixture(autouse=True)
def _built_in_keys():
    yield
    use_own_keys({})


def field(app: DeskHost) -> Any:
    """The focused field."""
    return app.focused


def test_what_is_written_is_read_again(tmp_path: Path):
    path = tmp_path / "deep" / "settings.toml"
    chosen = Settings("en", "昼", True, 0, "/tmp", '王"社\\\n工', {"hold.vote": "alt+v"})
    write_settings(path, chosen)
    assert read_settings(path).settings == chosen
    assert read_settings(path).troubles == ()


def test_only_what_was_chosen_is_in_the_file():
    assert tomllib.loads(as_toml(Settings())) == {}
    assert tomllib.loads(as_toml(Settings(lock_minutes=0))) == {"lock_minutes": 0}


def test_no_file_means_the_defaults_without_a_word(tmp_path: Path):
    found = read_settings(tmp_path / "none.toml")
    assert (found.settings, found.troubles, found.whole) == (Settings(), (), True)


@pytest.mark.parametrize("text", [
    "theme = [", "\x00", "theme = 夜", f"lock_minutes = {'9' * 5_000}",
    f"theme = {'[' * 5_000}", "#" * (MOST_BYTES + 1),
], ids=len)  # fmt: skip
def test_a_broken_file_is_told_and_kept_beside_the_new_one(tmp_path: Path, text: str):
    path = tmp_path / "settings.toml"
    path.write_text(text, "utf-8")
    found = read_settings(path)
    assert found.settings == Settings() and not found.whole
    assert "读不了" in found.troubles[0]
    assert path.read_text("utf-8") == text
    write_settings(path, Settings(theme="昼"))
    assert (tmp_path / "settings.toml.bad").read_text("utf-8") == text
    assert read_settings(path).settings.theme == "昼"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('colour = "red"', "不认识 colour"),
        ('theme = "pink"', "只能是夜、昼、日晒"),
        ("theme = 3", "引号里的文字"),
        ("reduced_motion = 1", "true 或 false"),
        ("lock_minutes = -1", "0 到 240"),
        ("lock_minutes = true", "整数"),
        ("keys = 3", "[keys]"),
        ('[keys]\n"hold.nothing" = "v"', "没有 hold.nothing"),
        ('[keys]\n"hold.vote" = "ctrl+c"', "被终端占用"),
        ('[keys]\n"hold.vote" = "语"', "不是一个键"),
        ('[keys]\n"hold.vote" = ""', "不是一个键"),
    ],
)
def test_what_does_not_fit_is_told_and_the_rest_is_taken(tmp_path: Path, line: str, said: str):
    path = tmp_path / "settings.toml"
    path.write_text(f'actor = "王社工"\n{line}\n', "utf-8")
    found = read_settings(path)
    assert len(found.troubles) == 1 and said in found.troubles[0]
    assert found.settings == Settings(actor="王社工")


def test_a_clash_is_refused_with_the_words_of_both_commands():
    refused = refused_keys({"hold.vote": "1"})
    assert refused == {"hold.vote": "自设按键：“表决”要用的 1 已经是“发言”的键，没有采用。"}
    both = refused_keys({"hold.vote": "alt+v", "hold.speak": "alt+v"})
    assert len(both) == 1 and "表决" in str(both) and "发言" in str(both)
    assert "查找" in refused_keys({"hold.vote": "ctrl+f"})["hold.vote"]


@pytest.mark.parametrize("key", ["v", "V", "comma", "space", "home", "shift+left", "ctrl+u"])
@pytest.mark.parametrize("command", ["hold.vote", "sign_in.out", "app.people"])
def test_a_key_that_the_line_of_speeches_takes_is_refused_with_what_works(command, key):
    said = refused_keys({command: key})[command]
    assert "写进发言那一行" in said and "alt+v" in said


@pytest.mark.parametrize("key", ["alt+v", "alt+k", "shift+f4", "shift+up"])
def test_a_key_that_no_line_takes_may_be_chosen_for_the_meeting_screen(key):
    assert refused_keys({"hold.vote": key}) == {}
    assert refused_keys({"issues.new": "q"}) == {}


@pytest.mark.parametrize("key", ["alt+v", "alt+k", "shift+f4"])
async def test_an_own_key_acts_from_the_line_and_writes_nothing_into_it(tmp_path: Path, key: str):
    path = tmp_path / "settings.toml"
    path.write_text(f'[keys]\n"hold.sign_in" = "{key}"\n', "utf-8")
    desk = Desk(tmp_path / "records.db", "王社工", lambda: NOW)
    desk.open()
    app = DeskHost(desk, HoldScreen)
    app.settings.path = path
    try:
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            await keys(app, pilot, "f4")
            assert app.focused is not None and app.focused.id == "line"
            await pilot.press(key)
            await pilot.pause()
            assert "没有正在开的会" in app.told[-1]
            await keys(app, pilot, "=张桂兰", key)
            assert field(app).value == "张桂兰"
    finally:
        desk.close()


def test_two_keys_may_be_exchanged():
    assert refused_keys({"hold.vote": "1", "hold.speak": "5"}) == {}
    assert "f10" in TAKEN_BY_OTHERS


async def test_an_own_key_works_and_is_shown_and_the_old_one_is_free(tmp_path: Path):
    path = tmp_path / "settings.toml"
    path.write_text('theme = "昼"\nactor = "何主任"\n[keys]\n"app.people" = "alt+k"\n', "utf-8")
    desk = Desk(tmp_path / "records.db", "王社工", lambda: NOW)
    desk.open()
    app = DeskHost(desk, IssuesScreen)
    app.settings.path = path
    try:
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            assert (app.theme, desk.actor) == ("昼", "何主任")
            await keys(app, pilot, "f2")
            assert app.current_mode == "issues"
            await keys(app, pilot, "f6")
            assert app.current_mode == "issues"
            assert "alt+k" in app.picture()
            await keys(app, pilot, "alt+k")
            assert app.current_mode == "people"
            await keys(app, pilot, "ctrl+t")
            assert read_settings(path).settings.theme == "日晒"
            assert read_settings(path).settings.keys == {"app.people": "alt+k"}
    finally:
        desk.close()


async def test_a_key_is_changed_by_keys_alone_and_a_clash_keeps_the_form(tmp_path: Path):
    path = tmp_path / "settings.toml"
    desk = Desk(tmp_path / "records.db", "王社工", lambda: NOW)
    desk.open()
    app = DeskHost(desk, IssuesScreen)
    app.settings.path = path
    try:
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            await keys(app, pilot, "ctrl+g", "2", "=统计", "enter", "=f2", "enter")
            assert "已经是“议题”的键" in app.picture()
            field(app).value = "alt+k"
            await keys(app, pilot, "enter", "alt+k")
            assert app.current_mode == "figures"
            assert read_settings(path).settings.keys == {"app.figures": "alt+k"}
            await keys(app, pilot, "ctrl+g", "3", "f7")
            assert read_settings(path).settings.keys == {}
            assert app.current_mode == "figures"
    finally:
        desk.close()


async def test_the_settings_form_changes_language_look_and_name_at_once(tmp_path: Path):
    path = tmp_path / "settings.toml"
    desk = Desk(tmp_path / "records.db", "", lambda: NOW)
    desk.open()
    app = DeskHost(desk, IssuesScreen)
    app.settings.path = path
    try:
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            await keys(app, pilot, "ctrl+g", "1")
            field(app).value = "何主任"
            await keys(app, pilot, "tab", "2", "ctrl+s")
            assert read_settings(path).settings.actor == "何主任"
            assert read_settings(path).settings.language == "en"
            assert desk.actor == "何主任"
            assert "Issues" in app.picture()
            assert app.told[-1] == "Settings saved"
    finally:
        desk.close()


def test_ten_thousand_unknown_names_are_told_in_one_sentence_each_kind(tmp_path: Path):
    path = tmp_path / "settings.toml"
    lines = [f"n{n} = 1" for n in range(5_000)] + ["theme = '昼'", "[keys]"]
    path.write_text("\n".join(lines + [f"'k.{n}' = 'v'" for n in range(5_000)]), "utf-8")
    found = read_settings(path)
    assert len(found.troubles) == 2 and all("5000" in told for told in found.troubles)
    assert all(len(told) < 150 for told in found.troubles)
    assert found.settings.theme == "昼"


def test_one_wrong_key_leaves_the_others_and_capitals_are_the_same_key(tmp_path: Path):
    path = tmp_path / "settings.toml"
    path.write_text(
        '[keys]\n"hold.vote" = 7\n"hold.speak" = "ALT+V"\n"issues.new" = "CTRL+Q"\n', "utf-8"
    )
    found = read_settings(path)
    assert found.settings.keys == {"hold.speak": "alt+v"}
    assert any("[keys]" in told for told in found.troubles)
    assert any("退出" in told for told in found.troubles)


def test_a_folder_of_somebody_unknown_is_not_found_and_ends_nothing():
    assert typed_path("~nobody-is-called-so/纪要") == Path("~nobody-is-called-so/纪要")
    assert typed_path(" '/tmp/纪 要' ") == Path("/tmp/纪 要")
    assert typed_path("~/纪要").is_absolute()
