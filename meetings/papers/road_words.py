"""The sentences of a matter's road, in Chinese for paper and in either language for the screen."""

from collections.abc import Iterable
from datetime import date

from meetings.chairing.outcomes import options_chosen
from meetings.chairing.owners_vote import awaits_owners
from meetings.community.bodies import Tier
from meetings.dataclass import dataclass
from meetings.matters.followups import FollowUp, Step
from meetings.matters.issues import Issue
from meetings.matters.referrals import Referral, ReferralState, Reply, ReplyState
from meetings.papers.elected_words import elected_lines, result_of
from meetings.papers.outcome_words import carried_words, outcome_short
from meetings.papers.step_words import step_facts
from meetings.papers.vote_words import proof_of
from meetings.sitting.agenda import AgendaItem, ItemKind
from meetings.sitting.decisions import Decision
from meetings.sitting.meeting import Meeting
from meetings.sitting.votes import Vote
from meetings.terms import Lang, term

_WORDS = {
    "number": ("第{n}号", "no. {n}"),
    "from": ("{name}提出", "raised by {name}"),
    "supporters": ("{n}人附议", "{n} supporters"),
    "settled_on": ("{day}解决", "settled on {day}"),
    "meeting": ("〔{year}〕第{n}次会议", "meeting {n} of {year}"),
    "tally": ("同意{f}，反对{a}，弃权{n}", "{f} for, {a} against, {n} abstaining"),
    "result": ("结果：{outcome}", "outcome: {outcome}"),
    "owners": ("须另行提交业主共同决定", "must still go to the owners' joint decision"),
    "owner": ("责任人：{name}", "owner: {name}"),
    "deadline": ("时限：{day}", "by {day}"),
    "vote_void": ("所依表决已作废", "its vote is void"),
    "to": ("提请{body}研究", "to {body}"),
    "tried": ("已做：{what}", "tried: {what}"),
    "wanted": ("希望{day}前回复", "answer wanted by {day}"),
    "decided": ("议定：{what}", "decided: {what}"),
    "back": ("退回原因：{reason}", "sent back: {reason}"),
    "late": ("逾期{n}天未回复", "{n} days late"),
    "answered": ("回复", "answer"),
    "landed": ("落地", "landed"),
    "closed": ("销号", "closed"),
}


@dataclass(frozen=True, slots=True)
class RoadWords:
    """Writes the sentence of each step; people's own words are left unchanged."""

    lang: Lang = "zh"

    def _say(self, key: str, **facts: object) -> str:
        return _WORDS[key][0 if self.lang == "zh" else 1].format(**facts)

    def _join(self, *parts: str) -> str:
        return ("；" if self.lang == "zh" else "; ").join(part for part in parts if part)

    def _named(self, which: str, title: str) -> str:
        return f"{which}“{title}”" if self.lang == "zh" else f'{which} "{title}"'

    def _about(self, text: str, *facts: str) -> str:
        fact_words = ("，" if self.lang == "zh" else ", ").join(fact for fact in facts if fact)
        if not fact_words:
            return text
        return f"{text}（{fact_words}）" if self.lang == "zh" else f"{text} ({fact_words})"

    def day(self, day: date) -> str:
        """2026年12月1日."""
        if self.lang == "zh":
            return f"{day.year}年{day.month}月{day.day}日"
        return day.isoformat()

    def tier(self, tier: Tier) -> str:
        """The tier's name."""
        return term(tier, self.lang)

    def station(self, key: str) -> str:
        """answered, landed, closed."""
        return self._say(key)

    def raised(self, issue: Issue) -> str:
        """An issue: its words, who raised it, where, with how many."""
        return self._about(
            self._named(self._say("number", n=issue.number), issue.title),
            self._say("from", name=issue.raised_name) if issue.raised_name else "",
            issue.source_words or term(issue.source, self.lang),
            issue.place,
            self._say("supporters", n=issue.supporters) if issue.supporters else "",
        )

    def same(self, body_name: str, issue: Issue) -> str:
        """Another body's issue on the same matter, and its state there."""
        gap = "" if self.lang == "zh" else " "
        number = f"{body_name}{gap}{self._say('number', n=issue.number)}"
        return self._about(
            self._named(number, issue.title),
            self._say("from", name=issue.raised_name) if issue.raised_name else "",
            term(issue.state, self.lang),
        )

    def _list(self, names: Iterable[str]) -> str:
        return ("、" if self.lang == "zh" else ", ").join(names)

    def _one_line(self, text: str) -> str:
        return text.replace("\n", "；" if self.lang == "zh" else "; ")

    def earlier(self, issue: Issue) -> str:
        """An issue that had been settled."""
        on = issue.settled_at
        day = self._say("settled_on", day=self.day(on.date())) if on is not None else ""
        return self._about(self._named(self._say("number", n=issue.number), issue.title), day)

    def item(self, meeting: Meeting, item: AgendaItem) -> str:
        """An item of a meeting and how it ended."""
        result = ""
        if item.outcome is not None:
            short = outcome_short(item.outcome, awaits_owners(meeting, item.id), self.lang)
            elected = elected_lines(meeting, item.id)
            whole = elected or options_chosen(meeting, item.id)
            outcome_words = result_of(meeting, item, self.lang) if whole else short
            outcome = self._about(outcome_words, item.reason)
            result = self._say("result", outcome=outcome)
        answer = item.proposal if item.kind is ItemKind.ANSWER else ""
        owners = self._say("owners") if item.owners_matter else ""
        which = self._say("meeting", year=meeting.year, n=meeting.serial)
        return self._join(self._named(which, item.title), self._one_line(answer), result, owners)

    def vote(self, meeting: Meeting, vote: Vote, item: AgendaItem) -> str:
        """A counted vote: the motion, the result, the counts; its proof stands in the minutes."""
        motion = vote.text or meeting.motion(vote.motion).text
        tally = vote.tally
        plain = not (vote.options or vote.owners is not None or vote.objections_asked)
        if tally is None or vote.outcome is None or not plain:
            proof = proof_of(meeting, vote, self.lang)
            return self._join(motion.rstrip("。"), proof)
        counted = self._say("tally", f=tally.for_, a=tally.against, n=tally.abstain)
        line = carried_words(vote.outcome, awaits_owners(meeting, item.id), self.lang)
        return self._join(motion.rstrip("。"), self._about(line, counted))

    def decision(self, decision: Decision, vote_void: bool = False) -> str:
        """What was fixed, who does it, until when; and whether its vote was declared void."""
        return self._about(
            decision.text,
            self._say("owner", name=self._list((decision.owner, *decision.helpers)))
            if decision.owner
            else "",
            self._say("deadline", day=self.day(decision.deadline)) if decision.deadline else "",
            self._say("vote_void") if vote_void else "",
        )

    def task(self, task: FollowUp) -> str:
        """A task that no decision of a meeting made."""
        return self._about(
            task.text,
            self._say("owner", name=self._list(task.in_charge)) if task.in_charge else "",
            self._say("deadline", day=self.day(task.deadline)) if task.deadline else "",
        )

    def step(self, task: FollowUp, step: Step) -> str:
        """One entry of a task."""
        line = term(step.satisfaction, self.lang) if step.satisfaction else ""
        return self._join(task.text, *step_facts(step, self.lang), line, step.text)

    def sent(self, referral: Referral, to: str) -> str:
        """Where it went, why, what was tried, when an answer is wanted."""
        wanted = referral.wanted_by
        return self._join(
            self._say("to", body=to),
            referral.reason,
            self._say("tried", what=referral.tried) if referral.tried else "",
            self._say("wanted", day=self.day(wanted)) if wanted else "",
        )

    def answer(self, reply: Reply) -> str:
        """The answer of the tier above."""
        if reply.state is ReplyState.SENT_BACK:
            return self._say("back", reason=reply.reason)
        return self._join(
            self._one_line(reply.answer),
            self._say("decided", what=reply.decided) if reply.decided else "",
        )

    def waiting(self, referral: Referral, state: ReferralState, to: str, late: int) -> str:
        """A referral that still waits for an answer, and how late that is."""
        return self._join(
            f"{to}：{term(state, self.lang)}"
            if self.lang == "zh"
            else f"{to}: {term(state, 'en')}",
            self._say("late", n=late) if late else "",
        )

    def open_task(self, task: FollowUp, today: date) -> str:
        """A task that is not closed yet."""
        return self._about(
            task.text,
            self._list(task.in_charge),
            term(task.state, self.lang),
            term(task.lateness(today), self.lang) if task.deadline else "",
        )

    def stands(self, issue: Issue) -> str:
        """The state of the issue where it began."""
        return self._about(term(issue.state, self.lang), issue.reason)
