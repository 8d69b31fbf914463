"""The key card comes from the registry, in Chinese, with a person's own keys."""

from pathlib import Path

from click.testing import CliRunner

from tests.tui.desk_host import keys as pressed
from tests.tui.desk_host import opened
from tui.cli.main import main
from tui.commands import commands
from tui.commands.key_card import SCOPES_ON_CARD, card_groups
from tui.commands.registry import use_own_keys
from tui.language import set_language
from tui.screens.issues import IssuesScreen


def test_every_command_of_the_screens_is_on_the_card():
    groups = card_groups()
    assert [len(entries) for _title, entries in groups] == [
        len(commands(scope)) for scope in SCOPES_ON_CARD
    ]


def test_the_card_stays_chinese_and_shows_own_keys():
    set_language("en")
    use_own_keys({"hold.vote": "v"})
    try:
        hold = dict(card_groups())["开会"]
    finally:
        use_own_keys({})
    assert hold[4][:2] == ("v", "表决")


def test_the_command_writes_the_card_once(tmp_path: Path):
    target = tmp_path / "键位卡.docx"
    done = CliRunner().invoke(main, ["export", "keys", "-o", str(target)], standalone_mode=False)
    assert done.exit_code == 0 and target.read_bytes()[:2] == b"PK"


async def test_the_card_is_written_from_the_palette(tmp_path: Path):
    async with opened(tmp_path, IssuesScreen) as (app, pilot):
        app.desk.documents = tmp_path / "文书"
        await pressed(app, pilot, "ctrl+p", "=jwk", "enter")
        await app.workers.wait_for_complete()
        assert [file.name for file in (tmp_path / "文书").iterdir()] == ["键位卡.docx"]
