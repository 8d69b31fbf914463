"""Whole meetings as key scripts: each line is (keys, what must then be seen).

The first walk-through of the user guide is written from these. The place and the rule are those
of a public report of 2016; persons, counts, owners and deadlines are made up.
"""

from collections.abc import Sequence

Walk = Sequence[tuple[str, str | Sequence[str]]]

MEMBERS = (
    ("陈静", "1栋 主持人", "cj"), ("李梅", "2栋 记录人", "lm"), ("赵强", "3栋", "zq"),
    ("孙立", "3栋", "sl"), ("吴兰", "4栋", "wl"), ("周宁", "5栋", "zn"), ("郑浩", "5栋", "zh"),
    ("王芳", "6栋", "wf"), ("冯涛", "6栋", "ft"), ("许洁", "7栋", "xj"), ("何勇", "8栋", "hy"),
    ("吕敏", "8栋", "lvm"), ("施云", "9栋", "sy"), ("张伟", "10栋", "zw"), ("孔亮", "11栋", "kl"),
    ("曹玉", "12栋", "cy"),
)  # fmt: skip
"""Sixteen invented members, and the initials that find each."""

_LIST = "".join(f"{name} {more}<Enter>" for name, more, _keys in MEMBERS)

FOUND: Walk = (
    ("", ("请先建立一个议事机构", "2新机构")),
    ("2", "哪一级的议事机构"),
    ("2", "新机构 · 社区"),
    ("莲塘社区居民议事会<Enter><Enter>居委会二楼会议室<Enter>", "还没有人"),
    ("7", "批量登记"),
    (_LIST, "16人"),
    ("<^s>", ("新增 16", "Enter 导入")),
    ("<Enter>", "在册16人"),
)
"""From an empty file to a council of sixteen."""

COLLECT: Walk = (
    ("<F2>", "这里没有议题"),
    ("1中秋邻里节 #公共空间 +12 王芳<Enter>", "待筛选1个"),
    ("1扶持社区社会组织 +6 何勇<Enter>", "待筛选2个"),
    ("1议事规则培训 +5 陈静<Enter>", "待筛选3个"),
)
"""Three issues in one line each."""

PLAN: Walk = (
    ("<F3>", "还没有会议"),
    ("1", "筹备会议"),
    ("今天<Enter>14:30<^s>", "共0项"),
    ("2", ("哪个议题", "中秋邻里节")),
    ("2", "分钟"),
    ("15<Enter>", "共1项，合计15分"),
    ("2", "扶持社区社会组织"),
    ("2", "分钟"),
    ("20<Enter>", "共2项，合计35分"),
    ("2", "议事规则培训"),
    ("2", "分钟"),
    ("15<Enter>", "共3项，合计50分"),
)
"""A meeting with its agenda."""

SIGN_IN: Walk = (
    ("7", "到了没有"),
    ("3", ("进行中", "到会 0/16", "法定 11 未达到")),
    ("8", ("签到", "8临时到会")),
    *((f"{keys}<Enter>", f"到会 {n}/16") for n, (_, _, keys) in enumerate(MEMBERS[:14], 1)),
    ("<Esc>", ("到会 14/16", "法定 11 达到", "8签到")),
)
"""Opened; fourteen come in, with two or three letters each."""

QUORUM = "应到16人，实到14人，达到法定人数"

FIRST: Walk = (
    ("wf 支持 请各楼出一个节目<Enter>", "支持 1 反对 0"),
    ("hy 反对 去年音响太吵，老人睡不好<Enter>", "支持 1 反对 1"),
    ("4", "要表决的那一句"),
    ("办中秋邻里节，九点前结束<Enter>wf<Enter>xj<^s>", "待表决"),
    ("5", "1  举手表决"),
    ("1", "同意 *"),
    ("12<Enter>1<Enter>1", (QUORUM, "至少8票", "通过。")),
    ("<^s>", "Enter 或 Esc 继续"),
    ("<Enter>", ("同意12，反对1，弃权1", "通过")),
    ("6", "责任人"),
    ("<Enter>wf<Enter>居委会<Enter>30天<^s>", "议定 办中秋邻里节"),
    ("9", "2 扶持社区社会组织"),
)
"""The neighbours' festival."""

SECOND: Walk = (
    ("hy 支持 有了组织才能常办活动<Enter>", "支持 1 反对 0"),
    ("4", "要表决的那一句"),
    ("扶持两家社区社会组织<Enter>hy<Enter>ft<^s>", "待表决"),
    ("5", "1  举手表决"),
    ("1", "同意 *"),
    ("13<Enter>0<Enter>1", (QUORUM, "通过。")),
    ("<^s>", "Enter 或 Esc 继续"),
    ("<Enter>", "同意13，反对0，弃权1"),
    ("6", "责任人"),
    ("<Enter>hy<Enter><Enter>月底<^s>", "议定 扶持两家"),
    ("9", "3 议事规则培训"),
)
"""Support for community organisations."""

THIRD: Walk = (
    ("cj 支持 先学规则再议事<Enter>", "支持 1 反对 0"),
    ("4", "要表决的那一句"),
    ("办一次议事规则培训<Enter>zn<Enter>lm<^s>", "待表决"),
    ("5", "1  举手表决"),
    ("1", "同意 *"),
    ("14<Enter>0<Enter>0", (QUORUM, "同意14票", "全票通过")),
    ("<^s>", "Enter 或 Esc 继续"),
    ("<Enter>", "同意14，反对0，弃权0"),
    ("6", "责任人"),
    ("<Enter>lm<Enter><Enter>下周五<^s>", "议定 办一次"),
)
"""Training in rules of procedure."""

THIRD_TIED: Walk = (
    ("cj 支持 先学规则再议事<Enter>", "支持 1 反对 0"),
    ("sy 反对 大家白天都要上班<Enter>", "支持 1 反对 1"),
    ("4", "要表决的那一句"),
    ("办一次议事规则培训<Enter>zn<Enter>lm<^s>", "待表决"),
    ("5", "1  举手表决"),
    ("1", "同意 *"),
    ("7<Enter>7<Enter>0", ("同意7票，反对7票", "平票未通过。")),
    ("<^s>", "Enter 或 Esc 继续"),
    ("<Enter>", ("平票未通过：接下来怎么办", "再议后重新表决")),
    ("<Esc>", ("同意7，反对7，弃权0", "8签到")),
    ("ft 补充 可以放在周六上午<Enter>", "周六上午"),
    ("5", "接下来怎么办"),
    ("1", "1  举手表决"),
    ("1", "同意 *"),
    ("8<Enter>5<Enter>1", ("同意8票，反对5票，弃权1票", "至少8票", "通过。")),
    ("<^s>", "Enter 或 Esc 继续"),
    ("<Enter>", ("同意7，反对7，弃权0", "同意8，反对5，弃权1")),
    ("6", "责任人"),
    ("<Enter>lm<Enter><Enter>下周五<^s>", "议定 办一次"),
)
"""The same, tied at first: more debate, one more vote, passed."""

END: Walk = (
    ("9", "最后一项"),
    ("0", "结束会议"),
    ("1", "现在结束会议"),
    ("1", "已结束"),
    ("<F3>", ("会议", "已结束", "1筹备会议")),
    ("8", "定稿吗"),
    ("1", "已定稿"),
)
"""Ended, and the minutes final."""

EXPORT: Walk = (
    ("9", "要哪一份文书"),
    ("1", "文件夹"),
    ("<^s>", "已写好"),
)
"""The minutes as a Word file."""

LIANTANG: Walk = (
    *FOUND, *COLLECT, *PLAN, *SIGN_IN, *FIRST, *SECOND, *THIRD, *END, *EXPORT,
)  # fmt: skip
TIED: Walk = (
    *FOUND, *COLLECT, *PLAN, *SIGN_IN, *FIRST, *SECOND, *THIRD_TIED, *END, *EXPORT,
)  # fmt: skip
