"""Sentences for what the command line refuses."""

from tui.errors import sentence_for
from tui.language import _

Facts = dict[str, object]


def _names(known: Facts, key: str) -> str:
    names = known[key]
    return "、".join(str(name) for name in names) if isinstance(names, tuple) else str(names)


@sentence_for("NoMeeting")
def _no_meeting(known: Facts) -> str:
    return _("No meeting has been opened yet; there are no minutes to write.")


@sentence_for("FileExists")
def _file_exists(known: Facts) -> str:
    return _("There is already such a file: {path}. Take another name, or add --force.").format(
        path=known["path"]
    )


@sentence_for("NoGoal")
def _no_goal(known: Facts) -> str:
    return _("Say where to: a folder such as a stick, or a new file.")


@sentence_for("NoName")
def _no_name(known: Facts) -> str:
    return _("The name of a file or folder is empty.")


@sentence_for("NoPlainFile")
def _no_plain_file(known: Facts) -> str:
    return _("{path} is a pipe or a device; a plain file is wanted.").format(path=known["path"])


@sentence_for("NoFolder")
def _no_folder(known: Facts) -> str:
    return _("There is no such folder: {path}").format(path=known["path"])


@sentence_for("WhichBody")
def _which_body(known: Facts) -> str:
    return _("Which body is meant by {wanted}? There are: {known}").format(
        wanted=known["wanted"], known=_names(known, "known") or "-"
    )


@sentence_for("WhichMeeting")
def _which_meeting(known: Facts) -> str:
    return _(
        "Which meeting is meant by {wanted}? Give `latest`, or its number as 2026-3 and --body."
    ).format(wanted=known["wanted"])


@sentence_for("WhichIssue")
def _which_issue(known: Facts) -> str:
    return _("Which issue is meant by {wanted}? Give its number and --body, or its id.").format(
        wanted=known["wanted"]
    )
