"""A list of exclusive parts as it is typed or pasted: 45栋1单元101 98.50 张桂兰."""

import re
import unicodedata
from dataclasses import dataclass, replace

from meetings.clean import is_blank, trim
from meetings.procedure.owners import InvalidArea, parse_area

_PARTS = re.compile(r"[\s|，；;、]+|,(?!\d{3})")
_BUILDING = re.compile(r"[0-9A-Za-z一二三四五六七八九十]{1,6}(?:号楼|[栋幢座])")
_ENTRANCE = re.compile(r"[0-9A-Za-z一二三四五六七八九十]{1,3}(?:单元|门)")
_DASHED = re.compile(r"(\w{1,6})-(\w{1,3})-(\w{1,8})")
_ROOM = re.compile(
    r"(?:车位|车库|商铺|铺|地下室|储藏室|夹层|-|B)?\d{1,5}[A-Za-z]?(?:室|号|房|户|铺)?"
)
_AREA = re.compile(r"([\d,]+(?:\.\d+)?)(?:平方米|平米|平|㎡|m2)?")
_OUT = ("不计", "不计入")


@dataclass(frozen=True, slots=True)
class TypedUnit:
    """One line as understood; what it does not say is empty or 0."""

    line: int
    text: str
    building: str = ""
    entrance: str = ""
    room: str = ""
    area: int = 0
    owner: str = ""
    counted: bool = True
    note: str = ""

    @property
    def place(self) -> str:
        """45栋1单元101."""
        return f"{self.building}{self.entrance}{self.room}"

    @property
    def missing(self) -> str:
        """What the line does not say: place, area, owner, note; "" where it is whole."""
        if not self.place:
            return "place"
        if not self.area:
            return "area"
        if not self.owner:
            return "owner"
        return "" if self.counted or self.note else "note"


def read_units(text: str) -> tuple[TypedUnit, ...]:
    """The units of a text, one a line; empty lines are passed over.

    The last number is the area and the one before it the room. `不计` and what follows says
    that the unit is left out of heads and area, and why.
    """
    lines = enumerate(text.splitlines(), start=1)
    return tuple(_read(number, line) for number, line in lines if not is_blank(line))


def _read(number: int, line: str) -> TypedUnit:
    plain = trim(unicodedata.normalize("NFKC", line))
    unit = TypedUnit(number, trim(line))
    words = [word for part in _PARTS.split(plain) if (word := trim(part))]
    for place, word in enumerate(words):
        if word.startswith(_OUT):
            first = word.removeprefix(_OUT[1]).removeprefix(_OUT[0]).strip("(): ")
            note = trim(" ".join([first, *words[place + 1 :]]))
            unit, words = replace(unit, counted=False, note=note), words[:place]
            break
    words, building, entrance, dashed = _address(words)
    area = next((i for i in range(len(words) - 1, -1, -1) if _is_area(words, i, dashed)), None)
    size = 0
    if area is not None:
        found = _AREA.fullmatch(words[area])
        assert found is not None
        size = parse_area(found[1])
        del words[area]
    room = dashed
    if not room:
        at = next((i for i, word in enumerate(words) if _ROOM.fullmatch(word)), None)
        room = words.pop(at) if at is not None else ""
    owner = "、".join(words)
    return replace(
        unit, building=building, entrance=entrance, room=room, area=size, owner=owner
    )  # fmt: skip


def _address(words: list[str]) -> tuple[list[str], str, str, str]:
    """Take building and entrance out of the words; 45-1-101 gives the room as well."""
    building = entrance = room = ""
    rest: list[str] = []
    for word in words:
        dashed = _DASHED.fullmatch(word)
        if dashed and not building:
            building, entrance, room = f"{dashed[1]}栋", f"{dashed[2]}单元", dashed[3]
            continue
        if not building and (part := _BUILDING.match(word)):
            building, word = part[0], word[part.end() :]
        if not entrance and (part := _ENTRANCE.match(word)):
            entrance, word = part[0], word[part.end() :]
        if word:
            rest.append(word)
    return rest, building, entrance, room


def _is_area(words: list[str], place: int, room: str) -> bool:
    """A number is the area unless it is the only one, without decimals, and no room is known."""
    found = _AREA.fullmatch(words[place])
    if found is None:
        return False
    try:
        parse_area(found[1])
    except InvalidArea:
        return False
    if room or "." in words[place] or found[0] != found[1]:
        return True
    return sum(1 for word in words if _ROOM.fullmatch(word) or _AREA.fullmatch(word)) > 1
