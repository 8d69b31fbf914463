"""What a law demands besides quorum and majority: put as questions with the article, not decided.

Each function looks at one fact and gives no question where the fact is unknown (one asks for it),
where the rule cites no law, or where the law says nothing about it. Papers that are more than
could be are asked about under every rule.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum

from meetings.dataclass import dataclass
from meetings.procedure.laws import POSTING_DAYS, PROXIES_A_HOLDER, LawAct, Pool, Provision, Statute
from meetings.procedure.rules import Rule
from meetings.procedure.share_words import Lang


class Asks(StrEnum):
    """What is asked."""

    NOTICE = "notice"
    NOTICE_UNKNOWN = "notice_unknown"
    """Nobody wrote down when the notice went out."""
    POSTING = "posting"
    REPRESENTATIVES = "representatives"
    """Fewer than four fifths of the meeting are representatives."""
    WHO_REPRESENTS = "who_represents"
    """Nobody wrote down who is a representative, so that four fifths cannot be counted."""
    REPRESENTATIVES_OF_HOUSEHOLDS = "representatives_of_households"
    """Fewer than one for the largest number of households the law gives each."""
    WOMEN = "women"
    CANDIDATE_HOLDS_PROXY = "candidate_holds_proxy"
    PROXIES = "proxies"
    """One holder has more written proxies than three."""
    PROXY_AMONG_REPRESENTATIVES = "proxy_among_representatives"
    BALLOTS = "ballots"
    """More papers came back than were given out."""
    GIVEN_OUT = "given_out"
    """More papers were given out than there are voters."""
    CANDIDATES = "candidates"
    """Not more candidates than seats (差额)."""
    VACANT = "vacant"
    """A seat stays empty; the law has it filled by another election (另行选举)."""
    PARTY_STUDY = "party_study"
    """Whether the community's Party organisation studied an important matter first."""


ABOUT_PROXIES = frozenset(
    {Asks.CANDIDATE_HOLDS_PROXY, Asks.PROXIES, Asks.PROXY_AMONG_REPRESENTATIVES}
)


@dataclass(frozen=True, slots=True)
class LawQuestion:
    """One question; `given` is what there is and `wanted` what the law names, in days or heads.

    `article` is the citation in Chinese and English, "" twice where plain arithmetic asks;
    `names` are the persons it is about.
    """

    asks: Asks
    article: tuple[str, str]
    given: int = 0
    wanted: int = 0
    names: tuple[str, ...] = ()


_ZH = {
    Asks.NOTICE: "会议前{given}天通知，少于{wanted}天，是否属于特殊情况临时召开？",
    Asks.NOTICE_UNKNOWN: "没有会议通知的记录；应提前{wanted}天通知，是否已经按时通知？",
    Asks.POSTING: "公示{given}天，少于{wanted}天，是否延长？",
    Asks.REPRESENTATIVES: "组成人员中代表{given}人，少于五分之四（至少{wanted}人），是否补选？",
    Asks.WHO_REPRESENTS: "组成人员{given}人，名册上没有写谁是代表；"
    "代表应不少于五分之四（至少{wanted}人），是否符合？",
    Asks.REPRESENTATIVES_OF_HOUSEHOLDS: "代表{given}人，按户数至少{wanted}人，是否补选？",
    Asks.WOMEN: "妇女代表{given}人，少于三分之一（至少{wanted}人），是否补选？",
    Asks.CANDIDATE_HOLDS_PROXY: "候选人{names}接受委托投票，是否有效？",
    Asks.PROXIES: "{names}接受{given}人委托投票，多于{wanted}人，多出的是否有效？",
    Asks.PROXY_AMONG_REPRESENTATIVES: "由居民代表选举，有{given}人委托投票，是否有效？",
    Asks.BALLOTS: "收回选票{given}张，多于发出的{wanted}张，选举是否有效？",
    Asks.GIVEN_OUT: "发出选票{given}张，多于可以投票的{wanted}人，是否多发？",
    Asks.CANDIDATES: "候选人{given}名，不多于应选名额{wanted}名，是否差额？",
    Asks.VACANT: "余{given}席空缺，不足的名额是否另行选举？",
    Asks.PARTY_STUDY: "重要事项是否先经社区党组织研究讨论？",
}
_EN = {
    Asks.NOTICE: "Notice was given {given} days before, fewer than {wanted}: are there special "
    "circumstances?",
    Asks.NOTICE_UNKNOWN: "No notice is on record; it is due {wanted} days before: was it given "
    "in time?",
    Asks.POSTING: "Posted for {given} days, fewer than {wanted}: is it to be longer?",
    Asks.REPRESENTATIVES: "{given} of the members are representatives, fewer than four fifths "
    "(at least {wanted}): are more to be elected?",
    Asks.WHO_REPRESENTS: "{given} members, and the list does not say who is a representative: are "
    "they four fifths (at least {wanted})?",
    Asks.REPRESENTATIVES_OF_HOUSEHOLDS: "{given} representatives, where the households ask for "
    "at least {wanted}: are more to be elected?",
    Asks.WOMEN: "{given} of the representatives are women, fewer than a third (at least "
    "{wanted}): are more to be elected?",
    Asks.CANDIDATE_HOLDS_PROXY: "{names}, a candidate, holds a proxy: is it valid?",
    Asks.PROXIES: "{names} holds {given} proxies, more than {wanted}: are those beyond valid?",
    Asks.PROXY_AMONG_REPRESENTATIVES: "Representatives elect, and {given} vote by proxy: is "
    "that valid?",
    Asks.BALLOTS: "{given} papers came back, more than the {wanted} given out: is the election "
    "valid?",
    Asks.GIVEN_OUT: "{given} ballots were issued, more than the {wanted} who may vote: were too "
    "many issued?",
    Asks.CANDIDATES: "{given} candidates are not more than the {wanted} seats: is that enough?",
    Asks.VACANT: "Seats left empty: {given}. Is another election (另行选举) held for them?",
    Asks.PARTY_STUDY: "Did the community's Party organisation study this important matter first?",
}


def question_words(question: LawQuestion, lang: Lang = "zh") -> str:
    """The question with its article, to show and to print."""
    zh = lang == "zh"
    names = ("、" if zh else ", ").join(question.names)
    line = (_ZH if zh else _EN)[question.asks].format(
        given=question.given, wanted=question.wanted, names=names
    )
    article = question.article[0 if zh else 1]
    if not article:
        return line
    return f"{line}（{article}）" if zh else f"{line} ({article})"


HELD_VALID, OPENED, NOTIFIED, ELECTED, WRITTEN = "有效", "照开", "照发通知", "照常选举", "照样记下"
"""What a meeting answered, as the record keeps it: of proxies, and to what was done anyway."""


def answers(questions: Iterable[LawQuestion], answer: str) -> tuple[str, ...]:
    """What the record keeps of questions that were answered, each with its article.

    Whether the proxy that a candidate holds is valid is answered by 有效: the election that is held
    counts it.
    """
    return tuple(
        f"{question_words(question)}答：{HELD_VALID if holds_proxy(question) else answer}"
        for question in questions
    )


def holds_proxy(question: LawQuestion) -> bool:
    """Whether it is asked about a candidate who holds a proxy."""
    return question.asks is Asks.CANDIDATE_HOLDS_PROXY


def is_answer(line: str) -> bool:
    """Whether a line of what is kept is such an answer."""
    return "答：" in line


def held_valid(questions: Iterable[LawQuestion]) -> str:
    """What the record keeps of proxies that a law asks about and the meeting held valid."""
    return "；".join(answers(questions, HELD_VALID))


def unanswered(questions: Iterable[LawQuestion], kept: Iterable[str]) -> tuple[LawQuestion, ...]:
    """The questions without those that `kept` has answered: with other facts it is another one."""
    said = tuple(kept)
    return tuple(
        question
        for question in questions
        if not any(f"{question_words(question)}答：" in text for text in said)
    )


def notice_question(rule: Rule, notified: date | None, held: date) -> LawQuestion | None:
    """Whether notice of a residents' assembly was given in time (art. 26).

    `notified` is None where no notice is on record: then whether there was one is what is asked.
    """
    law = rule.law
    if law is None or not law.notice_days:
        return None
    if notified is None:
        return LawQuestion(Asks.NOTICE_UNKNOWN, law.article(26), 0, law.notice_days)
    days = max(0, (held - notified).days)
    if days >= law.notice_days:
        return None
    return LawQuestion(Asks.NOTICE, law.article(26), days, law.notice_days)


def posting_question(rule: Rule, days: int) -> LawQuestion | None:
    """Whether decisions stay posted long enough (art. 34 for the city, 35 for villages)."""
    law = rule.law
    if law is None or days >= POSTING_DAYS:
        return None
    article = law.article(34 if law.statute is Statute.CITY else 35)
    return LawQuestion(Asks.POSTING, article, days, POSTING_DAYS)


_HOUSEHOLDS = {Statute.CITY: (13, 50), Statute.VILLAGE: (29, 15)}
"""The article, and for how many households at most there is one representative."""


def representatives_questions(
    rule: Rule,
    members: int,
    representatives: int | None,
    households: int | None = None,
    women: int | None = None,
) -> tuple[LawQuestion, ...]:
    """Whether a representatives' meeting has enough of them: four fifths of its members, one for
    the households the law names, and in villages a third of them women.

    `representatives` is None where nobody counted them.
    """
    law = rule.law
    if law is None or law.act is not LawAct.MEETING or law.pool is not Pool.REPRESENTATIVES:
        return ()
    if representatives is None:
        return ()
    city = law.statute is Statute.CITY
    found = []
    wanted = -(-members * 4 // 5)
    if representatives < wanted:
        article = law.article(28 if city else 29)
        found.append(LawQuestion(Asks.REPRESENTATIVES, article, representatives, wanted))
    number, most = _HOUSEHOLDS[law.statute]
    wanted = 0 if households is None else -(-households // most)
    if representatives < wanted:
        article = law.article(number)
        asks = Asks.REPRESENTATIVES_OF_HOUSEHOLDS
        found.append(LawQuestion(asks, article, representatives, wanted))
    wanted = -(-representatives // 3)
    if not city and women is not None and women < wanted:
        found.append(LawQuestion(Asks.WOMEN, law.article(29), women, wanted))
    return tuple(found)


def who_represents_question(rule: Rule, members: int) -> LawQuestion | None:
    """Whether four fifths are representatives, where the list does not say who is one."""
    law = rule.law
    if law is None or law.act is not LawAct.MEETING or law.pool is not Pool.REPRESENTATIVES:
        return None
    if not members:
        return None
    article = law.article(28 if law.statute is Statute.CITY else 29)
    return LawQuestion(Asks.WHO_REPRESENTS, article, members, -(-members * 4 // 5))


def proxy_questions(
    rule: Rule, held: Mapping[str, int], candidates: Iterable[str] = ()
) -> tuple[LawQuestion, ...]:
    """Whether written proxies in an election are valid; `held` counts them by holder's name."""
    law = _election(rule)
    if law is None:
        return ()
    everybody = sum(held.values())
    if law.pool is Pool.REPRESENTATIVES:
        asks = Asks.PROXY_AMONG_REPRESENTATIVES
        return (LawQuestion(asks, _cited(law), everybody),) if everybody else ()
    found = [
        LawQuestion(Asks.CANDIDATE_HOLDS_PROXY, _cited(law), held[name], 0, (name,))
        for name in dict.fromkeys(candidates)
        if held.get(name)
    ]
    found += [
        LawQuestion(Asks.PROXIES, _cited(law), count, PROXIES_A_HOLDER, (name,))
        for name, count in held.items()
        if count > PROXIES_A_HOLDER
    ]
    return tuple(found)


def ballots_question(rule: Rule, given_out: int | None, taken_in: int | None) -> LawQuestion | None:
    """Whether an election stands in which more papers came back than were given out.

    Asked under every rule; with the article where the rule is a law's.
    """
    if given_out is None or taken_in is None or taken_in <= given_out:
        return None
    return LawQuestion(Asks.BALLOTS, _article(rule), taken_in, given_out)


def given_out_question(rule: Rule, given_out: int | None, voters: int) -> LawQuestion | None:
    """Whether papers went to more than those who may vote; asked under every rule."""
    if given_out is None or given_out <= voters:
        return None
    return LawQuestion(Asks.GIVEN_OUT, _article(rule), given_out, voters)


def candidates_question(rule: Rule, candidates: int, seats: int) -> LawQuestion | None:
    """Whether there are more candidates than seats; the law gives no ratio."""
    law = _election(rule)
    if law is None or candidates > seats:
        return None
    return LawQuestion(Asks.CANDIDATES, _cited(law), candidates, seats)


def vacancy_question(rule: Rule, empty: int) -> LawQuestion | None:
    """Whether another election is held for the seats that stay empty."""
    law = _election(rule)
    if law is None or empty <= 0:
        return None
    return LawQuestion(Asks.VACANT, _cited(law), empty)


def party_question(rule: Rule, important: bool, answered: bool) -> LawQuestion | None:
    """Whether the Party organisation studied an important matter first (art. 30, city)."""
    law = rule.law
    if law is None or law.statute is not Statute.CITY or law.act is not LawAct.MEETING:
        return None
    if not important or answered:
        return None
    return LawQuestion(Asks.PARTY_STUDY, law.article(30))


def _election(rule: Rule) -> Provision | None:
    law = rule.law
    return law if law is not None and law.act is LawAct.ELECTION else None


def _article(rule: Rule) -> tuple[str, str]:
    law = _election(rule)
    return ("", "") if law is None else _cited(law)


def _cited(law: Provision) -> tuple[str, str]:
    return law.cited
