"""The Chinese words of the documents that are not names of the field."""

MINUTES = "会议纪要"
RECORD = "会议记录"
DRAFT = "（草稿）"
PUBLIC = "（公开版）"
NOT_FILLED = "未填写"
NAMELESS = "（未记名）"

# The opening paragraph.
FROM_TO = "{start}至{end}"
HELD = "{when}，{body}{where}召开第{serial}次会议"
HELD_AT = "在{place}"
TITLED = "（{title}）"
CHAIRED = "会议由{chair}主持"
CHAIRED_AND_WRITTEN = "会议由{chair}主持，{secretary}记录"
COUNTED = "应到{expected}人，实到{present}人"
BY_RULE = "会议按{rule}议事"
TAKEN_UP = "会议共有{count}项议题：{titles}"
INFORMAL = "本次会议未达到法定人数，按座谈记录各方意见，不作决定。"

# What became of earlier decisions.
REVIEWED = "上次议定事项落实情况"
NOTHING_REVIEWED = "没有待落实的上次议定事项。"
REVIEW_STATE = "（{state}）"

# One item.
MATTER = "事由："
PROPOSAL = "议案："
OPINIONS = "{stance}意见："
POLICY = "政策说明："
MINORITY = "少数意见："
MOTION = "动议："
AMENDMENT = "修正案："
MOVED = "{mover}提出"
SECONDED = "{seconder}附议"
ORIGINAL = "原动议：{text}"
VOTE = "{method}："
VOTE_ROUND = "第{round}次表决（{method}）："
VOID = "该次表决作废：{reason}"
NO_REASON = "未写明理由"
DECISION = "议定事项："
NO_OWNER = "未定"
OWNER = "责任人：{owner}"
HELPERS = "协办：{helpers}"
DEADLINE = "完成时限：{day}"
RESULT = "结果："
REASON = "理由：{reason}"
REFERRED_TO = "，提请{body}研究"
CARRIED = "，列入下次会议"
RECUSED = "回避："
PRIVATE = "本项不对外公开。"
OWNERS_MATTER = "本项结果为协商意见，须另行提交业主共同决定。"
OWNERS_DECIDE = "业主共同决定"

NEXT_MEETING = "下次会议："
ERRATA = "勘误"
ERRATUM = "{day}：{text}"
VERSION = "第{version}版"
SEAL = "校验：{seal}"

# Lists of people.
PRESENT = "出席"
EXCUSED = "请假"
ABSENT = "缺席"
PROXIES = "委托"
OBSERVERS = "列席"
CAME_LATE = "迟到"
LEFT_EARLY = "早退"
PROXY_PAIR = "{principal}委托{holder}"
AT_TIME = "{name}（{time}）"
NOBODY = "无"

# The record.
NAME_OF_MEETING = "会议名称"
TIME = "会议时间"
PLACE = "会议地点"
CHAIR = "主持人"
SECRETARY = "记录人"
NUMBERS = "到会人数"
RULE = "议事规则"
COURSE = "会议过程"
RESULTS = "各项议题结果"
RESULT_HEADS = ("序号", "议题", "结果", "议定事项")
OTHER_ITEM = "（第{item}项）"
SIGNERS = ("主持人（签字）", "记录人（签字）", "与会代表（签字）", "日期")
SIGN_NOTE = "以上记录经核对无误。"

NOTED = "记事："
NOTED_BY = "记事（{name}）："
SPOKE = {
    "point_of_order": "提出程序问题",
    "interruption": "打断发言",
}
EVENTS = {
    "opened": "会议开始。",
    "ended": "会议结束。",
    "resumed": "复会。",
    "suspended": "休会",
    "in": "{name}到会",
    "out": "{name}离会",
    "excused": "{name}请假",
    "absent": "{name}缺席",
    "proxy": "{name}{text}",
    "recused": "{name}回避",
    "returned": "{name}恢复参加本项",
    "motion": "{name}提出动议：",
    "seconded": "{name}附议",
    "vote": "",
    "void": "上述表决作废，理由：",
    "override": "主持人决定采用，理由：",
    "decision": "议定：",
    "outcome": "结果：",
    "referred": "上提：",
}
