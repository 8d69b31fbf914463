"""The sentences for the big screen, settings and keys."""

from tui.errors import sentence_for
from tui.language import _, listed

Facts = dict[str, object]


@sentence_for("NoSuchBody")
def _no_such_body(known: Facts) -> str:
    names = known.get("known")
    said = listed(map(str, names)) if isinstance(names, tuple) else ""
    return _("No body is called {name}; there are: {known}.").format(
        name=known["wanted"], known=said or "-"
    )


@sentence_for("NoServer")
def _no_server(known: Facts) -> str:
    return _(
        "Showing it in a browser needs one more part: pip install 'jiejiao[display]'. "
        "Without it, jiejiao display works in a second terminal."
    )


@sentence_for("SecretNotHeld")
def _secret_not_held(known: Facts) -> str:
    return _(
        "These records have a passphrase: put it into JIEJIAO_PASSPHRASE for the browsers' views, "
        "or use jiejiao display in a second terminal."
    )


@sentence_for("NoDoor")
def _no_door(known: Facts) -> str:
    if known["taken"]:
        return _(
            "Port {port} is taken by another program, perhaps by a big screen that still runs; "
            "--port {other} takes another one."
        ).format(port=known["port"], other=int(str(known["port"])) % 65535 + 1)
    return _("Browsers cannot be let in at {host}, port {port}: look at --host and --port.").format(
        host=known["host"], port=known["port"]
    )
