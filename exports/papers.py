"""Every document under one door: from its value to a file name and the bytes of a .docx."""

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


def name_of(paper: Paper) -> str:
    """The document's file name: it sorts by date and is safe everywhere."""
    if isinstance(paper, Minutes):
        return minutes_name(paper)
    if isinstance(paper, Record):
        return record_name(paper)
    if isinstance(paper, Notice):
        return notice_name(paper)
    if isinstance(paper, SignIn):
        return sign_in_name(paper)
    if isinstance(paper, Forms):
        return forms_name(paper)
    if isinstance(paper, Extract):
        return extract_name(paper.minutes, paper.number)
    if isinstance(paper, Posting):
        return posting_name(paper)
    return reading_name(paper.minutes)


def data_of(paper: Paper, template: bytes = b"") -> bytes:
    """The bytes of the .docx; minutes take the body's own form where it has one.

    Raises BadTemplate where that form cannot be filled.
    """
    if isinstance(paper, Minutes):
        if template:
            from exports.own_forms.templated import fill

            return fill(template, paper)
        return minutes_document(paper)
    if isinstance(paper, Record):
        return record_document(paper)
    if isinstance(paper, Notice):
        return notice_document(paper)
    if isinstance(paper, SignIn):
        return sign_in_document(paper)
    if isinstance(paper, Forms):
        return forms_document(paper)
    if isinstance(paper, Extract):
        return extract_document(paper.minutes, paper.number, paper.to, paper.reply_by)
    if isinstance(paper, Posting):
        return posting_document(paper)
    return reading_document(paper.minutes)
