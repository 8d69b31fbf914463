"""The entry point `jiejiao`; sets environment variables before Textual is first imported."""

import os
import sys

# The Kitty keyboard protocol mangles an input-method commit of five or more characters.
os.environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")


def main() -> None:
    """The command `jiejiao`."""
    # An error in a finaliser harms nothing, and its message could print somebody's private text.
    sys.unraisablehook = lambda _failed: None
    from exports.apart import run_if_asked

    run_if_asked()
    try:
        from tui.later import import_later

        import_later()
        from tui.cli.main import main as command_line

        command_line()
    except KeyboardInterrupt:
        sys.exit(130)
    except Exception as error:
        from tui.cli import crash

        crash.end(error, None)


if __name__ == "__main__":
    main()
