"""`make windows`: the command line and the storage on a Windows Python, under wine.

Makes `build/windows` (a Windows CPython, the locked packages, a folder for wine) unless it is
there, and runs pytest in it on what is named on the line, else on PARTS. `docs/windows.md` says
what this shows and what it does not.
"""

import os
import shutil
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests.windows.embedded import (  # noqa: E402
    WANTED,
    add_packages,
    look_in,
    unpack_python,
)
from tests.windows.forwarding import forwarding_dll  # noqa: E402

HOME = ROOT / "build/windows"
PYTHON, PREFIX = HOME / "python", HOME / "wine"
LOCK = ROOT / "requirements/dev-lock.txt"
PARTS = ("tests/tui/cli", "tests/storage")
LEFT_OUT = ("numpy*", "matplotlib*", "contourpy*")
"""Charts: NumPy asks wine 8 for complex numbers of the C library (`crealf`), and it has none."""
TEMPORARY = "drive_c/tests"
WINE = {
    "WINEPREFIX": str(PREFIX),
    "WINEDEBUG": "-all",
    "WINEDLLOVERRIDES": "mscoree,mshtml=",  # no .NET and no browser are asked for
    "PYTEST_DEBUG_TEMPROOT": "C:\\tests",
    "PYTHONDONTWRITEBYTECODE": "1",
}
ABSENT = (
    "make windows needs wine, and it is not here. On Debian and Ubuntu: apt install wine64\n"
    "On Windows itself: python -m pytest {parts}"
)


def main(words: list[str]) -> int:
    """Run the tests; the exit status of pytest, or 1 with a sentence where wine is missing."""
    wine = shutil.which("wine") or shutil.which("wine64")
    if wine is None:
        print(ABSENT.format(parts=" ".join(PARTS)), file=sys.stderr)
        return 1
    make_python()
    (PREFIX / TEMPORARY).mkdir(parents=True, exist_ok=True)
    line = [wine, str(PYTHON / "python.exe"), "-m", "pytest", "-p", "no:cacheprovider"]
    # Through a pipe: under wine Python does not start on some terminals and files.
    run = subprocess.Popen(
        [*line, *(words or ("-q", *PARTS))], cwd=ROOT, env={**os.environ, **WINE},
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    assert run.stdout is not None
    for told in run.stdout:
        sys.stdout.buffer.write(told)
        sys.stdout.buffer.flush()
    return run.wait()


def make_python() -> None:
    """A Windows CPython with the locked packages, made anew where what it is made of changed."""
    made_of = sha256(b"".join(file.read_bytes() for file in (WANTED, LOCK, Path(__file__))))
    stamp = HOME / "made-of"
    if stamp.is_file() and stamp.read_text() == made_of.hexdigest():
        return
    print("Making a Windows Python in build/windows ...", flush=True)
    for old in (PYTHON, HOME / "download"):
        shutil.rmtree(old, ignore_errors=True)
    unpack_python(PYTHON, HOME / "download")
    lend_to_wine(PYTHON)
    packages = PYTHON / "Lib/site-packages"
    site = os.path.relpath(packages, PYTHON).replace("/", "\\")
    here = os.path.relpath(ROOT, PYTHON).replace("/", "\\")
    look_in(PYTHON, site, here)
    add_packages(packages, LOCK)
    leave_out(packages)
    stamp.write_text(made_of.hexdigest())


def lend_to_wine(python: Path) -> None:
    """What wine 8 lacks and Python asks for."""
    # `platform` asks through this one, and Python does without it.
    (python / "_wmi.pyd").unlink(missing_ok=True)
    # ... and packages written in Rust take random numbers from this library.
    random = {"ProcessPrng": "advapi32.SystemFunction036"}
    library = "bcryptprimitives.dll"
    (python / library).write_bytes(forwarding_dll(library, random))


def leave_out(packages: Path) -> None:
    """Take away what wine 8 cannot run."""
    for pattern in LEFT_OUT:
        for folder in packages.glob(pattern):
            shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
