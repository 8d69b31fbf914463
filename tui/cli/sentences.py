"""The sentences for the errors of the command line."""

from exports.files import FileExists, NoFolder
from tui.cli.anonymise import NoPeriod
from tui.cli.asking import NotAgreed
from tui.cli.backup import NoGoal
from tui.cli.hub import ADDRESS, ListUnread, NoHubNamed, NoSuchBodies
from tui.cli.import_ import NoAnswer, NoColumn
from tui.cli.meant import NoMeeting, WhichBody, WhichIssue, WhichMeeting, WhichTask
from tui.cli.opening import NoTerminal
from tui.cli.options import NoName, NoPlainFile, OntoTerminal
from tui.cli.passphrase import NotTheSame
from tui.cli.serving import NoDoor
from tui.cli.share import NobodyThere, NotSeen
from tui.errors import sentence_for
from tui.language import N_, _, listed


@sentence_for(NoMeeting)
def _no_meeting(error: NoMeeting) -> str:
    return _("No meeting has been held yet; there are no minutes to write.")


@sentence_for(FileExists)
def _file_exists(error: FileExists) -> str:
    return _("The file already exists: {path}. Use another name, or add --force.").format(
        path=error.path
    )


@sentence_for(NoGoal)
def _no_goal(error: NoGoal) -> str:
    return _("Choose a folder, such as a USB drive, or a new file.")


@sentence_for(NoName)
def _no_name(error: NoName) -> str:
    return _("The name of a file or folder is empty.")


@sentence_for(OntoTerminal)
def _onto_terminal(error: OntoTerminal) -> str:
    return _("A document cannot be shown in the terminal: write it to a file with -o, or > file.")


@sentence_for(NoPlainFile)
def _no_plain_file(error: NoPlainFile) -> str:
    return _("{path} is a pipe or a device; a regular file is needed.").format(path=error.path)


@sentence_for(NoFolder)
def _no_folder(error: NoFolder) -> str:
    return _("No such folder: {path}").format(path=error.path)


@sentence_for(NoTerminal)
def _no_terminal(error: NoTerminal) -> str:
    return _(
        "The screen needs a terminal: start jiejiao in a terminal window, "
        "without < or |. jiejiao -h lists what works without one."
    )


@sentence_for(WhichBody)
def _which_body(error: WhichBody) -> str:
    return _("Which body is “{wanted}”? Known: {known}").format(
        wanted=error.wanted, known=listed(error.known) or "-"
    )


@sentence_for(NoColumn)
def _no_column(error: NoColumn) -> str:
    return _(
        "The file has no column {needed}. Its headings: {there}. Name the "
        "right one: --column HEADING={needed}"
    ).format(needed=error.needed, there=error.there)


@sentence_for(NoAnswer)
def _no_answer(error: NoAnswer) -> str:
    return _("{option}: {said} is not possible; choose from: {known}").format(
        option=error.option, said=error.said, known=error.known
    )


@sentence_for(WhichMeeting)
def _which_meeting(error: WhichMeeting) -> str:
    return _(
        "Which meeting is “{wanted}”? Give latest, or its number, such as 2026-3, and --body."
    ).format(wanted=error.wanted)


@sentence_for(WhichTask)
def _which_task(error: WhichTask) -> str:
    return _("This body has no task {number}.").format(number=error.number)


@sentence_for(WhichIssue)
def _which_issue(error: WhichIssue) -> str:
    return _("Which issue is “{wanted}”? Give its number and --body, or its id.").format(
        wanted=error.wanted
    )


_NOT_AGREED = {
    "no_terminal": N_("Nothing was changed: confirm in a terminal, or add --yes."),
    "said_no": N_("Nothing was changed."),
    "no_passphrase": N_("A terminal is needed to ask for the passphrase."),
    "no_code": N_("A terminal is needed to ask for the code; or pass it with --code."),
}


@sentence_for(NotAgreed)
def _not_agreed(error: NotAgreed) -> str:
    return _(_NOT_AGREED[error.why])


@sentence_for(NotTheSame)
def _not_the_same(error: NotTheSame) -> str:
    return _("The two passphrases are not the same. Nothing was changed.")


@sentence_for(NoPeriod)
def _no_period(error: NoPeriod) -> str:
    return _("No body has a retention period: give --before DATE, or set one with --keep-years.")


@sentence_for(NoDoor)
def _no_door(error: NoDoor) -> str:
    if error.taken:
        return _(
            "Port {port} is taken by another program, perhaps by a big screen that still runs; "
            "--port {other} takes another one."
        ).format(port=error.port, other=int(error.port) % 65535 + 1)
    return _("Cannot serve browsers at {host}, port {port}: check --host and --port.").format(
        host=error.host, port=error.port
    )


@sentence_for(NotSeen)
def _not_seen(error: NotSeen) -> str:
    return _(
        "{name} has texts to send that nobody has looked at: see them with --dry-run, then add "
        "--mask (known names are masked) or --as-it-is. Nothing was sent."
    ).format(name=error.name)


@sentence_for(NobodyThere)
def _nobody_there(error: NobodyThere) -> str:
    return _("{name} has not joined any body yet: jiejiao share join").format(name=error.name)


@sentence_for(NoHubNamed)
def _no_hub_named(error: NoHubNamed) -> str:
    return _(
        "No hub given: give its address with {name} or --url, or start a trial one: jiejiao hub try"
    ).format(name=ADDRESS)


@sentence_for(NoSuchBodies)
def _no_such_bodies(error: NoSuchBodies) -> str:
    said = _("Not found at the hub, or several have that name: {names}. See jiejiao hub bodies.")
    return said.format(names=listed(error.names))


@sentence_for(ListUnread)
def _list_unread(error: ListUnread) -> str:
    return _(
        "Line {n}: needs a name, a tier (街角, 社区, 街道) and the name of the "
        "body above. Nothing was added."
    ).format(n=error.line)
