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


_COUNTED_NOUNS = (
    "advertisements|answers|ballots|bodies|cards|cells|characters|choices|columns|copies|dates|"
    "days|digits|entries|figures|files|issues|items|letters|lists|matters|meetings|members|minutes|"
    "names|notices|options|others|owners|parts|people|periods|photographs|pictures|pieces|places|"
    "points|probes|problems|provisions|proxies|replies|rows|seats|seconds|shifts|slips|speeches|"
    "supporters|tasks|things|times|visits|volunteers|voters|votes|years"
)
_ONE_OF = {
    "people": "person", "speeches": "speech",
    " are": " is", " were": " was", " have": " has", " do": " does",
}  # fmt: skip
_COUNTED = re.compile(
    rf"\{{(\w+)\}}((?: (?!final\b)\w+)??) ({_COUNTED_NOUNS})\b"
    r"((?: are| were| have| do| need| repeat| stay)\b)?"
)
"""Where an English sentence counts something: `{n} open tasks are`."""


class _English(str):
    """An English sentence whose nouns and verbs agree with the numbers that are put in."""

    def format(self, *args: object, **facts: object) -> str:
        """The sentence with its facts: `{n} tasks are` with 1 is `1 task is`."""

        def agreeing(found: re.Match[str]) -> str:
            name, between, noun, verb = found.groups(default="")
            if str(facts.get(name)) != "1":
                return found[0]
            one = _ONE_OF.get(noun) or re.sub("ies$", "y", noun).removesuffix("s")
            verb = _ONE_OF.get(verb, verb and f"{verb}s")
            return f"{{{name}}}{between} {one}{verb}"

        return str.format(_COUNTED.sub(agreeing, self), *args, **facts)


def _(message: str) -> str:
    """The sentence in the language now shown; call it when it is shown, not when modules load."""
    if not message:
        return ""
    said = _with_keys(_catalogue(_shown).gettext(message))
    return said if _shown == "zh" else _English(said)


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


def tagged(mark: str) -> str:
    """A mark before a text: `〔紧急〕` in Chinese, `[urgent] ` in English."""
    return f"〔{mark}〕" if _shown == "zh" else f"[{mark}] "


def picked_out(text: str) -> str:
    """Text marked within longer text: `【…】` in Chinese, `[…]` in English."""
    return f"【{text}】" if _shown == "zh" else f"[{text}]"


def quoted(text: str) -> str:
    """The text in quotation marks: `「…」` in Chinese, `"…"` in English."""
    return f"「{text}」" if _shown == "zh" else f'"{text}"'


def listed(words: Iterable[str]) -> str:
    """The words as a list in the language shown: joined by 、 or by commas."""
    return ("、" if _shown == "zh" else ", ").join(words)


def clauses(parts: Iterable[str]) -> str:
    """The parts of one sentence, joined by the comma of the language shown; "" for none."""
    return ("，" if _shown == "zh" else ", ").join(parts)


def semicolons(parts: Iterable[str]) -> str:
    """Facts side by side in one line, joined by the semicolon of the language shown."""
    return ("；" if _shown == "zh" else "; ").join(parts)


def one_after_another(sentences: Iterable[str]) -> str:
    """The sentences in one line; only English puts a space between them."""
    return ("" if _shown == "zh" else " ").join(sentences)


def headed(head: str, said: str) -> str:
    """`head: said`, with the colon of the language shown."""
    return f"{head}：{said}" if _shown == "zh" else f"{head}: {said}"
