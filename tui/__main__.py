"""Start of the program; sets what must be set before the first import of Textual."""

import os
import sys

# The Kitty keyboard protocol mangles an input-method commit of five or more characters.
os.environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")


def main() -> None:
    """The command `jiejiao`."""
    # What fails while something is thrown away harms nothing, and its words may be a person's.
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
