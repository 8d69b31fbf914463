"""The words of each line of the record, without its time."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from exports import text, words
from exports.documents.minutes_item import decision_text
from meetings.dataclass import dataclass
from meetings.papers.minutes import RecordLine
from meetings.sitting.debate import asks
from meetings.terms import stance_word

_TOGETHER = frozenset({"in", "out", "excused", "absent"})
_WITH_TEXT = frozenset(
    {
        "motion", "election", "amendment", "motion_end", "vote", "vote_note", "void", "override",
        "outcome", "referred", "answered",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class LabelledLine:
    """A line in words: the label (who, in what stance) and what was said or done."""

    label: str
    text: str


def tell(line: RecordLine) -> LabelledLine:
    """The words of one line; a kind unknown here is told by its text and never dropped."""
    name = text.one_line(line.name)
    if line.kind == "speech":
        who = name or words.SPEECH
        if line.stance is not None:
            asked = asks(line.stance, line.text)
            side = words.ASKED if asked else stance_word(line.stance)
            who = text.beside(who, side) if side else who
        return LabelledLine(f"{who}：", text.sentence_end(line.text))
    if line.kind == "note":
        label = words.NOTED_BY.format(name=name) if name else words.NOTED
        return LabelledLine(label, text.sentence_end(line.text))
    if line.kind in words.SPOKE:
        return LabelledLine(f"{name}{words.SPOKE[line.kind]}：", text.sentence_end(line.text))
    pattern = words.EVENTS.get(line.kind, "{name}")
    nameless = "" if line.kind in {"motion", "election", "amendment"} else words.NAMELESS
    sentence = pattern.format(name=name or nameless, text=text.one_line(line.text))
    if line.kind == "decision":
        if line.fixed is not None:
            return LabelledLine(sentence, decision_text(line.fixed))
        owner = f"，{words.BY_UNIT.format(owner=name)}" if name else ""
        return LabelledLine(sentence, f"{text.clause(line.text)}{owner}。")
    if line.kind == "void" and not line.text:
        return LabelledLine(sentence, f"{words.NO_REASON}。")
    if line.kind in _WITH_TEXT:
        return LabelledLine(sentence, text.sentence(line.text))
    reason = f"（{text.one_line(line.text)}）" if line.text and line.kind != "proxy" else ""
    if line.kind in {"opened", "ended"}:
        reason = ""
    return LabelledLine("", text.sentence(text.clause(sentence) + reason))


def by_item(lines: Iterable[RecordLine]) -> list[RecordLine]:
    """The lines sorted by item, in the order of the agenda.

    Lines about no item (an arrival, a suspension) stay with the item during which they happened;
    those before the first and after the last item stay there. Items that all begin at one moment
    come from a meeting on paper, in which this order is unknown.
    """
    lines = list(lines)
    begun = Counter(line.at for line in lines if line.kind == "item")
    before: list[RecordLine] = []
    parts: dict[int | None, list[RecordLine]] = {}
    heads: dict[int | None, RecordLine] = {}
    after: list[RecordLine] = []
    current: list[RecordLine] = before
    for line in lines:
        if line.kind == "item":
            heads.setdefault(line.item, line)
            part = parts.setdefault(line.item, [])
            current = part if begun[line.at] == 1 else current
        elif line.kind in _AROUND:
            (before if line.kind == "opened" else after).append(line)
        elif line.item is not None:
            current = parts.setdefault(line.item, [])
            current.append(line)
        else:
            (after if after else current).append(line)
    made = before
    for item in sorted(parts, key=lambda number: number or 0):
        made += [heads[item]] if item in heads else []
        made += parts[item]
    return made + after


_AROUND = frozenset({"opened", "ended"})


def together(lines: Iterable[RecordLine]) -> Iterator[RecordLine]:
    """Neighbouring arrivals (departures, excuses) without a reason become one line.

    The line keeps the first time; a later one follows its name: 张伟、李梅（14:31）到会。 Before
    the meeting opens nobody is late: the sign-in sheet has the minutes.
    """
    held: RecordLine | None = None
    begun = False
    for line in lines:
        begun = begun or line.kind == "opened"
        fits = line.kind in _TOGETHER and not line.text
        timed = held is not None and (held.at is None) == (line.at is None)
        if held and timed and fits and held.kind == line.kind and held.item == line.item:
            later = line.at is not None and held.at is not None and _minute(line) != _minute(held)
            later = later and begun
            time = text.clock_text(line.at) if later and line.at is not None else ""
            held = replace(
                held, name=f"{held.name}、{text.beside(line.name, time) if time else line.name}"
            )
            continue
        if held is not None:
            yield held
        held = line if fits else None
        if not fits:
            yield line
    if held is not None:
        yield held


def _minute(line: RecordLine) -> str:
    return text.moment_text(line.at) if line.at is not None else ""
