"""F8 where most bodies are on other computers: letters find one of many, and who is silent."""

from datetime import date

from meetings.community.bodies import Tier
from meetings.figures.exchanged import ReceivedReports
from meetings.views import BranchLine
from tests.tui.host import Host
from tui.dialogs.bodies_tree import BodiesTree, BodyPage
from tui.words.elsewhere import page_lines

TODAY = date(2026, 12, 8)


def line(id: str, name: str, tier: Tier, depth: int, last: str, above: str = "") -> BranchLine:
    return BranchLine(id, name, tier, depth, above, depth == 0, last, "2026-12-03T09:00:00+08:00")


LINES = (
    line("s", "青溪街道推进会", Tier.SUBDISTRICT, 0, ""),
    line("w", "梧桐里社区议事会", Tier.COMMUNITY, 1, "2026-11", "青溪街道推进会"),
    *(
        line(f"w{n}", f"梧桐里{n}栋街角议事会", Tier.CORNER, 2, "2026-11", "梧桐里社区议事会")
        for n in range(1, 15)
    ),
    line("h", "荷塘社区议事会", Tier.COMMUNITY, 1, "2026-09", "青溪街道推进会"),
    line("h1", "荷塘1栋街角议事会", Tier.CORNER, 2, "", "荷塘社区议事会"),
)


async def test_letters_find_a_body_and_a_word_those_that_are_silent() -> None:
    tree = BodiesTree(LINES, TODAY, "s")
    app = Host()
    async with app.run_test(size=(80, 24)) as pilot:
        app.show_dialog(tree)
        await pilot.pause()
        assert "16/18" in tree.choice_title, "the body of this file counts as known"
        for text, found in (
            ("htq", []),
            ("ht", ["h", "h1"]),
            ("14", ["w14"]),
            ("未报", ["h", "h1"]),
        ):
            tree.line.value = text
            await pilot.pause()
            assert sorted(tree.rows.keys[: max(1, len(found))]) == found, text


def test_what_was_never_told_is_said_to_be_unknown() -> None:
    said = "\n".join(one.plain for one in page_lines(LINES[-1], ReceivedReports((), (), (), ())))
    assert "情况不明" in said and "0" not in said.partition("2026-12-03")[2]
    assert BodyPage(LINES[-1], ReceivedReports((), (), (), ())).look is False
