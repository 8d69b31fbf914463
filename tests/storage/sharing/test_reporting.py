"""What a body tells above of itself: figures of what is over, notices with names masked, finals."""

from datetime import datetime
from typing import Any

import pytest

from meetings.actions import decide, finish, found, hold, post, prepare
from meetings.community.people import Person, Role
from meetings.figures.exchanged import figures_of
from meetings.sharing import letters as rules
from meetings.sitting.agenda import ItemOutcome
from meetings.sitting.decisions import Decision
from meetings.sitting.meeting import Meeting
from meetings.sitting.presence import Mark
from storage.registers import exchanging, incoming, register, reporting
from tests.storage.sharing.offices import Office, pass_on


def told(office: Office, kind: str) -> dict[tuple[str, str], Any]:
    with office.records.reading() as book:
        return {(body, of): known for body, of, known in reporting.newest(book.conn, kind)}


def kinds(office: Office, sender: Office) -> list[str]:
    with office.records.reading() as book:
        return [one.kind for one in register.of_body(book.conn, sender.id)]


def next_month(office: Office) -> None:
    office.now = datetime(2026, 12, 8, 9, 0, tzinfo=office.now.tzinfo)


def test_a_month_is_told_once_it_is_over(three, tmp_path):
    corner, community, _ = three
    corner.raise_("楼道灯坏了", topic="基础设施")
    pass_on(corner, community, tmp_path)
    assert "figures" not in kinds(community, corner), "the month is not over"
    next_month(corner)
    pass_on(corner, community, tmp_path)
    known = figures_of(told(community, rules.FIGURES)[corner.id, "2026-11"])
    assert (known.issues.new, known.topics) == (1, {"基础设施": 1})
    before = len(kinds(community, corner))
    pass_on(corner, community, tmp_path)
    assert len(kinds(community, corner)) == before, "nothing new is to be told of it"


def test_what_is_written_late_is_told_again_and_the_newest_counts(three, tmp_path):
    corner, community, _ = three
    corner.raise_("楼道灯坏了")
    november = corner.now
    next_month(corner)
    pass_on(corner, community, tmp_path)
    corner.now = november
    corner.raise_("单元门坏了")
    next_month(corner)
    pass_on(corner, community, tmp_path)
    assert figures_of(told(community, rules.FIGURES)[corner.id, "2026-11"]).issues.new == 2
    assert kinds(community, corner).count("figures") == 2


def test_the_body_above_the_one_above_is_addressed_though_its_keys_are_not_known(three, tmp_path):
    corner, community, street = three
    corner.raise_("楼道灯坏了")
    next_month(corner)
    pass_on(corner, community, tmp_path)
    with community.records.reading() as book:
        letter = register.newest_of(book.conn, corner.id, rules.FIGURES, "2026-11")
    assert letter is not None
    assert {one.reader for one in letter.addressed} == {community.id, street.id}


@pytest.mark.parametrize(
    ("kind", "record", "fields"),
    [
        ("figures", "2026-11", {"period": "2026-10", "until": "2026-10-31"}),
        ("figures", "2026-11", {"period": "2026-11", "until": "2026-11-30", "heads": -4}),
        ("figures", "2026-11", {}),
        ("notice", "n", {"title": "x"}),
        ("notice", "n", dict.fromkeys(("title", "since", "until", "place", "taken_down_on"))
         | {"decisions": [7]}),
        ("final", "f", {"version": [], "hash": ""}),
    ],
)  # fmt: skip
def test_what_cannot_be_shown_is_refused(three, kind, record, fields):
    corner, community, _ = three
    with community.records.registering() as conn:
        head = register.head(conn, corner.id, 1)
        number = register.number_to(conn, corner.id, 1, community.id)
        letter = rules.written(
            head, corner.id, 1, kind, [rules.Addressed(community.id, number + 1)], corner.at(),
            (1, bytes(32)), bytes(16), rules.payload_of(record, fields),
            exchanging.signer(corner.records, corner.id),
        )  # fmt: skip
        taken = incoming.take(conn, [letter], community.at())
    assert [one.why for one in taken.unsound] == ["payload"] and not told(community, kind)


def test_figures_of_a_later_version_are_kept_and_what_is_known_of_them_is_read(three):
    corner, community, _ = three
    told_later = {"period": "2026-11", "until": "2026-11-30", "heads": 4, "hue": 7}
    with community.records.registering() as conn:
        head = register.head(conn, corner.id, 1)
        number = register.number_to(conn, corner.id, 1, community.id)
        letter = rules.written(
            head, corner.id, 1, "figures", [rules.Addressed(community.id, number + 1)],
            corner.at(), (1, bytes(32)), bytes(16), rules.payload_of("2026-11", told_later),
            exchanging.signer(corner.records, corner.id),
        )  # fmt: skip
        taken = incoming.take(conn, [letter], community.at())
    assert len(taken.later) == 1
    assert figures_of(told(community, rules.FIGURES)[corner.id, "2026-11"]).heads == 4


def held(office: Office) -> Meeting:
    """A meeting of three about one matter, ended, with a decision that names a resident."""
    members = [
        office.do(found.add_person, office.id, Person("", "", name), (Role.MEMBER,), True)
        for name in ("王秀英", "李国强", "张桂兰")
    ]
    planned = office.do(
        prepare.plan_meeting, office.id, "", office.now, "居委会", "王主任", "李社工"
    )
    here = office.id, planned.id
    office.do(prepare.add_item, *here, "消防通道停车")
    for one in members:
        office.do(hold.mark, *here, one.id, Mark.IN)
    meeting = office.do(hold.open_meeting, *here, officers=("王主任", "李社工"))
    item = meeting.items[0].id
    office.do(hold.begin_item, *here, item)
    decision = Decision("", *here, item, "由王秀英通知车主", office.now, task=False)
    office.do(decide.decide, decision)
    office.do(decide.settle, *here, item, ItemOutcome.AGREED, "无人反对")
    office.do(hold.end_meeting, *here)
    ended: Meeting = office.get(Meeting, here[1])
    return ended


def with_names_masked(office: Office) -> Any:
    from tui.desk.exchanging import masks_of

    return masks_of(office.records).get(office.id)


def test_a_notice_leaves_with_names_masked_and_waits_for_who_can_mask_it(three):
    corner, community, _ = three
    meeting = held(corner)
    notice = corner.do(post.post, corner.id, meeting.id, "议事结果", corner.now.date(), 5, "公告栏")

    def load() -> Any:
        return exchanging.load(
            corner.records, corner.id, community.id, corner.at(), with_names_masked(corner)
        )

    plain = exchanging.load(corner.records, corner.id, community.id, corner.at())
    assert "notice" not in {one.kind for one in plain.letters}
    with corner.records.registering() as conn:
        conn.execute("UPDATE kept_body SET seq = 0")
    with community.records.registering() as conn:
        incoming.take(conn, load().letters, community.at())
    known = told(community, rules.NOTICE)[corner.id, notice.id]
    assert known["decisions"][0] == {"text": "消防通道停车", "outcome": "agreed"}
    assert "王秀英" not in str(known) and "通知车主" in known["decisions"][1]["text"]
    corner.do(post.take_down, corner.id, notice.id, "贴错了")
    with community.records.registering() as conn:
        incoming.take(conn, load().letters, community.at())
    known = told(community, rules.NOTICE)[corner.id, notice.id]
    assert known["taken_down_on"] == str(corner.now.date()) and "贴错" not in str(known)


def test_minutes_made_final_are_told_by_their_hash_and_no_word_of_them(three, tmp_path):
    corner, community, _ = three
    meeting = held(corner)
    final = corner.do(finish.finalise, corner.id, meeting.id, "ab12", 9)
    pass_on(corner, community, tmp_path)
    [(of, known)] = told(community, rules.FINAL).items()
    assert of[0] == corner.id and known["hash"] == final.final_hash
    assert known["held_on"] == str(corner.now.date()) and known["journal_head"] == "ab12"
    assert "消防" not in str(known)
