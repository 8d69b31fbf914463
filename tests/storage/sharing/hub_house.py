"""A trial hub for tests, started once and emptied for each."""

import shutil
import tempfile
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

from storage.carriers import hub, hub_office, hub_trial

NEEDS = [
    pytest.mark.skipif(
        find_spec("psycopg") is None, reason="the extra jiejiao[share] is not installed"
    ),
    pytest.mark.skipif(
        hub_trial.programs() is None, reason="no PostgreSQL is installed (Debian: postgresql)"
    ),
]


def trial_hub() -> Iterator[hub_trial.Trial]:
    """A hub in a folder that whoever PostgreSQL runs as can reach; taken away at the end."""
    folder = Path(tempfile.mkdtemp(prefix="jiejiao-hub-"))
    folder.chmod(0o755)
    try:
        yield hub_trial.start(folder / "hub", durable=False)
    finally:
        hub_trial.stop(folder / "hub", at_once=True)
        shutil.rmtree(folder, ignore_errors=True)


def empty(trial: hub_trial.Trial) -> None:
    """The hub as it is on its first day, without a body."""
    with hub.database(trial.office) as conn:
        if hub_office.form(conn):
            roles = conn.execute(
                "SELECT rolname FROM pg_roles WHERE rolname LIKE 'jiejiao%' ORDER BY rolname DESC"
            ).fetchall()
            conn.execute("DROP SCHEMA jiejiao CASCADE")
            for (role,) in roles:
                conn.execute(f'DROP OWNED BY "{role}"')
            for (role,) in roles:
                conn.execute(f'DROP ROLE "{role}"')
            conn.commit()
        hub_office.init(conn)
