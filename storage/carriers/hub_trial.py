"""A trial hub to test the exchange: a private PostgreSQL in a folder, reachable from here only.

Nothing of the system is used but the programs of an installed PostgreSQL. It shows a certificate of
its own, as a real hub does.
"""

import contextlib
import datetime
import ipaddress
import os
import secrets
import shutil
import socket
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from meetings.dataclass import dataclass
from storage.carriers.hub import DATABASE, Place, database, fingerprint
from storage.errors import HubRefused, ShareMissing

OFFICE: Final = "office"
"""The superuser of a trial hub."""
_FOLDERS: Final = (
    "/usr/lib/postgresql/*/bin",
    "/usr/pgsql-*/bin",
    "/opt/homebrew/opt/postgresql@*/bin",
    "/usr/local/opt/postgresql@*/bin",
    "C:/Program Files/PostgreSQL/*/bin",
)


@dataclass(frozen=True, slots=True)
class Trial:
    """A running trial hub: its place for laptops, and the address for its office."""

    folder: Path
    place: Place
    office: str


def programs() -> Path | None:
    """The folder with initdb and pg_ctl of the newest PostgreSQL here; None without one."""
    named = shutil.which("initdb")
    if named and shutil.which("pg_ctl"):
        return Path(named).resolve().parent
    found = [
        folder
        for pattern in _FOLDERS
        for folder in Path(Path(pattern).anchor).glob(
            str(Path(pattern).relative_to(Path(pattern).anchor))
        )
        if (folder / _exe("initdb")).exists()
    ]
    return max(found, key=lambda folder: _version(folder.parent.name), default=None)


def start(folder: Path, *, durable: bool = True) -> Trial:
    """Start the trial hub of a folder, made at the first time; raises HubRefused, ShareMissing.

    `no_server` where no PostgreSQL is installed, `failed` where it does not start, `rights` for a
    folder that the database's user cannot reach, as below a home of the system's administrator.
    """
    bin = programs()
    if bin is None:
        raise HubRefused(place=str(folder), why="no_server")
    user = _user()
    data = folder / "data"
    if not (data / "PG_VERSION").exists():
        _make(bin, folder, data, user, durable)
    password = (folder / "office").read_text("ascii")
    port = int((folder / "port").read_text("ascii"))
    if not running(folder):
        _run(bin / _exe("pg_ctl"), "start", "-w", "-D", data, "-l", folder / "log", user=user)
    shown = fingerprint((folder / "hub.crt").read_text("ascii"))
    office = f"postgresql://{OFFICE}:{password}@127.0.0.1:{port}/{DATABASE}?sslmode=require"
    first = office.replace(f"/{DATABASE}?", "/postgres?")
    with database(first) as conn:
        conn.autocommit = True
        asked = "SELECT 1 FROM pg_database WHERE datname = %s"
        if not conn.execute(asked, (DATABASE,)).fetchone():
            conn.execute(f"CREATE DATABASE {DATABASE} TEMPLATE template0 ENCODING 'UTF8'")
    return Trial(folder, Place("127.0.0.1", port, DATABASE, shown), office)


def keep_key(folder: Path, key: str) -> None:
    """Store the hub's own key with a trial hub; that of a real one is on paper only."""
    (folder / "key").touch(mode=0o600)
    (folder / "key").write_text(key, "ascii")


def own_key(folder: Path) -> str:
    """The own key of the trial hub of a folder; "" without one."""
    path = folder / "key"
    return path.read_text("ascii") if path.exists() else ""


def stop(folder: Path, *, at_once: bool = False) -> None:
    """Stop a trial hub if it runs; `at_once` as in a power cut."""
    bin = programs()
    if bin is not None and running(folder):
        mode = "immediate" if at_once else "fast"
        _run(bin / _exe("pg_ctl"), "stop", "-w", "-m", mode, "-D", folder / "data", user=_user())


def dump_to(office: str, target: Path) -> None:
    """Back up a hub to a new file with pg_dump; raises HubRefused, HubUnreachable, OSError.

    `no_server` where there is no pg_dump here, `failed` where it did not run to its end, as when it
    is older than the hub's server; then no file is left.
    """
    bin = programs()
    if bin is None:
        raise HubRefused(place=str(target), why="no_server")
    with database(office) as conn:
        parameters = {**conn.info.get_parameters(), "password": conn.info.password}
    names = {"host": "PGHOST", "port": "PGPORT", "dbname": "PGDATABASE", "user": "PGUSER",
             "password": "PGPASSWORD", "sslmode": "PGSSLMODE"}  # fmt: skip
    # Not on the line, where others see it.
    environment = {
        **os.environ,
        **{env: parameters[name] for name, env in names.items() if name in parameters},
    }
    part = target.with_name(target.name + ".part")
    part.touch(mode=0o600)
    asked = [str(bin / _exe("pg_dump")), "--format=custom", "--schema=jiejiao", f"--file={part}"]
    done = subprocess.run(
        asked, stdin=subprocess.DEVNULL, capture_output=True, env=environment, check=False
    )
    if done.returncode:
        part.unlink(missing_ok=True)
        raise HubRefused(place="pg_dump", why="failed")
    part.replace(target)


def running(folder: Path) -> bool:
    """Whether the trial hub of a folder runs."""
    bin = programs()
    if bin is None or not (folder / "data" / "postmaster.pid").exists():
        return False
    asked = [str(bin / _exe("pg_ctl")), "status", "-D", str(folder / "data")]
    return subprocess.run(asked, capture_output=True, user=_user(), check=False).returncode == 0


def _make(bin: Path, folder: Path, data: Path, user: str | None, durable: bool) -> None:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    shutil.rmtree(data, ignore_errors=True)
    password, port = secrets.token_urlsafe(18), _free_port()
    for name, text in (("office", password), ("port", str(port))):
        (folder / name).touch(mode=0o600)
        (folder / name).write_text(text, "ascii")
    _certify(folder)
    if user:
        for path in (folder, *folder.iterdir()):
            shutil.chown(path, user)
    _run(
        bin / _exe("initdb"), "-D", data, "-U", OFFICE, "-A", "scram-sha-256", "--pwfile",
        folder / "office", "-E", "UTF8", "--no-locale", *(() if durable else ("--no-sync",)),
        user=user,
    )  # fmt: skip
    settings = [
        "listen_addresses = '127.0.0.1'", f"port = {port}", "unix_socket_directories = ''",
        "ssl = on", f"ssl_cert_file = '{(folder / 'hub.crt').as_posix()}'",
        f"ssl_key_file = '{(folder / 'hub.key').as_posix()}'", "max_connections = 100",
        "password_encryption = 'scram-sha-256'",
        *(() if durable else ("fsync = off", "synchronous_commit = off", "full_page_writes = off")),
    ]  # fmt: skip
    with (data / "postgresql.auto.conf").open("a", encoding="utf-8") as file:
        file.write("\n".join(settings) + "\n")
    (data / "pg_hba.conf").write_text("hostssl all all 127.0.0.1/32 scram-sha-256\n", "ascii")


def _certify(folder: Path) -> None:
    """A certificate of its own for ten years; raises ShareMissing."""
    try:
        from cryptography import x509
        from cryptography.hazmat.primitives import hashes, serialization
        from cryptography.hazmat.primitives.asymmetric import ec
    except ImportError as failure:
        raise ShareMissing(needs="cryptography") from failure
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "jiejiao hub")])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=2))
        .not_valid_after(now + datetime.timedelta(days=3650))
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]),
            critical=False,
        )
        .sign(key, hashes.SHA256())
    )
    (folder / "hub.crt").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    (folder / "hub.key").touch(mode=0o600)
    (folder / "hub.key").write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )


def _run(program: Path, *parts: object, user: str | None) -> None:
    asked: Sequence[str] = [str(program), *map(str, parts)]
    environment = {**os.environ, "LC_ALL": "C", "PGPASSFILE": os.devnull}
    with contextlib.ExitStack() as stack:
        # A server that goes on must not hold a pipe of ours open.
        out = stack.enter_context(open(os.devnull, "w", encoding="ascii"))
        done = subprocess.run(
            asked, stdin=subprocess.DEVNULL, stdout=out, stderr=out, env=environment,
            cwd=os.sep, user=user, check=False,
        )  # fmt: skip
    if done.returncode:
        raise HubRefused(place=program.name, why="rights" if user else "failed")


def _user() -> str | None:
    """The user to run PostgreSQL as if root starts it, since root may not run it."""
    if sys.platform == "win32" or os.geteuid():
        return None
    import pwd

    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(name).pw_name
    return None


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _exe(name: str) -> str:
    return f"{name}.exe" if sys.platform == "win32" else name


def _version(name: str) -> tuple[int, Any]:
    digits = "".join(sign for sign in name if sign.isdigit() or sign == ".").split(".")[0]
    return (int(digits or 0), name)
