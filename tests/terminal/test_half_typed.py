"""Half-typed text outlives the program, whatever ended it."""

import signal

import pytest

NOTE = "王秀英 支持 党员先带头挪车，志愿者早晚值"


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM, signal.SIGHUP])
def test_a_note_cut_off_in_the_middle_of_a_word_is_back_in_its_field(corner, how):
    corner.step(NOTE, NOTE)
    corner.kill(how)
    corner.again().wait_for((NOTE, "消防通道停车"))
    corner.step("守<Enter>", "支持 6 反对 3", "空行按数字")


def test_a_form_left_by_a_crash_opens_with_what_was_typed(corner):
    corner.press("<F3>1").wait_for("筹备会议")
    corner.press("<Tab><Tab><Tab>47栋门口")
    corner.wait_for("47栋门口")
    corner.kill()
    corner.again().wait_for("F3会议")
    corner.step("<F3>1", "47栋门口", "上次写的已放回")
