"""A list of Chinese words from rjieba, imported only for public papers as it takes 0.5 s."""

from collections.abc import Sequence
from functools import lru_cache

_FUNCTION = ("d", "r", "c", "p", "u", "y", "f")
"""Parts of speech as jieba names them: adverbs, pronouns, conjunctions, prepositions, particles."""


class Jieba:
    """A segmenter with its dictionary (meetings.papers.name_masking.WordList)."""

    def cut(self, text: str) -> Sequence[str]:
        """The text cut into words of the dictionary, nothing left out."""
        import rjieba

        return rjieba.cut(text, False)

    def weight(self, word: str) -> int:
        """How often the word occurs in the texts from which the dictionary was made."""
        return _weight(word)

    def is_function(self, word: str) -> bool:
        """Whether the word is an adverb, pronoun or the like."""
        return _part(word).startswith(_FUNCTION)


WORDS = Jieba()


@lru_cache(maxsize=20_000)
def _weight(word: str) -> int:
    import rjieba

    # What jieba would need to keep the word whole is its own frequency and one.
    return rjieba.suggest_freq(word) - 1 if rjieba.has_word(word) else 0


@lru_cache(maxsize=20_000)
def _part(word: str) -> str:
    import rjieba

    tagged = rjieba.tag(word, False)
    return str(tagged[0][1]) if len(tagged) == 1 else ""
