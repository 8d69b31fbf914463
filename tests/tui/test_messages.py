"""Messages do not pile up: what an earlier act or another screen meant is gone."""

from typing import Any

from textual.app import App
from textual.notifications import Notification, Notify
from textual.screen import ModalScreen
from textual.widgets._toast import ToastRack

from tests.tui.host import Host as Served
from tui.messages import LASTING, TOGETHER, Messages

AT = 1e10
"""A moment that no message outlives while the test runs."""


class Host(Messages, App[None]):
    """An app that only tells."""

    def shown(self) -> list[str]:
        return [note.message for note in self._notifications]


def note(message: str, at: float, timeout: float = 4, **more: Any) -> Notify:
    return Notify(Notification(message, timeout=timeout, raised_at=at, **more))


async def tell(app: Host, pilot: Any, *notes: Notify) -> None:
    for one in notes:
        app.post_message(one)
        await pilot.pause()


async def test_what_is_told_replaces_what_an_earlier_act_told():
    app = Host()
    async with app.run_test(notifications=True) as pilot:
        later = AT + 2 * TOGETHER
        await tell(app, pilot, note("已受理", AT), note("已列入", later))
        assert app.shown() == ["已列入"]


async def test_what_one_act_tells_stands_together_but_never_twice():
    app = Host()
    async with app.run_test(notifications=True) as pilot:
        again = note("选一个", AT + TOGETHER / 2)
        warned = note("不行", AT, severity="warning")
        await tell(app, pilot, note("选一个", AT), warned, again)
        assert app.shown() == ["不行", "选一个"]


async def test_another_screen_leaves_only_what_lasts():
    app = Host()
    async with app.run_test(notifications=True) as pilot:
        lasting = note("备份失败", AT, LASTING)
        await tell(app, pilot, note("已销号", AT), lasting)
        app.hush()
        assert app.shown() == ["备份失败"]


async def test_over_a_dialog_a_message_stands_once():
    app = Host()
    async with app.run_test(notifications=True) as pilot:
        app.notify("已筹备")
        await pilot.pause()
        await app.push_screen(ModalScreen())
        await pilot.pause()
        below, above = (screen.query_one(ToastRack) for screen in app.screen_stack)
        assert above.display and not below.display
        app.pop_screen()
        await pilot.pause()
        assert app.screen.query_one(ToastRack).display


async def test_a_message_that_is_gone_takes_no_line():
    app = Host()
    async with app.run_test(notifications=True) as pilot:
        await app.push_screen(ModalScreen())
        await tell(app, pilot, note("已撤销", AT))
        await tell(app, pilot, note("已重做", AT + 2 * TOGETHER))
        rack = app.screen.query_one(ToastRack)
        assert len(rack.children) == 1
        app.hush()
        await pilot.pause()
        assert not rack.children and not rack.display


async def test_a_message_of_several_lines_hides_none_that_comes_after_it():
    """Their height was taken without the place of a scrollbar: the newest lay below the edge."""
    app = Served()
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.pause()
        for signs in range(50, 60):
            app.clear_notifications()
            app.notify("字" * signs + " 重做", timeout=LASTING)
            app.notify(f"{signs}号现在是：销号")
            await pilot.pause()
            assert f"{signs}号现在是：销号" in app.picture()
