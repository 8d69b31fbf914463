"""The sentences for errors of the records file, the disk and imported files."""

import errno

from exports.bundle import NotABundle
from exports.tables.sheets_errors import CannotRead
from meetings.importing.signup import SignUpGiven
from meetings.importing.table import BrokenText, NoTable
from storage.engine import DatabaseError
from storage.errors import (
    BelongsToRecords,
    CannotOpen,
    CopyFailed,
    Damaged,
    Dangling,
    Foreign,
    JournalBroken,
    Newer,
    NotEmpty,
    OtherBody,
    ReadOnly,
    Refused,
    StorageError,
    TooLong,
    Unreadable,
    UnreadableRow,
    Unsafe,
    WriteFailed,
)
from tui.errors import sentence_for
from tui.errors.problems import problem_words
from tui.language import N_, _, one_after_another

_WRITES = {
    "damaged": N_(
        "Part of the records is damaged, so this is not possible. Nothing was "
        "changed; quit and run jiejiao check --repair"
    ),
    "full": N_("The disk is full. Nothing was changed; free up space and try again."),
    "io": N_("The disk could not be written. Nothing was changed; try again, or save elsewhere."),
    "busy": N_("Another program is using the file. Nothing was changed; please try again."),
    "read_only": N_("The file can only be read. Nothing was changed."),
}
_PLACES = {
    "no_folder": N_("No such folder: {path}"),
    "no_permission": N_("No permission to use {path}"),
    "absent": N_("No such file: {path}"),
    "no_file": N_("“{path}” is not a file. Give the records file itself."),
    "read_only": N_(
        "{path} is in a place that cannot be written to. Copy the folder to a "
        "place of your own, and open the copy."
    ),
    "several_names": N_(
        "The file {path} has another name on this disk (a hard link), under "
        "which it would stay unchanged. Copy it to a separate file, and do "
        "this with the copy. Nothing was changed."
    ),
    "in_use": N_("Another program has {path} open; close it and try again."),
    "older": N_("{path} is from an older version; open it once with the program."),
    "no_key": N_(
        "{path} seems to be encrypted, but its key file ({path}-key) is "
        "missing: put it back, from a backup of the same records if need be."
    ),
    "no_cipher": N_("{path} is encrypted, and this Python has no sqlcipher3 to open it."),
}


ONLY_READ = {
    "locked": N_("Another program is writing this file; it is read-only here."),
    "read_only": N_("This file is marked read-only; nothing is written to it."),
    "no_permission": N_("The folder of this file is not writable; it can only be read."),
    "asked": N_("The file was opened for reading only."),
}
"""Why a file can only be read, by what opening it found."""


@sentence_for(Newer)
def _newer(error: Newer) -> str:
    told = [
        _("{path} was written by version {program} of this program (format {found}, here {known}).")
        if error.program
        else _(
            "{path} was written by a newer version of this program (format {found}, here {known})."
        )
    ]
    told.append(_("It was not touched; please update the program."))
    if error.copy:
        told.append(_("A copy from before the update, without what was entered since: {copy}"))
    return one_after_another(told).format(**error.facts)


@sentence_for(Foreign)
def _foreign(error: Foreign) -> str:
    if error.why in ("missing", "altered", "unexpected"):
        return _("{path} has been altered by another program ({name}). It was not touched.").format(
            path=error.path, name=error.name
        )
    return _("{path} is not a file of this program. It was not touched.").format(path=error.path)


@sentence_for(Damaged)
def _damaged(error: Damaged) -> str:
    return _("{path} is damaged. It was not touched; open a backup.").format(path=error.path)


_UNREADABLE = {
    "pages": N_(
        "Part of the records file cannot be read. Whatever opens without this "
        "message still works; when done, quit and run jiejiao check --repair"
    ),
    "encoding": N_(
        "A text in the records file is damaged and cannot be read. Whatever "
        "opens without this message still works; when done, quit and run "
        "jiejiao check --repair"
    ),
    "io": N_(
        "The disk could not be read. Copy the records to another disk, and see "
        "whether the copy is intact: jiejiao check"
    ),
}


@sentence_for(Unreadable)
def _unreadable(error: Unreadable) -> str:
    return _(_UNREADABLE[error.why])


@sentence_for(DatabaseError)
def _of_the_engine(error: DatabaseError) -> str:
    return _(_UNREADABLE["pages"])


@sentence_for(UnreadableRow)
def _unreadable_row(error: UnreadableRow) -> str:
    return _(
        "A row of the records holds values this program never writes ({table} "
        "{id}). Nothing was changed; jiejiao check lists all such rows."
    ).format(table=error.table, id=error.id)


@sentence_for(Unsafe)
def _unsafe(error: Unsafe) -> str:
    return _(
        "The records cannot be kept safely here (setting {setting}). Use another folder or disk."
    ).format(setting=error.setting)


@sentence_for(CannotOpen)
def _cannot_open(error: CannotOpen) -> str:
    words = _PLACES.get(error.why, N_("{path} cannot be opened."))
    return _(words).format(path=error.path)


@sentence_for(BelongsToRecords)
def _belongs_to_records(error: BelongsToRecords) -> str:
    return _(
        "{path} is the records file or belongs to it. Nothing was written: use "
        "another name or folder."
    ).format(path=error.path)


@sentence_for(ReadOnly)
def _read_only(error: ReadOnly) -> str:
    return _(ONLY_READ.get(error.why, ONLY_READ["locked"]))


@sentence_for(WriteFailed)
def _write_failed(error: WriteFailed) -> str:
    words = _WRITES.get(error.why, N_("Could not write it. Nothing was changed."))
    return _(words)


@sentence_for(CopyFailed)
def _copy_failed(error: CopyFailed) -> str:
    return _("The copy {path} failed ({problem}); the file was left as it was.").format(
        path=error.path, problem=problem_words(error.problem)
    )


@sentence_for(TooLong)
def _too_long(error: TooLong) -> str:
    return _(
        "The text has {length} characters; at most {limit} are possible. Nothing was changed."
    ).format(length=error.length, limit=error.limit)


@sentence_for(OtherBody)
def _other_body(error: OtherBody) -> str:
    return _("This belongs to another body; only that body can change it.")


@sentence_for(Dangling)
def _dangling(error: Dangling) -> str:
    return _does_not_fit(error.table)


@sentence_for(Refused)
def _refused(error: Refused) -> str:
    return _does_not_fit(error.table)


def _does_not_fit(table: str) -> str:
    return _("This does not match the records ({table}). Nothing was changed.").format(table=table)


@sentence_for(StorageError)
def _storage(error: StorageError) -> str:
    return _("The file of records refused this. Nothing was changed.")


_SYSTEM = {
    errno.ENOENT: N_("No such file: {path}"),
    errno.EEXIST: N_("The file already exists: {path}"),
    errno.EACCES: N_("No permission to use {path}"),
    errno.EPERM: N_("No permission to use {path}"),
    errno.EISDIR: N_("{path} is a folder; a file is needed."),
    errno.ENOTDIR: N_("{path} is a file; a folder is needed."),
    errno.ENOSPC: N_("The disk is full: {path}. Free up space, or use another disk."),
    errno.EFBIG: N_("{path} is larger than this disk allows for one file."),
    errno.EROFS: N_("Nothing can be written there: {path}"),
    errno.EIO: N_("The disk could not be read or written: {path}. Use another disk."),
    errno.ENAMETOOLONG: N_("The name is too long: {path}"),
    errno.EINVAL: N_("The system does not accept this name: {path}"),
    errno.ELOOP: N_("The links go round in a circle: {path}"),
    errno.EBUSY: N_("Another program is using {path}; close it and try again."),
    errno.ETXTBSY: N_("Another program is using {path}; close it and try again."),
    errno.EMFILE: N_("Too many files are open; close other programs and try again."),
    errno.ENFILE: N_("Too many files are open; close other programs and try again."),
    errno.EPIPE: N_("The program reading this output has quit."),
    getattr(errno, "EDQUOT", errno.ENOSPC): N_(
        "The disk is full: {path}. Free up space, or use another disk."
    ),
}
"""Our sentences by errno, since the system's own are in the system's language."""
_LONGEST_PATH, _SHOWN_OF_PATH = 300, 80
"""The most characters of a path shown whole, and how many are shown of a longer one."""
_OPEN_ELSEWHERE = (32, 33)
"""Windows' numbers for a file that another program has open or locked."""


@sentence_for(OSError)
def _system(error: OSError) -> str:
    number = error.errno
    if getattr(error, "winerror", None) in _OPEN_ELSEWHERE:
        number = errno.EBUSY
    words = _SYSTEM.get(number) if isinstance(number, int) else None
    words = words or N_("The system refuses {path} (number {number}).")
    path = str(error.filename or "-")
    shown = path if len(path) <= _LONGEST_PATH else f"{path[:_SHOWN_OF_PATH]}…"
    return _(words).format(path=shown, number=number or "-")


_READS = {
    "ending": N_("{name}: files ending in {ending} are not read; save it as xlsx or CSV."),
    "empty": N_("{name} is empty."),
    "too_large": N_("{name} is larger than {limit} MB; split it."),
    "encoding": N_("{name} has an unknown encoding; save it as CSV in UTF-8, or as xlsx."),
    "not_a_zip": N_("{name} is not a spreadsheet despite its name; save it as xlsx again."),
    "encrypted": N_("{name} has a password; open it, remove the password and save it again."),
    "open_quote": N_(
        "{name}: a quotation mark in line {line} is never closed; close it or take it out there, "
        "and import again. Nothing was read."
    ),
    "not_a_workbook": N_("{name} is not a spreadsheet; save it as xlsx or CSV."),
    "too_many_entries": N_(
        "{name} has {count} parts inside; at most {limit} are possible. Not read."
    ),
    "too_large_inside": N_("{name} unpacks to more than {limit} MB and was not read. Split it."),
    "ratio": N_("{name} unpacks to more than {limit} times its size and was not read."),
    "far_cell": N_(
        "{name} has something in cell {place}; at most {rows} rows and "
        "{columns} columns are read. Delete what is beyond, or split the file."
    ),
    "merged_too_much": N_("{name} has too many merged cells; unmerge them and save it again."),
    "broken": N_("{name} is damaged; open it in Excel and save it again."),
    "slow": N_("{name} could not be read within {seconds} seconds; split it."),
}


@sentence_for(CannotRead)
def _cannot_read(error: CannotRead) -> str:
    return _(_READS[error.why]).format(**error.facts)


@sentence_for(NoTable)
def _no_table(error: NoTable) -> str:
    return _(
        "No sheet has a header row with the columns {needed} (sheets: "
        "{sheets}). The column names must match exactly."
    ).format(**error.facts)


@sentence_for(SignUpGiven)
def _sign_up_given(error: SignUpGiven) -> str:
    return _(
        "This is a sign-up list (接龙); its names are not issues. Paste it on "
        "the screen: {key:app.issues}, then {key:issues.new}; you will be "
        "asked what it is for."
    )


@sentence_for(BrokenText)
def _broken_text(error: BrokenText) -> str:
    return _(
        "A quotation mark that opens in line {line} is never closed. Nothing was read; close it or "
        "take it out."
    ).format(line=error.line)


_BUNDLES = {
    "zip": N_("{name} is not a complete zip file; copy it again."),
    "manifest": N_("{name} is not a complete export of this program (no manifest)."),
    "missing": N_("{name} lacks {file}; copy it again."),
    "changed": N_("{file} in {name} differs from what was written; copy it again."),
    "size": N_("{name} unpacks to far more than an export holds and was not read."),
}
_JOURNALS = {
    "form": N_("The journal cannot be read at {place}. Nothing was imported."),
    "gap": N_("The journal lacks an entry before {place}. Nothing was imported."),
    "link": N_("The journal was cut or reassembled before {place}. Nothing was imported."),
    "entry": N_("The entry {place} was changed after it was written. Nothing was imported."),
    "payload": N_("The content of entry {place} was changed. Nothing was imported."),
    "end": N_("The journal of {place} does not end as the manifest says. Nothing was imported."),
    "replay": N_("The journal has a change that does not fit ({place}). Nothing was imported."),
    "other_body": N_("The journal puts rows under another body ({place}). Nothing was imported."),
    "unreadable": N_(
        "The journal has a value that this program never writes ({place}). Nothing was imported."
    ),
    "erased": N_(
        "The content of an entry was erased and not restated later ({place}). Nothing was imported."
    ),
    "mislisted": N_("An entry is listed under the wrong rows ({place}). Nothing was imported."),
    "not_found_by": N_("An entry is listed under the wrong rows ({place}). Nothing was imported."),
    "head": N_("A final version belongs to another journal ({place}). Nothing was imported."),
    "newer": N_(
        "The journal was written by a newer version of this program ({place}). "
        "Nothing was imported; please update the program."
    ),
    "reference": N_(
        "The journal refers to rows that are not in it ({place}). Nothing was imported."
    ),
}


@sentence_for(NotABundle)
def _not_a_bundle(error: NotABundle) -> str:
    return _(_BUNDLES[error.why]).format(**error.facts)


@sentence_for(JournalBroken)
def _journal_broken(error: JournalBroken) -> str:
    return _(_JOURNALS[error.why]).format(**error.facts)


@sentence_for(NotEmpty)
def _not_empty(error: NotEmpty) -> str:
    return _(
        "{path} already has entries. A full export can only be imported into "
        "an empty file: name a new one with --records."
    ).format(path=error.path)
