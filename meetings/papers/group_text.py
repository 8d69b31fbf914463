"""Short texts to paste into a residents' group: a notice, a result, an answer, what is late.

They are masked as what is posted is: no name of a person who did not agree, no telephone, no room.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from meetings.chairing.outcomes import VOTED
from meetings.clean import is_blank, trim
from meetings.community.people import Person
from meetings.community.surnames import has_surname
from meetings.matters.followup_states import DONE, Lateness
from meetings.matters.followups import FollowUp
from meetings.matters.issues import Issue, IssueState
from meetings.papers.elected_words import elected_words
from meetings.papers.mask_choice import MaskChoice
from meetings.papers.minutes import DecisionLine, ItemMinutes, Minutes
from meetings.papers.name_masking import Cover, WordList, masked
from meetings.papers.other_papers import Notice
from meetings.papers.outcome_words import on_paper
from meetings.sitting.agenda import ItemKind, ItemOutcome
from meetings.terms import term

PRIVATE = "涉及个人事务的事项"
NOTHING_LATE = "没有逾期事项。"
_WEEKDAYS = "一二三四五六日"


class Mask:
    """Masks the names of persons in a text that is to be published."""

    def __init__(
        self,
        people: Iterable[Person],
        words: WordList | None = None,
        choices: Iterable[MaskChoice] = (),
    ) -> None:
        persons = list(people)
        closed = {one.name for one in persons if not one.consent}
        self._open = {one.name for one in persons} - closed
        self.text = Cover(
            sorted(closed),
            [one.room for one in persons],
            [one.phone for one in persons],
            words=words,
            choices=choices,
        )

    def name(self, name: str) -> str:
        """A field that holds a person or a unit: a person's name is masked, known or not."""
        bare = trim(name.partition("（")[0])
        if bare in self._open:
            return bare
        return masked(bare) if has_surname(bare) else self.text(bare)

    def names(self, names: Iterable[str]) -> str:
        """Several of them."""
        return "、".join(dict.fromkeys(self.name(one) for one in names if not is_blank(one)))


def _day(day: date) -> str:
    return f"{day.month}月{day.day}日"


def notice_text(notice: Notice) -> str:
    """The call to a meeting; `notice` is the one that is posted."""
    held = notice.occasion
    at = held.starts_at
    when = f"{_day(at.date())}（星期{_WEEKDAYS[at.weekday()]}）{at:%H:%M}"
    lines = [
        f"【会议通知】{held.body_name}定于{when}{'召开' + held.kind if held.kind else '开会'}。"
    ]
    if not is_blank(held.place):
        lines.append(f"地点：{trim(held.place)}")
    if notice.invited:
        lines.append(f"邀请单位：{'、'.join(notice.invited)}")
    titles = [trim(item.title) or _of_kind(item.kind) for item in notice.items]
    if titles:
        lines += ["议题：", *(f"{n}. {title}" for n, title in enumerate(titles, 1))]
    lines += [trim(notice.remarks)] if not is_blank(notice.remarks) else []
    return "\n".join([*lines, "欢迎参加。"])


def _of_kind(kind: ItemKind) -> str:
    return term(kind) if kind is ItemKind.REVIEW else PRIVATE


def result_text(minutes: Minutes, number: int | None = None) -> str:
    """The results of a meeting, or of one item; `minutes` are the public edition."""
    on = _day(minutes.starts_at.date())
    draft = "（纪要尚未定稿）" if minutes.draft else ""
    lines = [f"【议事结果】{minutes.body_name}{on}会议{draft}"]
    items = [one for one in minutes.items if number is None or one.number == number]
    results = [(one, words) for one in items if (words := _item_words(one))]
    lines += [f"{one.number}. {trim(one.title)}：{words}" for one, words in results]
    if not results:
        lines.append("尚无结果。")
    return "\n".join(lines)


def _item_words(item: ItemMinutes) -> str:
    if item.private:
        return ""
    last = {(vote.of, vote.motion): vote for vote in item.votes if not vote.void_reason}
    parts = [vote.sentence for vote in last.values()]
    if any(line.rounds > 1 or line.count < line.seats or line.declined for line in item.elected):
        parts.append(elected_words(item.elected))  # the last round does not name all
    parts += [_decided(one) for one in item.decisions]
    told = item.outcome in VOTED or item.outcome is ItemOutcome.AGREED
    if item.outcome is not None and not (parts and told):
        referred = trim(item.referred_to)
        line = on_paper(item.outcome, item.owners_matter, referred, talked=item.talked_about)
        parts.append(line + _why(item))
    return "".join(map(_sentence, filter(None, map(trim, parts))))


def _sentence(part: str) -> str:
    return part if part.endswith("？") else f"{part.rstrip('。；')}。"


def _why(item: ItemMinutes) -> str:
    return f"，理由：{trim(item.reason)}" if not is_blank(item.reason) else ""


def _each(names: Iterable[str]) -> str:
    return "、".join(dict.fromkeys(name for name in names if not is_blank(name)))


def _decided(one: DecisionLine) -> str:
    led, helping = _each((*one.units, one.owner)), _each(one.helpers)
    facts = "，".join(filter(None, (
        f"{led}承办" if led else "",
        f"{helping}协办" if helping else "",
        f"{_day(one.deadline)}前完成" if one.deadline is not None else "",
        "所依表决已作废" if one.vote_void else "",
    )))  # fmt: skip
    return f"议定：{trim(one.text).rstrip('。')}" + (f"（{facts}）" if facts else "")


def answer_text(
    body_name: str,
    issue: Issue,
    tasks: Sequence[FollowUp],
    mask: Mask,
    referred_to: str = "",
    answered: str = "",
) -> str:
    """What became of an issue, for whoever raised it and for the group."""
    title = PRIVATE if issue.private else mask.text(trim(issue.title))
    # A group's nickname is nobody's surname and would tell who it is.
    named = has_surname(trim(issue.raised_name)) and not issue.private
    who = f"{mask.name(issue.raised_name) if named else '居民'}反映的"
    place = f"（{mask.text(trim(issue.place))}）" if issue.place and not issue.private else ""
    lines = [f"【答复】{body_name}：{who}“{title}”{place}"]
    if issue.state in _SAID:
        lines.append(_SAID[issue.state](issue, mask, referred_to))
    elif not tasks:
        lines.append(f"目前：{term(issue.state)}。")
    if not is_blank(answered) and not issue.private:
        lines.append(f"{referred_to}答复：{mask.text(trim(answered))}")
    lines += [] if issue.private else [_task_words(task, mask) for task in tasks]
    return "\n".join(lines)


def _returned(issue: Issue, mask: Mask, _to: str) -> str:
    return f"未列为议题，理由：{mask.text(trim(issue.reason))}。"


def _referred(issue: Issue, mask: Mask, to: str) -> str:
    return f"已上报{to}，等候答复。" if to else "已上报，等候答复。"


def _settled(issue: Issue, mask: Mask, _to: str) -> str:
    on = f"{_day(issue.settled_at.date())}" if issue.settled_at is not None else ""
    return f"已于{on}解决。" if on else "已解决。"


_SAID: dict[IssueState, Callable[[Issue, Mask, str], str]] = {
    IssueState.RETURNED: _returned, IssueState.REFERRED_UP: _referred,
    IssueState.SETTLED: _settled,
}  # fmt: skip


def _task_words(task: FollowUp, mask: Mask) -> str:
    led, helping = mask.names(task.in_charge), mask.names(task.helpers)
    facts = [f"{led}承办" if led else "", f"{helping}协办" if helping else ""]
    if task.state in DONE:
        facts.append(f"目前{term(task.state)}")
    else:
        facts += [
            f"{_day(task.deadline)}前完成" if task.deadline else "",
            f"目前{term(task.state)}",
        ]
    words = mask.text(trim(task.text)).rstrip("。")
    return f"办理：{words}（{'，'.join(filter(None, facts))}）。"


def late_text(body_name: str, tasks: Iterable[FollowUp], today: date, mask: Mask) -> str:
    """What is late, with whom and for how long, the latest first."""
    late = [task for task in tasks if task.lateness(today) is Lateness.OVERDUE]
    late.sort(key=lambda task: (task.deadline or today, task.number))
    lines = [f"【督办】{body_name}截至{_day(today)}"]
    for n, task in enumerate(late, 1):
        assert task.deadline is not None
        days = (today - task.deadline).days
        who = mask.names(task.in_charge) or "承办人未定"
        words = mask.text(trim(task.text)).rstrip("。")
        lines.append(f"{n}. {words}：{who}，应于{_day(task.deadline)}完成，逾期{days}天。")
    return "\n".join(lines if late else [f"{lines[0]}，{NOTHING_LATE}"])
