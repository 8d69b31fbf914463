"""Understands the one line for a speech: the speaker, their stance, and what they say."""

import re

from meetings.clean import is_blank, trim
from meetings.dataclass import dataclass
from meetings.sitting.debate import Floor, SpeechKind, Stance
from tui.finding.people_search import Person, PersonFinder, sounds_like
from tui.text import folded

STANCES: dict[str, Stance] = {
    "支持": Stance.FOR, "赞成": Stance.FOR, "同意": Stance.FOR, "+": Stance.FOR, "＋": Stance.FOR,
    "zc": Stance.FOR, "for": Stance.FOR,
    "反对": Stance.AGAINST, "不同意": Stance.AGAINST, "-": Stance.AGAINST, "－": Stance.AGAINST,
    "fd": Stance.AGAINST, "against": Stance.AGAINST,
    "中立": Stance.NEUTRAL, "zl": Stance.NEUTRAL, "neutral": Stance.NEUTRAL,
    "补充": Stance.SUPPLEMENT, "bc": Stance.SUPPLEMENT, "addition": Stance.SUPPLEMENT,
    "政策说明": Stance.POLICY, "政策": Stance.POLICY, "zcsm": Stance.POLICY,
    "policy": Stance.POLICY,
}  # fmt: skip
"""The words and signs for a stance."""

KINDS: dict[str, SpeechKind] = {
    "记事": SpeechKind.NOTE, "note": SpeechKind.NOTE, "程序": SpeechKind.POINT_OF_ORDER,
    "程序问题": SpeechKind.POINT_OF_ORDER, "打断": SpeechKind.INTERRUPTION,
}  # fmt: skip
"""Words that make the line a note of what happened, not a speech."""

_SIGNS = "+＋-－"
_SIGNED = re.compile(r"[\s\u3000]*([^\s\u3000：:，,+＋－-]+)([+＋－-])")
"""A name followed by the sign of a stance: `zgl+`."""

_WORD = re.compile(r"[\s\u3000]*([^\s\u3000：:，,、。；;]+)[\s\u3000：:，,、。；;]*")


@dataclass(frozen=True, slots=True)
class Heard:
    """What a line says so far; `candidates` are the people who may be meant by the name."""

    kind: SpeechKind = SpeechKind.SPEECH
    person: str | None = None
    name: str = ""
    stance: Stance = Stance.UNSAID
    text: str = ""
    candidates: tuple[Person, ...] = ()
    typed_name: str = ""

    @property
    def ready(self) -> bool:
        """Whether both the speaker and the words are clear."""
        named = bool(self.name) or self.kind is not SpeechKind.SPEECH
        return named and bool(self.text)


def hear(line: str, people: PersonFinder, floor: Floor | None = None) -> Heard:
    """Understand `zgl 支持 救护车进不来`; a line that begins with a stance is by who has the floor.

    While somebody has the floor, words that begin with no name are theirs, too.
    """
    line = trim(line)
    word, rest = _first(line)
    if not word:
        return Heard()
    if floor is not None and word[0] in _SIGNS and len(word) > 1:
        word, rest = word[0], line[1:]
    if folded(word) in KINDS:
        return Heard(kind=KINDS[folded(word)], text=trim(rest))
    if folded(word) in STANCES and floor is not None:
        stance = STANCES[folded(word)]
        return Heard(person=floor.person, name=floor.name, stance=stance, text=trim(rest))
    meant = people.exact(word)
    stance, text = _stance(rest)
    if meant is None and (split := _SIGNED.match(line)):
        word, stance = split[1], STANCES[split[2]]
        meant, text = people.exact(word), trim(line[split.end() :])
    if floor is not None and _of_the_speaker(word, rest, meant, people):
        return Heard(person=floor.person, name=floor.name, text=line)
    if meant is not None:
        return Heard(person=meant.id, name=meant.name, stance=stance, text=text, typed_name=word)
    return Heard(stance=stance, text=text, candidates=tuple(people.find(word)), typed_name=word)


def _of_the_speaker(word: str, rest: str, meant: Person | None, people: PersonFinder) -> bool:
    """Whether the line names nobody: one word alone, or words that begin with no known name.

    Characters that sound like a name do name somebody where a stance follows: 掌柜蓝 支持.
    """
    if meant is not None:
        return is_blank(rest) and meant.name != word
    side = folded(_first(rest)[0]) in STANCES
    if side and any(sounds_like(word, who.name) for who in people.find(word)):
        return False
    return not (word.isascii() and people.find(word))


def _first(line: str) -> tuple[str, str]:
    found = _WORD.match(line)
    return (found.group(1), line[found.end() :]) if found else ("", "")


def _stance(rest: str) -> tuple[Stance, str]:
    word, after = _first(rest)
    if folded(word) in STANCES:
        return STANCES[folded(word)], trim(after)
    return Stance.UNSAID, trim(rest)
