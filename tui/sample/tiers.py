"""The sample's matters passed up between bodies: one answered, one late, one under way."""

from dataclasses import replace
from datetime import timedelta

from meetings.actions import collect, refer
from meetings.actions.exchange import referral_status
from meetings.matters.issues import Issue
from meetings.matters.referrals import Referral
from tui.sample.issues import Raised
from tui.sample.sitting import Sample

TAKEN_UP = {"street": "店铺占道经营", "slots": "共享单车投放点"}
"""By key, issues of an upper tier that came from below, with their titles there."""

ZOMBIES = "僵尸车长期占位"
SETTLED = "整条街按门前公约来：早上七点前可以卸货，其余时间不占人行道"


def _sent(sample: Sample, title: str) -> Referral:
    with sample.records.reading() as book:
        return next(iter(book.find(Referral, title=title)))


def take_up(sample: Sample, raised: Raised) -> Issue:
    """Acknowledge a matter from below and put it into this body's pool of issues."""
    sent = _sent(sample, TAKEN_UP[raised.key])
    refer.receive(sample.records, sample.clock.by(), sent.id)
    sample.clock.pass_(40)
    issue = refer.schedule(sample.records, sample.clock.by(), sent.id)
    person = sample.people[raised.by]
    return collect.edit_issue(
        sample.records,
        sample.clock.by(),
        replace(
            issue, title=raised.title, text=raised.text, place=raised.place, topic=raised.topic,
            raised_by=person.id, raised_name=person.name, supporters=raised.supporters,
        ),
    )  # fmt: skip


def pass_up(sample: Sample, raised: Raised, issue: Issue) -> None:
    """Pass an issue up from the pool; it is acknowledged, but its answer is late by now."""
    wanted = sample.now.date() - timedelta(days=3)
    sent = refer.refer_issue(
        sample.records, sample.clock.by(), issue.body, issue.id, raised.why,
        "贴过三次挪车告示，打过车上留的电话", wanted,
    )  # fmt: skip
    sample.clock.pass_(30)
    refer.receive(sample.records, sample.clock.by(), sent.id)


def remind(sample: Sample) -> None:
    """Let the corner ask again about the abandoned cars."""
    sent = _sent(sample, ZOMBIES)
    refer.remind(sample.records, sample.clock.by(), sent.id, "居民又问起，请先答复谁来查车主")


def answer(sample: Sample) -> None:
    """Let the community answer about the shops, which puts it on the corner's next agenda."""
    sent = _sent(sample, TAKEN_UP["street"])
    tasks = referral_status(sample.records, sent.id).tasks
    refer.answer(
        sample.records, sample.clock.by("曾爱华"), sent.id,
        "社区议事会已议定，沿街店铺签了门前公约，每晚有人巡街劝导。", SETTLED, tasks,
    )  # fmt: skip
