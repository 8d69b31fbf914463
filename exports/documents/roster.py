"""名册: people with roles, or groups and buildings with their heads, to print for the file."""

from exports import text
from exports.documents.names import file_name
from exports.documents.occasion import midnight
from exports.layout import blocks, styles, tables
from exports.layout.packing import pack
from meetings.community.groups import GroupLine
from meetings.papers.roster import RosterPaper
from meetings.terms import term

PEOPLE, GROUPS, HEADLESS = "名册", "楼栋小组负责人名册", "还没有负责人的楼栋小组"
PEOPLE_HEADS = ("序号", "姓名", "楼栋", "所在组", "身份", "电话")
GROUP_HEADS = ("序号", "名称", "类别", "负责人", "妇女组长", "网格员", "人数")
NOBODY = "缺"


def roster_document(paper: RosterPaper) -> bytes:
    """The list as a .docx; the same value gives the same bytes."""
    title = _title(paper)
    document = blocks.new_document(title, paper.body_name, midnight(paper.on))
    blocks.title(document, title)
    blocks.subtitle(document, f"{text.one_line(paper.body_name)}　{text.day_text(paper.on)}")
    if paper.groups:
        missing = f"，其中{paper.headless}处还没有负责人" if paper.headless else ""
        count = f"共{len(paper.groups)}处{missing}。"
        if paper.of:
            count = f"共{paper.of}处，下列{paper.headless}处还没有负责人。"
        blocks.line(document, count, styles.TABLE_TEXT)
        rows = [_group(number, line) for number, line in enumerate(paper.groups, 1)]
        tables.table(
            document, GROUP_HEADS, rows, [12, 40, 20, 32, 20, 20, 12], [0, 2, 6], caption=title,
            style=styles.TABLE_SMALL,
        )  # fmt: skip
    else:
        counted = "，".join(f"{text.one_line(word)}{count}人" for word, count in paper.counts)
        count = f"共{len(paper.people)}人" + (f"：{counted}。" if counted else "。")
        blocks.line(document, count, styles.TABLE_TEXT)
        people = [
            (str(number), *map(text.one_line, row)) for number, row in enumerate(paper.people, 1)
        ]
        tables.table(
            document, PEOPLE_HEADS, people, [12, 24, 24, 32, 38, 28], [0], caption=title,
            style=styles.TABLE_SMALL,
        )  # fmt: skip
    blocks.signature(document, paper.body_name, paper.on)
    heads = [name for one in paper.groups for name in (*one.heads, *one.womens, *one.grid)]
    return pack(document, [*heads, *(row[0] for row in paper.people)])


def _group(number: int, line: GroupLine) -> tuple[str, ...]:
    def named(names: tuple[str, ...], nobody: str = "") -> str:
        return "、".join(map(text.one_line, names)) or nobody

    name = "　" * line.depth + text.one_line(line.group.name)
    return (
        str(number), name, term(line.group.kind), named(line.heads, NOBODY), named(line.womens),
        named(line.grid), str(line.people or ""),
    )  # fmt: skip


def _title(paper: RosterPaper) -> str:
    if not paper.groups:
        return text.one_line(paper.what) + PEOPLE
    return HEADLESS if paper.of else GROUPS


def roster_name(paper: RosterPaper) -> str:
    """The file's name: day, body, and which list."""
    return file_name(paper.on, paper.body_name, _title(paper))
