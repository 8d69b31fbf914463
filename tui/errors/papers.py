"""The sentences for what papers, their PDF and a body's own form refuse."""

from tui.errors import sentence_for
from tui.language import N_, _

Facts = dict[str, object]

_UNSAFE = {
    "not_zip": N_("This is not a Word file (.docx)."),
    "entries": N_("The file has more parts than a paper needs; it was not opened."),
    "size": N_("The file is too large unpacked; it was not opened."),
    "ratio": N_("The file unpacks to far more than it is; it was not opened."),
    "broken": N_("The file is damaged and cannot be read as Word."),
}
_FORMS = {
    "field": N_("The form names a field that is not there: {what} (in “{place}”)."),
    "syntax": N_("The form has a mistake in “{place}”: {what}"),
    "unsafe": N_("The form wants more than fields: {what}"),
    **_UNSAFE,
}
_PDFS = {
    "timeout": N_("LibreOffice did not finish in time; there is no PDF."),
    "stopped": N_("Stopped; what was finished stays."),
}


@sentence_for("NoOffice")
def _no_office(known: Facts) -> str:
    return _(
        "For PDF LibreOffice must be installed, and it was not found. "
        "Without PDF the Word file can be written."
    )


@sentence_for("PdfFailed")
def _pdf_failed(known: Facts) -> str:
    return _(_PDFS.get(str(known["why"]), N_("LibreOffice could not make the PDF.")))


@sentence_for("UnsafeFile")
def _unsafe_file(known: Facts) -> str:
    return _(_UNSAFE.get(str(known["why"]), _UNSAFE["broken"]))


@sentence_for("BadTemplate")
def _bad_template(known: Facts) -> str:
    said = _FORMS.get(str(known["why"]), _FORMS["broken"])
    return _(said).format(what=known["what"] or "?", place=known["place"] or "?")
