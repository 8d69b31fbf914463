"""The ways to every screen stay on the bar at 80 columns, in either language."""

from dataclasses import replace

import pytest

from tui.commands import SCOPES
from tui.commands.registry import binding
from tui.language import _, set_language
from tui.widgets.foot import Act, arrange

SCREENS = (
    "issues", "referrals", "meetings", "hold", "follow", "figures", "notices", "people", "rule",
    "units", "resources", "activities", "volunteers", "rewards", "bylaws", "groups", "roster",
)  # fmt: skip


@pytest.mark.parametrize("scope", SCREENS)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_f1_to_f9_and_every_act_of_the_screen_are_on_the_bar(lang: str, scope: str):
    set_language(lang)  # type: ignore[arg-type]
    try:
        acts = [
            Act(replace(binding(one), description=_(one.label)), True, one.scope == "app")
            for one in (*SCOPES[scope], *SCOPES["app"])
            if one.show
        ]
        lines = arrange(acts, 78)
    finally:
        set_language("zh")
    shown = {act.binding.id for line in lines for act in line}
    wanted = {one.id for one in SCOPES[scope] if one.show}
    wanted |= {one.id for one in SCOPES["app"] if one.key_shown in {f"F{n}" for n in range(1, 10)}}
    assert wanted <= shown and len(lines) <= 3
