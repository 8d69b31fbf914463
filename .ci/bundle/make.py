#!/usr/bin/env python
"""Packs the program into one folder that runs without anything installed, and into a zip.

Run by `make bundle` in an environment that holds the program, PyInstaller and nothing else. Makes
`dist/街角议事/` and `dist/街角议事-SYSTEM.zip` for the system it runs on, and prints their sizes.
"""

import platform
import shutil
import subprocess
import sys
import sysconfig
from importlib.metadata import Distribution, distributions
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
NAME = "街角议事"
BUILDERS = {
    "pip", "setuptools", "wheel", "pyinstaller-hooks-contrib", "altgraph", "hatchling", "editables",
    "pathspec", "trove-classifiers", "packaging", "pefile", "pywin32-ctypes", "macholib",
}  # fmt: skip
"""What only builds, and is not in the folder."""


def main() -> int:
    """Build, add what stands beside the program, and pack."""
    out, work = ROOT / "dist", ROOT / "build/bundle-work"
    made = out / NAME
    shutil.rmtree(made, ignore_errors=True)
    subprocess.run(
        [
            sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN",
            "--distpath", str(work / "out"), "--workpath", str(work), str(HERE / "jiejiao.spec"),
        ],
        check=True,
    )  # fmt: skip
    out.mkdir(exist_ok=True)
    shutil.move(work / "out/jiejiao", made)
    for file in starters():
        target = made / file.name
        shutil.copyfile(file, target)
        target.chmod(0o755)
    finish(made, licences(list(distributions()), _python()), out / f"{NAME}-{system()}")
    return 0


def finish(made: Path, licence: str, zip_name: Path) -> None:
    """Add what is read, pack the folder and print the sizes."""
    said = (HERE / "使用说明.txt").read_text("utf-8")
    (made / "使用说明.txt").write_text(said, "utf-8", newline="\r\n")
    (made / "许可 LICENSES.txt").write_text(licence, "utf-8", newline="\r\n")
    zipped = shutil.make_archive(str(zip_name), "zip", made.parent, made.name)
    size = sum(file.stat().st_size for file in made.rglob("*") if file.is_file())
    packed = Path(zipped).stat().st_size
    print(f"{made}: {size / 1e6:.0f} MB; {zipped}: {packed / 1e6:.0f} MB")


def system() -> str:
    """The system as the zip's name says it: win64, linux-x86_64, macos-arm64."""
    if sys.platform == "win32":
        return "win64"
    return f"{'macos' if sys.platform == 'darwin' else 'linux'}-{platform.machine()}"


def starters() -> list[Path]:
    """What is double-clicked on this system."""
    ending = {"win32": "cmd", "darwin": "command"}.get(sys.platform, "sh")
    return sorted(HERE.glob(f"*.{ending}"))


def licences(parts_of_others: list[Distribution], python: str) -> str:
    """The licence of every part of the folder, whole."""
    parts = [(HERE / "licences.txt").read_text("utf-8"), python]
    found = sorted(parts_of_others, key=lambda one: one.name.lower())
    parts += [_licence(one) for one in found if one.name.lower() not in BUILDERS]
    return ("\n\n" + "=" * 78 + "\n\n").join(part.strip() for part in parts) + "\n"


def _python() -> str:
    text = Path(sysconfig.get_path("stdlib"), "LICENSE.txt")
    if not text.is_file():
        text = Path(sys.base_prefix, "LICENSE.txt")
    said = text.read_text("utf-8") if text.is_file() else "Python Software Foundation License"
    return f"Python {platform.python_version()}\n\n{said}"


def _licence(one: Distribution) -> str:
    data = one.metadata
    named = (
        data["License-Expression"]
        or data["License"]
        or ", ".join(
            line.split(" :: ")[-1]
            for line in data.get_all("Classifier", ())
            if line.startswith("License")
        )
    )
    head = f"{one.name} {one.version}: {named.splitlines()[0] if named else '-'}"
    texts = [
        file.locate().read_text("utf-8", errors="replace")
        for file in one.files or ()
        if ".dist-info" in str(file)
        and file.name.upper().startswith(("LICEN", "COPYING", "NOTICE", "AUTHORS"))
        and Path(file.locate()).is_file()
    ]
    return "\n\n".join([head, *texts])


if __name__ == "__main__":
    sys.exit(main())
