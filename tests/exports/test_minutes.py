"""The minutes say everything that was decided and how, and survive any text."""

import dataclasses
import io
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from enum import Enum

import docx
import pytest

from exports.documents.minutes import minutes_document, minutes_name, opening
from exports.documents.minutes_item import motion_text, points_text, points_unlabelled, raised_text
from meetings.papers.masking import public_edition
from meetings.papers.minutes import Minutes, MotionLine, PointLine, SpeechLine
from meetings.papers.points import printed_points, proposed
from meetings.sitting.agenda import ItemOutcome
from meetings.sitting.debate import Stance
from meetings.sitting.points import PointKind


def lines(data: bytes) -> list[str]:
    return [paragraph.text for paragraph in docx.Document(io.BytesIO(data)).paragraphs]


def everywhere(value: object, change: Callable[[str], str]) -> object:
    """The value with every text in it changed, down to the last nested one."""
    if isinstance(value, str) and not isinstance(value, Enum):
        return change(value)
    if isinstance(value, tuple):
        return tuple(everywhere(part, change) for part in value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return replace(
            value,
            **{
                f.name: everywhere(getattr(value, f.name), change)
                for f in dataclasses.fields(value)
            },
        )
    return value


def test_the_minutes_begin_with_title_and_number(minutes: Minutes) -> None:
    assert lines(minutes_document(minutes))[:2] == ["45、47栋街角议事会会议纪要", "〔2026〕第3次"]


def test_the_first_paragraph_says_when_where_who_how_many_and_what(minutes: Minutes) -> None:
    said = opening(minutes)
    assert said.startswith(
        "2026年11月23日14:30至16:10，45、47栋街角议事会在45栋一楼架空层召开第3次会议。"
        "会议由陈静主持，李梅记录。应到16人，实到14人，达到法定人数"
    )
    assert "议题" not in said and "规则" not in said


def test_a_meeting_past_midnight_names_the_second_day(minutes: Minutes) -> None:
    late = replace(minutes, ends_at=datetime(2026, 11, 24, 0, 20))
    assert opening(late).startswith("2026年11月23日14:30至2026年11月24日0:20，")


def test_a_vote_taken_again_stands_with_its_first_count(minutes: Minutes) -> None:
    text = lines(minutes_document(minutes))
    rounds = [line for line in text if line.startswith("经第") and "次表决" in line]
    assert [line[:5] for line in rounds] == ["经第1次表", "经第2次表", "经第3次表"]
    assert "同意7票，反对7票" in rounds[0] and rounds[0].endswith("平票，未通过。")
    assert rounds[1].endswith("因计票时有人进出，重新表决，该次表决作废。")
    assert rounds[2].startswith("经第3次表决（记名表决），")
    assert rounds[2].endswith("同意：张伟（45栋）、李梅。")


def test_an_amendment_and_its_vote_stand_before_the_motion(minutes: Minutes) -> None:
    text = lines(minutes_document(minutes))
    places = [
        next(i for i, line in enumerate(text) if line.startswith(start))
        for start in ("修正案：", "动议：画黄线", "经第1次表决", "动议：设可升降桩")
    ]
    assert places == sorted(places) and "经举手表决，" in text[places[0]]
    assert text[places[3]] == "动议：设可升降桩。欧阳建国提出。撤回，理由：先看试行效果。"
    assert "原动议：画黄线并值守。" in text[places[1]]


def test_opinions_for_and_against_and_the_minority_view_are_kept(minutes: Minutes) -> None:
    text = lines(minutes_document(minutes))
    assert any(
        "赞成意见：去年救护车进不来，耽误了二十分钟（45栋张伟）；"
        "孩子放学从车缝里穿，不安全（阿依古丽·买买提）。"
        "不同意见：本来车位就不够，晚上回来没地方停（欧阳建国）。" in line
        for line in text
    )
    assert "少数意见：有成员认为应当先增加车位，再管消防通道。" in text
    assert not any("掌声" in line for line in text)


def test_many_opinions_have_a_paragraph_for_each_kind(minutes: Minutes) -> None:
    said = SpeechLine(
        "张伟",
        Stance.FOR,
        "消防通道必须二十四小时畅通，任何车都不能停，谁停谁挪，夜里也一样",
        minutes.starts_at,
    )
    more = tuple(
        replace(said, name=f"居民{n}", stance=stance, text=f"{said.text}，第{n}次说")
        for n, stance in enumerate([Stance.FOR] * 4 + [Stance.AGAINST] * 4)
    )
    long = replace(minutes, items=(replace(minutes.items[0], speeches=more),))
    text = lines(minutes_document(long))
    assert any(line.startswith("赞成意见：") and "不同意见" not in line for line in text)
    assert any(line.startswith("不同意见：") for line in text)


def test_decisions_carry_owner_helpers_and_deadline(minutes: Minutes) -> None:
    text = lines(minutes_document(minutes))
    assert "1.画黄线，由李梅承办，物业服务中心协办，2026年12月1日前完成。" in text
    assert "2.排出值守表。" in text and not any("未定" in line for line in text)


def test_an_item_that_waits_in_a_meeting_under_way_is_not_called_passed_over(
    minutes: Minutes,
) -> None:
    assert any("本项未议，列入下次会议" in line for line in lines(minutes_document(minutes)))
    waiting = tuple(replace(item, still_open=item.outcome is None) for item in minutes.items)
    text = lines(minutes_document(replace(minutes, items=waiting)))
    assert "本项还没有结果。" in text and not any("本项未议" in line for line in text)


def test_a_decision_whose_vote_is_void_says_so(minutes: Minutes) -> None:
    first = minutes.items[0]
    void = tuple(replace(line, vote_void=True) for line in first.decisions)
    marked = replace(minutes, items=(replace(first, decisions=void), *minutes.items[1:]))
    assert "2.排出值守表（所依表决已作废）。" in lines(minutes_document(marked))


@pytest.mark.parametrize(
    ("heading", "result"),
    [
        (
            "三、共享单车乱停放",
            "本项提请莲塘社区议事会研究，理由是：需要执法部门参与。",
        ),
        ("四、门口摆摊", "同意与反对票数相等，本项未获通过。"),
        ("六、加装晾衣架", "本项已撤回，理由是：提出人已自行解决。"),
        ("七、修剪大榕树", "本项暂缓，列入下次会议，理由是：等现场查看。"),
        ("八、楼道清理", "本项未议，列入下次会议。"),
    ],
)
def test_what_was_not_adopted_is_listed_too(minutes: Minutes, heading: str, result: str) -> None:
    text = lines(minutes_document(minutes))
    assert text[text.index(heading) + 1] == result


def test_an_agreement_on_the_owners_matter_is_no_decision_of_the_owners(minutes: Minutes) -> None:
    text = lines(minutes_document(minutes))
    after = text[text.index("五、更换楼道立管") :]
    assert after[1:3] == [
        "协商意见为协商一致，须另行提交业主共同决定。",
        "六、加装晾衣架",
    ]


def test_what_became_of_earlier_decisions_comes_first(minutes: Minutes) -> None:
    text = lines(minutes_document(minutes))
    place = text.index("一、上次议定事项落实情况")
    assert text[place + 1].endswith("：销号。最近进展：广告位已启用，小广告少了。")
    assert text[place + 2].endswith("：办理中，逾期。")
    assert text[place + 3] == "二、消防通道停车问题"


def test_two_people_of_one_name_are_told_apart_and_others_not_cluttered(minutes: Minutes) -> None:
    text = lines(minutes_document(minutes))
    present = next(line for line in text if line.startswith("出席："))
    assert present.replace("\n", "").startswith(
        "出席：张伟（45栋）、张伟（47栋）、欧阳建国、阿依古丽·买买提、"
    )
    assert {"请假：孙立", "缺席：钱峰", "委托：吴兰委托李梅", "列席：周宁（社工）、郑浩"} <= set(
        text
    )


def test_who_came_late_or_left_is_told_beside_the_name(minutes: Minutes) -> None:
    there = minutes.attendance
    first, second = there.present[2:4]
    times = replace(
        there,
        came_late=((first, minutes.starts_at.replace(hour=14, minute=50)),),
        left_early=((second, minutes.starts_at.replace(hour=15, minute=30)),),
    )
    text = lines(minutes_document(replace(minutes, attendance=times)))
    present = next(line for line in text if line.startswith("出席："))
    assert f"{first.name}（14:50迟到）、{second.name}（15:30早退）" in present.replace("\n", "")
    assert not any(line.startswith(("迟到：", "早退：")) for line in text)
    masked = replace(times, present=(first, *there.present[:1] * 2), came_late=times.came_late)
    again = replace(masked, came_late=((there.present[0], minutes.starts_at),))
    text = lines(minutes_document(replace(minutes, attendance=again)))
    assert any(line.startswith("迟到：") for line in text), "which of two of one name is not told"


def test_an_item_tells_once_how_many_were_there_and_how_many_votes_that_asks_for(
    minutes: Minutes,
) -> None:
    item = minutes.items[0]
    first = replace(
        item.votes[0], round=1, of=0, motion=item.motions[0].text, method="举手表决",
        void_reason="",
        brief="实到12人，同意6票、反对6票、弃权0票，未超过实到人数的二分之一（至少7票），未通过。",
    )  # fmt: skip
    second = replace(
        first, round=2,
        brief="实到12人，同意8票、反对3票、弃权1票，超过实到人数的二分之一（至少7票），通过。",
    )  # fmt: skip
    third = replace(second, round=3, brief=second.brief.replace("实到12人", "实到13人"))
    votes = (first, second, third)
    text = lines(minutes_document(replace(minutes, items=(replace(item, votes=votes),))))
    said = [line for line in text if line.startswith("经第")]
    assert said == [
        f"经第1次表决（举手表决），{first.brief}",
        "经第2次表决，同意8票、反对3票、弃权1票，超过实到人数的二分之一，通过。",
        f"经第3次表决，{third.brief}",
    ]


def test_the_end_has_signature_date_errata_and_seal(minutes: Minutes) -> None:
    text = [line for line in lines(minutes_document(minutes)) if line]
    assert text[-5:] == [
        "45、47栋街角议事会",
        "2026年11月23日",
        "勘误",
        "2026年11月25日：“黄线”应为“黄色网格线”。",
        "第1版　校验：日志 128条 9f2c 41aa 7be0 · 内容 5d1e 77c3 0b9a",
    ]


def test_a_draft_says_so(minutes: Minutes) -> None:
    assert "〔2026〕第3次（草稿）" in lines(minutes_document(replace(minutes, draft=True)))


def test_an_informal_meeting_says_that_nothing_was_decided(minutes: Minutes) -> None:
    text = lines(minutes_document(replace(minutes, informal=True)))
    assert "本次会议未达到法定人数，按座谈记录各方意见，不作决定。" in text


def test_a_meeting_with_nothing_in_it_still_makes_minutes(minutes: Minutes) -> None:
    bare = replace(
        minutes, title="", place="", chair="", secretary="", rule_name="", ends_at=None, items=(),
        reviewed=(), next_meeting="", quorum_sentence="", seal="", errata=(), written_at=None,
        attendance=replace(
            minutes.attendance, present=(), excused=(), absent=(), represented=(), observers=(),
            came_late=(), left_early=(),
        ),
    )  # fmt: skip
    text = lines(minutes_document(bare))
    assert "2026年11月23日14:30，45、47栋街角议事会召开第3次会议。应到16人，实到0人。" in text
    assert "出席：无" in text and not any("落实" in line for line in text)


def test_the_red_head_is_off_unless_asked_for(minutes: Minutes) -> None:
    styled = [
        [p.style.name for p in docx.Document(io.BytesIO(data)).paragraphs if p.style is not None]
        for data in (minutes_document(minutes), minutes_document(replace(minutes, red_head=True)))
    ]
    assert "红头" not in styled[0] and styled[1][0] == "红头"


def test_the_same_minutes_give_the_same_bytes(minutes: Minutes) -> None:
    assert minutes_document(minutes) == minutes_document(minutes)


def test_properties_hold_the_title_and_the_time_of_writing(minutes: Minutes) -> None:
    found = docx.Document(io.BytesIO(minutes_document(minutes))).core_properties
    assert found.title == "45、47栋街角议事会会议纪要〔2026〕第3次"
    assert found.created == minutes.written_at


def test_the_file_is_named_by_day_body_number_and_edition(minutes: Minutes) -> None:
    assert minutes_name(minutes) == "20261123_45、47栋街角议事会_第3次_会议纪要.docx"
    public = replace(minutes, public=True)
    assert minutes_name(public) == "20261123_45、47栋街角议事会_第3次_会议纪要（公开版）.docx"


@pytest.mark.parametrize("outcome", [*ItemOutcome, None])
def test_every_outcome_has_words(minutes: Minutes, outcome: ItemOutcome | None) -> None:
    item = replace(minutes.items[1], outcome=outcome)
    text = lines(minutes_document(replace(minutes, items=(item,))))
    assert text[
        text.index("二、共享单车乱停放" if not minutes.reviewed else "三、共享单车乱停放") + 1
    ].endswith("。")
    assert not any(line.startswith("结果：") for line in text)


def test_a_speech_without_a_name_has_no_empty_brackets(minutes: Minutes) -> None:
    speech = replace(minutes.items[0].speeches[0], name="")
    [points] = proposed([speech])
    assert points_unlabelled(points) == "去年救护车进不来，耽误了二十分钟。"


def test_points_of_a_persons_desk_stand_for_their_speeches(minutes: Minutes) -> None:
    item = minutes.items[0]
    taken = tuple(replace(speech, taken=True) for speech in item.speeches)
    kept = (
        PointLine(PointKind.QUESTION, "东侧能画几个车位", ("李梅",)),
        PointLine(PointKind.FOR, "救护车进不来、孩子不安全", tuple("甲乙丙丁戊")),
        PointLine(PointKind.LEFT_OUT, "离题的话", ("欧阳建国",)),
    )
    told = replace(item, points=kept, speeches=taken)
    assert [points_text(points) for points in printed_points(told)] == [
        "赞成意见：救护车进不来、孩子不安全（甲等5人）。",
        "提出的问题：东侧能画几个车位（李梅）。",
    ]
    later = replace(told, speeches=(*taken, replace(taken[1], taken=False)))
    assert "不同意见：本来车位就不够，晚上回来没地方停（欧阳建国）。" in [
        points_text(points) for points in printed_points(later)
    ]


def test_points_are_masked_and_what_is_left_to_the_record_is_not_published(
    minutes: Minutes,
) -> None:
    item = minutes.items[0]
    taken = tuple(replace(speech, taken=True) for speech in item.speeches)
    kept = (
        PointLine(PointKind.FOR, "欧阳建国说可以，电话13900000003", ("欧阳建国",)),
        PointLine(PointKind.LEFT_OUT, "离题的话", ("李梅",)),
    )
    told = replace(minutes, items=(replace(item, points=kept, speeches=taken),))
    [public] = public_edition(told).items
    assert public.speeches == ()
    [point] = public.points
    assert "建国" not in point.text + "".join(point.names) and "139" not in point.text


def test_a_motion_without_a_vote_says_what_became_of_it() -> None:
    assert motion_text(MotionLine("画线", "", "", "搁置"), voted=False) == "画线。搁置。"


def test_no_text_anywhere_breaks_the_minutes(minutes: Minutes, hostile: str) -> None:
    changed = everywhere(minutes, lambda _: hostile)
    assert isinstance(changed, Minutes)
    everything = "\n".join(lines(minutes_document(changed)))
    assert not {"\x00", "\x1b", "\x0b", "\u202e", "\ud800"} & set(everything)
    assert len(minutes_name(changed).encode()) <= 120


def test_every_text_of_the_meeting_is_printed(minutes: Minutes) -> None:
    """Each text is marked; what the minutes leave out by design is named here."""
    marks: list[str] = []

    def mark(text: str) -> str:
        if not text:
            return text
        marks.append(f"{text.rstrip('。')}甲{len(marks)}乙")
        return marks[-1]

    changed = everywhere(minutes, mark)
    assert isinstance(changed, Minutes)
    text = "\n".join(lines(minutes_document(changed)))
    left_out = {mark for mark in marks if mark not in text}
    named = [changed.attendance.present, changed.attendance.excused, changed.attendance.absent]
    own = {name.building for group in named for name in group} | {
        name.roles for name in changed.attendance.observers
    }
    people = [p for pair in changed.attendance.represented for p in pair]
    people += [p for p, _ in (*changed.attendance.came_late, *changed.attendance.left_early)]
    people += [p for item in changed.items for p, _ in item.recused]
    own |= {name.building for name in people}
    speeches = changed.items[0].speeches
    own |= {speeches[-1].text, speeches[-1].name, changed.items[0].speeches[0].name}
    own |= {m.state for m in changed.items[0].motions} | {v.motion for v in changed.items[0].votes}
    own |= {item.referred_to for item in changed.items} | {changed.title, changed.rule_name}
    assert left_out <= own


def test_a_proxy_whose_holder_left_says_from_when_it_counts_no_longer(minutes: Minutes) -> None:
    """The list named it as any other, and no vote taken after that had counted it."""
    [(_, holder)] = minutes.attendance.represented
    there = replace(minutes.attendance, left_early=((holder, minutes.starts_at),))
    told = lines(minutes_document(replace(minutes, attendance=there)))
    assert "委托：吴兰委托李梅（受托人14:30离会，此后不计）" in told
    assert "委托：吴兰委托李梅" in lines(minutes_document(minutes))


def test_nobody_is_said_to_have_raised_what_came_without_a_name(minutes: Minutes) -> None:
    named = replace(
        minutes.items[0], raised=True, raised_by="何勇", supporters=6, place="", about="", again=""
    )
    assert raised_text(named) == "本项由何勇提出（6人附议）。"
    assert raised_text(replace(named, raised_by="")) == "本项（6人附议）。"
    assert raised_text(replace(named, raised_by="", supporters=0)) == ""
    told = replace(named, raised_by="", supporters=0, about="电梯坏了")
    assert raised_text(told) == "本项：电梯坏了。"
