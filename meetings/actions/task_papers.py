"""Photographs, retrospectives and points of duty, gathered for their papers."""

from datetime import date

from meetings.actions import ledger
from meetings.actions.mask import cover_of
from meetings.community.bodies import Body
from meetings.matters.followups import FollowUp
from meetings.papers.name_masking import WordList
from meetings.papers.task_papers import (
    Covering,
    Lookbacks,
    PhotoPages,
    PointPaper,
    lookbacks,
    photo_pages,
    point_paper,
)
from meetings.ports import Book, Records


def photographs(
    records: Records,
    body: str,
    task: str | None,
    on: date,
    *,
    public: bool = False,
    words: WordList | None = None,
) -> PhotoPages:
    """The photographs of a task, or of every task of a body; raises NothingOnPaper."""
    with records.reading() as book:
        hide = _hide(book, body, words, public=public)
        return photo_pages(_tasks(book, body, task), book.get(Body, body).name, on, hide)


def learnt(
    records: Records,
    body: str,
    task: str | None,
    on: date,
    *,
    public: bool = False,
    words: WordList | None = None,
) -> Lookbacks:
    """The retrospective of a task, or of every task that has one; raises NothingOnPaper."""
    with records.reading() as book:
        hide = _hide(book, body, words, public=public)
        return lookbacks(_tasks(book, body, task), book.get(Body, body).name, on, hide)


def points(
    records: Records,
    body: str,
    on: date,
    *,
    person: str = "",
    public: bool = False,
    words: WordList | None = None,
) -> PointPaper:
    """Everybody's points of duty, or one person's sheet; raises NothingOnPaper."""
    turns, rule = ledger.turns_of(records, body), ledger.rule_of(records, body)
    with records.reading() as book:
        names = sorted({turn.name for turn in turns})
        hide = cover_of(book, body, words, names) if public else None
        tasks = {task.id: task.text for task in book.find(FollowUp, body=body)}
        name = book.get(Body, body).name
    return point_paper(turns, rule, tasks, name, on, person=person, cover=hide)


def _hide(book: Book, body: str, words: WordList | None, *, public: bool) -> Covering | None:
    return cover_of(book, body, words) if public else None


def _tasks(book: Book, body: str, task: str | None) -> list[FollowUp]:
    if task is not None:
        return [book.get(FollowUp, task)]
    return sorted(book.find(FollowUp, body=body), key=lambda one: one.number)
