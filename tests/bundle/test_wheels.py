"""The folder of wheels installs the program where there is a Python and no network.

Run by `make wheels`, which makes the folder and names it in JIEJIAO_WHEELS.
"""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

WHEELS = os.environ.get("JIEJIAO_WHEELS", "")
pytestmark = pytest.mark.skipif(not WHEELS, reason="make wheels makes what is tried here")


def without_network() -> list[str]:
    """Words before a command that take the network away from it, where the system can."""
    words = ["unshare", "--map-root-user", "--net"]
    usable = (
        shutil.which(words[0]) and subprocess.run([*words, "true"], check=False).returncode == 0
    )
    return words if usable else []


def test_two_lines_install_it_and_it_judges_a_count(tmp_path: Path):
    alone = without_network()
    if not alone:
        pytest.skip("the network cannot be taken away here")
    env = {"HOME": str(tmp_path), "PATH": os.environ["PATH"], "LANG": "C.UTF-8"}
    done = subprocess.run(
        [*alone, "sh", str(Path(WHEELS) / "安装.sh")],
        env=env, cwd=tmp_path, text=True, capture_output=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    verdict = ["verdict", "--rule", "community", "--expected", "16", "--present", "14"]
    told = subprocess.run(
        [*alone, done.stdout.strip(), *verdict, "--for", "8", "--against", "4", "--abstain", "2"],
        env=env, cwd=tmp_path, text=True, capture_output=True, check=False,
    )  # fmt: skip
    assert told.returncode == 0 and told.stdout.strip().endswith("通过。"), told.stderr
