"""Our words for what SQLite or the system reports about a damaged file or disk.

Their own sentences are English, name bytes and tables, and differ between versions.
"""

import re

from tui.language import N_, _

_PROBLEMS = (
    (r"^content$", N_("it is not the same as what was copied")),
    (r"^busy$|locked|is busy", N_("another program was writing it")),
    (r"^exists$", N_("a file of that name already exists")),
    (r"^encoding$|decode|utf-?8", N_("a text in it is not readable")),
    (r"^keybox$", N_("its key file is not readable")),
    (r"^other_program$", N_("it belongs to another program")),
    (r"disk is full|no space|errno 28|errno 122", N_("the disk is full")),
    (r"i/o error|input/output|errno 5\]", N_("the disk could not be read or written")),
    (r"readonly|read-only|errno 30", N_("nothing can be written there")),
    (r"permission|errno 13|errno 1\]", N_("no permission")),
    (r"unable to open", N_("it cannot be opened")),
    (r"not a database|encrypted", N_("it is not a records file, or its key does not match")),
    (r"last page has (?P<n>\d+)", N_("its end was cut off")),
    (r"\bpage (?P<n>\d+)", N_("page {n} is damaged")),
    (r"index (?P<n>\w+)", N_("index {n} does not match its table")),
    (r"(?:null value|check constraint|non-\w+ value) (?:failed )?in (?P<n>[\w.]+)",
     N_("a value in {n} is not possible")),
    (r"foreign key of (?P<n>\w+)", N_("a row of {n} refers to a missing one")),
    (r"malformed|corrupt|disk image", N_("its pages are damaged")),
)  # fmt: skip


def problem_words(problem: object) -> str:
    """Our words for a library's message about a file; "not readable" where we have none."""
    told = str(problem)
    for pattern, words in _PROBLEMS:
        if found := re.search(pattern, told, re.IGNORECASE):
            return _(words).format(**found.groupdict())
    return _("it is not readable")
