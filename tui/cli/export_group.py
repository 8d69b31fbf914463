"""`jiejiao export` with all that it can write."""

from tui.cli.export import export
from tui.cli.export_all import export_all
from tui.cli.export_changes import changes_page
from tui.cli.export_chase import chase
from tui.cli.export_keys import keys
from tui.cli.export_lists import lists
from tui.cli.export_papers import PAPER_COMMANDS
from tui.cli.export_resources import RESOURCE_COMMANDS
from tui.cli.export_road import road
from tui.cli.export_tables import TABLE_COMMANDS

__all__ = ["export"]

for command in (
    keys, changes_page, road, chase, lists, *PAPER_COMMANDS, *TABLE_COMMANDS, *RESOURCE_COMMANDS,
    export_all,
):  # fmt: skip
    export.add_command(command)
