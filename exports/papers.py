"""The file name and the bytes of any document, from its value."""

from collections.abc import Callable, Mapping
from typing import Any

from exports.documents.extract import extract_document, extract_name
from exports.documents.forms import forms_document, forms_name
from exports.documents.minutes import minutes_document, minutes_name
from exports.documents.notice import notice_document, notice_name
from exports.documents.public_notice import posting_document, posting_name
from exports.documents.reading import reading_document, reading_name
from exports.documents.record import record_document, record_name
from exports.documents.sign_in import sign_in_document, sign_in_name
from meetings.papers.minutes import Minutes, Record
from meetings.papers.other_papers import Extract, Forms, Notice, Posting, Reading, SignIn

Paper = Minutes | Record | Notice | SignIn | Forms | Extract | Posting | Reading


def _extract_name(paper: Extract) -> str:
    return extract_name(paper.minutes, paper.number)


def _extract(paper: Extract) -> bytes:
    return extract_document(paper.minutes, paper.number, paper.to, paper.reply_by, paper.phone)


def _reading_name(paper: Reading) -> str:
    return reading_name(paper.minutes)


def _reading(paper: Reading) -> bytes:
    return reading_document(paper.minutes)


_DOCUMENTS: Mapping[type[Any], tuple[Callable[[Any], str], Callable[[Any], bytes]]] = {
    Minutes: (minutes_name, minutes_document),
    Record: (record_name, record_document),
    Notice: (notice_name, notice_document),
    SignIn: (sign_in_name, sign_in_document),
    Forms: (forms_name, forms_document),
    Extract: (_extract_name, _extract),
    Posting: (posting_name, posting_document),
    Reading: (_reading_name, _reading),
}
"""The file name and the bytes of each kind of paper."""


def name_of(paper: Paper) -> str:
    """The document's file name: it sorts by date and is safe everywhere."""
    return _DOCUMENTS[type(paper)][0](paper)


def data_of(paper: Paper, template: bytes = b"") -> bytes:
    """The bytes of the .docx; minutes take the body's own form where it has one.

    Raises BadTemplate where that form cannot be filled.
    """
    if isinstance(paper, Minutes) and template:
        from exports.own_forms.templated import fill

        return fill(template, paper)
    return _DOCUMENTS[type(paper)][1](paper)
