"""Every test of the screen starts in Chinese."""

import pytest

from tui.language import set_language


@pytest.fixture(autouse=True)
def _chinese():
    set_language("zh")
    yield
    set_language("zh")
