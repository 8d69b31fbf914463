"""Styles are made for what is drawn, once, and anew when the colours change."""

from collections.abc import AsyncIterator

import pytest
from textual.css.stylesheet import Stylesheet

from tests.tui.host import Host
from tui.sheet import PartStyles
from tui.theme import DAY, NIGHT
from tui.widgets.columns import Column, Row
from tui.widgets.rows import Rows


@pytest.fixture
async def rows() -> AsyncIterator[tuple[Host, Rows]]:
    """A list with one row that is drawn."""
    listed = Rows(Column("name", 10))
    app = Host(listed)
    async with app.run_test(size=(80, 24)) as pilot:
        listed.fill([Row("a", ("路灯不亮",))])
        await pilot.pause()
        yield app, listed


async def test_a_part_of_a_widget_is_styled_when_it_is_first_drawn(rows):
    _app, listed = rows
    assert isinstance(listed._component_styles, PartStyles)
    drawn = set(listed._component_styles)
    assert "rows--cursor" in drawn and "rows--bad" not in drawn
    assert listed.get_component_rich_style("rows--bad").bold
    with pytest.raises(KeyError):
        listed.get_component_rich_style("rows--other")


async def test_what_was_drawn_takes_the_colours_of_another_theme(rows):
    app, listed = rows
    colours = []
    for theme in (NIGHT, DAY):
        app.theme = theme.name
        app.refresh_css()
        colours.append(listed.get_component_rich_style("rows--row").color)
    assert colours[0] != colours[1]


async def test_nothing_is_read_again_while_the_colours_stay(rows, monkeypatch):
    app, _listed = rows
    read = []
    monkeypatch.setattr(
        Stylesheet, "set_variables", lambda sheet, given: read.append(given), raising=True
    )
    app.refresh_css()
    assert read == []
