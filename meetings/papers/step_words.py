"""The facts of a task's step that papers print beside its kind and text: to whom, by when."""

from collections.abc import Callable
from datetime import date

from meetings.clean import is_blank, trim
from meetings.matters.followup_states import StepKind
from meetings.matters.followups import Step
from meetings.terms import Lang, term

_HANDED = {
    "on": ("由{was}改派给{who}", "from {was} to {who}"),
    "to": ("交给{who}", "to {who}"),
    "part": ("第{n}项分工", "part {n}"),
    "moved": ("时限由{was}改为{day}", "deadline moved from {was} to {day}"),
    "until": ("时限：{day}", "by {day}"),
}


def _as_written(name: str) -> str:
    return name


def step_facts(
    step: Step, lang: Lang = "zh", called: Callable[[str], str] = _as_written
) -> tuple[str, ...]:
    """Which part, to whom and from whom, how it ended, who chased, the old and the new deadline.

    `called` says how a person is called in the paper.
    """
    parts = [_say("part", lang, n=step.part)] if step.part else []
    parts += [handed_text(step, lang, called)]
    parts += [term(one, lang) for one in (step.ending, step.level) if one is not None]
    if step.deadline is not None and step.was_deadline is not None:
        was = _day(step.was_deadline, lang)
        parts.append(_say("moved", lang, was=was, day=_day(step.deadline, lang)))
    elif step.deadline is not None:
        parts.append(_say("until", lang, day=_day(step.deadline, lang)))
    return tuple(one for one in parts if one)


def handed_text(step: Step, lang: Lang = "zh", called: Callable[[str], str] = _as_written) -> str:
    """To whom a task was given: 交给物业, 由李国强改派给物业; "" where its owner did not change."""
    if is_blank(step.who) or (step.kind is StepKind.HAND_ON and step.was == step.who):
        return ""
    who = _names(step.who, called)
    if is_blank(step.was):
        return _say("to", lang, who=who)
    return _say("on", lang, was=_names(step.was, called), who=who)


def _names(text: str, called: Callable[[str], str]) -> str:
    return "、".join(called(trim(name)) for name in text.split("、"))


def _say(key: str, lang: Lang, **facts: object) -> str:
    return _HANDED[key][lang != "zh"].format(**facts)


def _day(day: date, lang: Lang) -> str:
    return f"{day.year}年{day.month}月{day.day}日" if lang == "zh" else day.isoformat()
