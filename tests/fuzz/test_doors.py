"""Whatever text comes to a door of the program: no crash, nothing that acts, nothing good lost.

`FUZZ_EXAMPLES` sets how many texts each door gets; without `FUZZ_SEED` they are the same each time.
"""

import dataclasses
import os
import types
import typing
from collections.abc import Iterator
from datetime import date, datetime, time
from enum import StrEnum
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exports.documents.names import safe_name
from exports.text import paragraphs, tidy
from meetings import dates, searching
from meetings.clean import clean
from meetings.errors import MeetingError
from meetings.importing.people import lines
from meetings.matters import entry_line
from storage.errors import TooLong
from storage.records import FileRecords
from storage.rows import Table
from storage.tables import TABLES
from tests.data.hostile import ACTS_ON_TERMINALS
from tests.data.mean_text import mean_texts
from tests.storage.scenes import AT, act
from tui.finding.people_search import PersonFinder
from tui.finding.speech_line import hear
from tui.text import cut, one_line, plain, rich_text, shown

fuzz = settings(
    max_examples=int(os.environ.get("FUZZ_EXAMPLES", "60")),
    deadline=None,
    derandomize="FUZZ_SEED" not in os.environ,
    suppress_health_check=list(HealthCheck),
)
ID = "018f2f00-0000-7000-8000-{:012d}"
PEOPLE = PersonFinder([("1", "张桂兰", "45栋"), ("2", "阿依古丽·买买提", "47栋")])
ACTS = ACTS_ON_TERMINALS - {"\n", "\t"}


def kinds() -> list[Table]:
    """Every entity, children as well."""
    return [table for root in TABLES for table in root.family()]


def filled(hint: Any, name: str, text: str, numbers: Iterator[int]) -> Any:
    """A value of the type with the text wherever a person's words go."""
    if typing.get_origin(hint) in (typing.Union, types.UnionType):
        inner = [part for part in typing.get_args(hint) if part is not type(None)]
        return filled(inner[0], name, text, numbers)
    if typing.get_origin(hint) is tuple:
        inner = typing.get_args(hint)[0]
        return (text, text) if inner is str else ()
    if isinstance(hint, type) and dataclasses.is_dataclass(hint):
        hints = typing.get_type_hints(hint)
        return hint(**{f.name: filled(hints[f.name], f.name, text, numbers)
                       for f in dataclasses.fields(hint)})  # fmt: skip
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return next(iter(hint))
    known: dict[Any, Any] = {
        bool: False, int: 1, float: 1.0, datetime: AT, date: AT.date(), time: AT.time(),
        bytes: b"x",
    }  # fmt: skip
    if hint in known:
        return known[hint]
    return ID.format(next(numbers)) if name in IDS else text


IDS = {"id", "body"}


class TakenBack(Exception):
    """Ends a transaction without a trace."""


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FileRecords]:
    """One file for all examples; nothing is committed to it."""
    with FileRecords.open(tmp_path_factory.mktemp("fuzz") / "records.db") as records:
        yield records


@pytest.mark.parametrize("table", kinds(), ids=lambda table: table.name)
@fuzz
@given(text=mean_texts)
def test_every_kind_of_record_takes_the_text_clean_or_refuses(
    file: FileRecords, table: Table, text: str
):
    hints = typing.get_type_hints(table.kind)
    try:
        value = table.kind(**{f.name: filled(hints[f.name], f.name, text, iter(range(9)))
                              for f in dataclasses.fields(table.kind)})  # fmt: skip
        value = dataclasses.replace(value, body=ID.format(0), id=ID.format(0))
    except (MeetingError, ValueError, TypeError):
        return  # The kind refuses such a value by itself.
    try:
        with file.transaction("issue.note", act(), ID.format(0)) as book:
            book.put(value)
            back = book.get(table.kind, value.id)
            for field in dataclasses.fields(back):
                kept = getattr(back, field.name)
                if isinstance(kept, str) and getattr(value, field.name) == text:
                    assert kept == clean(text).text
                    assert not ACTS & set(kept)
            raise TakenBack
    except TooLong:
        assert len(text) > 5
    except (MeetingError, TakenBack):
        pass


@fuzz
@given(mean_texts)
def test_every_line_that_is_read_by_rule_is_read_or_left_alone(text: str):
    entry_line.parse(text, {"张桂兰"})
    lines.read_people(text)
    searching.match_words(searching.read_query(text).words)
    searching.index_words(text)
    hear(text, PEOPLE)
    PEOPLE.find(text)


@fuzz
@given(mean_texts)
def test_a_day_is_understood_or_not(text: str):
    try:
        dates.understand(text, AT.date())
    except MeetingError:
        return


@fuzz
@given(mean_texts)
def test_nothing_that_acts_is_shown_or_printed(text: str):
    for made in (shown(text), one_line(text), cut(text, 40), str(plain(text)), str(rich_text(text)),
                 tidy(text), *paragraphs(text)):  # fmt: skip
        assert not ACTS & set(made)
        made.encode()


@fuzz
@given(mean_texts)
def test_good_text_is_kept_to_the_last_character(text: str):
    kept = clean(text).text
    assert clean(kept).text == kept
    good = "".join(char for char in kept if char not in "\ufffd")
    assert clean(good).text == good


@fuzz
@given(mean_texts, st.sampled_from(["docx", "xlsx", ""]))
def test_every_file_name_is_one_plain_name(text: str, ext: str):
    name = safe_name(text, ext)
    assert Path(name).name == name and name not in ("", ".", "..")
    assert len(name.encode()) <= 120
    assert not set(name) & set('<>:"/\\|?*') and not name.endswith((".", " "))
    assert not any(ord(char) < 32 or 0x7F <= ord(char) < 0xA0 for char in name)
    assert name.split(".")[0].upper() not in ("CON", "NUL", "PRN", "AUX", "COM1", "LPT1")
