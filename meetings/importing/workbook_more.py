"""The sheets 到离, 选项 and 业主表决: what the first six sheets have no columns for."""

from collections.abc import Iterator
from dataclasses import replace

from meetings.importing import cells, headers
from meetings.importing.cells import NotUnderstood
from meetings.importing.reading import in_column, needed_line
from meetings.importing.table import Row, Table
from meetings.importing.tasks import one_of
from meetings.importing.workbook_drafts import ItemDraft, MoveDraft, VoteDraft, WorkbookDraft
from meetings.importing.workbook_rows import Lines
from meetings.procedure.ballots import OptionTally
from meetings.procedure.owners import Areas
from meetings.procedure.owners_matters import OwnersMatter, OwnersPoll, owners_rule
from meetings.sitting.presence import OF_ITEM, Mark
from meetings.terms import terms

_MARKS = {pair[0]: Mark(value) for value, pair in terms(Mark).items()}
_MATTERS = {pair[0]: OwnersMatter(value) for value, pair in terms(OwnersMatter).items()}


def read_moves(table: Table, lines: Lines, draft: WorkbookDraft) -> None:
    """到离: who came, left, came back or stood back, in the order of the rows."""
    for row in table:
        name = ""
        try:
            name = needed_line(row, "姓名", 200)
            kind = one_of("情况", row["情况"], _MARKS)
            if kind is None:
                raise NotUnderstood("missing", column="情况")
            item = in_column("议题序号", cells.whole, row["议题序号"])
            if kind in OF_ITEM and item not in draft.items:
                raise NotUnderstood("no_such_item", number=item or 0)
            move = MoveDraft(
                name, kind, in_column("时间", cells.clock, row["时间"]), item,
                in_column("受托人", lambda cell: cells.line(cell, 200), row["受托人"]),
                in_column("理由", lambda cell: cells.text(cell, 2000), row["理由"]), row.number,
            )  # fmt: skip
        except NotUnderstood as wrong:
            lines.add(headers.MOVES, row, name, wrong)
            continue
        draft.moves.append(move)
        lines.add(headers.MOVES, row, name)


def read_options(table: Table, lines: Lines, draft: WorkbookDraft) -> None:
    """选项: the votes of each option of a vote of 议题."""
    for row in table:
        label = ""
        try:
            label = needed_line(row, "选项", 200)
            item, place = _vote_of(row, draft)
            votes = in_column("票数", cells.whole, row["票数"]) or 0
            vote = item.votes[place]
            item.votes[place] = replace(
                vote, options=(*vote.options, OptionTally(label, votes)),
                choose=in_column("可选", cells.whole, row["可选"]) or vote.choose,
                seats=in_column("名额", cells.whole, row["名额"]) or vote.seats,
                follows=in_column("接续", cells.whole, row["接续"]) or vote.follows,
            )  # fmt: skip
        except NotUnderstood as wrong:
            lines.add(headers.OPTIONS, row, label, wrong)
            continue
        lines.add(headers.OPTIONS, row, label)


def read_owners(table: Table, lines: Lines, draft: WorkbookDraft) -> None:
    """业主表决: the roll of owners and the areas behind the counts of a vote of 议题."""
    for row in table:
        said = cells.text(row["事项"])[:60]
        try:
            item, place = _vote_of(row, draft)
            item.votes[place] = replace(item.votes[place], owners=_poll(row))
        except NotUnderstood as wrong:
            lines.add(headers.OWNERS, row, said, wrong)
            continue
        lines.add(headers.OWNERS, row, said)


def _poll(row: Row) -> OwnersPoll:
    matter = one_of("事项", row["事项"], _MATTERS)
    if matter is None:
        raise NotUnderstood("missing", column="事项")

    def area(column: str) -> int:
        return in_column(column, _area, row[column])

    source = cells.text(row["从多数依据"], 2000)
    total = area("总面积")
    sides = [area(column) for column in ("同意面积", "反对面积", "弃权面积", "无效面积")]
    return OwnersPoll(
        matter,
        owners_rule(matter, source or None),
        in_column("业主人数", cells.whole, row["业主人数"]) or 0,
        in_column("专有部分", cells.whole, row["专有部分"]) or 0,
        total,
        Areas(total, *sides),
    )


def _area(cell: cells.Cell) -> int:
    return 0 if cells.text(cell) in ("", "0") else cells.hundredths(cell) or 0


def _vote_of(row: Row, draft: WorkbookDraft) -> tuple[ItemDraft, int]:
    number = in_column("表决号", cells.whole, row["表决号"])
    for item, place, vote in votes_of(draft):
        if number is not None and vote.number == number:
            return item, place
    raise NotUnderstood("no_such_vote", number=number or 0)


def votes_of(draft: WorkbookDraft) -> Iterator[tuple[ItemDraft, int, VoteDraft]]:
    """Every vote of the sheet 议题 with its place in its item."""
    for item in draft.items.values():
        for place, vote in enumerate(item.votes):
            yield item, place, vote
