"""The language of the screen: translates the English ids in the code; Chinese is the default."""

import gettext
import re
from collections.abc import Callable, Iterable
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Literal

Language = Literal["zh", "en"]

LOCALE_FOLDER = Path(__file__).parent / "locale"
DOMAIN = "jiejiao"
_CATALOGUE_NAMES: dict[Language, str] = {"zh": "zh_CN"}

_shown: Language = "zh"


@cache
def _catalogue(language: Language) -> gettext.NullTranslations:
    name = _CATALOGUE_NAMES.get(language)
    if name is None:
        return gettext.NullTranslations()
    return gettext.translation(DOMAIN, LOCALE_FOLDER, [name], fallback=True)


def set_language(language: Language) -> None:
    """Show every sentence from now on in this language, whatever the locale says."""
    global _shown
    if language not in ("zh", "en"):
        raise ValueError(f"no such language: {language!r}")
    _shown = language


def language() -> Language:
    """The language now shown."""
    return _shown


_KEY = re.compile(r"\{key:([a-z_.]+)\}")
"""Where a sentence names a command's key: `{key:hold.vote}`."""

_key_of: list[Callable[[str], str]] = []
"""The one function from a command's id to its key in words; empty until the registry is loaded."""


def tell_keys_by(key_of: Callable[[str], str]) -> None:
    """Set the function from a command's id to its key, by which sentences name keys."""
    _key_of[:] = [key_of]


def _with_keys(sentence: str) -> str:
    """The sentence with each `{key:…}` replaced by the command's present key."""
    if "{key:" not in sentence:
        return sentence
    if not _key_of:
        import_module("tui.commands")  # importing the registry calls tell_keys_by
    return _KEY.sub(lambda found: _key_of[0](found[1]), sentence)


def _(message: str) -> str:
    """The sentence in the language now shown; call it when it is shown, not when modules load."""
    return _with_keys(_catalogue(_shown).gettext(message)) if message else ""


def N_(message: str) -> str:  # noqa: N802 (the name gettext tools look for)
    """Mark a sentence for the catalogue and return it unchanged; `_` translates it later."""
    return message


def chinese(message: str) -> str:
    """The sentence in Chinese whatever language is shown, for search and printed Chinese papers."""
    return _with_keys(_catalogue("zh").gettext(message)) if message else ""


def bracketed(said: str) -> str:
    """The text in brackets: `（…）` in Chinese, ` (…)` in English; "" for ""."""
    if not said:
        return ""
    return f"（{said}）" if _shown == "zh" else f" ({said})"


def listed(words: Iterable[str]) -> str:
    """The words as a list in the language shown: joined by 、 or by commas."""
    return ("、" if _shown == "zh" else ", ").join(words)


def clauses(parts: Iterable[str]) -> str:
    """The parts of one sentence, joined by the comma of the language shown; "" for none."""
    return ("，" if _shown == "zh" else ", ").join(parts)


def one_after_another(sentences: Iterable[str]) -> str:
    """The sentences in one line; only English puts a space between them."""
    return ("" if _shown == "zh" else " ").join(sentences)


def headed(head: str, said: str) -> str:
    """`head: said`, with the colon of the language shown."""
    return f"{head}：{said}" if _shown == "zh" else f"{head}: {said}"
