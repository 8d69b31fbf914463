"""Why a file of tables is not read."""

from meetings.errors import MeetingError


class CannotRead(MeetingError):
    """The file is not read: `name`, `why`, and what belongs to it.

    `why` is one of ending, empty, too_large, encoding, not_a_zip, encrypted, old_format,
    not_a_workbook, too_many_entries, too_large_inside, ratio, far_cell, merged_too_much, broken,
    slow.
    """
