"""The sentences on repairs made to files beside the records before these were opened."""

from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

from tui.language import N_, _

ORDER = {
    "begun_anew": N_(
        "{file} was gone; only its log or key was left. A new file was "
        "started; the remains are kept: {kept}"
    ),
    "log_aside": N_(
        "Next to {file} was a log that does not belong to it, as happens when "
        "a copy is put there by hand. It was not read, and is kept: {kept}"
    ),
    "log_damaged": N_(
        "The log next to {file} is damaged or incomplete, as after an "
        "unfinished copy. What could be read of it is in use; the original is "
        "kept: {kept}. Check that the latest entries are there."
    ),
    "key_aside": N_(
        "Setting or removing the passphrase was interrupted: {file} has none "
        "now. The old key no longer opens it, and is kept: {kept}"
    ),
    "copies_closed": N_("{count} older copies of {file} still open with their old passphrase."),
    "encrypted": N_(
        "{count} files beside {file} were not yet encrypted, as when setting "
        "the passphrase is interrupted. They are now."
    ),
    "not_encrypted": N_("{file} could not be encrypted; anyone who has it can read it."),
    "same_passphrase": N_(
        "{count} older copies still had an earlier passphrase; they now open with the current one."
    ),
    "drafts_aside": N_(
        "Unfinished text could not all be read; {count} pieces could and are "
        "back. The file is kept: {kept}"
    ),
    "several_names": N_(
        "{file} has another name on this disk (a hard link). Always open it by "
        "the same name, or copy it to a separate file."
    ),
}
"""One sentence for each kind of thing that was done."""


class Done(Protocol):
    """One repair; `kind` is a key of ORDER."""

    @property
    def kind(self) -> str: ...
    @property
    def file(self) -> Path: ...
    @property
    def facts(self) -> Mapping[str, object]: ...


def order_sentence(done: Done) -> str:
    """The sentence on one repair."""
    return _(ORDER[str(done.kind)]).format(file=done.file, **done.facts)
