"""Writes the Word files that belong to no meeting, such as a full history or the key card."""

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

from exports.files import write_free
from meetings.matters.activities import Activity
from meetings.matters.needs import Need
from meetings.papers.board_sheet import BoardSheet
from meetings.papers.change_page import ChangePage
from meetings.papers.chase_list import ChaseList
from meetings.papers.personal_list import PersonalList
from meetings.papers.road import Road
from meetings.papers.roster import RosterPaper
from meetings.papers.service import ServiceRecord
from meetings.papers.successor import SuccessorPage
from meetings.papers.task_papers import Lookbacks, PhotoPages, PointPaper, Shot

TaskPaper = PhotoPages | Lookbacks | PointPaper

KEY_CARD = "键位卡.docx"


def write_road(road: Road, folder: Path, now: datetime) -> Path:
    """Write a matter's full history; raises OSError."""
    from exports.documents.road import road_document, road_name

    return _written(folder, road_name(road, now.date()), road_document(road, now))


def write_chase_list(sheet: ChaseList, folder: Path) -> Path:
    """Write the list of tasks to chase; raises OSError."""
    from exports.documents.chase_list import chase_document, chase_name

    return _written(folder, chase_name(sheet), chase_document(sheet))


def write_change_page(page: ChangePage, folder: Path) -> Path:
    """Write the page on results of actions taken; raises OSError."""
    from exports.documents.change_page import change_page, change_page_name

    return _written(folder, change_page_name(page), change_page(page))


def write_activity(one: Activity, needs: Sequence[Need], body: str, folder: Path, on: date) -> Path:
    """Write the plan or the record of an activity; raises OSError."""
    from exports.documents.activity import activity_document, activity_name

    document = activity_document(one, needs, body, on)
    return _written(folder, activity_name(one, body, on), document)


def write_board(sheet: BoardSheet, folder: Path) -> Path:
    """Write a notice that comes from no meeting; raises OSError."""
    from exports.documents.board_sheet import board_document, board_name

    return _written(folder, board_name(sheet), board_document(sheet))


def write_roster(paper: RosterPaper, folder: Path) -> Path:
    """Write people, or groups with their heads; raises OSError."""
    from exports.documents.roster import roster_document, roster_name

    return _written(folder, roster_name(paper), roster_document(paper))


def write_service(known: ServiceRecord, folder: Path) -> Path:
    """Write the service of a period or of one person; raises OSError."""
    from exports.documents.service import service_document, service_name

    return _written(folder, service_name(known), service_document(known))


def write_successor(page: SuccessorPage, folder: Path) -> Path:
    """Write the page for whoever takes over a body; raises OSError."""
    from exports.documents.successor import successor_document, successor_name

    return _written(folder, successor_name(page), successor_document(page))


def write_personal_lists(lists: Sequence[PersonalList], folder: Path) -> Path:
    """Write a page of tasks for each person; raises OSError, NothingToDo."""
    from exports.documents.personal_list import personal_document, personal_name

    return _written(folder, personal_name(lists), personal_document(lists))


def task_paper(path: Path, paper: TaskPaper) -> tuple[str, bytes]:
    """Photographs, retrospective or points of duty: the file's name and its bytes."""
    if isinstance(paper, PhotoPages):
        from exports.documents.task_papers import photo_document, photo_name
        from storage import photos
        from storage.secrecy import keyring

        folder, key = photos.folder_of(path), keyring.held(path)

        def read(shot: Shot) -> bytes | None:
            return photos.content(folder, shot.name, shot.hash, key)

        return photo_name(paper), photo_document(paper, read)
    if isinstance(paper, Lookbacks):
        from exports.documents.task_papers import lookback_document, lookback_name

        return lookback_name(paper), lookback_document(paper)
    from exports.documents.task_papers import point_document, point_name

    return point_name(paper), point_document(paper)


def write_task_paper(path: Path, paper: TaskPaper, folder: Path) -> Path:
    """Write photographs, retrospective or points of duty into a folder; raises OSError."""
    return _written(folder, *task_paper(path, paper))


def write_key_card(folder: Path, on: date) -> Path:
    """Write the key card; raises OSError."""
    return _written(folder, KEY_CARD, key_card_document(on))


def key_card_document(on: date) -> bytes:
    """The bytes of the printed key card, made from the registry of commands."""
    from exports.documents.key_card import CardGroup, CardKey, key_card
    from tui.commands.key_card import card_groups

    groups = [
        CardGroup(title, tuple(CardKey(*entry) for entry in entries))
        for title, entries in card_groups()
    ]
    return key_card(groups, on)


def _written(folder: Path, name: str, document: bytes) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return write_free(folder / name, document)
