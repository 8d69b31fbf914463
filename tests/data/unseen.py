"""Texts of which nothing can be seen, as people paste them without knowing."""

from hypothesis import strategies as st

UNSEEN: dict[str, str] = {
    "nothing": "",
    "spaces": " \u3000\xa0\u2003",
    "tab": "\t",
    "line end": "\r\n",
    "form feed": "\f",
    "line separator": "\u2028",
    "paragraph separator": "\u2029",
    "zero-width space": "\u200b",
    "zero-width joiner": "\u200d",
    "zero-width non-joiner": "\u200c",
    "word joiner": "\u2060",
    "byte-order mark": "\ufeff",
    "soft hyphen": "\xad",
    "right-to-left mark": "\u200f",
    "variation selector": "\ufe0f",
    "variation selector of a second plane": "\U000e0101",
    "Hangul filler": "\u3164",
    "half-width Hangul filler": "\uffa0",
    "Hangul jamo filler": "\u115f\u1160",
    "Braille blank": "\u2800",
    "Mongolian vowel separator": "\u180e",
    "tag characters": "\U000e0041\U000e007f",
    "combining mark": "\u0301",
    "enclosing mark": "\u20dd",
    "invisible operator": "\u2062",
}

unseen = st.lists(st.sampled_from(sorted(UNSEEN.values())), max_size=6).map("".join)
"""Any mixture of them."""
