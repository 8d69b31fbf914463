"""`jiejiao templates`: sets, removes and shows examples of a body's own Word form for minutes."""

from pathlib import Path

import click

from tui.cli.asking import agree
from tui.cli.meant import one_body
from tui.cli.options import FileToRead, FolderName
from tui.cli.printing import say
from tui.language import _

_body = click.option("--body", required=True, help="机构名称或编号 · name or id of the body")


@click.group(short_help="纪要模板 · your own templates for the minutes")
def templates() -> None:
    """机构自己的纪要模板（Word）。字段名见 docs/templates.md。

    A body's own Word template for its minutes; docs/templates.md lists the field names.
    """


@templates.command("set", short_help="使用模板 · use a template")
@click.argument("file", type=FileToRead())
@_body
@click.option("--yes", is_flag=True, help="没有字段也用 · accept a template without fields too")
@click.pass_obj
def set_form(path: Path, file: Path, body: str, yes: bool) -> None:
    """试填并保存一份模板，以后该机构的纪要都用它。

    Try the template FILE and keep a copy of it for the body's minutes.
    """
    from exports.own_forms.forms_errors import BadTemplate
    from exports.own_forms.kept import keep_form

    id = _id(path, body)
    try:
        tried = keep_form(path, id, file)
    except BadTemplate as bad:
        if bad.why != "no_fields":
            raise
        agree(_("The template has no fields: all minutes would look the same. Use it anyway?"), yes)
        tried = keep_form(path, id, file, without_fields=True)
    if tried.taken_out:
        say(_("The template or data source attached to the form is left out of what is written."))
    say(_("This body's minutes now use this form."))


@templates.command(short_help="恢复内置版式 · back to the built-in layout")
@_body
@click.pass_obj
def remove(path: Path, body: str) -> None:
    """不再使用模板，恢复内置版式。

    Return to the built-in layout.
    """
    from exports.own_forms.kept import drop_form

    drop_form(path, _id(path, body))
    say(_("The built-in layout is used again."))


@templates.command(short_help="导出示例 · write the examples")
@click.argument("folder", type=FolderName())
def examples(folder: Path) -> None:
    """把三份示例模板写到文件夹；已有的不覆盖。

    Write the three example templates to FOLDER; existing files are kept.
    """
    from exports.files import write_free
    from exports.own_forms.template_examples import examples as made

    folder.mkdir(parents=True, exist_ok=True)
    for name, data in made().items():
        say(_("Written: {file}").format(file=write_free(folder / name, data)))


def _id(path: Path, body: str) -> str:
    from storage.records import FileRecords

    with FileRecords.open(path, read_only=True) as records:
        return one_body(records, body).id
