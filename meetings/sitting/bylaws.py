"""公约、规则、办法: texts in articles, with editions that a vote changes."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from difflib import SequenceMatcher
from enum import StrEnum

from meetings.clean import is_blank, squeeze, trim
from meetings.dataclass import dataclass
from meetings.errors import MeetingError, Missing
from meetings.sitting.agenda import AGREED_TO, ItemOutcome


class BylawKind(StrEnum):
    """What a text is: 居民公约, 议事规则, or a rule on one thing (办法)."""

    COVENANT = "covenant"
    PROCEDURE = "procedure"
    MEASURE = "measure"


class NothingChanged(MeetingError):
    """What is proposed reads as what is in force: `title`."""

    title: str


class AlreadyDecided(MeetingError):
    """A meeting has decided on this edition, so its words stand: `title`."""

    title: str


@dataclass(frozen=True, slots=True)
class Article:
    """One article; a heading or a preamble has no number.

    It bears the number of its place; where its paper says another, its text begins with that.
    """

    text: str
    numbered: bool = True


class TextFate(StrEnum):
    """What a carried motion does with the text that its item proposes, as a person said."""

    WAITS = "waits"
    ADOPTED = "adopted"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Meant:
    """What a person said that one carried motion does with the text."""

    motion: str
    fate: TextFate


@dataclass(frozen=True, slots=True)
class Edition:
    """The text as it was, or shall be, from a day on; what nobody said is empty."""

    articles: tuple[Article, ...]
    day: date | None = None
    """When it was adopted; where a meeting decided, that meeting's own day counts."""
    source: str = ""
    """Who adopted it, or where it was found, in words."""
    item: str | None = None
    """The agenda item whose outcome decides on it; None where the text was there before."""
    meant: tuple[Meant, ...] = ()
    """What a person said of motions on that item that do not say it themselves."""


@dataclass(frozen=True, slots=True)
class Bylaw:
    """A text of a body with all its editions, the oldest first."""

    id: str
    body: str
    kind: BylawKind
    title: str
    editions: tuple[Edition, ...] = ()


@dataclass(frozen=True, slots=True)
class EditionStatus:
    """An edition and what its meeting decided on it."""

    edition: Edition
    outcome: ItemOutcome | None = None
    day: date | None = None
    decided_at: str = ""
    """The meeting that has it on its agenda, in words; "" where none has."""
    on_agenda: bool = False
    unclear: tuple[tuple[str, str], ...] = ()
    """Carried motions on its item, id and words, of which nobody knows whether they adopt it."""
    clarified: tuple[tuple[str, str, TextFate], ...] = ()
    """Carried motions on its item of which a person said what they do."""

    @property
    def adopted(self) -> bool:
        """Whether it is or was in force: entered as such, or agreed to by its meeting."""
        return self.edition.item is None or self.outcome in AGREED_TO

    @property
    def proposed(self) -> bool:
        """Whether it waits for a meeting to decide on it."""
        return self.edition.item is not None and self.on_agenda and self.outcome is None


@dataclass(frozen=True, slots=True)
class BylawStatus:
    """A text and what meetings decided on each of its editions."""

    bylaw: Bylaw
    editions: tuple[EditionStatus, ...]

    @property
    def in_force(self) -> EditionStatus | None:
        """The newest edition that was adopted."""
        return next((one for one in reversed(self.editions) if one.adopted), None)

    @property
    def proposed(self) -> EditionStatus | None:
        """The newest edition that waits for its meeting."""
        return next((one for one in reversed(self.editions) if one.proposed), None)

    def number(self, wanted: EditionStatus) -> int:
        """The number of an adopted edition among the adopted ones, from 1."""
        adopted = [one for one in self.editions if one.adopted]
        return adopted.index(wanted) + 1


_ARTICLE = (
    r"\s*(第\s*[一二三四五六七八九十百零〇\d]{1,6}\s*条(?:\s*之[一二三四五六七八九十]{1,3}(?=[\s:：、.．]|$))?)"
    r"[\s:：、.．]*"
)
_HEADING = r"\s*第\s*[一二三四五六七八九十百零〇\d]{1,6}\s*[章节编]"
_NUMBER = (
    r"\s*(?:[(（][一二三四五六七八九十\d]{1,3}[)）]|[一二三四五六七八九十]{1,3}、"
    r"|\d{1,3}[.．、)）])\s*"
)


def read_articles(text: str) -> tuple[Article, ...]:
    """The articles of a text: by 第…条 where it has them, else a line each.

    What stands before the first article is a preamble, 第…章 a heading; lines below an article
    belong to it.
    """
    lines = [trim(line) for line in text.splitlines() if not is_blank(line)]
    marked = any(re.match(_ARTICLE, line) for line in lines)
    found: list[tuple[str, str]] = []
    """For each article the number its paper gives ("" for a heading) and the words."""
    for line in lines:
        if re.match(_HEADING, line):
            found.append(("", line))
        elif start := re.match(_ARTICLE, line):
            found.append((re.sub(r"\s", "", start[1]), line[start.end() :]))
        elif not marked:
            start = re.match(_NUMBER, line)
            found.append((f"第{chinese(len(found) + 1)}条", line[start.end() :] if start else line))
        elif found and found[-1][0]:
            label, before = found[-1]
            found[-1] = (label, f"{before}\n{line}" if before else line)
        else:
            found.append(("", line))
    articles: list[Article] = []
    number = 0
    for label, words in found:
        if is_blank(words):
            continue
        number += bool(label)
        if label and (label != f"第{chinese(number)}条" or re.match(_ARTICLE, words)):
            words = f"{label}　{words}"
        articles.append(Article(words, bool(label)))
    return tuple(articles)


def numbered(articles: Iterable[Article]) -> tuple[tuple[str, str], ...]:
    """Each with `第一条` before it, as its paper has it; headings and preambles with nothing."""
    found, number = [], 0
    for one in articles:
        number += one.numbered
        own = re.match(_ARTICLE, one.text) if one.numbered else None
        if own:
            found.append((own[1], one.text[own.end() :]))
        else:
            found.append((f"第{chinese(number)}条" if one.numbered else "", one.text))
    return tuple(found)


def text_of(articles: Iterable[Article]) -> str:
    """The whole as one text, which `read_articles` reads back."""
    return "\n".join(f"{label}　{text}" if label else text for label, text in numbered(articles))


_DIGITS = "零一二三四五六七八九"


def chinese(number: int) -> str:
    """1 is 一, 12 is 十二, 105 is 一百零五; up to 999."""
    if number >= 100:
        hundreds, rest = divmod(number, 100)
        joint = "零" if 0 < rest < 10 else "一" if 10 <= rest < 20 else ""
        return f"{_DIGITS[hundreds]}百{joint}{chinese(rest) if rest else ''}"
    tens, ones = divmod(number, 10)
    head = ("" if tens == 1 else _DIGITS[tens]) + "十" if tens else ""
    return head + (_DIGITS[ones] if ones or not tens else "")


def changes(old: Sequence[Article], new: Sequence[Article]) -> tuple[str, ...]:
    """What a proposal changes, a line each; the whole text where there was none before."""
    before, after = numbered(old), numbered(new)
    if not before:
        return tuple(f"{label}　{text}" if label else text for label, text in after)
    found: list[str] = []
    moved: list[str] = []
    texts = [text for _label, text in before], [text for _label, text in after]
    for how, i, j, k, m in SequenceMatcher(None, *texts, autojunk=False).get_opcodes():
        if how == "equal":
            pairs = zip(before[i:j], after[k:m], strict=True)
            moved += [
                f"{was or '题头'}改为{now or '题头'}" for (was, _), (now, _) in pairs if was != now
            ]
            continue
        same = min(j - i, m - k)
        for (label, _text), (_new, text) in zip(before[i : i + same], after[k : k + same],
                                                strict=True):  # fmt: skip
            found.append(f"{label or '题头'}修改为：{text}")
        found += [f"删去{label or '题头'}：{text}" for label, text in before[i + same : j]]
        found += [
            f"增加一条，作为{label}：{text}" if label else f"增加：{text}"
            for label, text in after[k + same : m]
        ]
    return tuple(found or moved)


_MEANT = (
    r"(?:(?:我|我们|本人)?(?:提议|建议|动议|提请|请))?(?:本次)?(?:会议|大会|议事会|大家|全体)?(?:一致|表决|举手|正式)*"
    r"(?:(?:同意|通过|采用|采纳|批准|施行|实施|执行){1,3}(?:(?:本次|本|该|这份|这个|此|新的?)?(?:对)?"
    r"(?:(?:修订|修改|拟定|提交|提出|所附)后?的)?(?:《?{title}》?|居民公约|公约|办法|规则|议案|方案|文本|全文)?"
    r"(?:的)?(?:修订|修改|制定)?(?:稿|案|方案|草案|议案|文本|全文|条文)?)"
    r"|(?:修订|制定)《{title}》)"
    r"(?:并?(?:自|从|于)?(?:公布|通过|张贴|[\d一二三四五六七八九十年月日号]+)?(?:之日)?起?"
    r"(?:施行|实施|执行|公布|张贴))*"
)
"""A motion that says nothing but that the text is adopted."""
_SIGNS = re.compile(r"[\s，,。.；;：:、！!“”\"]")


def is_adoption(motion: str, title: str, plan: str) -> bool:
    """Whether a motion on a proposal's item plainly is its adoption: it says so of the text, or
    repeats the whole plan, and says nothing else. Of any other nobody knows until a person says.
    """
    words = _SIGNS.sub("", squeeze(motion))
    lines = {line for raw in plan.splitlines() if (line := _SIGNS.sub("", squeeze(raw)))}
    if lines and all(line in words for line in lines):
        for line in sorted(lines, key=len, reverse=True):
            words = words.replace(line, "")
        if not words:
            return True
    called = re.escape(_SIGNS.sub("", squeeze(title)))
    return re.fullmatch(_MEANT.replace("{title}", called), words) is not None


def with_meaning(bylaw: Bylaw, place: int, meant: Iterable[Meant]) -> Bylaw:
    """The text with what a person said of motions on the item of its edition at `place`."""
    editions = list(bylaw.editions)
    new = tuple(meant)
    again = {one.motion for one in new}
    others = tuple(one for one in editions[place].meant if one.motion not in again)
    editions[place] = replace(editions[place], meant=(*others, *new))
    return replace(bylaw, editions=tuple(editions))


def named(bylaw: Bylaw) -> Bylaw:
    """The text with its title trimmed, ready to be saved; raises Missing without a title."""
    if is_blank(bylaw.title):
        raise Missing(what="title")
    return replace(bylaw, title=trim(bylaw.title).strip("《》"))


def written(edition: Edition) -> Edition:
    """The edition itself, if it has articles with words; raises Missing otherwise."""
    if not any(one.numbered for one in edition.articles):
        raise Missing(what="text")
    return replace(edition, source=trim(edition.source))


def with_edition(bylaw: Bylaw, edition: Edition, *, newest: bool) -> Bylaw:
    """One more edition: the newest, or an older one in the place that its day gives it."""
    editions = list(bylaw.editions)
    place = len(editions)
    if not newest:
        later = (
            n for n, one in enumerate(editions)
            if edition.day is None or one.day is None or one.day > edition.day
        )  # fmt: skip
        place = next(later, len(editions) - 1 if editions else 0)
    editions.insert(place, written(edition))
    return replace(bylaw, editions=tuple(editions))


def proposal(text: BylawStatus, articles: tuple[Article, ...]) -> tuple[str, str]:
    """The title and plan of the agenda item that proposes this; raises Missing, NothingChanged."""
    written(Edition(articles))
    force = text.in_force
    change_lines = changes(force.edition.articles if force else (), articles)
    title = text.bylaw.title
    if not change_lines:
        raise NothingChanged(title=title)
    return f"{'修订' if force else '制定'}《{title}》", "\n".join(change_lines)
