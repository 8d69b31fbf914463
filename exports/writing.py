"""Write documents to a folder one by one, with progress, stoppable, replacing nothing unasked."""

import os
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Literal

from exports.files import FileExists, refuse_place, write, write_free
from exports.papers import Paper, data_of, name_of
from exports.pdf import NoOffice, PdfFailed, to_pdf
from meetings.dataclass import dataclass

Taken = Literal["refuse", "replace", "number"]
"""What to do where a file of that name is there already."""

Progress = Callable[[int, int, str], None]
"""(which, of how many, file name), before each document."""


@dataclass(frozen=True, slots=True)
class Written:
    """What was written, in order, and why there is no PDF where one was wanted."""

    paths: tuple[Path, ...]
    no_pdf: NoOffice | PdfFailed | None = None


def write_papers(
    papers: Sequence[Paper],
    folder: Path,
    *,
    taken: Taken = "refuse",
    pdf: bool = False,
    template: bytes = b"",
    on_progress: Progress = lambda which, of, name: None,
    stopped: Callable[[], bool] = lambda: False,
) -> Written:
    """Write each paper as Word, and with `pdf` as PDF beside it.

    Names are checked before the first is written: raises FileExists(path) when refused,
    BadTemplate, OSError. Word is written also where a PDF fails. Stopping keeps finished files.
    """
    folder.mkdir(parents=True, exist_ok=True)
    goals = [folder / name_of(paper) for paper in papers]
    if taken == "refuse":
        _refuse_taken(goals, pdf)
    written: list[Path] = []
    trouble: NoOffice | PdfFailed | None = None
    for number, (paper, goal) in enumerate(zip(papers, goals, strict=True), 1):
        if stopped():
            break
        on_progress(number, len(papers), goal.name)
        data = data_of(paper, template)
        written.append(_put(goal, data, taken))
        if pdf:
            try:
                beside = to_pdf(data, stopped=stopped)
            except (NoOffice, PdfFailed) as failed:
                if isinstance(failed, PdfFailed) and failed.why == "stopped":
                    break
                trouble = trouble or failed
                continue
            written.append(_put(written[-1].with_suffix(".pdf"), beside, taken))
    return Written(tuple(written), trouble)


def write_one(
    paper: Paper, goal: Path, *, replace: bool = False, pdf: bool = False, template: bytes = b""
) -> Written:
    """Write one document to a path that the person chose; raises as `write_papers`."""
    beside = goal.with_suffix(".pdf")
    for place in (goal, beside) if pdf else (goal,):
        refuse_place(place)
    if not replace:
        _refuse_taken([goal], pdf)
    data = data_of(paper, template)
    written = [write(goal, data, overwrite=replace)]
    if not pdf:
        return Written(tuple(written))
    try:
        written.append(write(beside, to_pdf(data), overwrite=replace))
    except (NoOffice, PdfFailed) as failed:
        return Written(tuple(written), failed)
    return Written(tuple(written))


def _refuse_taken(goals: Iterable[Path], pdf: bool) -> None:
    for goal in goals:
        for path in (goal, goal.with_suffix(".pdf")) if pdf else (goal,):
            if os.path.lexists(path):
                raise FileExists(path=str(path))


def _put(path: Path, data: bytes, taken: Taken) -> Path:
    if taken == "number":
        return write_free(path, data)
    return write(path, data, overwrite=taken == "replace")
