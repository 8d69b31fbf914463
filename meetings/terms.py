"""The field's standard terms, in Chinese and English, for every state and kind."""

from enum import StrEnum
from typing import Literal

Lang = Literal["zh", "en"]

UNITS = "年月日时分人票栋幢座楼层户室号次项元岁米条位天届席张份名轮"
"""What follows a number as its unit, and stays on its line."""

_TERMS: dict[str, dict[str, tuple[str, str]]] = {
    "Tier": {
        "corner": ("街角", "corner"),
        "community": ("社区", "community"),
        "subdistrict": ("街道", "subdistrict"),
    },
    "Role": {
        "member": ("议事会成员", "member"),
        "observer": ("列席", "observer"),
        "adviser": ("顾问", "adviser"),
        "chair": ("主持人", "chair"),
        "secretary": ("记录人", "secretary"),
        "timekeeper": ("计时员", "timekeeper"),
        "teller": ("计票人", "teller"),
        "scrutineer": ("监票人", "scrutineer"),
        "lead": ("牵头人", "lead"),
        "building_head": ("楼栋长", "building head"),
        "grid_worker": ("网格员", "grid worker"),
        "womens_group_leader": ("妇女组长", "women's group leader"),
        "social_worker": ("社工", "social worker"),
        "party_member": ("党员", "Party member"),
        "volunteer": ("志愿者", "volunteer"),
        "group_leader": ("居民小组长", "residents' group leader"),
        "party_secretary": ("社区书记", "Party secretary"),
        "property_manager": ("物业经理", "property manager"),
        "resident": ("居民", "resident"),
        "representative": ("居民代表", "residents' representative"),
    },
    "IssueState": {
        "collected": ("已收集", "collected"),
        "accepted": ("已受理", "accepted"),
        "returned": ("不予受理", "returned"),
        "merged": ("已并案", "merged"),
        "scheduled": ("已列入", "scheduled"),
        "deliberated": ("已议", "deliberated"),
        "referred_up": ("已上提", "referred up"),
        "withdrawn": ("已撤回", "withdrawn"),
        "settled": ("已解决", "settled"),
    },
    "Source": {
        "corner": ("街角收集", "street corner"),
        "suggestion_box": ("意见箱、心愿墙", "suggestion box"),
        "home_visit": ("入户走访", "home visit"),
        "chat_group": ("微信群", "chat group"),
        "public_account": ("公众号", "public account"),
        "hotline": ("12345热线", "12345 hotline"),
        "committee": ("居委会", "residents' committee"),
        "grid": ("网格", "grid"),
        "property_company": ("物业", "property company"),
        "deputy": ("人大代表", "people's deputy"),
        "from_above": ("上级交办", "from above"),
        "from_below": ("下级上提", "from below"),
        "last_time": ("上次遗留", "left over from last meeting"),
        "unknown": ("不详", "unknown"),
    },
    "ItemKind": {
        "review": ("上次议定事项落实情况", "follow-up on last meeting's decisions"),
        "matter": ("议题", "matter"),
        "ad_hoc": ("临时议题", "ad-hoc item"),
        "answer": ("上级回复", "answer from above"),
        "approval": ("确认上次纪要", "approval of the last minutes"),
    },
    "ItemOutcome": {
        "adopted": ("通过", "passed"),
        "adopted_modified": ("修改后通过", "passed as amended"),
        "rejected": ("未通过", "not passed"),
        "tied": ("平票未通过", "tied, not passed"),
        "postponed": ("搁置至下次", "postponed"),
        "referred_up": ("上提", "referred up"),
        "withdrawn": ("撤回", "withdrawn"),
        "noted": ("知悉", "noted"),
        "agreed": ("协商一致", "agreed"),
        "not_reached": ("未议", "not reached"),
    },
    "Stance": {
        "unsaid": ("未说", "not said"),
        "for": ("支持", "for"),
        "against": ("反对", "against"),
        "neutral": ("中立", "neutral"),
        "supplement": ("补充", "addition"),
        "policy": ("政策说明", "policy note"),
    },
    "PointKind": {
        "for": ("赞成", "for"),
        "against": ("不同意见", "against"),
        "question": ("问题", "question"),
        "neutral": ("其他", "other"),
        "supplement": ("补充", "addition"),
        "policy": ("政策说明", "policy note"),
        "left_out": ("只入记录", "record only"),
    },
    "SpeechKind": {
        "speech": ("发言", "speech"),
        "note": ("记事", "note"),
        "point_of_order": ("程序问题", "point of order"),
        "interruption": ("打断", "interruption"),
    },
    "MeetingState": {
        "draft": ("筹备", "draft"),
        "called": ("已通知", "called"),
        "open": ("进行中", "open"),
        "suspended": ("休会", "suspended"),
        "ended": ("已结束", "ended"),
        "inquorate": ("流会", "inquorate"),
        "final": ("已定稿", "final"),
        "approved": ("已确认", "approved"),
        "cancelled": ("取消", "cancelled"),
    },
    "MeetingKind": {
        "regular": ("例会", "regular meeting"),
        "joint": ("多方联动座谈会", "joint meeting"),
        "advance": ("推进会", "progress meeting"),
        "special": ("专题会", "special meeting"),
        "on_site": ("现场会", "on-site meeting"),
    },
    "MotionState": {
        "moved": ("提出", "moved"),
        "seconded": ("待表决", "ready to vote"),
        "carried": ("通过", "passed"),
        "lost": ("未通过", "not passed"),
        "postponed": ("搁置", "postponed"),
        "withdrawn": ("撤回", "withdrawn"),
        "divided": ("分开表决", "divided"),
    },
    "Standing": {
        "member": ("成员", "member"),
        "observer": ("列席", "observer"),
        "adviser": ("顾问", "adviser"),
        "walk_in": ("列席", "observer"),
    },
    "Mark": {
        "in": ("出席", "present"),
        "out": ("离席", "left"),
        "excused": ("请假", "excused"),
        "absent": ("缺席", "absent"),
        "proxy": ("委托", "proxy"),
        "recused": ("回避", "recused"),
        "returned": ("恢复参加", "back for this item"),
        "struck": ("不计应到", "not expected"),
        "seated": ("计入应到", "expected"),
    },
    "Method": {
        "hands": ("举手表决", "show of hands"),
        "roll_call": ("记名表决", "roll call"),
        "secret": ("无记名投票", "secret ballot"),
        "written": ("书面表决", "written vote"),
        "consensus": ("协商一致", "consensus"),
    },
    "VoteState": {
        "open": ("表决中", "open"),
        "closed": ("已计票", "counted"),
        "void": ("作废", "void"),
    },
    "Outcome": {
        "passed": ("通过", "passed"),
        "failed": ("未通过", "not passed"),
        "tied": ("平票未通过", "tied"),
        "inquorate": ("流会", "no quorum"),
    },
    "Choice": {
        "for": ("同意", "for"),
        "against": ("反对", "against"),
        "abstain": ("弃权", "abstain"),
        "not_voting": ("未投票", "not voting"),
        "invalid": ("无效", "invalid"),
    },
    "OwnersMatter": {
        "rules_of_assembly": ("制定和修改业主大会议事规则", "rules of the owners' assembly"),
        "covenant": ("制定和修改管理规约", "the management covenant"),
        "committee": (
            "选举业主委员会或者更换业主委员会成员",
            "electing the owners' committee or replacing its members",
        ),
        "manager": (
            "选聘和解聘物业服务企业或者其他管理人",
            "engaging or dismissing the property company or another manager",
        ),
        "use_fund": (
            "使用建筑物及其附属设施的维修资金",
            "using the maintenance fund",
        ),
        "raise_fund": (
            "筹集建筑物及其附属设施的维修资金",
            "raising the maintenance fund",
        ),
        "rebuild": ("改建、重建建筑物及其附属设施", "altering or rebuilding"),
        "common_parts": (
            "改变共有部分的用途或者利用共有部分从事经营活动",
            "changing the use of common parts, or business on them",
        ),
        "other": (
            "有关共有和管理权利的其他重大事项",
            "other important matters of co-ownership and management",
        ),
    },
    "WayOn": {
        "revote": ("再议后重新表决", "vote again after more debate"),
        "casting_vote": ("主持人投决定票", "the chair's casting vote"),
        "run_off": ("第二轮表决", "run-off"),
        "wait": ("休会，等人到齐", "suspend until enough people come"),
        "postpone": ("搁置至下次", "postpone"),
        "pass_up": ("上提", "refer up"),
        "informal_talk": ("改为座谈，只记录不议定", "hold an informal discussion, no decisions"),
    },
    "FollowUpState": {
        "waiting": ("待交办", "waiting"),
        "assigned": ("已交办", "assigned"),
        "declined": ("退办", "returned"),
        "in_hand": ("办理中", "in hand"),
        "completed": ("办结", "completed"),
        "reported_back": ("已反馈", "reported back"),
        "revisited": ("已回访", "visited"),
        "closed": ("销号", "closed"),
        "ended": ("了结", "ended"),
    },
    "StepKind": {
        "assign": ("交办", "assigned"),
        "progress": ("进展", "progress"),
        "decline": ("退办", "returned"),
        "extend": ("延期", "extended"),
        "chase": ("督办", "chased"),
        "complete": ("办结", "completed"),
        "report_back": ("反馈", "reported back"),
        "revisit": ("回访", "visited"),
        "close": ("销号", "closed"),
        "reopen": ("复办", "reopened"),
        "hand_on": ("改派", "reassigned"),
        "end": ("了结", "ended"),
        "share_out": ("分工", "shared out"),
        "part_done": ("分工办结", "part completed"),
        "part_extend": ("分工延期", "part extended"),
        "part_hand_on": ("分工改派", "part reassigned"),
        "part_reopen": ("分工复办", "part reopened"),
    },
    "Ending": {
        "unreachable": ("联系不上", "nobody could be reached"),
        "gone": ("搬走或去世", "moved away or died"),
        "assembly": ("议事会认定", "settled, the assembly finds"),
        "impossible": ("无法办理", "cannot be done"),
        "void": ("作废", "entered by mistake"),
    },
    "Satisfaction": {
        "satisfied": ("满意", "satisfied"),
        "fairly_satisfied": ("基本满意", "fairly satisfied"),
        "unsatisfied": ("不满意", "not satisfied"),
        "unreachable": ("联系不上", "could not be reached"),
    },
    "Lateness": {
        "on_time": ("正常", "on time"),
        "soon": ("临期", "due soon"),
        "overdue": ("逾期", "overdue"),
        "no_deadline": ("无时限", "no deadline"),
        "done": ("已办", "done"),
    },
    "Urgency": {
        "normal": ("一般", "normal"),
        "urgent": ("紧急", "urgent"),
    },
    "ChaseLevel": {
        "remind": ("提醒", "reminder"),
        "chair": ("主持人督办", "chased by the chair"),
        "upper": ("上级督办", "chased by the tier above"),
    },
    "When": {
        "before": ("之前", "before"),
        "during": ("过程中", "during"),
        "after": ("之后", "after"),
    },
    "Every": {
        "meeting": ("每次会议", "every meeting"),
        "month": ("每月一次", "once a month"),
        "year": ("每年一次", "once a year"),
    },
    "ActivityKind": {
        "activity": ("活动", "activity"),
        "course": ("课程", "course"),
        "recruitment": ("招募", "recruitment"),
    },
    "ActivityState": {
        "planned": ("筹备中", "planned"),
        "held": ("已举办", "held"),
        "cancelled": ("取消", "cancelled"),
    },
    "Layer": {
        "core": ("骨干", "core"),
        "general": ("一般", "general"),
    },
    "Level": {
        "basic": ("初级", "basic"),
        "middle": ("中级", "middle"),
        "high": ("高级", "high"),
    },
    "BylawKind": {
        "covenant": ("居民公约", "residents' covenant"),
        "procedure": ("议事规则", "rules of procedure"),
        "measure": ("办法", "rules on one matter"),
    },
    "GroupKind": {
        "estate": ("小区", "estate"),
        "group": ("居民小组", "residents' group"),
        "building": ("楼栋", "building"),
        "grid": ("网格", "grid"),
    },
    "Side": {
        "residents": ("居民", "residents"),
        "staff": ("工作人员", "staff"),
        "social": ("社工", "social workers"),
        "unknown": ("不详", "unknown"),
    },
    "NeedKind": {
        "money": ("资金", "funding"),
        "things": ("物资", "supplies"),
        "place": ("场地", "place"),
        "hands": ("人手", "people"),
    },
    "NeedState": {
        "open": ("待联系", "open"),
        "asked": ("已联系", "asked"),
        "promised": ("已答应", "promised"),
        "given": ("已落实", "given"),
        "closed": ("已结束", "closed"),
    },
    "Answer": {
        "yes": ("答应", "yes"),
        "no": ("没答应", "no"),
    },
    "EntryKind": {
        "redeemed": ("兑换", "redeemed"),
        "corrected": ("更正", "corrected"),
    },
    "ResourceClass": {
        "skill": ("个人技能", "personal skill"),
        "venue": ("场地", "venue"),
        "unit": ("单位", "unit"),
        "organisation": ("组织", "organisation"),
        "thing": ("物资", "supplies"),
    },
    "ReplyState": {
        "received": ("签收", "received"),
        "scheduled": ("已列入", "scheduled"),
        "answered": ("已回复", "answered"),
        "sent_back": ("退回", "sent back"),
    },
    "RoadKind": {
        "raised": ("提出", "raised"),
        "earlier": ("曾解决", "settled before"),
        "merged": ("并案", "merged"),
        "same": ("同一件事", "same matter"),
        "planned": ("列入议程", "on the agenda"),
        "deliberated": ("协商", "deliberated"),
        "voted": ("表决", "voted"),
        "decided": ("议定", "decided"),
        "assigned": ("交办", "assigned"),
        "sent": ("上提", "referred up"),
        "reminded": ("催办", "reminded"),
        "received": ("签收", "acknowledged"),
        "scheduled": ("受理", "taken up"),
        "answered": ("回复", "answered"),
        "sent_back": ("退回", "sent back"),
        "withdrawn": ("撤回", "withdrawn"),
        "landed": ("落地", "landed"),
        "settled": ("解决", "settled"),
        "now": ("现在", "now"),
    },
    "ReferralState": {
        "sent": ("待签收", "to be acknowledged"),
        "received": ("已签收", "acknowledged"),
        "scheduled": ("已列入", "scheduled"),
        "answered": ("已回复", "answered"),
        "sent_back": ("已退回", "sent back"),
        "landed": ("已落地", "landed"),
        "withdrawn": ("已撤回", "withdrawn"),
    },
    "NoticeState": {
        "to_come": ("待公示", "to be posted"),
        "posted": ("公示中", "posted"),
        "to_answer": ("待答复异议", "objection to answer"),
        "over": ("公示期满", "posting over"),
        "taken_down": ("已撤下", "taken down"),
    },
    "HitKind": {
        "issue": ("议题", "issue"),
        "agenda_item": ("议程项", "item"),
        "speech": ("发言", "speech"),
        "motion": ("动议", "motion"),
        "decision": ("议定事项", "decision"),
        "follow_up": ("跟踪事项", "task"),
        "step": ("进展", "progress"),
        "person": ("人员", "person"),
        "resource": ("资源", "resource"),
    },
    "RowState": {
        "error": ("错误", "error"),
        "warning": ("提醒", "note"),
        "new": ("新增", "new"),
        "changed": ("补改", "changed"),
        "known": ("已有", "known"),
        "left": ("未读", "not read"),
    },
}
"""Keyed by the name of the enum class, so that a word does not import every module."""


def terms(kind: type[StrEnum]) -> dict[str, tuple[str, str]]:
    """The words of every member of a kind, by the member's code."""
    return _TERMS[kind.__name__]


_NAMED_KINDS = {
    "座谈会": "discussion meeting",
    "书记面对面": "meeting with the Party secretary",
    "线上议事": "online meeting",
}
"""Kinds of meeting that the program offers by their Chinese name alone."""

_TOPICS = {
    "环境卫生": "cleanliness",
    "停车与消防通道": "parking and fire lanes",
    "占道经营": "street trading",
    "公共空间": "public space",
    "安全隐患": "safety hazards",
    "邻里纠纷": "neighbour disputes",
    "楼院管理": "buildings and yards",
    "基础设施": "infrastructure",
    "物业服务": "property services",
    "其他": "other",
}


def kind_word(kind: StrEnum, words: str, lang: Lang = "zh") -> str:
    """What a kind of meeting is called: its own words, where it has some."""
    own = words if lang == "zh" else _NAMED_KINDS.get(words, words)
    return own or term(kind, lang)


def topic_word(topic: str, lang: Lang = "zh") -> str:
    """What a topic is called: one that the program offers is translated, a body's own is not."""
    return topic if lang == "zh" else _TOPICS.get(topic, topic)


def stance_word(stance: StrEnum, lang: Lang = "zh") -> str:
    """Where a speech stands; "" where nobody said, for what nobody said is not printed."""
    return "" if stance == "unsaid" else term(stance, lang)


def term(value: StrEnum, lang: Lang = "zh") -> str:
    """The standard word of a state or kind; documents take the Chinese one."""
    return _TERMS[type(value).__name__][value][0 if lang == "zh" else 1]
