"""空白记录表、计票表、表决票: what a meeting needs when the power is cut."""

from docx.document import Document

from exports import words
from exports.documents.names import file_name
from exports.documents.occasion import facts
from exports.layout import blocks, styles, tables
from exports.layout.packing import pack
from meetings.papers.other_papers import Forms

RECORD_ROWS = 15
TALLY_SPARE = 4
BALLOTS_A_PAGE = 4


def forms_document(forms: Forms) -> bytes:
    """All three forms in one .docx, each on its own page."""
    held = forms.occasion
    document = blocks.new_document(
        f"{held.body_name}{held.number}{words.FORMS}", held.body_name, forms.written_at
    )
    _record(document, forms)
    _tally(document, forms)
    _ballots(document, forms)
    return pack(document)


def forms_name(forms: Forms) -> str:
    """The file's name: day of the meeting, body and number."""
    held = forms.occasion
    return file_name(held.starts_at.date(), held.body_name, words.FORMS, held.serial)


def _record(document: Document, forms: Forms) -> None:
    blocks.title(document, words.BLANK_RECORD)
    facts(document, forms.occasion)
    blocks.line(document, words.BLANK_RECORD_NOTE, styles.TABLE_TEXT)
    rows = [("", "", "", "")] * RECORD_ROWS
    tables.table(document, words.BLANK_RECORD_HEADS, rows, [16, 26, 18, 96], row_height=10.5)


def _tally(document: Document, forms: Forms) -> None:
    blocks.title(document, words.TALLY, new_page=True)
    facts(document, forms.occasion)
    blocks.line(document, words.TALLY_NOTE, styles.TABLE_TEXT)
    rows = [(item, "", "", "", "", "", "") for item in (*forms.items, *[""] * TALLY_SPARE)]
    tables.table(document, words.TALLY_HEADS, rows, [60, 15, 15, 15, 15, 15, 21], row_height=13)
    blocks.gap(document)
    blocks.sign_lines(document, words.TALLY_SIGNERS)


def _ballots(document: Document, forms: Forms) -> None:
    """As many ballots as seats vote, all alike: nothing on a ballot tells whose it is."""
    for number in range(max(forms.voters, 1)):
        head = blocks.line(document, words.BALLOT, styles.SUBTITLE)
        head.paragraph_format.page_break_before = number % BALLOTS_A_PAGE == 0
        blocks.line(document, f"{words.BALLOT_MATTER}{words.BLANK}", "Normal")
        blocks.line(document, words.BALLOT_CHOICES, styles.SUBTITLE)
        note = blocks.line(document, words.BALLOT_NOTE, styles.TABLE_TEXT)
        blocks.rule_below(note, dashed=True)
        if number % BALLOTS_A_PAGE < BALLOTS_A_PAGE - 1:
            blocks.gap(document)
