"""The sentences for errors of papers, their PDF and a body's own Word form."""

from exports.own_forms.forms_errors import BadTemplate
from exports.pdf import NoOffice, PdfFailed
from exports.tables.zip_guard import UnsafeFile
from meetings.actions.papers import NothingHeld
from meetings.papers.change_page import NothingToPost
from meetings.papers.task_papers import NothingOnPaper
from tui.errors import sentence_for
from tui.language import N_, _

_UNSAFE = {
    "not_zip": N_("This is not a Word file (.docx)."),
    "entries": N_("The file has more parts than a document needs; it was not opened."),
    "size": N_("The file is too large unpacked; it was not opened."),
    "ratio": N_("The file unpacks to far more than its size; it was not opened."),
    "broken": N_("The file is damaged and cannot be read as Word."),
}
_FORMS = {
    "field": N_("The template names an unknown field: {what} (in “{place}”)."),
    "syntax": N_("A field of the template is written wrongly: {what} (in “{place}”)."),
    "wide": N_(
        "The template has full-width brackets {what} in “{place}”; use half-width {{{{ }}}}."
    ),
    "half": N_("A field of the template is incomplete: {what} in “{place}”."),
    "unclosed": N_("The template lacks {what}: what begins in “{place}” never ends."),
    "unopened": N_("The template has {what} in “{place}” without its opening."),
    "unsafe": N_("The template may use fields only, no program: {what} (in “{place}”)."),
    "expression": N_("The template has a formula that cannot be calculated; use fields only."),
    "active": N_(
        "The template contains active content that would go out with all "
        "minutes: {what}. Nothing was changed; remove it in Word and try again."
    ),
    "no_fields": N_(
        "The template has no fields, so all minutes would look the same. "
        "Nothing was changed; docs/templates.md lists the fields."
    ),
    "limits": N_("Filling in the template took too much time or memory and was stopped."),
    **_UNSAFE,
}
_ACTIVE = {
    "macros": N_("macros"),
    "object": N_("an embedded object"),
    "chunk": N_("another file to be put in (altChunk)"),
    "field": N_("the field {name}"),
    "afar": N_("a link out of the file ({name})"),
}
_PDFS = {
    "timeout": N_(
        "The Word file is written. LibreOffice did not finish in time, so there is no PDF."
    ),
    "stopped": N_("Stopped; what was finished is kept."),
    "lost": N_(
        "The Word file is written. LibreOffice left characters out of the PDF ({lost}), so "
        "there is none; make it in Word or WPS."
    ),
}


@sentence_for(NoOffice)
def _no_office(error: NoOffice) -> str:
    return _(
        "The Word file is written, without a PDF: LibreOffice was not found. "
        "Install it, or save the Word file as PDF in Word or WPS."
    )


@sentence_for(NothingToPost)
def _nothing_to_post(error: NothingToPost) -> str:
    return _(
        "No change recorded yet, so there is nothing to post; record one on a "
        "task ({key:app.follow})."
    )


_NOTHING = {
    "photos": N_(
        "No photograph is kept with a task yet; add one to a task on Follow-up "
        "({key:app.follow}, then {key:follow.photos})."
    ),
    "learnt": N_(
        "No lessons recorded yet; record one with a task on Follow-up "
        "({key:app.follow}, then {key:follow.learnt})."
    ),
    "duty": N_(
        "No duty shifts yet; record them with a task on Follow-up "
        "({key:app.follow}, then {key:follow.duty})."
    ),
}


_HELD = {
    "called_off": N_("This meeting was cancelled: there are no documents to write."),
    "to_come": N_("This meeting has not been held yet: there is a notice, but no minutes."),
    "running": N_(
        "This meeting is still open; its public notice can be written when it has ended."
    ),
}


@sentence_for(NothingHeld)
def _nothing_held(error: NothingHeld) -> str:
    return _(_HELD[error.why])


@sentence_for(NothingOnPaper)
def _nothing_on_paper(error: NothingOnPaper) -> str:
    if error.who:
        return _("No duty shifts of {who} are recorded.").format(who=error.who)
    return _(_NOTHING[error.what])


@sentence_for(PdfFailed)
def _pdf_failed(error: PdfFailed) -> str:
    failed = N_("The Word file is written. LibreOffice could not make the PDF.")
    return _(_PDFS.get(error.why, failed)).format(lost=error.lost[:20])


@sentence_for(UnsafeFile)
def _unsafe_file(error: UnsafeFile) -> str:
    return _(_UNSAFE.get(error.why, _UNSAFE["broken"]))


@sentence_for(BadTemplate)
def _bad_template(error: BadTemplate) -> str:
    said = _FORMS.get(error.why, _FORMS["broken"])
    what = _acting(error.what) if error.why == "active" else error.what
    return _(said).format(what=what or "?", place=error.place or "?")


def _acting(pairs: object) -> str:
    """The active parts of a Word form (macros, links) as a list of a few names."""
    assert isinstance(pairs, list | tuple)
    named = [_(_ACTIVE[kind]).format(name=name or "?") for kind, name in pairs[:5]]
    return _(", ").join(named) + (" …" if len(pairs) > 5 else "")
