"""Errors of the file; like those of the field they carry facts and no sentences."""

from meetings.errors import MeetingError


class StorageError(MeetingError):
    """The file says no; the attributes say why."""


class Newer(StorageError):
    """The file was written by a later version: `path`, `found`, `known` (schema numbers)."""


class Foreign(StorageError):
    """Not one of our files: `path`, `why`, `name`.

    `why` is `not_sqlite`, `other_program`, `unexpected`, `missing` or `altered`; the last three
    name the table, index, trigger or view.
    """


class Damaged(StorageError):
    """The file cannot be read as a database: `path`, `problem`."""


class Unreadable(StorageError):
    """A part of a file cannot be read, the rest may: `why` (`pages`, `encoding`, `io`).

    The engine's own sentence is not carried on, since it quotes what stands there.
    """


class Unsafe(StorageError):
    """A safety setting was refused by the engine: `setting`, `wanted`, `got`."""


class CannotOpen(StorageError):
    """The place cannot be used: `path`, `why`.

    `why` is `no_folder`, `no_permission`, `absent`, `no_file` (a folder, a pipe), `in_use`
    (another program), `several_names` (hard links), `older`, `no_cipher` (this Python has no
    SQLCipher), `read_only` (its folder) or `other`.
    """


class BelongsToRecords(StorageError):
    """Something was to be written where the records or what lies beside them are: `path`."""


class ReadOnly(StorageError):
    """A write was tried where only reading is possible: `path`, `why` as in `Access.why_not`."""


class WriteFailed(StorageError):
    """Nothing of the command was kept: `why`.

    It is `full`, `io`, `busy`, `read_only`, `damaged` or `other`.
    """


class CopyFailed(StorageError):
    """A copy could not be read back as the same: `path`, `problem`."""


class Locked(StorageError):
    """The file is encrypted and no passphrase was given: `path`."""


class WrongPassphrase(StorageError):
    """Neither the passphrase nor the recovery key opens the file: `path`, `printed`.

    `printed` is true where it is a recovery key without a slip, of another file or an older sheet.
    """


class Misread(StorageError):
    """The text is meant as a recovery key and these groups (from 1) do not hold: `groups`."""


class Protection(StorageError):
    """The passphrase cannot be set, changed or removed: `path`, `why`.

    `why` is `already` (there is one), `none` (there is none) or `short` (fewer than `shortest`
    characters that can be seen).
    """


class NotWhole(StorageError):
    """A file that should be trusted is not whole: `path`, `places` (the first findings)."""


class TooLong(StorageError):
    """A text is over its limit: `table`, `column`, `length`, `limit`, all in characters."""


class OtherBody(StorageError):
    """A row of another body was put into this transaction: `id`, `body`, `expected`."""


class Dangling(StorageError):
    """A row refers to one that is not there: `table`, `id`, `refers_to` (the other table)."""


class Refused(StorageError):
    """A value breaks a CHECK of its table: `table`, `id`, `problem`."""


class JournalBroken(StorageError):
    """A journal from outside does not hold: `place`, `why`.

    `why` is one of form, gap, link, entry, payload, head, replay, reference, missing, newer.
    """


class NotEmpty(StorageError):
    """The records that a whole export should go into have entries already: `path`."""
