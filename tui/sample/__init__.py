"""An invented community to learn the program on."""

from tui.sample.community import make_sample

__all__ = ["make_sample"]
