"""Texts that nobody types by chance, for hypothesis: parts that act, broken characters, markup."""

import random

from hypothesis import strategies as st

from tests.data.hostile import HOSTILE

PARTS = (
    "\x1b[2J", "\x1b]52;c;ZXZpbA==\x07", "\x1b]0;t\x07", "\x1bP", "\x9b31m", "\x90", "\x00", "\x07",
    "\x08", "\x7f", "\r", "\r\n", "\n", "\t", "\v", "\f", "\x85", "\u2028", "\u2029", "\u202e",
    "\u2066", "\u2069", "\u200d", "\u200f", "\ufeff", "\ufffe", "\U0010ffff", "\ud800", "\udfff",
    "[", "]", "[/]", "[b]", "[@click=app.quit]", "\\[", "{", "}", "{0}", "{name}", "%s", "%(x)s",
    "$t", "${x}", "{{ 7*7 }}", "{% for %}", "=", "=1+1", "+1", "-1", "@SUM(A1)", "|calc", '"', "'",
    "''", ";", "--", "*", "NEAR", "AND", "OR", "NOT", "(", ")", "^", ":", "#", "@", "＠", "＃",
    "+3", "<", ">", "&amp;", "]]>", "<!--", "<script>", "..", "../", "/", "\\", "C:\\", "CON",
    "NUL.txt", "～", " ", "\u3000", "栋", "议", "张桂兰", "阿依古丽·买买提", "𠮷", "👨‍👩‍👧",
    "e\u0301", "\u0301", "１２", "3天", "0", "99999999999999999999", "-0", "1e400", "二〇二六年",
)  # fmt: skip
"""Pieces; put together they make what parsers trip over."""

mean_texts = st.one_of(
    st.sampled_from(sorted(HOSTILE.values())),
    st.lists(st.sampled_from(PARTS), min_size=1, max_size=12).map("".join),
    st.text(st.characters(exclude_categories=()), max_size=60),
    st.builds(lambda part, times: part * times, st.sampled_from(PARTS), st.integers(1, 3_000)),
)
"""Hostile texts, single ones and mixtures, up to some ten thousand characters."""


def mean_text(draw: random.Random) -> str:
    """One such text by a seed, where hypothesis cannot go."""
    if draw.random() < 0.3:
        return draw.choice(sorted(HOSTILE.values()))
    return "".join(draw.choice(PARTS) for _ in range(draw.randrange(1, 12)))
