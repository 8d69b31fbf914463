"""Hold a part of a meeting in a real terminal window with a real Chinese input method switched on.

Optional, on Linux: needs Xvfb, xterm, xdotool, dbus-run-session and fcitx5 with its Chinese add-ons
(Debian: xvfb xterm xdotool dbus fcitx5 fcitx5-chinese-addons fonts-noto-cjk). Run from the root:

    python tests/input_method/hold.py

Keys are sent to the window as a keyboard sends them and pass through the input method; what came
of them is read from the records. Exit status 0 when every check held; 2 where a program is missing.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import monotonic, sleep

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from meetings.sitting.meeting import Meeting  # noqa: E402
from meetings.sitting.meeting_states import MeetingState  # noqa: E402
from storage.records import FileRecords  # noqa: E402
from tui.desk.core import local_now  # noqa: E402
from tui.sample.community import make_sample  # noqa: E402

NEEDED = ("Xvfb", "xterm", "xdotool", "dbus-run-session", "fcitx5", "fcitx5-remote")
PROFILE = """[Groups/0]
Name=Default
Default Layout=us
DefaultIM=pinyin

[Groups/0/Items/0]
Name=keyboard-us

[Groups/0/Items/1]
Name=pinyin

[GroupOrder]
0=Default
"""
PATIENCE = 20.0
"""Seconds that a key may take to show in the records."""


def keys(*names: str, text: str = "") -> None:
    """Press keys of the window by their names, then type letters as fast as a quick hand."""
    for name in names:
        subprocess.run(["xdotool", "key", name], check=True)
        sleep(0.4)
    if text:
        subprocess.run(["xdotool", "type", "--delay", "90", text], check=True)
        sleep(0.6)


def switch_on() -> None:
    """Let Chinese be typed into the window; raises TimeoutError where the input method does not."""
    until = monotonic() + PATIENCE
    while monotonic() < until:
        subprocess.run(["fcitx5-remote", "-o"], check=True)
        sleep(1)
        state = subprocess.run(["fcitx5-remote"], capture_output=True, text=True, check=True)
        if state.stdout.strip() == "2":
            return
    raise TimeoutError("the input method cannot be switched on")


class Room:
    """The records under the window, read as another program would."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.failed = 0

    def meeting(self) -> Meeting:
        """The running meeting as it is on the disk."""
        with FileRecords.open(self.path, read_only=True) as records, records.reading() as book:
            (found,) = book.find(Meeting, state=MeetingState.OPEN)
            return book.get(Meeting, found.id)

    def last(self) -> tuple[str, str]:
        """Who spoke last, and the words."""
        speech = self.meeting().speeches[-1]
        return speech.name, speech.text

    def check(self, what: str, holds: Callable[[], bool]) -> None:
        """Wait until it holds; say whether it did."""
        until = monotonic() + PATIENCE
        while not (good := holds()) and monotonic() < until:
            sleep(0.3)
        print("ok  " if good else "FAIL", what, "" if good else self.last(), flush=True)
        self.failed += not good


def play(room: Room) -> None:
    """The walk; every Chinese sign comes from the input method."""
    keys("F4")
    assert room.meeting().floor is not None, "the sample begins with somebody's turn"
    keys("3")
    room.check("a digit on the empty line is an act", lambda: room.meeting().floor is None)
    switch_on()
    keys(text="zgl")
    keys("Return", "space", text="diandongzixingche")
    keys("space", "Return")
    room.check(
        "initials, kept by the first Enter, name the person, and five signs come at once",
        lambda: room.last() == ("张桂兰", "电动自行车"),
    )
    keys(text="zgl")
    keys("Return", "space", text="xiaofangtongdaoshangbunengtingfangrenhecheliang")
    keys("space", "Return")
    room.check(
        "twelve signs at once", lambda: len(room.last()[1]) >= 12 and room.last()[0] == "张桂兰"
    )
    keys(text="zgl")
    keys("Return", "space", text="zheshi")
    keys("Escape", "Escape", text="jiuhuche")
    keys("space", "Return")
    room.check(
        "a second Esc loses neither the line nor what is typed after it",
        lambda: room.last() == ("张桂兰", "救护车"),
    )
    keys(text="zhangguilan")
    keys("2")
    keys("space", text="zhichi")
    keys("space", "space", text="zaojiuyinggai")
    keys("space", "Return", "Return")
    room.check(
        "of a name in signs that sound alike the person on the roll is offered first",
        lambda: room.last() == ("张桂兰", "早就应该"),
    )
    keys(text="zgl")
    keys("Return", "space", "shift+space", "2", "0", "Return")
    room.check(
        "digits of full width are kept in the words", lambda: room.last() == ("张桂兰", "２０")
    )
    keys("3")
    room.check("and one on the empty line is an act", lambda: room.meeting().floor is not None)


def main() -> int:
    """Start everything inside a session bus of its own, play, and clear away."""
    missing = [name for name in NEEDED if shutil.which(name) is None]
    if missing:
        print("not here: " + ", ".join(missing), file=sys.stderr)
        return 2
    if "JIEJIAO_INSIDE" not in os.environ:
        line = ["dbus-run-session", "--", sys.executable, __file__]
        return subprocess.run(
            line, env={**os.environ, "JIEJIAO_INSIDE": "1"}, check=False
        ).returncode
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        (home / ".config/fcitx5").mkdir(parents=True)
        (home / ".config/fcitx5/profile").write_text(PROFILE)
        (home / ".config/fcitx5/config").write_text("[Behavior]\nActiveByDefault=True\n")
        (home / ".config/fcitx5/conf").mkdir()
        (home / ".config/fcitx5/conf/fullwidth.conf").write_text("[Hotkey]\n0=Shift+space\n")
        (home / "run").mkdir(mode=0o700)
        path = home / "records.db"
        with FileRecords.open(path) as records:
            make_sample(records, local_now())
        os.environ.update(
            HOME=folder, XDG_RUNTIME_DIR=str(home / "run"), DISPLAY=":93", XMODIFIERS="@im=fcitx",
            LANG="C.UTF-8", LC_ALL="C.UTF-8", PYTHONPATH=str(ROOT),
        )  # fmt: skip
        os.environ.pop("XDG_CONFIG_HOME", None)
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        running = [subprocess.Popen(["Xvfb", ":93", "-screen", "0", "1280x800x24"], **quiet)]  # type: ignore[call-overload]
        try:
            sleep(2)
            running.append(subprocess.Popen(["fcitx5", "--disable=wayland"], **quiet))  # type: ignore[call-overload]
            sleep(4)
            window = ["xterm", "-tn", "xterm-256color", "-geometry", "80x24+0+0", "-fa",
                      "Noto Sans Mono CJK SC", "-fs", "11", "-e"]  # fmt: skip
            program = [sys.executable, "-m", "tui", "--records", str(path)]
            running.append(subprocess.Popen([*window, *program], **quiet))  # type: ignore[call-overload]
            sleep(12)
            found = subprocess.run(
                ["xdotool", "search", "--class", "xterm"],
                capture_output=True,
                text=True,
                check=True,
            )
            subprocess.run(["xdotool", "windowfocus", found.stdout.split()[-1]], check=True)
            sleep(1)
            switch_on()
            room = Room(path)
            play(room)
            shot = os.environ.get("JIEJIAO_SHOT")
            if shot and shutil.which("import"):
                subprocess.run(["import", "-window", "root", shot], check=False)
            return 1 if room.failed else 0
        finally:
            for process in reversed(running):
                process.terminate()
            for process in running:
                process.wait(10)


if __name__ == "__main__":
    sys.exit(main())
