"""Codes for telephones (二维码) of a text, drawn without any network."""

import io


def code(text: str) -> bytes:
    """The picture of a code that holds the text itself, as PNG; the same text the same bytes."""
    # Only who prints a code waits for it.
    import segno

    made = segno.make_qr(text, encoding="utf-8", error="l", boost_error=False)
    out = io.BytesIO()
    made.save(out, kind="png", scale=6, border=3)
    return out.getvalue()
