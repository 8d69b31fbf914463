"""The real program, driven by keys in a terminal, ended by a signal at any moment.

Nothing it had shown as recorded is missing, nothing is there by half, and the words shown in the
line are there at the next start, unless they are recorded: never both. `CRASH_PTY` sets how often,
`CRASH_SEED` which moments; two terminals run at once.
"""

import os
import random
import re
import shutil
import signal
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from meetings.sitting.meeting import Meeting
from storage.drafts import Drafts
from storage.health.check import check_file
from tests.terminal.terminal import Terminal
from tui.desk import Desk

KILLS = int(os.environ.get("CRASH_PTY", "6"))
SEED = int(os.environ.get("CRASH_SEED", "20261128"))
AT_ONCE = 2
ANEW_AFTER = 40
"""Kills after which a fresh file is taken, so that the meeting does not grow without end."""
SIGNALS = (signal.SIGKILL, signal.SIGTERM, signal.SIGHUP)
WAYS = ("支持", "反对", "中立", "补充")
BODY, HALL = "45、47栋街角议事会", "到会 14/16"
_HERE = re.compile(r"第(\d+)条")

pytestmark = pytest.mark.skipif(os.name == "nt", reason="no terminals and no signals")


def said(number: int) -> str:
    """The words of one speech, by which it is known."""
    return f"第{number}条救护车要能进得来"


class Sitting:
    """One file, killed again and again while speeches are typed."""

    def __init__(self, folder: Path, community: Path, draw: random.Random) -> None:
        folder.mkdir()
        self.path, self.draw = folder / "records.db", draw
        shutil.copy(community, self.path)
        self.terminal = Terminal(folder)
        self.terminal.step("<F8>", BODY).step("3", BODY, "第3次").step("<F4>", HALL)
        self.number = 1
        self.lines: list[str] = []
        """What was being typed, of which the line may show a beginning."""
        self.kept = ""
        """What the line must show at the next start."""

    def killed(self) -> signal.Signals:
        """Type on from what is there, be ended at some moment, and look at the files."""
        terminal, draw = self.terminal, self.draw
        if not terminal.running:
            terminal.again()
            if draw.random() < 0.1:
                terminal.read_for(draw.random())
                return self._ended(0)
            terminal.wait_for((HALL, self.kept))
        begun = [
            line
            for line in self.lines
            if self.kept and line.startswith(self.kept) and line.endswith(said(self.number))
        ]
        new = [f"wxy {draw.choice(WAYS)} {said(self.number + n)}" for n in range(3)]
        # What was begun is typed to its end; only its own words can follow it.
        self.lines = [*begun[:1], *new[len(begun[:1]) :]]
        keys = "\r".join(self.lines)
        keys = keys[len(self.kept) :][: draw.randrange(1, len(keys) - len(self.kept))]
        while keys:
            some = draw.randrange(1, 6)
            terminal.press(keys[:some])
            keys, pressed = keys[some:], keys[:some]
            terminal.read_for(draw.choice((0, 0.002, 0.02, 0.1)) if "\r" in pressed else 0)
        terminal.read_for(draw.random() * 0.2)
        return self._ended(3)

    def _ended(self, typed: int) -> signal.Signals:
        how = self.draw.choice(SIGNALS)
        self.terminal.kill(how)
        self.terminal.read_for(0.02)
        shown = self._line()
        listed = [int(n) for line in self.terminal.lines[:19] for n in _HERE.findall(line)]
        told = f"{how.name}, CRASH_SEED={SEED}\n{self.terminal.framed()}"
        desk = Desk(self.path)
        desk.open()
        assert not desk.read_only, told
        with desk.records.reading() as book:
            here = [s for m in book.find(Meeting) for s in m.speeches if "救护车要" in s.text]
        desk.close()
        numbers = [int(_HERE.findall(speech.text)[0]) for speech in here]
        assert numbers == list(range(1, len(numbers) + 1)), f"{numbers} {told}"
        assert [s.text for s in here] == [said(n) for n in numbers], told
        assert len(numbers) >= max(listed, default=0), f"{len(numbers)} {told}"
        assert len(numbers) <= self.number - 1 + typed, told
        assert check_file(self.path) == [], told
        self._look_at_drafts(shown, numbers, told)
        self.number = len(numbers) + 1
        return how

    def _look_at_drafts(self, shown: str, numbers: list[int], told: str) -> None:
        drafts = Drafts.open(self.path, background=False)
        kept = [text for key, text in drafts.all("hold/").items() if key.endswith("/line")]
        drafts.close()
        text = kept[0] if kept else ""
        # What is on the screen may be older than the last key: a line that is recorded by now.
        recorded = [line for line in self.lines if int(_HERE.findall(line)[0]) in numbers]
        if not any(line.startswith(shown) for line in recorded):
            assert text.startswith(shown), f"shown {shown!r}, kept {text!r} {told}"
        assert not {int(n) for n in _HERE.findall(text)} & set(numbers), f"twice: {text} {told}"
        self.kept = text

    def _line(self) -> str:
        """What the speech line shows."""
        rows = [line[25:].strip() for line in self.terminal.lines[19:23]]
        return next((row for row in rows if row.startswith("wxy")), "")


def kills_of(done: Counter[str]) -> int:
    """How many of the counts are kills."""
    return sum(done[how.name] for how in SIGNALS)


def sit(folder: Path, community: Path, kills: int, share: int) -> Counter[str]:
    """So many kills, on a fresh file now and then."""
    draw = random.Random(f"{SEED}/{share}")
    done: Counter[str] = Counter()
    while kills_of(done) < kills:
        sitting = Sitting(folder / f"{share}-{kills_of(done)}", community, draw)
        try:
            for _ in range(min(ANEW_AFTER, kills - kills_of(done))):
                done[sitting.killed().name] += 1
        finally:
            sitting.terminal.stop()
        shutil.rmtree(sitting.path.parent)
    return done


def test_ended_at_any_moment_the_program_has_lost_nothing(tmp_path, community):
    with ThreadPoolExecutor(AT_ONCE) as pool:
        runs = [
            pool.submit(sit, tmp_path, community, KILLS // AT_ONCE, share)
            for share in range(AT_ONCE)
        ]
        done = sum((run.result() for run in runs), Counter[str]())
    print(f"ended: {dict(done)}, CRASH_SEED={SEED}")
    assert kills_of(done) == KILLS // AT_ONCE * AT_ONCE
