"""`jiejiao export resources|points`: who can help, and what volunteers did, in Excel."""

from pathlib import Path

import click

from tui.cli.bodies import one_body, some_bodies
from tui.cli.export_tables import written
from tui.cli.options import BODY, FORCE, TARGET


@click.command(short_help="资源库（Excel） · resources in Excel")
@TARGET
@BODY
@FORCE
@click.pass_obj
def resources(path: Path, target: Path, body: str, force: bool) -> None:
    """导出资源库（Excel）：一个机构和它下面的；不写 --body 就是全部机构。

    Write the resources of a body and those below it, or of all.
    """
    from exports.tables.resources import resources_workbook
    from meetings.actions import resource
    from meetings.actions.found import below, bodies
    from storage.records import FileRecords
    from tui.desk import local_now

    with FileRecords.open(path, read_only=True) as records:
        meant = some_bodies(records, body)
        reach = below(records, meant[0]) if meant else None
        known = resource.resources(records, reach)
        names = {one.id: one.name for one in bodies(records)}
    written(target, resources_workbook(known, names, local_now()), force)


@click.command(short_help="值守和积分（Excel） · duty hours and points in Excel")
@TARGET
@click.option("--body", required=True, help="机构名称或编号 · name or id of the body")
@FORCE
@click.pass_obj
def points(path: Path, target: Path, body: str, force: bool) -> None:
    """导出一个机构的值守班次、工时和积分（Excel）。

    Write a body's turns of duty, hours and points.
    """
    from storage.records import FileRecords
    from tui.desk import local_now
    from tui.desk.table_files import POINTS, table_file

    with FileRecords.open(path, read_only=True) as records:
        body_id = one_body(records, body).id
        _name, data = table_file(records, POINTS, body_id, local_now())
    written(target, data, force)


RESOURCE_COMMANDS = (resources, points)
