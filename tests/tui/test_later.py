"""A module that waits runs once, when something of it is first used, whoever uses it first."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SCRIPT = """
import sys
from threading import Barrier, Thread
from tui.later import import_later, run_waiting
import_later()
from tui.dialogs.kit import choose
assert "tui.widgets.rows" not in sys.modules, "it ran although nothing was used"
import tui.dialogs.kit.choose
assert "tui.widgets.rows" not in sys.modules, "the import statement alone made it run"
together, seen = Barrier(8), []
def use():
    together.wait()
    seen.append(choose.Choose)
threads = [Thread(target=use) for _ in range(8)]
[one.start() for one in threads]
[one.join() for one in threads]
assert len(seen) == 8 and len(set(seen)) == 1, "a thread saw a module half run"
assert sys.modules["tui.dialogs.kit.choose"] is choose
print("once")
"""


def test_a_waiting_module_runs_once_at_its_first_use_by_any_thread() -> None:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.stdout.strip() == "once", done.stderr


@pytest.mark.parametrize("mode", ["issues", "meetings", "hold", "people"])
def test_what_a_screen_offers_waits_until_it_is_asked_for(mode: str) -> None:
    script = (
        "import pathlib, sys; bare = set(sys.modules)\n"  # it brings glob along from 3.13 on
        "from tui.later import import_later, _Waiting; import_later()\n"
        f"from tui.app import Jiejiao; Jiejiao.MODES[{mode!r}]()\n"
        "ran = [n for n, m in sys.modules.items() if type(m) is not _Waiting\n"
        "  and n.startswith(('meetings.actions.', 'meetings.importing.', 'meetings.dates',\n"
        "    'tui.errors.',\n"
        "    'tui.dialogs.kit.', 'tui.dialogs.holding.',\n"
        "    'tui.screens.table_acts', 'tui.screens.exporting'))]\n"
        "seldom = {'importlib.metadata', 'importlib.resources', 'tomllib', 'glob', 'zipfile'}\n"
        "print(*ran, *seldom & (set(sys.modules) - bare))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == []
