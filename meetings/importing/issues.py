"""议题 in: the hotline's tickets as a table, lines of a list, or a group's chat as phones copy it.

Rules and likeness only; what is taken keeps the words it was said in, and who said them.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field, replace
from datetime import date, datetime, time
from typing import Any

from meetings.actions.change import runs_as
from meetings.clean import is_blank, trim
from meetings.dataclass import dataclass
from meetings.importing import cells
from meetings.importing.cells import Cell, NotUnderstood
from meetings.importing.chat import NO_WORDS, OTHER_MARK, PICTURE, is_chat, messages
from meetings.importing.columns import ISSUE_TABLE
from meetings.importing.days import Calendar, calendar_of, questions_of, require_come, unless_asked
from meetings.importing.likeness import LIKE, Titles, key_of, likeness
from meetings.importing.people.lines import read_list
from meetings.importing.plan import (
    HEADINGS,
    NO_CHOICES,
    Choices,
    Existing,
    PlannedRow,
    Planner,
    Question,
    Reason,
    Row,
    RowState,
    TablePlan,
    existing_rows,
    headings_of,
    state_of,
    whose_word,
    write_by_body,
)
from meetings.importing.signup import SignUpGiven, is_signup
from meetings.importing.table import BrokenText, NoTable, Sheet, Source, find_table, sheet_of_text
from meetings.matters.entry_line import MOST_SUPPORTERS, parse
from meetings.matters.issues import TOPICS, Issue, IssueState
from meetings.matters.issues import Source as Origin
from meetings.ports import Book, By, Records
from meetings.terms import term, terms

ORIGINS = {pair[0]: Origin(value) for value, pair in terms(Origin).items()}
ORIGINS |= dict.fromkeys(("12345", "12345平台", "12345市民热线"), ORIGINS["12345热线"])
LONGEST_TITLE = 200
OTHER_TOPIC = "其他"


@dataclass(frozen=True, slots=True)
class IssueDraft:
    """An issue as a row, a line or a chat tells it."""

    title: str
    text: str = ""
    place: str = ""
    topic: str = ""
    source: Origin = Origin.UNKNOWN
    source_words: str = ""
    raised_name: str = ""
    contact: str = ""
    supporters: int = 0
    day: date | None = None
    ticket: str = ""
    due: date | None = None
    pictures: int = 0


ExistingIssues = Existing[Issue]
IssuePlan = TablePlan[IssueDraft, Issue]


def existing_issues(records: Records) -> Existing[Issue]:
    """All bodies and their issues."""
    return existing_rows(records, Issue)


def plan_issues(
    source: Source, existing: Existing[Issue], body: str | None, choices: Choices = NO_CHOICES
) -> IssuePlan:
    """Plan the import of a table, a list of lines or a chat; rows without 机构 go to `body`.

    Raises SignUpGiven: only a person knows what a 接龙 is for, and its names are no issues.
    """
    sheet = next((one for one in source.sheets if one.rows), Sheet("", ()))
    text = "\n".join(sheet.lines(quoted=True))
    if "\t" not in sheet.text and is_chat(sheet.text):
        # A message may begin with what would be a heading of a table.
        return plan_issue_text(text, existing, body, choices)
    try:
        return _of_table(source, existing, body, choices)
    except NoTable:
        if is_signup(text):
            raise SignUpGiven from None
        return plan_issue_text(text, existing, body, choices)


def plan_issue_text(
    text: str, existing: Existing[Issue], body: str | None, choices: Choices = NO_CHOICES
) -> IssuePlan:
    """Plan the import of a text that was pasted: a table, a chat, or an issue a line."""
    if "\t" in text:
        try:
            return _of_table(Source((sheet_of_text(text, ""),)), existing, body, choices)
        except (NoTable, BrokenText):
            pass  # a tab and a quotation mark alone make no table
    planner = _Planner("", existing, choices)
    for number, draft, (why, words) in _of_chat(text) if is_chat(text) else _of_lines(text):
        taken = not why or number in choices.taken
        row = Row(number, (draft.text or draft.title,), {})
        if number in choices.left_out:
            why, words = "left_by_hand", draft.title or words
        elif not taken or is_blank(draft.title):
            why, words = why or "no_issue", words or draft.title
        else:
            try:
                if body is None:
                    raise NotUnderstood("missing", column="机构")
                planner.put(row, body, _mended(row, draft, choices))
            except NotUnderstood as wrong:
                planner.refuse(row, wrong, draft.title[:60])
            continue
        planner.leave(number, words, Reason(why, {"row": number}))
    return planner.whole((), tuple(_FIELDS))


_FIELDS: Mapping[str, tuple[str, ...]] = {
    "议题": ("title",), "内容": ("text",), "地点": ("place",), "类别": ("topic",),
    "来源": ("source", "source_words"), "提出人": ("raised_name",), "电话": ("contact",),
    "附议人数": ("supporters",), "提出日期": ("day",), "工单号": ("ticket",), "时限": ("due",),
}  # fmt: skip
"""What each column says of an issue."""


def _mended(row: Row, draft: IssueDraft, choices: Choices) -> IssueDraft:
    """The issue with what was written anew in the preview; raises NotUnderstood."""
    said = {column: words for (at, column), words in choices.cells.items() if at == row.number}
    if not said:
        return draft
    cells_said = Row(row.number, (), {}, mended={"议题": draft.title, **said})
    read = read_issue(cells_said, Calendar())
    row.reasons += cells_said.reasons
    names = [name for column in said for name in _FIELDS.get(column, ())]
    return replace(draft, **{name: getattr(read, name) for name in names})


class _Planner(Planner[IssueDraft, Issue]):
    """Compares each draft with the issues that are here and with those before it."""

    def __init__(self, sheet: str, existing: Existing[Issue], choices: Choices) -> None:
        super().__init__(sheet, choices)
        self.here: dict[str, list[Issue]] = defaultdict(list)
        self._titles_here: dict[str, Titles] = defaultdict(Titles)
        self._new_titles: dict[str, Titles] = defaultdict(Titles)
        self._same: dict[tuple[str, ...], list[Issue]] = defaultdict(list)
        self._mended: dict[str, Issue] = {}
        self._tickets: dict[tuple[str, str], tuple[int, str]] = {}
        """Of each ticket of the file its first row and title."""
        for issue in existing.rows:
            self.here[issue.body].append(issue)
            self._titles_here[issue.body].add(issue.title)
            self._same[issue.body, issue.ticket].append(issue)
            self._same[issue.body, key_of(issue.title), issue.place].append(issue)

    def _existing(self, body: str, draft: IssueDraft) -> Issue | None:
        """The issue that it is: of its ticket, or of its title and place without another one."""
        if draft.ticket and (there := self._same.get((body, draft.ticket))):
            return there[0]
        there = self._same.get((body, key_of(draft.title), draft.place), [])
        return next((one for one in there if one.ticket in ("", draft.ticket)), None)

    def put(self, row: Row, body: str, draft: IssueDraft) -> None:
        """One issue: new, here already, or like one that is here."""
        if (issue := self._existing(body, draft)) is not None:
            row.remark("issue_known", number=issue.number)
            issue = self._mended.get(issue.id, issue)
            mended = _filled(row, issue, draft, self.choices)
            if mended != issue:
                self._mended[issue.id] = mended
            state = RowState.CHANGED if mended != issue else RowState.KNOWN
            self.add(row, state, mended.title[:60], _as_draft(mended))
            return
        first = (row.number, key_of(draft.title))
        if (
            draft.ticket
            and (seen := self._tickets.setdefault((body, draft.ticket), first)) != first
        ):
            again = seen[1] == first[1]
            row.remark("same_row" if again else "ticket_again", row=seen[0])
            if again:
                self.add(row, RowState.KNOWN, draft.title[:60], draft)
                return
        if likes := self._titles_here[body].like(draft.title):
            like = self.here[body][max(likes, key=lambda at: likes[at])]
            solved = like.state is IssueState.SETTLED
            why = "like_solved" if solved else "like_issue"
            row.remark(why, number=like.number, title=like.title[:40])
        if earlier := self._new_titles[body].like(draft.title):
            row.remark("like_row", title=self.new[body][min(earlier)].title[:40])
        if draft.pictures:
            row.remark("pictures", n=draft.pictures)
        self.new[body].append(draft)
        self._new_titles[body].add(draft.title)
        self.add(row, state_of(row.reasons), draft.title[:60], draft)

    def whole(
        self,
        notes: Iterable[Reason],
        columns: tuple[str, ...],
        left: Iterable[PlannedRow] = (),
        year: int | None = None,
    ) -> IssuePlan:
        """The whole plan, of a table or a text whose days are of one `year`."""
        for issue in self._mended.values():
            self.changed[issue.body].append(issue)

        def questions(rows: Sequence[PlannedRow]) -> Iterable[Question]:
            return (*headings_of(rows), *questions_of(rows, year), *whose_word(rows))

        return self.plan(notes, columns, left, questions)


_COMPARED = (
    ("内容", "text"), ("地点", "place"), ("类别", "topic"), ("提出人", "raised_name"),
    ("电话", "contact"), ("附议人数", "supporters"), ("工单号", "ticket"), ("时限", "due"),
)  # fmt: skip


def _filled(row: Row, issue: Issue, draft: IssueDraft, choices: Choices) -> Issue:
    """The known issue with what the file knows more; what differs only where the file counts."""
    filled: dict[str, Any] = {}
    for column, name in _COMPARED:
        here, given = getattr(issue, name), getattr(draft, name)
        empty = not here or (name == "topic" and here == OTHER_TOPIC)
        if not given or given == here or (name == "text" and given in here):
            continue
        if empty or row.takes_file(choices, column, _short(here), _short(given)):
            filled[name] = given
    origin = (draft.source, draft.source_words)
    if origin != (Origin.UNKNOWN, "") and origin != (issue.source, issue.source_words):
        unknown = (issue.source, issue.source_words) == (Origin.UNKNOWN, "")
        words = [said or term(kind) for kind, said in ((issue.source, issue.source_words), origin)]
        if unknown or row.takes_file(choices, "来源", *words):
            filled |= {"source": draft.source, "source_words": draft.source_words}
    day = _day_of(issue)
    if (
        draft.day is not None
        and draft.day != day
        and (day is None or row.takes_file(choices, "提出日期", str(day), str(draft.day)))
    ):
        at = datetime.combine(draft.day, time(), issue.collected_at.tzinfo)
        filled |= {"collected_at": at, "undated": False}
    return replace(issue, **filled) if filled else issue


def _short(value: object) -> str:
    return str(value).replace("\n", "；")[:40]


def issue_cells(one: Issue | IssueDraft, raised_by: str = "") -> dict[str, Cell]:
    """An issue, recorded or not yet, by the columns of its table; `raised_by` if it has no name."""
    day = one.day if isinstance(one, IssueDraft) else _day_of(one)
    return {
        "议题": one.title, "内容": one.text, "地点": one.place, "类别": one.topic,
        "来源": one.source_words or term(one.source), "提出人": one.raised_name or raised_by,
        "电话": one.contact, "附议人数": one.supporters or None, "提出日期": day,
        "工单号": one.ticket, "时限": one.due,
    }  # fmt: skip


def _day_of(issue: Issue) -> date | None:
    """The day on which it was raised; None where nobody said."""
    return None if issue.undated else issue.collected_at.date()


def _as_draft(issue: Issue) -> IssueDraft:
    """A known issue as the preview shows it."""
    return IssueDraft(
        issue.title, issue.text, issue.place, issue.topic, issue.source, issue.source_words,
        issue.raised_name, issue.contact, issue.supporters,
        _day_of(issue), issue.ticket, issue.due,
    )  # fmt: skip


def _of_table(
    source: Source, existing: Existing[Issue], body: str | None, choices: Choices
) -> IssuePlan:
    table = find_table(source, ISSUE_TABLE, choices)
    planner = _Planner(table.sheet.name, existing, choices)
    bodies = {one.name: one.id for one in existing.bodies}
    lines = list(table)
    calendar = calendar_of(table, lines, choices, DAY_COLUMNS)
    for row in lines:
        label = cells.beginning(row["议题"]).replace("\n", " ")
        try:
            draft = read_issue(row, calendar)
            if row.group and not draft.topic and choices.answers.get(HEADINGS) == "topic":
                draft = replace(draft, topic=row.group)
            require_come("提出日期", draft.day, source.today)
            planner.put(row, row.body(bodies, body), draft)
        except NotUnderstood as wrong:
            planner.refuse(row, wrong, label)
    return planner.whole(
        (*source.notes, *table.notes), ISSUE_TABLE.names, table.left_out, calendar.year
    )


def read_issue(row: Row, calendar: Calendar) -> IssueDraft:
    """The issue of a row; raises NotUnderstood where the row cannot be taken."""
    title = row.text("议题").replace("\n", " ")
    text = row.text("内容")
    if not title and text:
        title, text = text.replace("\n", " "), ""
    if not title:
        raise NotUnderstood("missing", column="议题")
    if len(title) > LONGEST_TITLE:
        text = trim(f"{title}\n{text}")
    if answer := row.text("办理结果"):
        text = trim(f"{text}\n办理结果：{answer}")
    words = cells.line(row["来源"], 100)
    origin = ORIGINS.get(words, Origin.UNKNOWN)
    if words and origin is Origin.UNKNOWN and words not in ORIGINS:
        row.remark("source_words", value=words)
    day, due = (_day(row, column, calendar) for column in DAY_COLUMNS)
    for column, (_on, kept) in zip(DAY_COLUMNS, (day, due), strict=True):
        text = trim(f"{text}\n{column}：{kept}") if kept else text
    return IssueDraft(
        title[:LONGEST_TITLE], text,
        row.line("地点", 200),
        row.line("类别", 50),
        origin, words if origin is Origin.UNKNOWN and words not in ORIGINS else "",
        row.line("提出人", 100),
        _contact(row),
        row.read("附议人数", _supporters),
        day[0], _ticket(row), due[0],
    )  # fmt: skip


def _contact(row: Row) -> str:
    said = row.line("电话", 50).strip("='\"，,、")
    return "" if cells.plain(said) in cells.NOTHING else said


def _ticket(row: Row) -> str:
    """The number of a ticket; one that the spreadsheet has rounded would name other tickets too."""
    said = row.line("工单号", 100).strip("='\"")
    if cells.is_rounded(cells.plain(said)):
        row.remark("ticket_rounded", value=said)
        return ""
    return said


def _supporters(cell: cells.Cell) -> int:
    said = cells.whole(cell) or 0
    if said > MOST_SUPPORTERS:
        raise NotUnderstood("too_many_supporters", value=said, limit=MOST_SUPPORTERS)
    return said


DAY_COLUMNS = ("提出日期", "时限")


def _day(row: Row, column: str, calendar: Calendar) -> tuple[date | None, str]:
    """The day, and the words where they say more or less than it."""
    try:
        said = calendar.read(column, row[column])
    except NotUnderstood as wrong:
        unless_asked(row, wrong)
        return None, cells.text(row[column])
    if said is None:
        return None, ""
    if column == "时限":
        if said.until is None:
            row.remark("deadline_words", value=said.words)
        return said.until, said.words
    return said.day, said.words


_Found = tuple[int, IssueDraft, tuple[str, str]]
"""Number of the line, the issue in it, and why it seems to be none with the line's words."""


def _of_lines(text: str) -> Iterable[_Found]:
    """An issue a line: 楼道灯不亮 @46栋 +3; titles, sums and signatures are none.

    In a numbered list what is indented without a number goes on with the line above.
    """
    lines = text.splitlines()
    listed = sum(1 for line in lines if _NUMBER.match(line)) > 1
    more: dict[int, list[str]] = {}
    heads: list[tuple[int, str]] = []
    for number, line in enumerate(lines, start=1):
        if listed and heads and line[:1].isspace() and not _NUMBER.match(line):
            if not is_blank(line):
                more.setdefault(heads[-1][0], []).append(trim(line))
        elif not is_blank(line):
            heads.append((number, line))
    counted = 0
    for number, line in heads:
        line, counted = _without_number(line, counted)
        left = read_list(line).left
        why = left[0].why if left and not line.startswith("#") else ""
        why = why if why in ("title", "total", "signature") else ""
        why = why or ("signature" if _ATTACHED.match(line) else "")
        read = parse(_NUMBER.sub("", line), topics=TOPICS)
        if not read.supporters and (households := _HOUSEHOLDS.search(read.title)):
            read = replace(read, supporters=int(households[1]))
        why = why or ("title" if _BRACKETED.fullmatch(trim(line)) else "")
        why = why or ("chatter" if _CHATTER.fullmatch(read.title) else "")
        words = read.title
        whole = [words] if len(words) > LONGEST_TITLE else []
        told = "\n".join([*whole, *more.get(number, ())])
        yield number, IssueDraft(
            words[:LONGEST_TITLE], told, read.place, read.topic, supporters=read.supporters,
        ), (why, trim(line))  # fmt: skip


_RUNNING = re.compile(
    r"\s*[(（]?(\d{1,3})(?:[、)）]|[.．](?=\d{1,4}(?:栋|号楼|幢|座|#|-\d)))\s*(?=\d)"
)
_HOUSEHOLDS = re.compile(
    r"[(（](\d{1,4})(?:户|人|位|名)(?:居民)?(?:反映|提出|支持|附议|联名)?[)）]$"
)
"""How many say it; the words stay in the title, since they may mean something else too."""


def _without_number(line: str, before: int) -> tuple[str, int]:
    """The line without a number that goes on counting in front of another one: 2、46栋的灯.

    Only the number that is next is one; 2、3栋 alone are two buildings.
    """
    found = _RUNNING.match(unicodedata.normalize("NFKC", line[:12]))
    if found and int(found[1]) == before + 1:
        return line[found.end() :], before + 1
    plain = _LISTED.match(line)
    return line, int(plain[1]) if plain else before


_LISTED = re.compile(r"\s*[(（]?(\d{1,3})[.．、)）]")
_BRACKETED = re.compile(r"【[^【】]*】")
_ATTACHED = re.compile(r"\s*(?:附|附件|附注|备注|说明|注)\s*[:：]")
_NUMBER = re.compile(
    r"^\s*(?:[(（]\d{1,3}[)）]|\d{1,3}[.．、)）](?!\d)|[①-⑳]|[•·●○*-](?=\s?\S))\s*"
)
_AGREES = re.compile(
    r"(?:同问|同求|同感|\+1|加1|支持|顶|赞成|同意|我家也是|我们?也是|一样|是的|对的?|确实)[!。,~\s]*.{0,6}"
)
_ANSWERS = re.compile(
    r"(?:收到|好的?|已安排|已派|马上|明天|今天|我们?会|已联系|已报修|尽快|师傅[在已马明]|正在(?:处理|联系|安排|修|路上)|在路上|稍等|我去[看问]|"
    r"知道了|处理好了?|修好了?|已经?修|已经?处理|已经?解决).{2,}"
)
_AT_SOMEBODY = re.compile(r"@(\S{1,20})[\s\u2005]+")
_MATTER = re.compile(
    "坏|不亮|漏|堵|占|脏|臭|吵|噪|垃圾|电梯|灯|停车|充电|装|修|建议|希望|能不能|能否|可不可以|什么时候|"
    "啥时候|投诉|反映|没水|停水|停电|断|塌|裂|危险|安全|消防|绿化|树|井盖|管|墙|门禁|监控|物业|积水|"
    "油烟|狗|猫|宠物|飞线|楼道|单元|[栋幢]|小区|路|车|牌|栏|漆|坑|滑|虫|鼠|蚊|霉|味|烟|扰|高空|抛物|"
    "广场舞|健身|凉亭|座椅|公示|收费|维修|太|乱|没人|不够|问题|怎么办|为什么"
)
"""What a matter of the neighbourhood is told with; a short message without any is chatter."""
_CHAT_SHORT = 16
_SOLD = re.compile(
    "团购|拼单|接龙团|转让|二手|闲置|出售|代购|优惠|包邮|特价|砍一?刀|助力|招聘|出租|求租|家教"
)
_GREETED = re.compile(
    r".{0,12}(?:中秋|国庆|春节|新年|元旦|端午|元宵|圣诞|重阳|双节|节日|生日|周末|假期|劳动)节?"
    r"(?:快乐|愉快|安康|好)\W*"
)
_CHATTER = re.compile(
    r"(?:收到|好的?|谢谢|辛苦了?|(?:大家|各位|邻居们?)*(?:早上|上午|中午|下午|晚上|你|您|早|们)?好|早安?|哈+|嗯+|哦+|ok|在吗|再见|晚安|加油|点赞|👍|🙏|[\W_])*",
    re.I,
)
_MENTION = re.compile(r"@\S+\s*")
_PLACE = re.compile(
    r"[0-9A-Za-z一二三四五六七八九十]{1,4}(?:号楼|[栋幢座])(?:[0-9一二三四五六七八九十]{1,3}(?:单元|门))?"
)


_QUOTES = re.compile(r"「([^：:」]{1,30})[：:](.*?)」\s*\n[-— ]+\n(.+)", re.DOTALL)


@dataclass
class _Candidate:
    number: int
    draft: IssueDraft
    voices: dict[str, None] = field(default_factory=dict)
    said: list[str] = field(default_factory=list)


def _of_chat(text: str) -> Iterable[_Found]:
    """One issue a matter, with who said it and who joined in; chatter and answers are left out."""
    taken: list[_Candidate] = []
    left: list[_Found] = []
    for said in messages(text):
        number, name, day, words = said.number, said.name, said.day, said.words
        quoted = _QUOTES.fullmatch(words)
        if quoted is not None:
            meant = next(
                (one for one in taken if likeness(one.draft.title, quoted[2]) >= LIKE), None
            )
            if meant is not None:
                meant.voices[name] = None
                meant.said.append(f"{name}：{trim(quoted[3])}")
                continue
            words = trim(quoted[3])
        pictures = len(PICTURE.findall(words))
        bare = trim(OTHER_MARK.sub("", PICTURE.sub("", words)))
        plain = trim(_MENTION.sub("", bare))
        last = taken[-1] if taken else None
        like = next(
            (one for one in reversed(taken) if likeness(one.draft.title, plain) >= LIKE), None
        )
        if pictures and last is not None:
            last.draft = replace(last.draft, pictures=last.draft.pictures + pictures)
        place = _PLACE.search(plain)
        draft = IssueDraft(
            plain.replace("\n", " ")[:LONGEST_TITLE], place=place[0] if place else "",
            source=Origin.CHAT_GROUP, raised_name=name[:100], day=day,
        )  # fmt: skip
        if not plain:
            if bare or not pictures:
                left.append((number, draft, ("chatter", words)))
        elif last is not None and _AGREES.fullmatch(plain):
            last.voices[name] = None
            last.said.append(f"{name}：{plain}")
        elif (
            not name
            or NO_WORDS.fullmatch(plain)
            or NO_WORDS.fullmatch(words)
            or _GREETED.fullmatch(plain)
            or (_CHATTER.fullmatch(plain) or len(key_of(plain)) < 4)
        ):
            left.append((number, draft, ("chatter", f"{name}：{words}")))
        elif taken and (_ANSWERS.fullmatch(plain) or _answers(bare, plain, taken)):
            to = max(taken, key=lambda one: len(set(key_of(one.draft.title)) & set(key_of(plain))))
            to.said.append(f"{name}：{plain}")
            left.append((number, draft, ("answer", f"{name}：{words}")))
        elif like is None and (
            _SOLD.search(plain) or (len(key_of(plain)) < _CHAT_SHORT and not _MATTER.search(plain))
        ):
            left.append((number, draft, ("chatter", f"{name}：{words}")))
        elif like is not None:
            like.voices[name] = None
            like.said.append(f"{name}：{plain}")
        else:
            taken.append(_Candidate(number, draft, {name: None}, [f"{name}：{bare}"]))
    for one in taken:
        voices = len(one.voices)
        draft = replace(one.draft, text="\n".join(one.said), supporters=voices if voices > 1 else 0)
        yield one.number, draft, ("", "")
    yield from left


def _answers(said: str, plain: str, taken: Sequence[_Candidate]) -> bool:
    """Whether a message speaks to somebody who raised a matter, and asks for nothing itself."""
    spoken_to = _AT_SOMEBODY.match(f"{said} ")
    raised = {voice for one in taken for voice in one.voices}
    return (
        spoken_to is not None
        and spoken_to[1] in raised
        and not re.search(r"[?？]|什么时候|能不能|建议|也", plain)
    )


@runs_as("issue.import")
def import_issues(records: Records, by: By, plan: IssuePlan) -> int:
    """Take the issues of the plan into the pools, a command for each body; returns how many."""

    def put(book: Book, body: str, new: Sequence[IssueDraft], changed: Sequence[Issue]) -> None:
        number = book.highest(Issue, "number", body=body)
        for at, draft in enumerate(new, start=1):
            book.put(_issue(draft, book.new_id(), body, number + at, by.at))
        for issue in changed:
            book.put(issue)

    return write_by_body(records, by, "issue.import", plan, put)


def _issue(draft: IssueDraft, id: str, body: str, number: int, at: datetime) -> Issue:
    day = draft.day
    return Issue(
        id, body, number, draft.title, datetime.combine(day, time(), at.tzinfo) if day else at,
        draft.text, draft.place, draft.topic or OTHER_TOPIC, draft.source,
        raised_name=draft.raised_name, supporters=draft.supporters,
        undated=day is None, source_words=draft.source_words, ticket=draft.ticket, due=draft.due,
        contact=draft.contact,
    )  # fmt: skip
