"""Makes the whole sample, in an empty file, through the same use cases as the screens."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from meetings.actions import collect, found
from meetings.community.bodies import Tier
from meetings.community.people import Person
from meetings.matters.issues import Issue, IssueState
from meetings.ports import Records
from meetings.procedure.rules import OWN, preset
from tui.sample import tiers
from tui.sample.clock import Clock
from tui.sample.council_meeting import hold_council
from tui.sample.first_meeting import hold_first
from tui.sample.issues import ISSUES, Raised
from tui.sample.ledger import before_council, before_third
from tui.sample.people import ALSO, COMMUNITY, CORNER, NEW_CORNER, OLD_CORNER, PEOPLE, SUBDISTRICT
from tui.sample.running_meeting import call_off, hold_third, plan_third
from tui.sample.sitting import Sample

OWN_RULE = replace(
    preset("community"), preset=OWN, name="45、47栋议事规则", source="45、47栋居民共同议定"
)
"""The corner's own rule: two thirds must be present, and a motion needs a second."""


def make_sample(records: Records, now: datetime) -> None:
    """Fill an empty file with the sample; dates are counted from `now` (aware).

    Three tiers, 25 issues, two meetings held, one called off, one under way; of the matters passed
    up one is answered, one is late, one is under way.
    """
    now = now.replace(microsecond=0)
    sample = Sample(records, Clock(now - timedelta(days=60)), now)
    _found(sample)
    _register(sample)
    _raise(sample, (r for r in ISSUES if r.days > 35))
    hold_first(sample, _evening(now, 35))
    _raise(sample, (r for r in ISSUES if 22 < r.days <= 35))
    before_council(sample)
    hold_council(sample, _evening(now, 22))
    _raise(sample, (r for r in ISSUES if r.days > 16 and r.key not in sample.issues))
    before_third(sample)
    _raise(sample, (r for r in ISSUES if r.days > 5 and r.key not in sample.issues))
    call_off(sample, _evening(now, 5))
    _raise(sample, (r for r in ISSUES if r.key not in sample.issues))
    tiers.remind(sample)
    third = plan_third(sample, now - timedelta(minutes=40))
    hold_third(sample, third)
    tiers.answer(sample)


def _evening(now: datetime, days: int) -> datetime:
    return (now - timedelta(days=days)).replace(hour=19, minute=0, second=0)


def _found(sample: Sample) -> None:
    major = preset("community")
    corner = preset("corner")
    for key, tier, name, rule, parent, place in (
        (SUBDISTRICT, Tier.SUBDISTRICT, "青溪街道推进会", major, None, "街道办三楼会议室"),
        (COMMUNITY, Tier.COMMUNITY, "梧桐里社区议事会", major, SUBDISTRICT, "社区党群服务中心二楼"),
        (CORNER, Tier.CORNER, "45、47栋街角议事会", OWN_RULE, COMMUNITY, "45栋一楼架空层"),
        (OLD_CORNER, Tier.CORNER, "13栋街角议事会", corner, COMMUNITY, "13栋老人活动室"),
        (NEW_CORNER, Tier.CORNER, "21、22栋街角议事会", corner, COMMUNITY, "21栋前小花园"),
    ):
        above = sample.bodies[parent].id if parent else None
        sample.bodies[key] = found.found_body(
            sample.records, sample.clock.by(), tier, name, rule, above, place
        )


def _register(sample: Sample) -> None:
    for known in PEOPLE:
        body = sample.bodies[known.home].id
        person = Person("", body, known.name, known.building, known.entrance, skills=known.skills)
        sample.people[known.key] = found.add_person(
            sample.records, sample.clock.by(), body, person, known.roles, known.votes
        )
    for key, place, roles, votes in ALSO:
        found.give_seat(
            sample.records, sample.clock.by(), sample.bodies[place].id, sample.people[key].id,
            roles, votes,
        )  # fmt: skip


def _raise(sample: Sample, raised: Iterable[Raised]) -> None:
    for one in sorted(raised, key=lambda r: -r.days):
        body = sample.bodies[one.body].id
        sample.clock.to(sample.now - timedelta(days=one.days))
        by = sample.clock.by()
        if one.key in tiers.TAKEN_UP:
            sample.issues[one.key] = tiers.take_up(sample, one)
            continue
        person = sample.people.get(one.by)
        issue = collect.collect(
            sample.records,
            by,
            Issue(
                "", body, 0, one.title, by.at, one.text, one.place, one.topic, one.source,
                person.id if person else None, person.name if person else one.by, one.supporters,
                private=one.private, owners_matter=one.owners,
            ),
        )  # fmt: skip
        sample.issues[one.key] = issue
        sample.clock.pass_(90)
        by = sample.clock.by()
        if one.state is IssueState.MERGED:
            into = sample.issues[one.why].id
            collect.merge_issues(sample.records, by, body, issue.id, into)
        elif one.state is IssueState.REFERRED_UP:
            tiers.pass_up(sample, one, issue)
        elif one.state is not None:
            collect.screen(sample.records, by, body, issue.id, one.state, one.why)
