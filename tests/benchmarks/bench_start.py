"""How long a person waits before the program does anything."""

import subprocess
import sys
from pathlib import Path

AS_STARTED = "from tui.later import import_later; import_later(); import tui.app"
JIEJIAO = Path(sys.executable).with_name("jiejiao")


def bench_start_command_line():
    """`jiejiao --version` against an empty Python."""

    def work():
        subprocess.run([JIEJIAO, "--version"], check=True, capture_output=True)

    def floor():
        subprocess.run([sys.executable, "-c", ""], check=True)

    return work, floor, 5.0


def bench_start_screen_imports():
    """Importing the screen as the program does, what waits left waiting, against Textual alone."""

    def work():
        subprocess.run([sys.executable, "-c", AS_STARTED], check=True)

    def floor():
        subprocess.run([sys.executable, "-c", "import textual.app"], check=True)

    return work, floor, 2.0
