"""`jiejiao export keys`: the printed key card."""

from pathlib import Path

import click

from tui.cli.options import FORCE, TARGET, tell_written


@click.command(short_help="键位卡（Word） · the key card, in Word")
@TARGET
@FORCE
def keys(target: Path, force: bool) -> None:
    """导出键位卡（Word，横向一页），自设的按键也在上面。

    Write every key on one page, own keys among them.
    """
    from exports.files import write
    from tui.commands.registry import use_own_keys
    from tui.desk import local_now
    from tui.desk.paper_files import key_card_document
    from tui.settings.kept import read_settings, settings_path

    use_own_keys(read_settings(settings_path()).settings.keys)
    write(target, key_card_document(local_now().date()), overwrite=force)
    tell_written(target)
