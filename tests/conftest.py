"""What every test stands on: no user's own records, and properties that do not depend on speed."""

import functools
import gc
import hashlib
import itertools
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

from tests.data.open_files import refused_as_on_windows

MEMORY = Path("/dev/shm")
"""Writes reach no disk there: thousands of small files need not wait for one to be safe."""
ROOM = 4 * 2**30
"""Bytes that must be free there; all records of a run are far less."""

if MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM:
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))

# What fonts there are is looked for once, not once a run.
os.environ.setdefault("MPLCONFIGDIR", str(Path(__file__).parent.parent / "build" / "matplotlib"))

# Compiled tests and modules are kept, for the next run and for every program that a test starts.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

settings.register_profile("free", deadline=None, print_blob=True, max_examples=400)
settings.register_profile(
    "fixed", parent=settings.get_profile("free"), derandomize=True, max_examples=40
)
settings.load_profile("free" if os.environ.get("FUZZ_SEED") else "fixed")


def pytest_xdist_auto_num_workers() -> int:
    """One more than there are processors: a test of a terminal waits for its program."""
    return (os.cpu_count() or 1) + 1


def pytest_collection() -> None:
    """Next to nothing that is made while tests are collected is garbage."""
    gc.disable()


def pytest_collection_finish() -> None:
    """What was collected stays to the end: it need not be looked through for garbage each time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(200_000, 10, 50)
    gc.enable()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The long stories come first: at the end what is left is short, and no processor waits."""
    items.sort(key=lambda item: not item.nodeid.startswith(("tests/terminal/", "tests/crash/")))


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish() -> None:
    """What is left is looked through once for garbage; pytest does so ten times at its end."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def _new_folder(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Path]:
    """Makes the next of some thousand folders; pytest would look through all of them each time."""
    above, numbers = tmp_path_factory.mktemp("data"), itertools.count()

    def make() -> Path:
        folder = above / str(next(numbers))
        folder.mkdir(mode=0o700)
        return folder

    return make


@pytest.fixture(autouse=True)
def _own_data_folder(_new_folder: Callable[[], Path], monkeypatch: pytest.MonkeyPatch):
    """The user's data folder is a temporary one, for programs that a test starts too."""
    folder = _new_folder()
    for name in ("XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(folder))
    for name in [name for name in os.environ if name.startswith("JIEJIAO_")]:
        monkeypatch.delenv(name)


@pytest.fixture(scope="session")
def community(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with the sample community, made once a run; copy it before use."""
    from storage.records import FileRecords
    from tui.desk.core import local_now
    from tui.sample.community import make_sample

    path = tmp_path_factory.mktemp("community") / "records.db"
    with FileRecords.open(path) as records:
        make_sample(records, local_now())
    return path


@pytest.fixture(scope="session", autouse=True)
def _laid_out_once(tmp_path_factory: pytest.TempPathFactory):
    """A new file of records that needs no key is a copy of the first that the program laid out."""
    from storage import migrations, schema

    first, create = tmp_path_factory.mktemp("laid-out") / "records.db", schema.create
    steps = migrations.STEPS

    def copied(path: Path, key: str | None = None) -> None:
        if key is not None or migrations.STEPS is not steps:  # a later version is being played
            create(path, key)
            return
        if not first.exists():
            create(first)
        os.close(os.open(path, os.O_CREAT | os.O_WRONLY, 0o600))
        shutil.copyfile(first, path)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(schema, "create", copied)
        yield


@pytest.fixture(scope="session", autouse=True)
def _secrets_cost_little():
    """A passphrase is guessed at in no time here; the programs that tests start make it dear."""
    from storage.secrecy import keys

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(keys, "_COST", (1 << 10, 8, 1))
        patch.setattr(keys, "scrypt", functools.cache(hashlib.scrypt))
        yield


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call():
    """No act of any test removes or replaces a file that is open: Windows would refuse it."""
    with pytest.MonkeyPatch.context() as patch:
        tried = refused_as_on_windows(patch)
        result = yield
    assert not tried, tried
    return result
