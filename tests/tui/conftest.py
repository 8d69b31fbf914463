"""Every test of the screen starts in Chinese, and waits for what it asked for and no longer."""

import pytest

import tests.tui.driven  # noqa: F401
from tui.language import set_language


@pytest.fixture(autouse=True)
def _chinese():
    set_language("zh")
    yield
    set_language("zh")
