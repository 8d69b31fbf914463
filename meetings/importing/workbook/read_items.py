"""议题, 发言, 督办, 到离, 选项 and 业主表决 in: what was dealt with, row by row."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from meetings.clean import is_blank, trim
from meetings.importing import cells, columns
from meetings.importing.cells import NotUnderstood, one_of
from meetings.importing.days import require_come
from meetings.importing.plan import PlannedRow, Reason, Row, RowState, state_of
from meetings.importing.table import Table
from meetings.importing.tasks.rows import happened, read_task
from meetings.importing.workbook.drafts import (
    ItemDraft,
    MoveDraft,
    PointDraft,
    SpeechDraft,
    VoteDraft,
    WorkbookDraft,
    pair_up,
)
from meetings.importing.workbook.out import AGAINST, FOR, INQUORATE, VOID
from meetings.matters.issues import Source
from meetings.papers.outcome_words import NO_RESULT, WITHOUT_RESULT
from meetings.procedure.ballots import OptionTally
from meetings.procedure.law_questions import is_answer
from meetings.procedure.owners import Areas
from meetings.procedure.owners_matters import OwnersMatter, OwnersPoll, owners_rule
from meetings.sitting.agenda import ItemOutcome
from meetings.sitting.debate import SpeechKind, Stance
from meetings.sitting.points import PointKind
from meetings.sitting.presence import OF_ITEM, Mark
from meetings.sitting.votes import Declined, Election, Method, TellerChange
from meetings.terms import terms

OUTCOMES = {
    **{pair[0]: ItemOutcome(value) for value, pair in terms(ItemOutcome).items()},
    "平票": ItemOutcome.TIED, "不通过": ItemOutcome.REJECTED, "否决": ItemOutcome.REJECTED,
    "搁置": ItemOutcome.POSTPONED, "暂缓": ItemOutcome.POSTPONED,
    "暂缓，列入下次会议": ItemOutcome.POSTPONED, "未议，列入下次会议": ItemOutcome.NOT_REACHED,
    NO_RESULT["zh"]: ItemOutcome.NOT_REACHED, WITHOUT_RESULT: ItemOutcome.NOT_REACHED,
    "提请上一级研究": ItemOutcome.REFERRED_UP, "未达成一致": ItemOutcome.REJECTED,
}  # fmt: skip
METHODS = {
    **{pair[0]: Method(value) for value, pair in terms(Method).items()},
    "举手": Method.HANDS, "记名": Method.ROLL_CALL, "无记名": Method.SECRET,
    "无记名表决": Method.SECRET, "书面": Method.WRITTEN,
}  # fmt: skip
SIDES = {FOR: True, AGAINST: False}
_SEATS_LEFT = re.compile(r"中选\d+人[，,]余\d+席(?P<level>[，,]得票相同)?")
SOURCES = {pair[0]: Source(value) for value, pair in terms(Source).items()}
STANCES: dict[str, tuple[Stance, SpeechKind]] = {
    **{pair[0]: (Stance(v), SpeechKind.SPEECH) for v, pair in terms(Stance).items()},
    **{
        pair[0]: (Stance.UNSAID, SpeechKind(v))
        for v, pair in terms(SpeechKind).items()
        if v != SpeechKind.SPEECH
    },
    **{
        word: (stance, SpeechKind.SPEECH)
        for stance, words in {
            Stance.FOR: ("赞成", "同意", "赞同", "赞成意见", "支持意见"),
            Stance.AGAINST: ("不同意", "不赞成", "不支持", "反对意见", "不同意见"),
            Stance.UNSAID: ("没有说", "其他", "其他意见", "提问", "询问", "建议", "意见", "发言"),
            Stance.SUPPLEMENT: ("补充意见", "补充说明"),
            Stance.POLICY: ("政策", "政策解释", "政策解答"),
        }.items()
        for word in words
    },
}


_POINTS = {pair[0]: PointKind(value) for value, pair in terms(PointKind).items()}
_DIGITS = re.compile("[0-9]{1,6}")


@dataclass
class _Line:
    sheet: str
    row: Row
    label: str
    wrong: Reason | None = None
    known: bool = False


@dataclass
class Lines:
    """Every row of the workbook, in order."""

    all: list[_Line] = field(default_factory=list)
    today: date | None = None

    def add(self, sheet: str, row: Row, label: str, wrong: NotUnderstood | None = None) -> _Line:
        """One row; with `wrong` it is not taken."""
        reason = Reason(wrong.why, wrong.facts) if wrong else None
        line = _Line(sheet, row, label.replace("\n", " ")[:60], reason)
        self.all.append(line)
        return line

    def remark(self, sheet: str, number: int, why: str, **facts: str | int) -> None:
        """Something to look at in a row."""
        for line in self.all:
            if line.sheet == sheet and line.row.number == number:
                line.row.remark(why, **facts)

    def refuse(self, sheet: str, number: int, why: str, **facts: str | int) -> None:
        """A row that is not taken after all."""
        for line in self.all:
            if line.sheet == sheet and line.row.number == number:
                line.wrong = Reason(why, facts)

    def _key(self, key: str) -> _Line:
        for line in self.all:
            if line.sheet == columns.MEETING and line.label == key:
                return line
        return self.add(columns.MEETING, Row(0, (), {}), key)

    def remark_key(self, key: str, why: str, **facts: str | int) -> None:
        """Something to look at in a line of the sheet 会议."""
        self._key(key).row.remark(why, **facts)

    def forget_key(self, key: str, *whys: str) -> None:
        """Take back remarks that another sheet has answered."""
        for line in self.all:
            if line.sheet == columns.MEETING and line.label == key:
                line.row.reasons[:] = [r for r in line.row.reasons if r.why not in whys]

    def refuse_key(self, key: str, why: str, **facts: str | int) -> None:
        """A line of the sheet 会议 that is not taken."""
        line = self._key(key)
        line.wrong = line.wrong or Reason(why, facts)

    def planned(self, otherwise: RowState = RowState.NEW) -> tuple[PlannedRow, ...]:
        """The rows with their states."""
        return tuple(self._planned(line, otherwise) for line in self.all)

    def _planned(self, line: _Line, otherwise: RowState) -> PlannedRow:
        reasons = tuple(line.row.reasons)
        if line.wrong is not None:
            state, reasons = RowState.ERROR, (line.wrong, *reasons)
        else:
            state = state_of(reasons, RowState.KNOWN if line.known else otherwise)
        cells_said = tuple(line.row.cells)
        return PlannedRow(
            line.sheet, line.row.number, state, line.label, reasons,
            words=cells_said, known=line.known,
        )  # fmt: skip


def read_items(table: Table, lines: Lines, draft: WorkbookDraft) -> None:
    """议题: the items, and a row for each motion and vote of theirs."""
    for row in table:
        title = ""
        try:
            position = row.read("序号", cells.whole)
            if not position:
                raise NotUnderstood("missing", column="序号")
            known = draft.items.get(position)
            title = row.line("议题", 200)
            if known is None and not title:
                raise NotUnderstood("missing", column="议题")
            item = known or ItemDraft(position, title)
            _read_item(row, item, first=known is None)
        except NotUnderstood as wrong:
            lines.add(columns.ITEMS, row, title, wrong)
            continue
        if title and title != item.title:
            row.remark("item_twice", number=position)
        draft.items[position] = item
        lines.add(columns.ITEMS, row, f"{position} {item.title}")


def _read_item(row: Row, item: ItemDraft, first: bool) -> None:
    """Take a row into its item; nothing is taken where a cell is wrong."""
    motion = row.read("动议", lambda cell: cells.text(cell, 20_000))
    written = cells.plain(cells.beginning(row["结果"]))
    outcome = None
    if seats := _SEATS_LEFT.fullmatch(written):
        outcome = ItemOutcome.TIED if seats["level"] else ItemOutcome.REJECTED
    elif written not in (VOID, INQUORATE):
        outcome = one_of("结果", row["结果"], OUTCOMES)
    numbers = [row.read(name, cells.whole) for name in ("同意", "反对", "弃权")]
    present = row.read("实到", cells.whole)
    method = one_of("表决方式", row["表决方式"], METHODS) or Method.HANDS
    decided = row.read("议定事项", lambda cell: cells.text(cell, 40_000))
    topic = row.line("类别", 50)
    raised = row.line("提出人", 100)
    supporters = row.read("附议人数", cells.whole)
    source, source_words = _source(row)
    counts = None
    if any(number is not None for number in numbers):
        counts = (numbers[0] or 0, numbers[1] or 0, numbers[2] or 0)
    vote = VoteDraft(
        motion or item.title, method, present, counts, written == VOID, written, row=row.number
    )
    vote = _read_vote(row, vote)
    reason = row.read("理由", lambda cell: cells.text(cell, 2000))
    minority = row.read("少数意见", lambda cell: cells.text(cell, 20_000))
    if motion or vote.taken:
        item.votes.append(vote)
    item.outcome, item.last_row = outcome, row.number
    item.reason, item.minority_view = reason, minority or item.minority_view
    item.decisions.extend(line for line in decided.split("\n") if not is_blank(line))
    if first:
        item.topic, item.source, item.raised_name = topic, source, raised
        item.supporters, item.source_words = supporters, source_words


def _read_vote(row: Row, vote: VoteDraft) -> VoteDraft:
    """The columns that only a program fills in."""

    def number(column: str) -> int | None:
        return row.read(column, cells.whole)

    def text(column: str, limit: int) -> str:
        return row.read(column, lambda cell: cells.text(cell, limit))

    return replace(
        vote, mover=text("动议人", 200), seconder=text("附议人", 200), number=number("表决号"),
        at=row.read("表决时间", cells.clock), expected=number("应到"),
        recused=number("回避"), proxies=number("受委托"), invalid=number("无效") or 0,
        majority=one_of("不计数", row["不计数"], SIDES),
        casting=one_of("决定票", row["决定票"], SIDES), reason=text("采用理由", 2000),
        void_reason=text("作废理由", 2000),
        tellers=row.read("计票人", cells.names), insisting=number("坚持异议"),
    )  # fmt: skip


def _source(row: Row) -> tuple[Source | None, str]:
    """The source, and its words where they are none of ours: these stay what they are."""
    words = cells.line(row["来源"], 100)
    known = {cells.plain(word): source for word, source in SOURCES.items()}
    if not words or cells.plain(words) in known:
        return known.get(cells.plain(words)), ""
    row.remark("source_words", value=words)
    return Source.UNKNOWN, words


def read_speeches(table: Table, lines: Lines, draft: WorkbookDraft) -> None:
    """发言: in the order of the rows."""
    for place, row in enumerate(table, 1):
        name = ""
        try:
            name = row.needed_line("发言人", 100)
            item = _item_of(row, draft)
            if item is None:
                raise NotUnderstood("missing", column="议题序号")
            stance, kind = one_of("立场", row["立场"], STANCES) or (
                Stance.UNSAID, SpeechKind.SPEECH,
            )  # fmt: skip
            speech = SpeechDraft(
                item, name, stance, kind, row.text("内容"),
                row.read("时间", cells.clock),
                row.read("用时", cells.whole) or 0,
                row.read("发言号", cells.whole) or place,
            )  # fmt: skip
        except NotUnderstood as wrong:
            lines.add(columns.SPEECHES, row, name, wrong)
            continue
        draft.speeches.append(speech)
        lines.add(columns.SPEECHES, row, f"{name}：{speech.text[:30]}")


def read_points(table: Table, lines: Lines, draft: WorkbookDraft) -> None:
    """要点: what was taken together for the minutes; a speech is in one point at most."""
    free = {speech.number: speech.item for speech in draft.speeches}
    for row in table:
        said = ""
        try:
            said = row.needed_line("要点", 2000)
            item = _item_of(row, draft)
            kind = one_of("归类", row["归类"], _POINTS)
            for column, known in (("议题序号", item), ("归类", kind)):
                if known is None:
                    raise NotUnderstood("missing", column=column)
            assert item is not None and kind is not None
            numbers = tuple(
                dict.fromkeys(map(int, _DIGITS.findall(cells.beginning(row["发言号"]))))
            )
            for number in numbers:
                if free.get(number) != item:
                    raise NotUnderstood("no_such_speech", number=number)
        except NotUnderstood as wrong:
            lines.add(columns.POINTS, row, said, wrong)
            continue
        for number in numbers:
            del free[number]
        draft.points.append(PointDraft(item, kind, said, numbers))
        lines.add(columns.POINTS, row, said)


def read_tasks(table: Table, lines: Lines, draft: WorkbookDraft) -> None:
    """督办: the tasks of the meeting; one in other words than what was decided is told."""
    rows: list[Row] = []
    for row in table:
        said = cells.beginning(row["事项"])
        try:
            item = _item_of(row, draft)
            task = read_task(row)
            for column, day in happened(task):
                require_come(column, day, lines.today)
        except NotUnderstood as wrong:
            lines.add(columns.TASKS, row, said, wrong)
            continue
        draft.tasks.append((item, task))
        lines.add(columns.TASKS, row, said)
        rows.append(row)
    decided = [(n, text) for n, one in draft.items.items() for text in one.decisions]
    paired = pair_up([(n, task.text) for n, task in draft.tasks], decided)
    for row, (n, task), at in zip(rows, draft.tasks, paired, strict=True):
        if at is None and any(of == n for of, _text in decided):
            row.remark("task_of_no_decision", number=n or 0)
        elif at is not None and decided[at][1] != task.text:
            row.remark("task_for_decision", value=decided[at][1][:40])


def _item_of(row: Row, draft: WorkbookDraft) -> int | None:
    number = row.read("议题序号", cells.whole)
    if number is not None and number not in draft.items:
        raise NotUnderstood("no_such_item", number=number)
    return number


_MARKS = {pair[0]: Mark(value) for value, pair in terms(Mark).items()}
_MATTERS = {pair[0]: OwnersMatter(value) for value, pair in terms(OwnersMatter).items()}


def read_moves(table: Table, lines: Lines, draft: WorkbookDraft) -> None:
    """到离: who came, left, came back or stood back, in the order of the rows."""
    for row in table:
        name = ""
        try:
            name = row.needed_line("姓名", 200)
            kind = one_of("情况", row["情况"], _MARKS)
            if kind is None:
                raise NotUnderstood("missing", column="情况")
            item = row.read("议题序号", cells.whole)
            if kind in OF_ITEM and item not in draft.items:
                raise NotUnderstood("no_such_item", number=item or 0)
            move = MoveDraft(
                name, kind, row.read("时间", cells.clock), item,
                row.line("受托人", 200),
                row.read("理由", lambda cell: cells.text(cell, 2000)), row.number,
            )  # fmt: skip
        except NotUnderstood as wrong:
            lines.add(columns.MOVES, row, name, wrong)
            continue
        draft.moves.append(move)
        lines.add(columns.MOVES, row, name)


def read_options(table: Table, lines: Lines, draft: WorkbookDraft) -> None:
    """选项: the votes of each option of a vote of 议题."""
    for row in table:
        label = ""
        try:
            label = row.needed_line("选项", 200)
            item, place = _vote_of(row, draft)
            votes = row.read("票数", cells.whole) or 0
            won = row.read("中选", cells.yes_no)
            vote = item.votes[place]
            item.votes[place] = replace(
                vote, options=(*vote.options, OptionTally(label, votes)),
                choose=row.read("可选", cells.whole) or vote.choose,
                seats=row.read("名额", cells.whole) or vote.seats,
                follows=row.read("接续", cells.whole) or vote.follows,
                elected=(*vote.elected, label) if won else vote.elected,
            )  # fmt: skip
        except NotUnderstood as wrong:
            lines.add(columns.OPTIONS, row, label, wrong)
            continue
        lines.add(columns.OPTIONS, row, label)


def read_owners(table: Table, lines: Lines, draft: WorkbookDraft) -> None:
    """业主表决: the roll of owners and the areas behind the counts of a vote of 议题."""
    for row in table:
        said = cells.beginning(row["事项"])
        try:
            item, place = _vote_of(row, draft)
            item.votes[place] = replace(item.votes[place], owners=_poll(row))
        except NotUnderstood as wrong:
            lines.add(columns.OWNERS, row, said, wrong)
            continue
        lines.add(columns.OWNERS, row, said)


def read_elections(table: Table, lines: Lines, draft: WorkbookDraft) -> None:
    """选举: the list of voters and the papers of a vote of 议题 that elects people."""
    for row in table:
        said = cells.beginning(row["表决号"])
        try:
            item, place = _vote_of(row, draft)
            pool, out, back = (
                row.read(name, cells.whole) for name in ("选民数", "发出选票", "收回选票")
            )
            vote, away = item.votes[place], cells.names(row["退选"])
            election = Election(
                vote.tellers, out, back, pool, away,
                tuple(_changes(row["换计票人"])), tuple(_declined(row["不就任"])),
                answered(row["法律问答"]),
            )  # fmt: skip
            item.votes[place] = replace(vote, election=election)
        except NotUnderstood as wrong:
            lines.add(columns.ELECTIONS, row, said, wrong)
            continue
        lines.add(columns.ELECTIONS, row, said)


_LINE = re.compile(
    r"(?P<at>\S+ \S+) (?P<who>[^→：]+)(?:→(?P<other>[^：]+))?："
    r"(?P<reason>.*?)(?:（依据：(?P<by_rule>.*)）)?"
)


def _changes(cell: cells.Cell) -> Iterator[TellerChange]:
    """Tellers who were replaced, a line each: 2026-11-29 15:20+08:00 赵达→孙达：身体不适."""
    for at, found in _lines_of("换计票人", cell):
        if not found["other"]:
            raise NotUnderstood("unknown_word", column="换计票人", value=found[0][:30], known="→")
        yield TellerChange(trim(found["who"]), trim(found["other"]), at, trim(found["reason"]))


def _declined(cell: cells.Cell) -> Iterator[Declined]:
    """Who did not take a seat, a line each; a successor with its 依据 at the end."""
    for at, found in _lines_of("不就任", cell):
        follows, by_rule = trim(found["other"] or ""), trim(found["by_rule"] or "")
        if follows and not by_rule:
            raise NotUnderstood(
                "unknown_word", column="不就任", value=found[0][:30], known="依据："
            )
        yield Declined(trim(found["who"]), trim(found["reason"]), at, follows, by_rule)


def answered(cell: cells.Cell) -> tuple[str, ...]:
    """What a law asked and what was answered, a line each: ……是否差额？答：照常选举."""
    said = tuple(filter(None, map(trim, cells.text(cell).split("\n"))))
    for line in said:
        if not is_answer(line):
            raise NotUnderstood("unknown_word", column="法律问答", value=line[:30], known="答：")
    return said


def _lines_of(column: str, cell: cells.Cell) -> Iterator[tuple[datetime, re.Match[str]]]:
    for line in filter(None, map(trim, cells.text(cell).split("\n"))):
        found = _LINE.fullmatch(line)
        try:
            at = datetime.fromisoformat(found["at"]) if found else None
        except ValueError:
            at = None
        if found is None or at is None or at.tzinfo is None:
            raise NotUnderstood(
                "unknown_word", column=column, value=line[:30], known=_LINES[column]
            )
        yield at, found


_LINES = {
    "换计票人": "2026-11-29 15:20+08:00 赵达→孙达：原因",
    "不就任": "2026-11-29 15:20+08:00 赵达：原因",
}


def _poll(row: Row) -> OwnersPoll:
    matter = one_of("事项", row["事项"], _MATTERS)
    if matter is None:
        raise NotUnderstood("missing", column="事项")

    def area(column: str) -> int:
        return row.read(column, _area)

    source = cells.text(row["从多数依据"], 2000)
    total = area("总面积")
    sides = [area(column) for column in ("同意面积", "反对面积", "弃权面积", "无效面积")]
    return OwnersPoll(
        matter,
        owners_rule(matter, source or None),
        row.read("业主人数", cells.whole) or 0,
        row.read("专有部分", cells.whole) or 0,
        total,
        Areas(total, *sides),
    )


def _area(cell: cells.Cell) -> int:
    return 0 if cells.beginning(cell) in ("", "0") else cells.hundredths(cell) or 0


def _vote_of(row: Row, draft: WorkbookDraft) -> tuple[ItemDraft, int]:
    number = row.read("表决号", cells.whole)
    for item, place, vote in votes_of(draft):
        if number is not None and vote.number == number:
            return item, place
    raise NotUnderstood("no_such_vote", number=number or 0)


def votes_of(draft: WorkbookDraft) -> Iterator[tuple[ItemDraft, int, VoteDraft]]:
    """Every vote of the sheet 议题 with its place in its item."""
    for item in draft.items.values():
        for place, vote in enumerate(item.votes):
            yield item, place, vote
