"""The fields that a body's own Word form may name; docs/templates.md lists them."""

from typing import Any

from exports import text, words
from exports.documents.attendance import Printed, changes
from exports.documents.minutes import opening, review_text, signed_on, when
from exports.documents.minutes_item import (
    decision_text,
    in_order_of_decision,
    motion_text,
    outcome_text,
    points_unlabelled,
    voted_on,
)
from meetings.papers.minutes import DecisionLine, ItemMinutes, Minutes, VoteLine
from meetings.papers.points import printed_points

Fields = dict[str, Any]


def fields_of(minutes: Minutes) -> Fields:
    """The values of the fields: texts, numbers and lists of them, by name."""
    there = minutes.attendance
    printed = Printed(there, buildings=False)

    def names(group: Any) -> str:
        return "、".join(printed(name) for name in group)

    units = (f"{unit}（{name}）" if name else unit for unit, name in there.units)
    values: Fields = {
        "机构": minutes.body_name,
        "编号": minutes.number,
        "年份": minutes.year,
        "次数": minutes.serial,
        "会议名称": minutes.title,
        "时间": when(minutes),
        "日期": text.day_text(minutes.starts_at.date()),
        "地点": minutes.place,
        "主持人": minutes.chair,
        "记录人": minutes.secretary,
        "规则": minutes.rule_name,
        "到会情况": minutes.quorum_sentence,
        "应到": "" if there.expected is None else there.expected,
        "实到": len(there.present),
        "出席": names(there.present),
        "请假": names(there.excused),
        "缺席": names(there.absent),
        "列席": "、".join([*(printed.guest(name) for name in there.observers), *units]),
        "委托": "、".join(
            words.PROXY_PAIR.format(principal=printed(a), holder=printed(b))
            for a, b in there.represented
        ),
        "应到变更": "、".join(changes(there, printed)),
        "开头": opening(minutes),
        "落实情况": [review_text(line) for line in minutes.reviewed],
        "议题": [_item(item, item.number, printed) for item in minutes.items],
        "下次会议": minutes.next_meeting,
        "落款日期": text.day_text(signed_on(minutes)),
        "草稿": minutes.draft,
        "公开版": minutes.public,
        "座谈": minutes.informal,
        "版本": minutes.version,
        "校验": minutes.seal,
        "确认": minutes.approved_in,
        "勘误": [
            words.ERRATUM.format(day=text.day_text(day), text=values)
            for day, values in minutes.errata
        ],
    }
    cleaned: Fields = _clean(values)
    return cleaned


def _item(item: ItemMinutes, number: int, printed: Printed) -> Fields:
    return {
        "序号": number,
        "中文序号": text.numeral(number),
        "题目": item.title,
        "事由": text.sentence(item.matter),
        "议案": text.sentence(item.proposal),
        "回避": "、".join(printed(name) for name, _ in item.recused),
        "意见": [
            {"立场": words.POINTS_OF[points.kind].rstrip("："), "内容": points_unlabelled(points)}
            for points in printed_points(item)
        ],
        "少数意见": text.sentence(item.minority_view),
        "动议": [
            {
                "名称": "修正案" if motion.is_amendment else "动议",
                "内容": motion_text(motion, voted=any(voted_on(v, motion) for v in item.votes)),
                "表决": [_vote(vote) for vote in item.votes if voted_on(vote, motion)],
            }
            for motion in in_order_of_decision(item.motions)
        ],
        "结果": outcome_text(item).rstrip("。"),
        "议定事项": [_decision(decision) for decision in item.decisions],
        "上提": item.referred_to,
    }


def _vote(vote: VoteLine) -> str:
    void = f"（{words.VOID.format(reason=vote.void_reason)}）" if vote.void_reason else ""
    return text.sentence(vote.brief or vote.sentence) + void


def _decision(decision: DecisionLine) -> Fields:
    return {
        "内容": text.clause(decision.text),
        "责任人": decision.owner,
        "协办": "、".join(decision.helpers),
        "时限": text.day_text(decision.deadline) if decision.deadline else "",
        "全文": decision_text(decision),
    }


def _clean(value: Any) -> Any:
    """Texts on one line, without what Word cannot hold."""
    if isinstance(value, str):
        return text.one_line(value)
    if isinstance(value, list):
        return [_clean(part) for part in value]
    if isinstance(value, dict):
        return {name: _clean(part) for name, part in value.items()}
    return value
