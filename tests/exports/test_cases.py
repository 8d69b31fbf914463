"""Five meetings, every paper of each: they open again, and the public ones name nobody."""

import io
import re
import zipfile
from dataclasses import replace

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exports.papers import data_of, name_of
from meetings.actions import collect, decide, found, hold, papers, prepare
from meetings.actions.papers import Wanted
from meetings.community.people import Person, Role
from meetings.matters.issues import Issue
from meetings.sitting.debate import Stance
from meetings.sitting.decisions import Decision
from meetings.sitting.presence import Mark, labels
from meetings.sitting.votes import Choice, Method
from tests.data.cases import CASES, NAMES, PHONE, made_up_1
from tests.data.house import House
from tests.data.often import often


def words(data: bytes) -> str:
    """Everything a reader of the file could find: all parts, tags taken out."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = [package.read(name).decode() for name in package.namelist()]
    return "\n".join(re.sub(r"<[^>]+>", "", part) for part in parts)


def made(house: House, wanted: Wanted) -> bytes:
    return data_of(papers.paper(house.records, house.meeting.id, wanted, house.now))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.__name__)
def test_every_paper_of_a_meeting_opens_again_under_its_own_name(case):
    held = case()
    held.finalise()
    wanted = papers.everything(held.records, held.meeting.id, held.now)
    names = set()
    for one in wanted:
        paper = papers.paper(held.records, held.meeting.id, one, held.now)
        document = docx.Document(io.BytesIO(data_of(paper)))
        assert document.paragraphs and document.core_properties.title
        names.add(name_of(paper))
    assert len(names) == len(wanted) > len(papers.AFTER)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.__name__)
@pytest.mark.parametrize("paper", [papers.PUBLIC, papers.POSTING])
def test_a_public_paper_of_a_meeting_names_nobody(case, paper):
    held = case()
    held.finalise()
    told = words(made(held, Wanted(paper)))
    for name in {*NAMES, "王阿姨", "王主任", "李社工"}:
        assert name not in told
    assert PHONE not in told and "501室" not in told


def test_an_amendment_and_its_vote_stand_before_the_motion_it_amends():
    told = words(made(made_up_1(), Wanted(papers.MINUTES)))
    order = [
        told.index(said)
        for said in (
            "对动议“画黄线并值守”的修正案：", "同意12票", "动议：画黄线并值守，先试行一个月",
            "同意7票、反对7票", "因计票时有人进出，该次表决作废", "同意8票",
        )
    ]  # fmt: skip
    assert order == sorted(order)
    assert told.count("回避：王秀英") == 1


SURNAME = st.sampled_from(["王", "李", "欧阳", "司马", "诸葛", "上官", "赵"])
GIVEN = st.text("桂兰芳伟建国秀英志明慧婷", min_size=1, max_size=2)
PERSON = st.one_of(
    st.builds(str.__add__, SURNAME, GIVEN),
    st.sampled_from(["阿依古丽·买买提", "13栋王阿姨", "迪丽热巴·迪力木拉提"]),
)
ROOM = st.integers(101, 3399).map(str)
PHONES = st.integers(13000000000, 19999999999).map(str)
SAID = st.sampled_from(
    [
        "{name}家在{room}室，电话{phone}", "我同意{name}说的", "找{name}，{phone}",
        "{name}（{room}室）反对",
    ]
)  # fmt: skip


@settings(max_examples=often(8), deadline=None)
@given(st.data())
def test_no_name_phone_or_room_of_anyone_who_did_not_consent_is_in_a_public_edition(data):
    names = data.draw(st.lists(PERSON, min_size=4, max_size=6, unique=True))
    consent = [data.draw(st.booleans()) for _ in names]
    rooms = [data.draw(ROOM) for _ in names]
    phones = [data.draw(PHONES) for _ in names]

    def said(about: int) -> str:
        pattern: str = data.draw(SAID)
        return pattern.format(name=names[about], room=rooms[about], phone=phones[about])

    held = House("corner", members=0)
    held.people = [
        held.do(
            found.add_person, held.body.id,
            Person("", "", name, "45栋", "", rooms[n], phones[n], consent[n]),
            (Role.MEMBER,), True,
        )
        for n, name in enumerate(names)
    ]  # fmt: skip
    issue = held.do(
        collect.collect,
        Issue("", held.body.id, 0, "停车", held.now, text=said(0), raised_name=names[1]),
    )
    held.plan("一件事")
    held.do(prepare.edit_meeting, replace(held.meeting, chair=names[0], secretary=names[1]))
    held.act(prepare.schedule_issue, issue.id)
    held.act(hold.mark, held.people[-1].id, Mark.EXCUSED, reason=said(2))
    held.open(present=len(names) - 1)
    held.begin("停车")
    for number in range(1, len(names)):
        held.says(number, said(number), Stance.AGAINST)
    motion = held.move(said(1))
    vote = held.act(decide.open_vote, motion, Method.ROLL_CALL).votes[-1].id
    for person in held.people[:-1]:
        held.act(decide.answer, vote, labels(held.meeting.roll)[person.id], Choice.FOR)
    held.act(decide.close_vote, vote)
    held.do(
        decide.decide,
        Decision(
            "", held.body.id, held.meeting.id, held.item("停车"), said(3), held.now, names[1],
            held.people[1].id, ("物业服务中心", names[2]), held.now.date(),
        ),
    )  # fmt: skip
    held.act(decide.note_minority, held.item("停车"), said(2))
    held.act(hold.end_meeting)

    open_names = {name for name, agreed in zip(names, consent, strict=True) if agreed}
    for paper in (papers.PUBLIC, papers.POSTING):
        told = words(made(held, Wanted(paper)))
        hidden = [n for n in names if n not in open_names and not any(n in o for o in open_names)]
        assert not [name for name in hidden if name in told]
        assert not [phone for phone in phones if phone in told]
        assert not [room for room in rooms if f"{room}室" in told]
    assert "物业服务中心" in words(made(held, Wanted(papers.PUBLIC)))


def test_no_paper_of_a_meeting_says_a_stance_that_nobody_gave():
    held = House()
    held.plan("一件事")
    held.open(14)
    held.begin("一件事")
    held.says(1, "先看看账", Stance.UNSAID)
    held.says(2, "听大家的", Stance.NEUTRAL)
    held.act(hold.end_meeting)
    told = {one: words(made(held, Wanted(one))) for one in (papers.MINUTES, papers.RECORD)}
    assert "成员1：先看看账" in told[papers.RECORD] and "成员2（中立）" in told[papers.RECORD]
    assert "先看看账" in told[papers.MINUTES]
    assert not any("未说" in one for one in told.values())
