"""The columns of every table, the same in and out, and what others call them."""

from collections.abc import Mapping
from dataclasses import field

from meetings.dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of one kind of table."""

    sheet: str
    """The usual name of the sheet."""
    names: tuple[str, ...]
    """As they go out, in their order; coming in, the order is free."""
    needed: tuple[str, ...] = ()
    also: Mapping[str, str] = field(default_factory=dict)
    """What the same columns are called elsewhere."""
    or_else: Mapping[str, str] = field(default_factory=dict)
    """What a heading of `also` means where another one has its column already."""
    passed: frozenset[str] = frozenset({"序号", "编号", "行号", "号"})
    """Headings that are passed over in silence."""
    not_kept: frozenset[str] = frozenset()
    """Headings of what nobody needs to know: told, and not kept."""
    of_names: bool = False
    """Whether each row is named by its needed column alone, so that what is unread has a name."""


def _others(**names: str) -> dict[str, str]:
    """`姓名="名字 业主"` → each of the words, and the column it means."""
    return {word: name for name, words in names.items() for word in words.split(" ")}


MEETING = "会议"
SIGN_IN = "签到"
ITEMS = "议题"
SPEECHES = "发言"
TASKS = "督办"
PEOPLE = "名册"
MOVES = "到离"
OPTIONS = "选项"
OWNERS = "业主表决"
ELECTIONS = "选举"
POINTS = "要点"
RULE = "规则"

MEETING_KEYS = (
    "层级", "机构", "会议名称", "次数", "日期", "开始时间", "结束时间", "地点", "主持人", "记录人",
    "应到人数", "表决规则", "法律问答",
)  # fmt: skip
MEETING_COLUMNS = ("项目", "内容")
SIGN_IN_COLUMNS = ("姓名", "楼栋", "身份", "出席情况", "到会时间", "离会时间", "受托人", "片区")
ITEM_COLUMNS = (
    "序号", "议题", "类别", "来源", "提出人", "附议人数", "动议", "表决方式", "实到", "同意",
    "反对", "弃权", "结果", "议定事项", "动议人", "附议人", "表决号", "表决时间", "应到", "回避",
    "受委托", "无效", "不计数", "决定票", "采用理由", "作废理由", "理由", "少数意见", "计票人",
    "坚持异议",
)  # fmt: skip
SPEECH_COLUMNS = ("议题序号", "时间", "发言人", "立场", "内容", "用时", "发言号")
POINT_COLUMNS = ("议题序号", "归类", "要点", "发言号")
MOVE_COLUMNS = ("时间", "姓名", "情况", "议题序号", "受托人", "理由")
OPTION_COLUMNS = ("表决号", "选项", "票数", "可选", "名额", "接续", "中选")
OWNER_COLUMNS = (
    "表决号", "事项", "业主人数", "专有部分", "总面积", "同意面积", "反对面积", "弃权面积",
    "无效面积", "从多数依据",
)  # fmt: skip
ELECTION_COLUMNS = (
    "表决号", "选民数", "发出选票", "收回选票", "退选", "换计票人", "不就任", "法律问答",
)  # fmt: skip
TASK_COLUMNS = (
    "议题序号", "事项", "承办", "责任人", "协办", "完成时限", "状态", "进展", "满意度", "分工",
)  # fmt: skip
PEOPLE_COLUMNS = (
    "姓名", "楼栋", "单元", "电话", "身份", "机构", "有表决权", "面积", "片区", "房号", "特长",
)  # fmt: skip

FROM_COLUMNS = ("来源会议", "来源议题")
LEDGER_COLUMNS = (
    "编号", "机构", *FROM_COLUMNS, "事项", "类别", "承办", "责任人", "协办", "交办日期", "完成时限",
    "状态", "时限情况", "进展", "办结日期", "满意度", "销号日期", "行动促成了改变",
    "时限原话", "状态原话",
    "措施", "提出人", "备注", "分工",
)  # fmt: skip
"""The ledger going out; coming in, 时限情况 is passed over, for it follows from the days."""

LEDGER = Columns(
    TASKS,
    tuple(dict.fromkeys((*LEDGER_COLUMNS, *TASK_COLUMNS, "居民评价"))),
    ("事项",),
    _others(
        编号="序号",
        机构="所属机构 议事会",
        来源会议="来源 会议 会议名称",
        来源议题="议题 议题名称",
        事项="任务 议定事项 内容 问题 问题描述 问题内容 事项内容 工作事项 工作任务 督办事项 "
             "诉求 诉求内容 诉求事由 "
             "具体事项 待办事项 议定内容 任务内容 存在问题",
        类别="问题类别 分类 问题类型 类型",
        承办="承办单位 责任单位 责任部门 牵头单位 主办单位 承办部门 牵头部门 主责单位 办理单位",
        责任人="负责人 具体责任人 承办人 经办人 责任人员 办理人 具体负责人",
        协办="协办单位 配合单位 配合部门 协办人 配合人",
        交办日期="交办时间 受理时间 受理日期 下达时间 登记时间 登记日期 交办 派单时间 收集时间 "
             "提出时间 提出日期",
        完成时限="完成时间 时限 办结时限 截止日期 截止时间 要求办结时间 要求完成时间 "
             "计划完成时间 处理时限 "
             "办理时限 办理期限 要求完成时限 期限 完成期限 预计完成时间 整改时限",
        状态="是否办结 办结与否 是否完成 办理状态 完成情况 办结情况 是否解决 状况",
        进展="办理情况 进展情况 落实情况 办理进度 进度 办理结果 工作进展 处理情况 整改情况 "
             "办理过程",
        办结日期="办结时间 完成日期 实际完成时间 解决时间 实际办结时间",
        满意度="居民满意度 群众评价 群众满意度 回访结果 满意情况 是否满意",
        居民评价="评价 居民意见 群众意见 回访意见",
        提出人="反映人 诉求人 来电人 提出居民",
        备注="说明 备注说明 其他",
        措施="整改措施 解决措施 办理措施 解决方案",
    ),
)  # fmt: skip
"""An old ledger coming in: also what has no column going out."""

PEOPLE_TABLE = Columns(
    PEOPLE,
    (*PEOPLE_COLUMNS, "住址"),
    ("姓名",),
    _others(
        姓名="名字 户主 户主姓名 成员姓名 成员 人员 人员姓名 居民姓名 居民 业主姓名 联系人 代表 "
             "代表姓名",
        楼栋="楼号 栋 楼 栋号 所在楼栋 楼幢 幢号 楼栋号 所属楼栋",
        单元="单元号 所在单元 门洞",
        房号="室号 房间 房间号 门牌 门牌号 室",
        住址="地址 家庭住址 住址房号 居住地址 联系地址 单元房号 楼栋房号 楼栋单元房号 楼房号",
        电话="手机 手机号 手机号码 电话号码 联系电话 联系方式 移动电话",
        身份="职务 角色 岗位 身份类别 担任职务 类别",
        机构="所属机构 议事会",
        有表决权="表决权 是否有表决权 有无表决权",
        面积="建筑面积 房屋面积 产权面积 面积m2 面积㎡",
        特长="专长 技能 能帮忙的 特长爱好",
        片区="网格 小组 所属网格 居民小组 组别 所属片区 所在小组 分组 组 界别 代表小组 选区",
    ),
    not_kept=frozenset(
        ["性别", "年龄", "出生年月", "出生日期", "生日", "民族", "身份证", "身份证号",
        "身份证号码", "证件号码", "籍贯", "婚姻状况", "学历", "文化程度", "政治面貌",
        "宗教信仰", "健康状况"]
    ),
    of_names=True,
)  # fmt: skip

UNIT_TABLE = Columns(
    "专有部分",
    ("楼栋", "单元", "房号", "面积", "业主", "计入", "备注", "住址"),
    ("面积",),
    _others(
        楼栋="楼号 栋 栋号 楼幢 幢号 楼栋号",
        单元="单元号",
        房号="室号 房间号 门牌号 室 房屋编号",
        住址="地址 房屋坐落 坐落 部位 房屋地址 专有部分",
        面积="建筑面积 房屋面积 产权面积 专有部分面积 面积m2 面积㎡",
        业主="业主姓名 产权人 所有权人 权利人 姓名 业主名称",
        计入="是否计入",
        备注="说明",
    ),
    not_kept=PEOPLE_TABLE.not_kept | {"电话", "联系电话", "手机", "手机号"},
)  # fmt: skip

ISSUE_TABLE = Columns(
    "议题",
    (
        "编号", "议题", "内容", "地点", "类别", "来源", "提出人", "电话", "附议人数",
        "提出日期", "工单号",
        "时限", "办理结果",
    ),
    ("议题",),
    _others(
        议题="诉求内容 诉求 诉求标题 标题 问题 问题描述 事项 议题名称 主题 工单标题 反映问题 "
             "反映内容 意见建议 "
             "建议 内容摘要 工单内容",
        内容="详情 详细内容 具体内容 诉求详情 问题详情",
        地点="事发地址 地址 位置 发生地址 诉求地址 楼栋 事发地点 涉及地点",
        类别="问题类别 诉求类别 分类 诉求类型 问题类型 类型 所属类别 工单类别 工单类型 事项类别",
        来源="来源渠道 渠道 诉求来源 受理渠道",
        提出人="诉求人 反映人 来电人 姓名 居民 投诉人 市民姓名",
        电话="联系电话 来电号码 联系方式 手机 手机号",
        附议人数="支持人数 附议 人数 支持数",
        提出日期="来电时间 受理时间 登记时间 提出时间 收集日期 日期 时间 诉求时间 创建时间 "
             "收集时间",
        工单号="工单编号 流水号 受理编号 单号 诉求编号 案件编号",
        时限="处理时限 办理时限 截止时间 截止日期 办结时限 要求办结时间",
        办理结果="处理结果 办理情况 回复内容 处理情况",
    ),
    or_else={"诉求内容": "内容", "内容摘要": "内容", "反映内容": "内容", "工单内容": "内容",
    "问题描述": "内容"},
    passed=frozenset({"序号", "行号", "号"}),
    not_kept=frozenset({"性别", "年龄", "身份证号", "身份证"}),
)  # fmt: skip

ACTIVITY_TABLE = Columns(
    "活动",
    (
        "类型", "活动", "日期", "时间", "地点", "方式", "老师", "等级", "状态", "人次", "参加人",
        "分工", "内容", "变化", "复盘", "机构",
    ),
    ("活动",),
    _others(
        类型="活动类型 类别 种类",
        活动="活动名称 名称 主题 活动主题 活动内容 课程 课程名称 招募 招募名称",
        日期="活动日期 活动时间 举办日期 开展时间 开展日期 时间日期",
        时间="开始时间 几点",
        地点="活动地点 场地 举办地点",
        方式="线上线下 形式 招募方式",
        老师="授课老师 讲师 主讲 授课人 主讲人",
        等级="级别 课程等级",
        状态="情况 完成情况",
        人次="参加人数 参与人数 人数 参与人次 参加人次 招募人数 到场人数 受益人次",
        参加人="参与人员 参加人员 签到 签到人员 名单 招募名单 志愿者",
        分工="任务分工 工作分工",
        内容="说明 备注 简介",
        变化="成效 带来的变化 效果 活动成效",
        复盘="总结 反思 活动总结",
        机构="所属机构 议事会 主办",
    ),
)  # fmt: skip
"""活动、课程、招募, the same in and out."""

RESOURCE_COLUMNS = ("类别", "名称", "能提供", "联系方式", "时间和条件", "状态", "机构")
RESOURCE_TABLE = Columns(
    "资源库",
    (*RESOURCE_COLUMNS, "联系人"),
    ("名称",),
    _others(
        类别="类型 种类 资源类型 资源类别 分类",
        名称="资源名称 资源 姓名 单位名称 组织名称 单位 场地 场地名称 能人 物品名称 物资名称 名字",
        能提供="特长 技能 专长 可提供 提供内容 可提供的资源 可提供资源 资源内容 用途 能帮忙的 "
             "服务内容 擅长 说明 容量",
        联系方式="电话 联系电话 手机 手机号 手机号码 联系人及电话 联系人电话",
        联系人="负责人 联络人",
        时间和条件="时间 条件 可用时间 开放时间 使用条件 借用条件 服务时间 时间条件",
        状态="是否可用 情况",
        机构="所属机构 议事会",
    ),
    not_kept=PEOPLE_TABLE.not_kept,
)  # fmt: skip
"""资源库 coming in: also who is to be asked, who goes out with the telephone."""

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
    ELECTIONS: ELECTION_COLUMNS,
    POINTS: POINT_COLUMNS,
    RULE: MEETING_COLUMNS,
}
