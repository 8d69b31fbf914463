"""`jiejiao hub` on a trial hub, as its office uses it."""

import json
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from storage.carriers import hub_trial, slip
from tests.storage.sharing.hub_house import NEEDS
from tui.cli.main import main

pytestmark = NEEDS


@pytest.fixture(scope="module")
def place() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="jiejiao-hub-"))
    folder.chmod(0o755)
    yield folder
    hub_trial.stop(folder / "hub", at_once=True)
    shutil.rmtree(folder, ignore_errors=True)


def run(place: Path, *words: str) -> tuple[int, str]:
    line = ["--records", str(place / "r.db"), "hub", *words, "--folder", str(place / "hub")]
    done = CliRunner().invoke(main, line)
    return done.exit_code, done.output


def test_the_office_of_a_trial_hub(place: Path) -> None:
    assert run(place, "status")[0] == 2, "nothing runs yet"
    code, told = run(place, "try", "--out", str(place / "slips"))
    assert code == 0, told
    written = {slip.read(file).name for file in (place / "slips").glob("*.jjslip")}
    assert written == {"试用街道", "试用社区", "试用街角"}
    assert len(list((place / "slips").glob("*.docx"))) == 3
    listed = place / "名单.csv"
    listed.write_bytes(
        "名称,层级,上级\n1栋街角,街角,南苑社区\n南苑社区,社区,试用街道\n".encode("gb18030")
    )
    assert run(place, "bodies", "--add", str(listed))[0] == 0
    assert run(place, "bodies", "--add", str(listed))[0] == 0, "once more changes nothing"
    known = json.loads(run(place, "bodies", "--json")[1])
    assert [one["name"] for one in known] == [
        "试用街道", "南苑社区", "试用社区", "1栋街角", "试用街角",
    ]  # fmt: skip
    listed.write_text("甲,街角,没有的社区\n", "utf-8")
    code, told = run(place, "bodies", "--add", str(listed))
    assert (code, "第1行" in told) == (2, True)
    code, told = run(place, "invite", "1栋街角", "没有的", "--out", str(place / "one"))
    assert (code, "没有的" in told, (place / "one").exists()) == (2, True, False)
    assert run(place, "invite", "1栋街角", "--out", str(place / "one"))[0] == 0
    assert run(place, "close", "1栋街角", "--yes")[0] == 0
    facts = json.loads(run(place, "status", "--json")[1])
    assert (facts["bodies"], facts["joined"], facts["events"][0]["what"]) == (5, 0, "closed")
    assert run(place, "dump", str(place / "hub.dump"))[0] == 0
    assert run(place, "dump", str(place / "hub.dump"))[0] == 2, "a file is not written over"
    assert run(place, "try", "--stop")[0] == 0
    assert run(place, "bodies")[0] == 2
