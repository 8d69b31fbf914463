"""A message that comes while a form goes leaves the form in peace."""

from textual.widgets import Static

from tests.tui.host import Host
from tui.dialogs.kit.fields import TextField
from tui.dialogs.kit.form import FormDialog


async def test_a_form_whose_fields_are_gone_makes_no_room_and_ends_nothing():
    app = Host(Static("x"))
    async with app.run_test(size=(80, 24)) as pilot:
        form = FormDialog("表", [TextField("name", "姓名")])
        await app.push_screen(form)
        await pilot.pause()
        await form.query_one(".form--body").remove()
        form.make_room()
        assert app.screen is form
