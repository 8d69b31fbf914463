"""The acts of the screen 资源库: add, change, stop, import and export resources."""

from typing import TYPE_CHECKING

from meetings.actions.resource import stop_resource
from meetings.community.resources import Resource
from meetings.importing import kinds
from tui.dialogs.kit.choose import Choose, Option
from tui.dialogs.resources import edit_resource
from tui.language import _
from tui.screens import importing

if TYPE_CHECKING:
    from tui.screens.resources import ResourcesScreen

RESOURCES, POINTS = "resources", "points"
"""The keys of two tables of the desk."""


async def add(screen: "ResourcesScreen") -> None:
    """Enter a resource."""
    await _ask(screen, None)


async def edit(screen: "ResourcesScreen") -> None:
    """Change the resource under the cursor."""
    one = screen.need_one()
    if one is not None:
        await _ask(screen, one)


async def _ask(screen: "ResourcesScreen", one: Resource | None) -> None:
    kept = await edit_resource(screen, screen.for_body.id, one)
    if kept is not None:
        await screen.reload()
        screen.rows.go(kept.id)


async def stop(screen: "ResourcesScreen") -> None:
    """Stop offering the resource; for a person's own skill, says to change it on F6."""
    one = screen.need_one()
    if one is None:
        return
    if one.id == one.person:
        screen.warn(
            _(
                "This is a personal skill from the roster; edit it there: "
                "{key:app.people}, then {key:people.edit}."
            )
        )
        return
    await screen.run(stop_resource, one.body, one.id)
    await screen.reload()


async def table(screen: "ResourcesScreen") -> None:
    """Import resources, or export them or volunteers' service as Excel."""
    options = [
        Option(importing.IN, _("Import resources"), _("xlsx or CSV")),
        Option(RESOURCES, _("Resources"), _("with those of the bodies below")),
        Option(POINTS, _("Hours and points"), _("with every shift")),
        Option(importing.PASTE, _("Paste resources"), _("copied from a table")),
    ]
    asked = _("{body}: which table?").format(body=screen.for_body.name)
    picked = await screen.ask(Choose(asked, options))
    if picked in (importing.IN, importing.PASTE):
        names = "类别 能提供 联系方式 时间和条件 状态 机构"
        take = importing.paste_kind if picked == importing.PASTE else importing.import_kind
        await take(screen, _("Import resources"), kinds.RESOURCES, screen.for_body, names)
    elif picked is not None:
        await importing.export_table(screen, str(picked), screen.for_body.id)
