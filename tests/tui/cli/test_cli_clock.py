"""Every command on records says where the computer's clock is behind their newest entry."""

from datetime import timedelta

import pytest
from click.testing import CliRunner

from storage.records import FileRecords
from tests.storage.scenes import act, found
from tui.cli.main import main


@pytest.mark.parametrize(("behind", "told"), [(-60, False), (0, False), (5, False), (6, True)])
def test_a_clock_behind_the_newest_entry_is_told(tmp_path, monkeypatch, behind, told):
    path = tmp_path / "records.db"
    with FileRecords.open(path) as records:
        body = found(records, act())
        newest = records.newest_at()
    assert body and newest is not None
    clock = newest - timedelta(minutes=behind)
    monkeypatch.setattr("tui.desk.core.local_now", lambda: clock)
    done = CliRunner().invoke(main, ["--records", str(path), "check"])
    assert done.exit_code == 0 and "完好" in done.output
    assert ("时钟" in done.output) is told
