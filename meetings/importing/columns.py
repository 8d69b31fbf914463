"""The sheets of the workbook and their columns, the same in and out."""

MEETING = "会议"
SIGN_IN = "签到"
ITEMS = "议题"
SPEECHES = "发言"
TASKS = "督办"
PEOPLE = "名册"
MOVES = "到离"
OPTIONS = "选项"
OWNERS = "业主表决"
RULE = "规则"

MEETING_KEYS = (
    "层级", "机构", "会议名称", "次数", "日期", "开始时间", "结束时间", "地点", "主持人", "记录人",
    "应到人数", "表决规则",
)  # fmt: skip
MEETING_COLUMNS = ("项目", "内容")
SIGN_IN_COLUMNS = ("姓名", "楼栋", "身份", "出席情况", "到会时间", "离会时间", "受托人")
ITEM_COLUMNS = (
    "序号", "议题", "类别", "来源", "提出人", "附议人数", "动议", "表决方式", "实到", "同意",
    "反对", "弃权", "结果", "议定事项", "动议人", "附议人", "表决号", "表决时间", "应到", "回避",
    "受委托", "无效", "不计数", "决定票", "采用理由", "作废理由", "理由", "少数意见",
)  # fmt: skip
SPEECH_COLUMNS = ("议题序号", "时间", "发言人", "立场", "内容", "用时")
MOVE_COLUMNS = ("时间", "姓名", "情况", "议题序号", "受托人", "理由")
OPTION_COLUMNS = ("表决号", "选项", "票数", "可选", "名额", "接续")
OWNER_COLUMNS = (
    "表决号", "事项", "业主人数", "专有部分", "总面积", "同意面积", "反对面积", "弃权面积",
    "无效面积", "从多数依据",
)  # fmt: skip
TASK_COLUMNS = (
    "议题序号", "事项", "承办", "责任人", "协办", "完成时限", "状态", "进展", "满意度",
)  # fmt: skip
PEOPLE_COLUMNS = ("姓名", "楼栋", "单元", "电话", "身份", "机构", "有表决权", "面积")

FROM_COLUMNS = ("来源会议", "来源议题")
LEDGER_COLUMNS = (
    "编号", "机构", *FROM_COLUMNS, "事项", "类别", "承办", "责任人", "协办", "交办日期", "完成时限",
    "状态", "时限情况", "进展", "办结日期", "满意度", "销号日期", "行动促成了改变",
)  # fmt: skip
"""The ledger going out; coming in, 时限情况 is passed over, for it follows from the days."""

OLD_LEDGERS = {
    "序号": "编号", "来源": "来源会议", "会议": "来源会议", "议题": "来源议题", "任务": "事项",
    "议定事项": "事项", "内容": "事项", "问题": "事项", "问题类别": "类别", "分类": "类别",
    "承办单位": "承办", "责任单位": "承办", "负责人": "责任人", "协办单位": "协办",
    "完成时间": "完成时限", "时限": "完成时限", "办结时限": "完成时限", "是否办结": "状态",
    "是否完成": "状态", "办理状态": "状态", "办理情况": "进展", "进展情况": "进展",
    "落实情况": "进展", "居民满意度": "满意度", "办结时间": "办结日期",
}  # fmt: skip
"""What the same columns are called in ledgers kept by hand."""

SHEETS: dict[str, tuple[str, ...]] = {
    MEETING: MEETING_COLUMNS,
    SIGN_IN: SIGN_IN_COLUMNS,
    ITEMS: ITEM_COLUMNS,
    SPEECHES: SPEECH_COLUMNS,
    TASKS: TASK_COLUMNS,
    PEOPLE: PEOPLE_COLUMNS,
    MOVES: MOVE_COLUMNS,
    OPTIONS: OPTION_COLUMNS,
    OWNERS: OWNER_COLUMNS,
    RULE: MEETING_COLUMNS,
}
