"""What is typed while the disk refuses stays on the screen, is told, and is kept once it can be."""

import resource
import shutil
import sys

import pytest

from tests.terminal.terminal import Terminal

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="limits of a running program")
NO_MORE = (1, resource.RLIM_INFINITY)
FREE = (resource.RLIM_INFINITY, resource.RLIM_INFINITY)


@pytest.fixture
def corner(community, tmp_path):
    """The sample's running meeting, at its speech line."""
    shutil.copy(community, tmp_path / "records.db")
    with Terminal(tmp_path) as terminal:
        terminal.step("<F8>", "45、47栋街角议事会").step("3", "第3次").step("<F4>", "到会 14/16")
        yield terminal


def test_refused_words_are_told_and_outlive_a_kill_once_there_is_room(corner):
    corner.step("wxy 支持 写得进去", "写得进去")
    resource.prlimit(corner.pid, resource.RLIMIT_FSIZE, NO_MORE)
    corner.step("写不进去", "写得进去写不进去", "未存")
    resource.prlimit(corner.pid, resource.RLIMIT_FSIZE, FREE)
    corner.wait_gone("未存")
    corner.kill()
    corner.again().wait_for(("到会 14/16", "wxy 支持 写得进去写不进去"))


def test_words_no_file_took_are_printed_when_the_program_is_left(corner):
    resource.prlimit(corner.pid, resource.RLIMIT_FSIZE, NO_MORE)
    corner.step("wxy 支持 只在这里", "只在这里", "未存")
    corner.press("<^q>")
    corner.wait_exit()
    assert "没能存下：wxy 支持 只在这里" in corner.text
