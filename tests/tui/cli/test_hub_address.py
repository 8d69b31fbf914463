"""`--url` of the commands of a hub; no hub is needed to refuse one."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from tui.cli.main import main

pytest.importorskip("psycopg")


@pytest.mark.parametrize("given", ["\udcff", "postgresql://a@b/\udcff", "no address"])
@pytest.mark.parametrize("act", ["status", "bodies", "check"])
def test_what_is_no_address_of_a_database_is_said_in_a_sentence(
    tmp_path: Path, act: str, given: str
) -> None:
    line = ["--records", str(tmp_path / "r.db"), "hub", act, "--url", given]
    done = CliRunner().invoke(main, line)
    assert done.exit_code == 2 and "给出的不是数据库地址" in done.output
