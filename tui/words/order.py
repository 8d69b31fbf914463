"""The sentences on repairs made to files beside the records before these were opened."""

from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

from tui.language import N_, _

ORDER = {
    "begun_anew": N_(
        "{file} was not there any more, only its log or its key. A new file is begun; what lay "
        "there is kept: {kept}"
    ),
    "log_aside": N_(
        "Beside {file} lay the log of another state of it, as when a copy was put in by hand. It "
        "was not read in, and is kept: {kept}"
    ),
    "log_damaged": N_(
        "The log beside {file} is damaged or was cut short, as by a copy that was not finished. "
        "What could be read of it is in use; as it was it is kept: {kept}. Look whether the last "
        "that was written down is there."
    ),
    "key_aside": N_(
        "Setting or removing the passphrase was cut off: {file} has none now. The key of then "
        "opens it no more, and is kept: {kept}"
    ),
    "copies_closed": N_("{count} older copies of {file} still open by the passphrase of then."),
    "encrypted": N_(
        "{count} files beside {file} were not encrypted yet, as when setting the passphrase was "
        "cut off. They are now."
    ),
    "not_encrypted": N_("{file} could not be encrypted, and anybody who has it can read it."),
    "same_passphrase": N_(
        "{count} older copies had an earlier passphrase still, and open by the present one now."
    ),
    "drafts_aside": N_(
        "Half-typed text could not be read; {count} texts of it could and are here. The file is "
        "kept: {kept}"
    ),
    "several_names": N_(
        "{file} has another name on this disk (a hard link). Open it by one of them only, or copy "
        "it to a name of its own."
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
