"""Errors of storage; like all others they carry facts, and tui/errors/ has their sentences."""

from typing import Literal

from meetings.errors import MeetingError


class StorageError(MeetingError):
    """The base of all errors of storage; the fields say why."""


class Newer(StorageError):
    """The file was written by a later version: `path`, `found`, `known` (schema numbers).

    `program` is the version of the program that did, empty where the file does not tell; `copy`
    a copy beside it, made before it was brought up, that this version can read.
    """

    path: str
    found: int
    known: int
    program: str = ""
    copy: str = ""


class Foreign(StorageError):
    """Not one of our files: `path`, `why`, `name`.

    `why` is `not_sqlite`, `other_program`, `unexpected`, `missing` or `altered`; the last three
    name the table, index, trigger or view.
    """

    path: str
    why: Literal["not_sqlite", "other_program", "unexpected", "missing", "altered"]
    name: str = ""


class Damaged(StorageError):
    """The file cannot be read as a database: `path`, `problem`."""

    path: str
    problem: str = ""


class Unreadable(StorageError):
    """A part of a file cannot be read, the rest may: `why`.

    The engine's own sentence is not carried on, since it quotes what stands there.
    """

    why: Literal["pages", "encoding", "io"]


class Unsafe(StorageError):
    """The engine refused a safety setting: `setting`, `wanted`, `got`."""

    setting: str
    wanted: str
    got: str


class CannotOpen(StorageError):
    """The place cannot be used: `path`, `why`.

    `no_file` is a folder or a pipe, `in_use` by another program, `several_names` by hard links,
    `no_cipher` where this Python has no SQLCipher, `no_key` where it seems encrypted and its key
    file is not beside it, `read_only` its folder.
    """

    path: str
    why: Literal[
        "no_folder", "no_permission", "absent", "no_file", "in_use", "several_names", "older",
        "no_cipher", "no_key", "read_only", "other",
    ]  # fmt: skip
    problem: str = ""


class BelongsToRecords(StorageError):
    """Something was to be written where the records or what lies beside them are: `path`."""

    path: str


class ReadOnly(StorageError):
    """A write was tried where only reading is possible: `path`, `why` as in `Access.why_not`."""

    path: str
    why: str = ""


NotWritten = Literal["full", "io", "busy", "read_only", "damaged", "other"]


class WriteFailed(StorageError):
    """A command could not be written, and nothing of it was: `why`."""

    why: NotWritten
    problem: str = ""


class CopyFailed(StorageError):
    """A copy could not be read back as the same: `path`, `problem`."""

    path: str
    problem: str


class Locked(StorageError):
    """The file is encrypted and no passphrase was given: `path`."""

    path: str


class WrongPassphrase(StorageError):
    """Neither the passphrase nor the recovery key opens the file: `path`, `printed`.

    `printed` is true where it is a recovery key without a slip, of another file or an older sheet.
    """

    path: str
    printed: bool = False


class Misread(StorageError):
    """A recovery key with mistyped groups: `groups` (numbered from 1)."""

    groups: tuple[int, ...]


class Protection(StorageError):
    """The passphrase cannot be set, changed or removed: `path`, `why`.

    `why` is `already` (there is one), `none` (there is none) or `short` (fewer than `shortest`
    characters that can be seen).
    """

    path: str
    why: Literal["already", "none", "short"]
    shortest: int = 0


class NotWhole(StorageError):
    """A check found errors in a file that should be trusted: `path`, `places` (the first ones)."""

    path: str
    places: tuple[str, ...]
    count: int = 1


class TooLong(StorageError):
    """A text is over its limit: `table`, `column`, `length`, `limit`, all in characters."""

    table: str
    column: str
    length: int
    limit: int


class OtherBody(StorageError):
    """A row of another body was put into this transaction: `id`, `body`, `expected`."""

    id: str
    body: str
    expected: str | None


class Dangling(StorageError):
    """A row refers to one that is not there: `table`, `id`, `refers_to` (the other table)."""

    table: str
    id: str
    refers_to: str


class UnreadableRow(StorageError):
    """A row holds a value that this program never writes: `table`, `id`."""

    table: str
    id: str


class Refused(StorageError):
    """A value breaks a CHECK of its table: `table`, `id`, `problem`."""

    table: str
    id: str
    problem: str


class NotKeptHere(StorageError):
    """A command for a body whose journal goes on in another file: `body`, `name`."""

    body: str
    name: str


class StoppedHere(StorageError):
    """The body may be going on elsewhere, so nothing is written here until that is decided.

    `body`, `name`, `why`: `restored` from a backup, `cloned` from another machine, `behind` what
    its own letters tell, `forked` from them, or `moved` to another computer.
    """

    body: str
    name: str
    why: Literal["restored", "cloned", "behind", "forked", "moved"]


class ShareMissing(StorageError):
    """A library of the extra `share` is not installed: `needs`."""

    needs: str


class CarriedUnreadable(StorageError):
    """A file of letters cannot be used: `path`, `why`, `name`.

    `form` it is none of ours, `newer` of a later version, `cut` cut short or changed on the way,
    `others` closed for `name`, `stranger` from `name`, whose keys are not known here, `own` written
    by this very body, `long` larger than any we write.
    """

    path: str
    why: Literal["form", "newer", "cut", "others", "stranger", "own", "long"]
    name: str = ""


class BodyUnmoved(StorageError):
    """A body cannot be given, taken or taken back: `name`, `why`, `entries`.

    `here` it is kept in this file, `giver` it went from this very file, `older` a later computer
    keeps it, `differs` so many entries of here are not in what came, `not_given` it was not given
    away from here, `heard` the other computer goes on with it, `code` it is closed by another one.
    """

    name: str
    why: Literal["here", "giver", "older", "differs", "not_given", "heard", "code"]
    entries: int = 0


JournalFault = Literal[
    "form", "gap", "link", "entry", "payload", "end", "replay", "newer",
    "reference", "other_body", "unreadable", "head", "erased", "not_found_by", "mislisted",
]  # fmt: skip
"""What is wrong with a journal from outside; the second half is about the rows made of it."""


class JournalBroken(StorageError):
    """A journal from outside failed its check: `place`, `why`."""

    place: str
    why: JournalFault
    problem: str = ""


class NotEmpty(StorageError):
    """The records that a whole export should go into have entries already: `path`."""

    path: str


class HubUnreachable(StorageError):
    """Nothing answers where the hub should be, or it was cut off; all is kept here: `place`."""

    place: str


class HubRefused(StorageError):
    """The hub was reached, and no: `place`, `why`.

    `certificate` it is not the one of the slip, `open` it does not encrypt, `login` the name or the
    password, `stranger` no body of it, `moved` the body is kept elsewhere since, `forked` another
    letter has that number, `gap` one before is missing, `went_back` the journal is shorter than it
    was, `unsound` what cannot be kept, `full` its disk. Of an invitation: `no_code`, `used`,
    `too_old`, `other_tier`, `other_body`. Of the office: `no_hub` an empty database, `newer` of a
    later program, `engine` no PostgreSQL from 13 on, `no_body` none of its list, `no_server` no
    PostgreSQL is installed, `failed` it does not start, `rights` are missing, `address` no such
    thing as the address of a database, `no_key` the hub's own key is needed, `other_key` what was
    given is not it. Of its signed list: `hub_key` the hub shows another key than the slip had, or
    none, and `changed` other keys of a body, which is then the place, than are known here.
    """

    place: str
    why: Literal[
        "certificate", "open", "login", "stranger", "moved", "forked", "gap", "went_back",
        "unsound", "full", "no_code", "used", "too_old", "other_tier", "other_body", "no_hub",
        "newer", "engine", "no_body", "no_server", "failed", "rights", "address", "no_key",
        "other_key", "hub_key", "changed",
    ]  # fmt: skip


class SlipMistyped(StorageError):
    """What was typed from a slip cannot be it: `what` is `place`, `code` or `fingerprint`."""

    what: Literal["place", "code", "fingerprint"]
