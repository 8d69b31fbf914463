"""The sentences for passphrases, backups and repairs."""

from tui.errors import sentence_for
from tui.language import N_, _, listed

Facts = dict[str, object]

_NOT_AGREED = {
    "no_terminal": N_("Nothing was changed: agree on a terminal, or add --yes."),
    "said_no": N_("Nothing was changed."),
    "no_passphrase": N_("The passphrase is asked for on a terminal; none is here."),
}


@sentence_for("Locked")
def _locked(known: Facts) -> str:
    return _("{path} is closed by a passphrase, which was not given.").format(path=known["path"])


@sentence_for("WrongPassphrase")
def _wrong_passphrase(known: Facts) -> str:
    if known.get("printed"):
        return _(
            "The recovery key is written rightly, but it is not the one of this file: take the "
            "newest sheet, and the one of these records."
        )
    return _("This passphrase does not open it. Try again, or use the printed recovery key.")


@sentence_for("Protection")
def _protection(known: Facts) -> str:
    if known["why"] == "short":
        return _("A passphrase has at least {n} characters that can be seen.").format(
            n=known["shortest"]
        )
    if known["why"] == "already":
        return _("There is a passphrase already: change or remove it.")
    return _("There is no passphrase on this file.")


@sentence_for("Misread")
def _misread(known: Facts) -> str:
    groups = known.get("groups")
    said = listed(map(str, groups)) if isinstance(groups, tuple) else "-"
    return _("The recovery key was not copied rightly: look at group {groups} again.").format(
        groups=said
    )


@sentence_for("NotWhole")
def _not_whole(known: Facts) -> str:
    places = known.get("places")
    return _("{path} is not whole ({n} things, the first at {place}); it is not used.").format(
        path=known["path"],
        n=known.get("count", 1),
        place=places[0] if isinstance(places, tuple) and places else "-",
    )


@sentence_for("NotAgreed")
def _not_agreed(known: Facts) -> str:
    return _(_NOT_AGREED.get(str(known.get("why")), _NOT_AGREED["said_no"]))


@sentence_for("NotTheSame")
def _not_the_same(known: Facts) -> str:
    return _("The two passphrases are not the same. Nothing was changed.")


@sentence_for("NoPeriod")
def _no_period(known: Facts) -> str:
    return _("No body has a keeping period: give --before DATE, or fix one by --keep-years.")
