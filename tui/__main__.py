"""Start of the program; sets what must be set before the first import of Textual."""

import os

# The Kitty keyboard protocol mangles an input-method commit of five or more characters.
os.environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")


def main() -> None:
    """The command `jiejiao`."""
    from tui.later import import_later

    import_later()
    from tui.cli.main import main as command_line

    command_line()


if __name__ == "__main__":
    main()
