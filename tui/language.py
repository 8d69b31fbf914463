"""The language of the screen: English ids in code, Chinese shown unless English is chosen."""

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
"""In a sentence the place of a command's key: `{key:hold.vote}`."""

_key_of: list[Callable[[str], str]] = []
"""The one function that tells a command's key as people read it; empty until it is known."""


def tell_keys_by(key_of: Callable[[str], str]) -> None:
    """From now on sentences name keys as this tells them by the command's id."""
    _key_of[:] = [key_of]


def _with_keys(sentence: str) -> str:
    """The sentence with the keys that its commands have now, a person's own among them."""
    if "{key:" not in sentence:
        return sentence
    if not _key_of:
        import_module("tui.commands")  # the registry tells its keys as soon as it is loaded
    return _KEY.sub(lambda found: _key_of[0](found[1]), sentence)


def _(message: str) -> str:
    """The sentence in the language now shown; call it when showing, not at import."""
    return _with_keys(_catalogue(_shown).gettext(message)) if message else ""


def N_(message: str) -> str:  # noqa: N802 (the name gettext tools look for)
    """Mark a sentence for the catalogue; it is translated later by `_`."""
    return message


def chinese(message: str) -> str:
    """The sentence in Chinese whatever is shown, for search and for printed Chinese papers."""
    return _with_keys(_catalogue("zh").gettext(message)) if message else ""


def bracketed(said: str) -> str:
    """What is added in brackets: `（…）` after Chinese, ` (…)` after English; nothing for ""."""
    if not said:
        return ""
    return f"（{said}）" if _shown == "zh" else f" ({said})"


def listed(words: Iterable[str]) -> str:
    """Words one after the other, as the language shown parts them."""
    return ("、" if _shown == "zh" else ", ").join(words)


def one_after_another(sentences: Iterable[str]) -> str:
    """Sentences in one line; a space parts them in English alone."""
    return ("" if _shown == "zh" else " ").join(sentences)


def headed(head: str, said: str) -> str:
    """A head, a colon and what is said of it."""
    return f"{head}：{said}" if _shown == "zh" else f"{head}: {said}"
