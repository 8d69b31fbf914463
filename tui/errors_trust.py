"""The sentences for passphrases, backups and repairs."""

from tui.errors import sentence_for
from tui.language import N_, _

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
    return _("This passphrase does not open it. Try again, or use the printed recovery key.")


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
