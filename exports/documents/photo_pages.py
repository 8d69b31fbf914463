"""办理前后对比: photographs of a task, two beside each other, with what they show."""

from collections.abc import Callable

from docx.document import Document

from exports import text, words
from exports.documents.names import file_name
from exports.documents.occasion import midnight
from exports.layout import blocks, styles
from exports.layout.packing import pack
from exports.layout.pictures import in_pairs
from meetings.papers.task_papers import PhotoPages, PhotoTask, Shot

Photographs = Callable[[Shot], bytes | None]
"""Reads a photograph; None where it is missing or was changed."""


def photo_document(pages: PhotoPages, photographs: Photographs) -> bytes:
    """The pages as a .docx; the same values give the same bytes."""
    alone = len(pages.tasks) == 1
    name = text.one_line(pages.tasks[0].text)
    title = words.PHOTOS_OF.format(text=name) if alone else words.PHOTOS_ALL
    document = blocks.new_document(title, pages.body_name, midnight(pages.on))
    blocks.title(document, title)
    blocks.subtitle(document, pages.body_name)
    for number, task in enumerate(pages.tasks, 1):
        if not alone:
            blocks.heading(document, 1, number, task.text)
        _write_task(document, task)
        shown = [(photographs(shot), _caption(shot)) for shot in task.shots]
        in_pairs(document, shown, f"{words.PHOTOS}：{name}", words.PHOTO_MISSING)
        blocks.end_after_table(document)
    blocks.signature(document, pages.body_name, pages.on)
    return pack(document)


def photo_name(pages: PhotoPages) -> str:
    """The file's name: day, body, and the task where it is one alone."""
    of = f"-{text.one_line(pages.tasks[0].text)}" if len(pages.tasks) == 1 else ""
    public = words.PUBLIC if pages.public else ""
    return file_name(pages.on, pages.body_name, f"{words.PHOTOS}{public}{of}")


def _write_task(document: Document, task: PhotoTask) -> None:
    parts = [f"由{task.owners}办理"] if task.owners else []
    if task.done:
        parts.append(f"{text.day_text(task.done)}办结")
    for said in ("，".join(parts), task.change):
        if said:
            line = blocks.line(document, text.sentence(said), styles.TABLE_TEXT)
            line.paragraph_format.keep_with_next = True


def _caption(shot: Shot) -> str:
    """办理前：井盖破损（2026年3月2日收录）; the day is when it was taken in, the only one known."""
    shows = words.SHOWS[shot.when]
    said = f"{shows}：{text.one_line(shot.caption)}" if shot.caption else shows
    return words.PHOTO_ADDED.format(caption=said, day=text.day_text(shot.added))
