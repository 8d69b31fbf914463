"""The Chinese words of the documents that are not names of the field."""

from meetings.matters.photos import When
from meetings.sitting.agenda import ItemOutcome
from meetings.sitting.points import PointKind

MINUTES = "会议纪要"
MEETING = "会议"
MINUTES_OF = "{meeting}纪要"
RECORD_OF = "{meeting}记录"
RECORD = "会议记录"
DRAFT = "（草稿）"
NOT_FINAL = "（纪要尚未定稿）"
PUBLIC = "（公开版）"
OLDER = "（第{version}版）"
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
COUNTED_PROXIES = "，受委托{proxies}人，计{all}人"
COUNTED_THERE = "在场{present}人"
PAUSED = "会议于{times}休会{reason}"
PAUSED_FROM = "{since}起"
INFORMAL = "本次会议未达到法定人数，按座谈记录各方意见，不作决定。"

# What became of earlier decisions.
NONE_LEFT = "会议召开时，没有待落实的上次议定事项。"
REVIEWED = "上次议定事项落实情况"
AT_THIS_MEETING = "会上：{said}"
LATELY = "最近进展：{said}"

# One item.
THIS_ITEM = "本项"
RAISED_BY = "本项由{who}提出"
SUPPORTED = "{count}人附议"
AT_PLACE = "地点：{place}"
PROPOSAL = "议案："
ANSWER = "上级答复："
POINTS_OF = {
    PointKind.FOR: "赞成意见：",
    PointKind.AGAINST: "不同意见：",
    PointKind.QUESTION: "提出的问题：",
    PointKind.NEUTRAL: "其他意见：",
    PointKind.SUPPLEMENT: "补充意见：",
    PointKind.POLICY: "政策说明：",
}
MANY_NAMES = "{name}等{count}人"
OTHERS = "另有{count}人作了同类发言"
MINORITY = "少数意见："
MOTION = "动议："
ELECTION = "选举："
AMENDMENT = "修正案："
AMENDMENT_TO = "对动议“{text}”的修正案："
MOVED = "{mover}提出"
SECONDED = "{seconder}附议"
ORIGINAL = "原动议：{text}"
VOTE = "{method}："
BY_VOTE = "经{method}，"
BY_VOTE_ROUND = "经第{round}次表决（{method}），"
BY_VOTE_AGAIN = "经第{round}次表决，"
VOID = "因{reason}，该次表决作废"
NO_REASON = "未写明理由"
DECISION = "议定事项："
FIXED = "会议议定："
FIXED_TOO = "，议定："
PASSED_ITEM = "通过本项"
BY_PERSON = "由{owner}负责"
BY_UNIT = "由{owner}承办"
ASIDE_PERSON = "（责任人：{owner}）"
WITH_HELP = "{helpers}协办"
VOTE_VOID = "（所依表决已作废）"
DONE_BY = "{day}前完成"
NO_OWNER = "未定"
OWNER = "责任人：{owner}"
HELPERS = "协办：{helpers}"
DEADLINE = "完成时限：{day}"
RESULT = "结果："
IN_DEBATE = "本项正在议。"
STILL_OPEN = "本项还没有结果。"
ENDED = {
    ItemOutcome.ADOPTED: "会议通过本项",
    ItemOutcome.ADOPTED_MODIFIED: "会议修改后通过本项",
    ItemOutcome.REJECTED: "本项未获通过",
    ItemOutcome.TIED: "同意与反对票数相等，本项未获通过",
    ItemOutcome.POSTPONED: "本项暂缓，列入下次会议",
    ItemOutcome.REFERRED_UP: "",
    ItemOutcome.WITHDRAWN: "本项已撤回",
    ItemOutcome.NOTED: "会议听取后知悉",
    ItemOutcome.AGREED: "会议协商一致",
    ItemOutcome.NOT_REACHED: "本项未议，列入下次会议",
}
REFERRED = "本项提请{body}研究"
ABOVE = "上一级"
BECAUSE = "理由是：{reason}"
REASON = "理由：{reason}"
RECUSED = "回避："
PRIVATE = "本项不对外公开。"
OWNERS_MATTER = "本项结果为协商意见，须另行提交业主共同决定。"
OWNERS_DECIDE = "业主共同决定"

NEXT_MEETING = "下次会议："
ERRATA = "勘误"
ERRATUM = "{day}：{text}"
VERSION = "第{version}版"
SEAL = "校验：{seal}"
APPROVED_AT = "本纪要经{meeting}会议确认"

# Lists of people.
PRESENT = "出席"
EXCUSED = "请假"
ABSENT = "缺席"
PROXIES = "委托"
OBSERVERS = "列席"
CAME_LATE = "迟到"
LEFT_EARLY = "早退"
SECTIONS = "分组到会"
EXPECTED_CHANGED = "应到变更"
PROXY_PAIR = "{principal}委托{holder}"
HOLDER_LEFT = "受托人{at}离会，此后不计"
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
ELECTION_HEADS = ("候选人", "得票", "结果")
ROUND_VOTES = "第{round}轮得票"
ROUND = "第{round}轮"
ELECTED = "中选"
GOT = "得票："
DECLINED = "中选，不就任"
TAKES_THE_SEAT = "递补"
ELECTED_LIST = "选举结果"
RESULT_HEADS = ("序号", "议题", "结果", "议定事项")
SIGNERS = ("主持人签字", "记录人签字", "与会代表签字", "日期")
OWNERS_ANSWERS = "附：业主逐户答复"
OWNERS_NOT_PUBLIC = "（内部存档，不公开）"
OWNERS_MOTION = "第{item}项：{motion}"
OWNERS_VOID = "（该次表决作废）"
OWNERS_SILENT = "未答复"
OWNERS_HEADS = ("序号", "业主", "专有部分", "面积（平方米）", "答复")
SIGN_NOTE = "以上记录经核对无误。"

SPEECH = "发言"
NOTED = "记事："
NOTED_BY = "记事（{name}）："
SPOKE = {
    "point_of_order": "提出程序问题",
    "interruption": "打断发言",
}
EVENTS = {
    "opened": "会议开始。",
    "ended": "会议结束。",
    "answered": "",
    "resumed": "复会。",
    "suspended": "休会",
    "in": "{name}到会",
    "out": "{name}离会",
    "excused": "{name}请假",
    "absent": "{name}缺席",
    "proxy": "{name}{text}",
    "recused": "{name}回避",
    "returned": "{name}恢复参加本项",
    "struck": "{name}从此不计入应到",
    "seated": "{name}从此计入应到",
    "motion": "{name}提出动议：",
    "election": "选举：",
    "amendment": "{name}提出修正案：",
    "motion_end": "动议：",
    "seconded": "{name}附议",
    "vote": "",
    "vote_note": "",
    "void": "表决作废，理由：",
    "override": "主持人决定采用，理由：",
    "decision": "议定：",
    "outcome": "结果：",
    "referred": "结果：",
}

# Notice of meeting.
NOTICE = "会议通知"
NOTICE_OF = "{meeting}通知"
PRIVATE_ITEM = "（涉及个人事务，不公开）"
NOTICE_TO = "各位议事会成员、居民"
NOTICE_OPENING = (
    "{body}定于{when}{where}召开第{serial}次会议{kind}，请准时参加。现将有关事项通知如下"
)
AGENDA = "会议议程"
BUDGET = "约{minutes}分钟"
AGENDA_HEADS = ("序号", "议题", "类别", "时间")
PROPOSALS = "议案"
TO_NOTE = "有关事项"
EXCUSE = "因故不能参加的，请提前告知{contact}{phone}，并可按规则委托他人。"
EXCUSE_ANYBODY = "因故不能参加的，请提前向主持人或记录人请假{phone}。"
RULES_OF_TALK = "发言请先举手，先表明立场再讲理由，一次只议一件事。"

# Sign-in sheet.
SIGN_IN = "签到表"
FORM_TITLE = "会议：{title}"
TO_FILL = "＿＿＿＿＿＿"
FORM_FACTS = "时间：{when}　　地点：{place}"
SIGN_IN_HEADS = ("序号", "姓名", "楼栋", "身份", "签名", "时间", "备注")
SIGN_IN_COUNT = "应签到{count}人，{units}实际签到______人。"
SIGN_IN_FILLED = "应签到{count}人，{units}实际签到{came}人。"
SIGN_IN_OPEN = "{units}签到______人。"
SIGN_IN_CAME = "{units}签到{came}人。"
"""Used where nobody is expected, since everybody there takes part."""
SIGN_IN_UNITS = "邀请单位{count}家，"
HELD_BY = "受托人：{holder}"

# Blank forms.
FORMS = "空白表格"
BLANK_RECORD = "会议记录表（手写）"
BLANK_RECORD_HEADS = ("时间", "发言人", "立场", "内容")
BLANK_RECORD_NOTE = "立场写：支持、反对、中立、补充、政策说明；没有说的空着。会后可逐行录入。"
TALLY = "计票表"
TALLY_HEADS = ("议题或动议", "实到", "同意", "反对", "弃权", "无效", "结果")
TALLY_NOTE = "先问同意，再问反对，最后问弃权；三项相加不得超过实到人数。平票不通过。"
TALLY_SIGNERS = ("计票人", "监票人", "主持人", "日期")
BALLOT = "表决票"
BALLOT_MATTER = "议题："
BALLOT_CHOICES = "（　）同意　　（　）反对　　（　）弃权"
BALLOT_NOTE = "只选一项打√；不选或多选为无效票。不写姓名。"
BLANK = "______________________________"

# Extract of one item.
EXTRACT = "会议纪要摘要"
EXTRACT_OPENING = "现将{body}{number}会议（{when}）议定的第{item}项“{title}”摘要如下，{asked}"
EXTRACT_DO, EXTRACT_STUDY = "请按职责办理", "请予研究"
EXTRACT_TO = "{to}："
EXTRACT_SHORTENED = "以上为要点，发言和表决的全文见会议记录。"
EXTRACT_REPLY = "请于{day}前将{work}情况回复{body}{phone}。"
EXTRACT_REPLY_OPEN = "请将{work}情况回复{body}{phone}。"
EXTRACT_DOING, EXTRACT_STUDYING = "办理", "研究"

# Public notice.
POSTING = "公示"
POSTING_SUBTITLE = "{number}会议议定事项"
POSTING_FOLLOWS = "现将议定事项公示如下"
POSTING_OPENING = f"{{when}}，{{body}}召开第{{serial}}次会议{{counted}}。{POSTING_FOLLOWS}"
POSTING_HEADS = ("序号", "议题", "结果", "议定事项")
POSTING_TIME = "公示时间："
POSTING_DAYS = "{start}至{end}，共{days}日。"
POSTING_FROM = "{start}起。"
MONTH_DAY = "{month}月{day}日"
OBJECTIONS = "异议反映："
OBJECT_TO = "对公示内容有异议的，请{by}向{to}反映{where}。"
OBJECT_BY = "于{day}前"
OBJECT_WHERE = "（{where}）"
POSTING_MORE = "其余{count}项见会议纪要（公开版）。"

# Reading copy.
READING = "朗读版"
READING_NUMBER = "{number}（朗读版）"

# A matter's whole road.
ROAD = "议题全程"
ROAD_TITLE = "议题全程：{title}"
ROAD_ARROW = " → "
ROAD_REACHED = "{name}（{day}）"
DAY_UNKNOWN = "日期不详"
ROAD_TO_COME = "{name}（未到）"
ROAD_HEADS = ("日期", "层级", "经过")
ROAD_DAY = "{month}月{day}日"
ROAD_YEAR = "{year}年{day}"
ROAD_PRINTED = "截至{day}。"
ROAD_LATE = "【逾期】"

# Photographs, the retrospective, points for duty.
SHOWS = {When.BEFORE: "办理前", When.DURING: "办理中", When.AFTER: "办理后"}
PHOTOS = "前后对比"
PHOTOS_OF = "办理前后对比：{text}"
PHOTOS_ALL = "办理前后对比"
PHOTO_ADDED = "{caption}（{day}收录）"
PHOTO_MISSING = "照片不在记录文件旁，未能印出"
LOOKBACK = "复盘"
LOOKBACK_OF = "复盘：{text}"
LOOKBACK_ALL = "办理事项复盘"
LOOKBACK_PARTS = ("事项", "经过", "前后变化", "体会和做法", "用到的资源")
COURSE_HEADS = ("日期", "步骤", "情况", "经办")
FACT_HEADS = ("项目", "内容")
ASKED = "提问"
POINT_LIST = "值守积分表"
POINT_SHEET = "值守积分单"
POINT_COUNT = "截至{day}，共{people}人（队），{turns}班，{hours}小时。{rate}"
POINT_HEADS = ("序号", "姓名或队名", "班次", "工时（小时）", "人群", "倍数", "积分")
TURN_HEADS = ("日期", "时间", "人数", "工时（小时）", "事项", "备注")
POINT_RATE = "每小时{per_hour}分，按人合计后取整。"
NO_POINT_RATE = "本机构尚未规定每小时积几分，未计积分。"
POINT_SUM = "合计{turns}班，{hours}小时，每小时{per_hour}分{times}，积分{points}分。"
POINT_SUM_UNRATED = "合计{turns}班，{hours}小时。本机构尚未规定每小时积几分，未计积分。"
POINT_TIMES = "，{group}按{times}倍计"
PUBLIC_NOTE = "姓名、电话、住址已作隐去。"
