"""What cannot be run on a Windows Python under wine."""

import ctypes
import sys

import pytest


def under_wine() -> bool:
    """Whether this Windows is wine, which says so by a function of its own."""
    return sys.platform == "win32" and hasattr(ctypes.windll.ntdll, "wine_get_version")


NOT_UNDER_WINE = pytest.mark.skipif(under_wine(), reason="wine 8 lets a screen wait without end")
