"""`jiejiao check --document`: whether a Word file is the minutes that the records made final."""

import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from meetings.actions.finish import sealed
from meetings.actions.mask import choices_of
from meetings.community.people import Person
from meetings.papers.finals import FinalMinutes
from meetings.papers.masking import public_edition
from meetings.papers.minutes import Minutes
from meetings.papers.seal import hash_of, short
from meetings.ports import Records
from meetings.sitting.meeting import Meeting
from tui.cli.printing import say
from tui.language import N_, _
from tui.text import one_line

if TYPE_CHECKING:
    from exports.shown import Difference

SAYS = {
    "no_stamp": N_("{file} has no mark of final minutes; drafts and other documents have none."),
    "foreign": N_("{file} is not from these records: no final version here has the hash {hash}."),
    "broken": N_(
        "Final version {version} in the records is not what was sealed; run jiejiao check."
    ),
    "changed": N_(
        "{file} was changed after it was written: it does not show what version {version} says."
    ),
    "older": N_(
        "{file} is unchanged: version {version} of {title}; the records have a newer one, {newest}."
    ),
    "reopened": N_(
        "{file} is version {version} of {title}, which has been reopened for correction."
    ),
    "same": N_(
        "{file} is unchanged: version {version} of {title}, hash {hash}, word for word as sealed."
    ),
    "as_written": N_(
        "{file} has the wording it was written with (version {version} of "
        "{title}, hash {hash}), but cannot be compared with the sealed text: "
        "it uses its own template or an earlier layout."
    ),
}
"""The sentence for each finding."""

DIFFERS = {
    "text": N_("Paragraph {line}: “{was}” has become “{now}”."),
    "added": N_("Paragraph {line} was added: “{now}”."),
    "left_out": N_("Missing before paragraph {line}: “{was}”."),
    "edge": N_("In a header or footer: “{now}”."),
    "title": N_("The title in the file properties was “{was}” and is now “{now}”."),
    "hidden": N_("Hidden: “{now}”."),
    "struck": N_("Struck through: “{now}”."),
    "pale": N_("In a colour that cannot be read: “{now}”."),
    "shaded": N_("With a coloured background: “{now}”."),
    "tiny": N_("Too small to read: “{now}”."),
    "squeezed": N_("Squeezed or cut off: “{now}”."),
    "raised": N_("Raised or lowered: “{now}”."),
    "moved": N_("Moved out of place: “{now}”."),
    "numbered": N_("A number or symbol was put before “{now}”."),
    "drawn": N_("In outline or relief: “{now}”."),
    "tracked": N_("With tracked changes: “{now}”."),
    "picture": N_("A picture or shape was added at “{now}”."),
    "symbol": N_("Symbol-font characters at “{now}”."),
    "field": N_("A field was added at “{now}”."),
    "note": N_("A note or comment was added at “{now}”."),
    "element": N_("Something else was added at “{now}”."),
}
"""The sentence for each kind of difference (exports.shown)."""
MOST = 8
"""How many differences are printed one by one."""

GOOD = frozenset({"same", "as_written"})


def check_document(records_path: Path, file: Path) -> None:
    """Print the result; exit with 1 unless the file is the newest final version, unchanged."""
    from exports.own_forms.kept import own_form
    from exports.shown import differences, likeness, shown
    from exports.stamp import PUBLIC, read_stamp
    from exports.tables.zip_guard import MOST_BYTES, UnsafeFile
    from exports.word_list import WORDS
    from storage.records import FileRecords

    if not records_path.exists():
        raise FileNotFoundError(2, "", str(records_path))
    if file.stat().st_size > MOST_BYTES:
        raise UnsafeFile(why="size")
    with file.open("rb") as opened:
        data = opened.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise UnsafeFile(why="size")
    stamp = read_stamp(data)
    if stamp is None:
        _say("no_stamp", file=file)
        return
    with FileRecords.open(records_path, read_only=True) as records:
        with records.reading() as book:
            found = [
                final
                for final in book.find(FinalMinutes, hash=stamp.content)
                if (final.meeting, final.version) == (stamp.meeting, stamp.version)
            ]
            if not found:
                _say("foreign", file=file, hash=short(stamp.content))
                return
            meeting, minutes = book.get(Meeting, stamp.meeting), sealed(book, found[0])
            people = book.find(Person)
            choices = choices_of(book, meeting.body, meeting.id)
        facts = {
            "file": file, "version": stamp.version, "hash": short(stamp.content),
            "title": f"{minutes.body_name}{minutes.number}", "newest": _newest(records, meeting),
        }  # fmt: skip
    if hash_of(found[0].content) != found[0].hash:
        _say("broken", **facts)
    edition = minutes
    if stamp.edition == PUBLIC:
        edition = public_edition(minutes, people, WORDS, choices)
    now = shown(data)
    made = [shown(one) for one in _possible(edition, own_form(records_path, meeting.body))]
    nearest = max(made, key=lambda one: likeness(one, now))
    found_in = differences(nearest, now)
    same_text = not any(one.kind in ("text", "added", "left_out") for one in found_in)
    if found_in and (same_text or not stamp.unchanged):
        say(_(SAYS["changed"]).format(**facts))
        _say_differences(found_in)
        _say_what_came_later(minutes, now.lines)
        sys.exit(1)
    _say_what_came_later(minutes, now.lines)
    if facts["newest"] != stamp.version:
        _say("older", **facts)
    elif meeting.state not in {"final", "approved"}:
        _say("reopened", **facts)
    else:
        _say("as_written" if found_in else "same", **facts)


def _say_differences(found: "list[Difference]") -> None:
    """Print the first differences, each with its place."""
    for one in found[:MOST]:
        was, now = (" / ".join(text.split("\n"))[:80] for text in (one.was, one.now))
        say("  " + _(DIFFERS[one.kind]).format(was=was, now=now, line=one.line))
    if len(found) > MOST:
        say("  " + _("… and {n} more").format(n=len(found) - MOST))


def _say_what_came_later(minutes: Minutes, lines: Sequence[str]) -> None:
    """Print errata that are not in the file yet, and whether a later meeting approved it."""
    whole = "\n".join(lines)
    later = [text for _day, text in minutes.errata if one_line(text) not in whole]
    if later:
        words = _("Since then {n} errata were added that are not in this file.")
        say(words.format(n=len(later)))
    if minutes.approved_in:
        say(_("The minutes were confirmed by meeting {number}.").format(number=minutes.approved_in))
    else:
        say(_("The minutes have not been confirmed by a later meeting yet."))


def _newest(records: Records, meeting: Meeting) -> int:
    with records.reading() as book:
        return max(final.version for final in book.find(FinalMinutes, meeting=meeting.id))


def _possible(minutes: Minutes, form: bytes) -> list[bytes]:
    """The bytes that this version may have been written with, as errata and approval were added."""
    from exports.documents.minutes import minutes_document
    from exports.own_forms.forms_errors import BadTemplate
    from exports.own_forms.templated import fill

    found = []
    for count in range(len(minutes.errata) + 1):
        for approved in sorted({"", minutes.approved_in}):
            past = replace(minutes, errata=minutes.errata[:count], approved_in=approved)
            found.append(minutes_document(past))
    if form:
        with suppress(BadTemplate):
            found.append(fill(form, minutes))
    return found


def _say(finding: str, **facts: object) -> None:
    say(_(SAYS[finding]).format(**facts))
    if finding not in GOOD:
        sys.exit(1)
