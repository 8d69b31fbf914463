"""What points to a person in a text that is published: found, judged, and masked.

Everything found is kept as a `Find`, so that a person can look at each replacement, and at each
place left as it is, before a paper is posted. A name that is also a word (方便, 文明) is judged by
the words around it; what stays doubtful is masked where somebody speaks or acts, and shown.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from enum import StrEnum
from itertools import accumulate
from typing import Protocol

from meetings.clean import trim
from meetings.community.people import is_team, unlabel
from meetings.community.surnames import has_surname
from meetings.dataclass import dataclass
from meetings.papers.mask_choice import MaskChoice

COMPOUND = (
    "欧阳", "司马", "上官", "诸葛", "东方", "皇甫", "尉迟", "公孙", "令狐", "长孙",
    "慕容", "司徒", "夏侯", "万俟", "宇文", "端木", "南宫", "独孤", "轩辕", "钟离",
    "申屠", "闻人", "濮阳", "淳于", "单于", "太叔", "公冶", "宗政", "呼延", "赫连",
)  # fmt: skip
"""Surnames of two characters."""

COMMON = 120
"""From this weight in the word list on, a name is taken to be an ordinary word: 方便 has 3718."""
RARE = 20
"""From this weight on a name may be a word: it is masked and shown as doubtful: 万全 has 54."""
COMMON_CALL = 300
"""As COMMON, for 老 or 小 with a surname: 小路 has 504, but 老王 190."""
EVERYDAY = 400
"""From this weight on 小 or 大 with a surname is an everyday word, never shown: 小区, 大方."""
AROUND = 6
"""Characters on each side of a find by which its place is known again."""


class WordList(Protocol):
    """A segmenter with its dictionary; `exports.word_list` has one."""

    def cut(self, text: str) -> Sequence[str]:
        """The text cut into words, nothing left out."""
        ...

    def weight(self, word: str) -> int:
        """How common a word is; 0 for what is none."""
        ...

    def is_function(self, word: str) -> bool:
        """Whether it is an adverb, pronoun or the like: 马上, 任何."""
        ...


class Letters:
    """Replaces a missing word list: every character is a word, and no name an ordinary one."""

    def cut(self, text: str) -> Sequence[str]:
        """Each character by itself."""
        return text

    def weight(self, word: str) -> int:
        """Nothing is a word."""
        return 0

    def is_function(self, word: str) -> bool:
        """Nothing is a word."""
        return False


class Trace(StrEnum):
    """By what kind of trace a find points to a person."""

    NAME = "name"
    NICKNAME = "nickname"
    STRANGER = "stranger"
    ROOM = "room"
    ADDRESS = "address"
    PHONE = "phone"
    IDENTITY = "identity"
    CARD = "card"
    PLATE = "plate"
    ACCOUNT = "account"
    MAIL = "mail"


@dataclass(frozen=True, slots=True)
class Find:
    """One place in a text: `text[start:end]`, and what would stand there."""

    start: int
    end: int
    trace: Trace
    words: str
    mask: str
    hide: bool = True
    """Whether the program would mask it."""
    doubtful: bool = False
    """Whether the program is unsure, so that a person should look at it."""


@dataclass(frozen=True, slots=True)
class Seen:
    """One find with the line it is in and what becomes of it."""

    text: str
    find: Find
    hidden: bool
    chosen: bool
    """Whether a person decided it."""

    @property
    def before(self) -> str:
        """The characters by which the place is known again."""
        return self.text[max(0, self.find.start - AROUND) : self.find.start]

    @property
    def after(self) -> str:
        """The characters by which the place is known again."""
        return self.text[self.find.end : self.find.end + AROUND]


_PLACE = re.compile(
    r"^([0-9０-９A-Za-z、]+(?:栋|号楼|幢|座|号院))(?:[0-9０-９\-—]+单元)?[0-9\-室号房]*"
)
_DOTS = re.compile(r"[·•・‧.]")
_POSTS = (
    "老师|医生|大夫|护士|经理|警官|书记|主任|师母|师娘|太太|秘书|干事|律师|教授|老板|"
    "[队会组科局站处所校院园班店股]长"
)
_POST_WORDS = (*_POSTS.split("|")[:-1], *(f"{of}长" for of in "队会组科局站处所校院园班店股"))
_CALLED = (
    "老人家|婶子|嫂子|妹子|大嫂|妹妹|弟弟|哥哥|老太太|老先生|阿姨|大妈|大娘|大爷|大伯|大叔|大婶|大姐|大哥|叔叔|伯伯|奶奶|爷爷|婆婆|老师傅|师傅|"
    "先生|女士|小姐|姐|哥|嫂|叔|婶|伯|姨"
)
_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁"
    "任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛阎雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫文"
)
_RARER = (
    "施牛樊葛邢伍庞颜倪聂鲁岳翟殷詹申欧耿兰焦俞柳甘祝尚符阮柯纪梅童凌毕季裴霍涂苗翁冉骆蓝辛靳柴蒙鲍华"
    "喻祁蒲滕屈饶牟艾阳穆司卓吉缪芦褚娄窦戚岑景宫费晏席卫米柏宗瞿桂佟臧闵苟邬卞姬栾隋刁沙荣巫寇桑郎甄丛仲"
    "虞敖巩佘池查苑迟邝匡鞠惠荆冀胥储燕楚鄢粟赖褟郁安庄兴鄂麦冷简项"
)
"""Rarer surnames, without those that are also words with which a sentence may continue."""
_NEIGHBOUR = re.compile(
    rf"(?P<place>\d+(?:栋|号楼|幢|座))(?:\d+单元)?(?:\d+(?:室|号|房)?)?(?:的|住户|居民)?"
    rf"[{_SURNAMES}](?:{_CALLED})"
)
_ADDRESSED = re.compile(rf"(?<![{_SURNAMES}])([{_SURNAMES}])(?:{_CALLED})")
_KIN = (
    "的?(?:儿子|女儿|闺女|老公|丈夫|爱人|老婆|妻子|媳妇|妈妈|爸爸|母亲|父亲|孙子|孙女)|他[妈爸]|她[妈爸]|"
    "妹妹|弟弟|哥哥|嫂子|婶婶"
)
"""What follows a name as whose it is, or as what the bearer is called."""
_SAYS = (
    "说|表示|认为|愿意|不愿|不同意|附议|本人|同志|女士|先生|老师|师傅|（[0-9A-Za-z]|"
    "家(?![庭园具电门长人政访属])"
)
_DOES = (
    rf"{_SAYS}|提出|提议|建议|反映|反对|赞成|支持|同意|发言|补充|主持|记录|负责|牵头|承办|承诺|答应|自愿|"
    "主任|书记|组长|队长|楼栋长|网格员|一起|一同|等[0-9一二三四五六七八九十两几]*人|"
    "[0-9二三四五六七八九十两]人|(?:今天|昨天|这次|上次)?(?:没来|没到|没参加|请了?假)|委托(?!书|人|代)|[也都](?:愿|同意|不同意|说|赞成|反对|签)|话(?=[唔佢我好，：:])"
)
_ACTS = (
    rf"{_DOES}|也|都|讲|提到|解释|介绍|联系|回答|询问|问|报名|参加|签收|动手|值班|登记|申请|投诉|告诉|"
    rf"打电话|{_KIN}|{_CALLED}"
)
_SPEAKS = re.compile(rf"[”」』]?(?:{_SAYS})")
"""After an adverb or pronoun that is a name too: 马上说他愿意, but 马上提出方案."""
_WORD_ACTS = re.compile(rf"[”」』]?(?:{_DOES}|{_KIN}|{_CALLED})")
"""What follows a name that is also a word, if a person is meant: 程序负责登记, but 方便登记."""
_AFTER = re.compile(rf"[”」』]?(?:{_ACTS})")
_BEFORE = re.compile(
    r"(?:由|请|经|向|跟|找|听|让|叫|被|住户|居民|邻居|代表|组长|主任|书记|楼栋长|网格员|主持人|记录人|责任人|"
    r"联系人|动议人|附议人|业主|志愿者)[：:]?$"
)
_ASKED_TO = re.compile(r"联系|转告|通知|签收|打电话")
"""What follows 请 or 由 and a name that is also a word: 请高峰联系物业."""
_SIDED_WITH = re.compile(r"(?:同意|支持|赞成|赞同|反对|听了|按照?|依)$")
_WHAT_OF_IT = re.compile(r"的(?:意见|说法|建议|看法|提议|想法|主意|办法|发言|话)")
"""Around a word that is a name too: 同意白雪的意见."""
_JOINED = re.compile(r"[、和与及跟]")
_ORDINARY_BEFORE = re.compile(
    r"(?:不|很|更|太|为了|非常|十分|最|较|比较|没有|没|有|的|走|创建|讲|图|真|挺|提供|保证|要|能|可以|省心|"
    r"怎么|这么|那么|多么|争创|建设|进出|出行|使用)$"
)
_START = "，。；：！？、,.;:!?（(“「『—…\n \u3000"
_SHOP = re.compile(r".{0,3}?(?:店|馆|铺|超市|公司|诊所|药房|饭庄|酒楼|工作室|理发|书院)")
_SHOP_NOW = re.compile(
    r"(?:小?超市|公司|诊所|药[房店]|饭[店庄]|酒楼|[书茶画餐宾]馆|理发店|工作室|书院)"
)
_SEASONS = frozenset(
    [
        "立春",
        "雨水",
        "惊蛰",
        "春分",
        "清明",
        "谷雨",
        "立夏",
        "小满",
        "芒种",
        "夏至",
        "小暑",
        "大暑",
        "立秋",
        "处暑",
        "白露",
        "秋分",
        "寒露",
        "霜降",
        "立冬",
        "小雪",
        "大雪",
        "冬至",
        "小寒",
        "大寒",
    ]
)
"""Days of the calendar that people are named after; a word list has few of them."""
_PREDICATE = frozenset("多少大小好快慢来去到高低长短贵有能会要可不都就也还再")
"""A name of two characters that ends so may be a phrase: 钱多."""

_WIDE = str.maketrans(
    "０１２３４５６７８９－—–‐‑−＠．　\u00a0"
    + "".join(chr(0xFF21 + n) + chr(0xFF41 + n) for n in range(26)),
    "0123456789------@.  " + "".join(chr(0x41 + n) + chr(0x61 + n) for n in range(26)),
)
"""Full-width letters and digits, and every dash, as one plain sign each: places stay the same."""
_NUMERALS = (
    _WIDE
    | str.maketrans("零〇○一二三四五六七八九幺两", "000123456789" + "12")
    | str.maketrans("壹贰叁肆伍陆柒捌玖", "123456789")
)
_LABEL = (
    r"(?:手机|电话|座机|固话|固定电话|联系方式|号码|传真|微信|薇信|[Vv][Xx]|[Ww][Xx]|QQ|qq|邮箱|邮件|身份证|"
    r"[Vv]信|威信|维信|薇|加[Vv微]|抖音|快手|支付宝|扣扣|企鹅|[Qq]{2}群|证件|"
    r"银行卡|社保卡|医保卡|护照|通行证|卡|账|账户|车牌|车号|尾号|车牌尾|牌照|房|房间|门牌)(?:号码|号)?(?:是|为|：|:|\s)*"
)
_LABELLED = re.compile(rf"{_LABEL}$")
_LANDLINE_LABEL = r"(?:座机|固话|固定电话|电话|传真|拨打|致电)(?:号码|号)?(?:是|为|：|:|\s)*"
_NOT_A_ROOM = (
    r"(?!\d|\s?[多余来几]|\s?[元人票年月日名份米平个件次张号%％.．万千百十吨盏辆台块点时分天层栋幢座单]"
    r"|\s?户(?!楼|的|说|反|门|业|主)|\s?楼(?![上下道]))"
)

_PAUSE = r"[，,、。.…\- ]{1,2}"
"""A pause within a number that is dictated."""

_NUMBERS: tuple[tuple[Trace, re.Pattern[str]], ...] = (
    (
        Trace.MAIL,
        re.compile(
            r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+"
            r"|[A-Za-z0-9._%+-]+(?:点[A-Za-z0-9]+)* ?(?:艾特|爱特|圈[aA]|小老鼠|@) ?"
            r"[A-Za-z0-9-]+(?:[点.][A-Za-z0-9]+)+"
        ),
    ),
    (
        Trace.IDENTITY,
        re.compile(
            r"(?<![0-9A-Za-z])[1-9]\d{5}[ -]?(?:18|19|20)\d{2}[ -]?(?:0[1-9]|1[0-2])[ -]?"
            r"(?:0[1-9]|[12]\d|3[01])[ -]?\d{3}[\dXx](?![0-9A-Za-z])"
            r"|(?<![0-9A-Za-z])[1-6]\d{5}[ -]?\d{2}(?:0[1-9]|1[0-2])"
            r"(?:0[1-9]|[12]\d|3[01])[ -]?\d{3}(?![0-9A-Za-z])"
            r"|(?:身份证|证件)(?:号码|号)?[：: 是为]*(?P<it>\d{15}|\d{17}[\dXx])(?![0-9A-Za-z])"
            r"|(?:身份证|证件)(?:号码|号)?的?(?:(?:[后末尾前]|最后)[四五六468][位个](?:数字?)?|尾[号数])"
            r"(?:[：: 是为]|[四五六]个?数字?)*"
            r"(?P<end>\d{3,7}[\dXx])(?![0-9A-Za-z])"
            r"|(?:社保卡?|医保卡?|护照|通行证|学生证|驾驶证|驾照)(?:号码|号)?[：: 是为]*"
            r"(?P<too>[A-Za-z]{0,2}\d{6,18}[Xx]?)(?![0-9A-Za-z])"
        ),
    ),
    (
        Trace.CARD,
        re.compile(r"(?<!\d)\d{4}(?:[ -]?\d{4}){3}(?:[ -]?\d{1,3})?(?!\d)"),
    ),
    (
        Trace.PHONE,
        re.compile(
            r"(?<!\d)(?:\+?86[ -]?)?1 ?[3-9](?:[ \-·.]?\d){9}(?!\d)"
            r"|(?<!\d)1\d{10}(?!\d)"
            rf"|(?<!\d)1[3-9]\d(?:{_PAUSE}\d{{4}}{_PAUSE}\d{{4}}|{_PAUSE}\d{{8}}"
            rf"|{_PAUSE}\d{{3}}{_PAUSE}\d{{5}}|\d{_PAUSE}\d{{3}}{_PAUSE}\d{{4}}"
            rf"|\d{_PAUSE}\d{{4}}{_PAUSE}\d{{3}})(?!\d)"
            r"|(?:[（(]0\d{2,3}[）)]|(?<!\d)0\d{2,3})[ -]?\d{3,4}[ -]?\d{4}(?!\d)"
            r"|(?:(?<=座机)|(?<=固话)|(?<=电话)|(?<=传真)|(?<=拨打)|(?<=致电)|(?<=[号码是为：: ]))"
            r"(?<![编单票文]号)(?<![编单票文]号[是为：: ])"
            r"[2-9]\d{2,3}[ -]?\d{4}(?![\dA-Za-z]|[元人户年月日])"
            r"|(?<=打)[2-9]\d{3}[ -]?\d{4}(?!\d|[元人户年月日])"
            r"|(?:手机|电话)(?:号码|号)?(?:的)?(?:[后末尾]|最后)(?:[四五六468][位个]|号)(?:数字?)?"
            r"[：: 是为]*(?P<end>\d{3,8})(?![0-9A-Za-z])"
            r"|(?:手机|电话)(?:号码|号)?[是为：: ]*(?P<it>1[3-9](?:[ \-·.、，]{0,2}\d){9})(?!\d)"
        ),
    ),
    (
        Trace.PLATE,
        re.compile(
            r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼] ?"
            r"[A-HJ-NP-Za-hj-np-z][·•・. -]?(?:[DFdf][·•・. -])?(?=[A-Za-z]{0,2}\d)"
            r"(?:[A-HJ-NP-Za-hj-np-z0-9]{5,6}(?:[学警]|挂(?![在着到了]))?"
            r"|[A-Za-z0-9]{4}[港澳学警挂领使])(?![A-Za-z0-9])"
            r"|粤 ?[Zz][·•・. -]?[A-Za-z0-9]{2,5}[港澳]"
            r"|(?:车牌|车号|尾号|牌号)(?:尾[号数]|号码|号)?[：: 是为]*"
            r"(?:[\u4e00-\u9fff]{1,3}(?=[A-Za-z]?\d{4}))?"
            r"(?P<it>[A-Za-z0-9]{3,7})"
            r"(?![A-Za-z0-9])"
        ),
    ),
    (
        Trace.ACCOUNT,
        re.compile(
            r"(?:(?<=微信)|(?<=微信号)|(?<=薇信)|(?<=[Vv][Xx])|(?<=[Ww][Xx])|(?<=微信[：: 是为])"
            r"|(?<=微信号[：: 是为]))\s*[：:]?\s*(?:[A-Za-z][A-Za-z0-9_-]{3,19}|\d{5,11})(?!\d)"
            r"|(?:(?<=[Qq]{2})|(?<=[Qq]{2}号))\s*[：:是为]*\s*\d{5,11}(?!\d)"
            r"|(?:[Vv][Xx]|[Ww][Xx]|[Vv]信|[Qq]号|威信|维信|薇信|薇|微(?=[A-Za-z0-9：: ])|加[Vv]"
            r"|抖音|快手|支付宝|扣扣|企鹅|[Qq]{2}群)"
            r"(?:号码|号|同号)?[^\u4e00-\u9fff0-9A-Za-z，。；！？、]{0,4}[是为]?"
            r"[^\u4e00-\u9fff0-9A-Za-z，。；！？、]{0,2}"
            r"(?P<it>[A-Za-z][A-Za-z0-9_-]{3,19}|\d{5,11})(?!\d)"
            r"|微信(?!公众|小程序|群)(?:号|名|昵称)?[：:是为 ]*[\u4e00-\u9fff]{1,6}[ （(]+"
            r"(?P<too>[A-Za-z][A-Za-z0-9_-]{4,19})(?![A-Za-z0-9])"
        ),
    ),
)
_ROOMS = re.compile(
    r"(?<![\d第-])\d{1,3}-\d{1,2}-\d{3,4}(?:室|房|号)?(?!\d|-\d|年|号文)"
    r"|(?<![\d第-])\d{1,2}-\d{3,4}(?=室|房|户|住户|业主|家)(?:室|房)?"
    r"|(?:(?<=\d[栋幢座])|(?<=\d号楼))-?\d{1,2}-\d{3,4}(?:室|房|号)?(?!\d|-\d)"
    r"|(?<=住)\d{1,2}-\d{3,4}(?!\d)"
    r"|(?<![\d.])\d{3,4}(?:室|号房|房(?![屋东产价租源款地]))"
    r"|(?<![\dA-Za-z])(?:\d{1,2}[A-Za-z]|[A-Za-z])\d{2,4}(?:室|号房|房(?![屋东产价租源款地]))"
)
_INNER_ROOMS = re.compile(
    rf"(?:(?<=单元)|(?<=[0-9A-Za-z]栋)|(?<=[0-9]幢)|(?<=[0-9A-Za-z]座)|(?<=[0-9]门)|(?<=号楼)|(?<=[0-9][#＃]))"
    rf"\s?\d{{3,4}}(?:室|号|房)?{_NOT_A_ROOM}"
    r"|(?<=单元)\s?\d{1,2}(?:室|号|房)(?!\d)"
    r"|(?:(?<=\d楼)|(?<=\d层))(?:的|是)?[东西南北中左右](?:边|侧|首|手边?)?(?:那?[户家]|的?人家)"
    r"|(?:(?<=\d号门)|(?<=\d号院))[东西南北中](?:边|侧)?[屋间户家]"
)
_ROOMS_OF = re.compile(
    r"(?<![\d.第-])(?!(?:19|20)\d\d)[1-9]\d{2,3}(?:室|房)?"
    r"(?=[那这][户家]|的?(?:租客|租户|房客)|(?:业主|住户)(?:说|的|反映|家|不|要|楼|提出|认为)"
    r"|的?(?:老人|老太|老头|孩子|小孩|狗|猫|夫妻|夫妇|女主人|男主人|人家|阿姨|大爷|奶奶|爷爷)"
    r"|漏水?|渗水|往下漏)"
    r"|(?:(?<=漏到)|(?<=渗到)|(?<=楼上)|(?<=楼下)|(?<=隔壁)|(?<=对门))(?!(?:19|20)\d\d)[1-9]\d{2,3}"
    rf"{_NOT_A_ROOM}"
    r"|(?<![\d.第-])[1-9]\d{2,3}(?:[、，,和与及][1-9]\d{2,3})+(?=[两\d]{1,2}[户家])"
)
_NUMERAL_ROOMS = re.compile(r"(?<!\d)\d{3,4}(?:室|号房|房(?![屋东产价租源款地]))")
_FLOOR_ROOMS = re.compile(
    rf"(?<!\d)([1-9]\d?)[楼层](?:的|是)?\s?(?P<it>\1\d{{2}}(?:室|号|房)?{_NOT_A_ROOM})"
)
"""A floor with a door number that repeats it: 八楼802."""
_MAYBE_ROOMS = re.compile(
    r"(?<![\dA-Za-z.第年月共收费价编号百千万约计＋+\-—〔【#])[1-9]\d?(?:0[1-9]|1[0-2])"
    rf"(?![\dA-Za-z:：/％%℃\-—]|[路医胶国线次班所厂型厘毫公平度瓦伏斤克]|条|支|项|套|株|棵|根|包|箱|本|页|字|位|处)"
    rf"{_NOT_A_ROOM}"
)
"""A bare number that may be a door's: 601和602共用水表."""
_ZERO = re.compile("[零〇○]")
_MAYBE_NUMBERS = re.compile(
    r"(?<![\dA-Za-z.〔\-])(?<!发票)(?<!编号)(?<!订单号)(?<!票号)(?<!号码)(?<!单号)(?<!文号)"
    r"\d(?:[ -]?\d){6,}(?![\dA-Za-z.\-]|[元万亿人户年月日份米吨度平])"
)
"""A long number without a word that says what it is."""
_MAYBE_ACCOUNTS = re.compile(
    r"(?<![A-Za-z0-9@._/:\-])(?=[a-z_-]*[0-9_])[a-z][a-z0-9_-]{5,19}(?![A-Za-z0-9@._/\-])"
)
"""Small letters with digits, as accounts are written."""
_ADDRESS = re.compile(
    r"(?:(?![住在址是])[\u4e00-\u9fff]){1,5}?[路街巷弄]\d{1,4}号(?:之\d+|院)?(?:\d{3,4}(?:室|房)?(?!\d))?(?![院线文]|楼(?![上下道]))"
)
_LIVES = re.compile(r"(?:住|住在|家在|住址|地址)[：:是为]*$")

_LEFT_OUT = {
    Trace.ROOM: "房号略",
    Trace.ADDRESS: "住址略",
    Trace.PHONE: "电话略",
    Trace.IDENTITY: "证件号略",
    Trace.CARD: "卡号略",
    Trace.PLATE: "车牌略",
    Trace.ACCOUNT: "账号略",
    Trace.MAIL: "邮箱略",
}


def masked(name: str) -> str:
    """王某; 欧阳某; 13栋居民 of somebody known by a building."""
    name = trim(name)
    if not name:
        return ""
    if place := _PLACE.match(name):
        return f"{place.group(1)}居民"
    office, name = office_in(name)
    if not name:
        return office
    if office and len(name) == 2 and name[0] in "老小":
        name = name[1:]
    bare = re.split(r"[·•・‧.\s（(]", name, maxsplit=1)[0] or name[:1]
    return f"{office}{surname_of(bare)}某"


_OFFICE = re.compile(
    r"(?:街道(?:办事处|办)?|社区|[居村业]委会|(?:居民|村民|业主)委员会|党工委|党委|党总支|党支部|支部"
    r"|派出所|司法所|民政[局办科]|城管|物业(?:公司|服务中心)?|服务站|网格员?"
    r"|[副总]?(?:主任|书记|[站所局科处组队]长|经理|主席)"
    r"|干部|干事|委员|专干|专员|社工|工作人员|工作者|民警|片警|楼栋?长|调解员|志愿者|律师|主持人|记录人|的)+"
)
"""Units and offices that stand before a name, or in its place: 街道王主任, 社区书记张伟, 社工."""

_UNIT = re.compile(r"[\u4e00-\u9fff]{2,10}(?:局|委会|委员会|办公室|办事处|街道|公司|中心)(?=\s)")
"""Any other unit, where a space parts it from the name: 区民政局 王主任."""


def office_in(name: str) -> tuple[str, str]:
    """The office that a name begins with and the person's own name behind it; "" for none."""
    found = _OFFICE.match(name) or _UNIT.match(name)
    office = found.group() if found is not None else ""
    return office, trim(name[len(office) :])


def distinct_masks(names: Iterable[str]) -> dict[str, str]:
    """Masks of persons of one surname: 王刚 → 王某甲, 王刚毅 → 王某乙; without a building."""
    by_mask: dict[str, list[str]] = {}
    for name in dict.fromkeys(names):
        by_mask.setdefault(masked(name), []).append(name)
    return {
        name: f"{mask}{_STEMS[place]}" if place < len(_STEMS) else f"{mask}{place + 1}"
        for mask, alike in by_mask.items()
        if len(alike) > 1 and mask.endswith("某")
        for place, name in enumerate(alike)
    }


_STEMS = "甲乙丙丁戊己庚辛壬癸"


def surname_of(bare: str) -> str:
    """欧阳 of 欧阳建国, 王 of 王刚."""
    return bare[:2] if bare.startswith(COMPOUND) and len(bare) > 2 else bare[:1]


def forms(name: str) -> Iterable[str]:
    """The forms of a name that are looked for in texts; single characters are too common."""
    bare = trim(re.sub(r"[（(].*?[）)]$", "", name))
    found = [bare, re.sub(r"\s+", "", bare), office_in(bare)[1]]
    if place := _PLACE.match(bare):
        found.append(bare[place.end() :])
    if _DOTS.search(bare):
        parts = _DOTS.split(bare)
        found += [dot.join(parts) for dot in "·•・‧. "] + ["".join(parts)]
        found += [part for part in parts if len(part) > 2]
    elif re.fullmatch(r"[\u4e00-\u9fff]{2,4}", bare):
        found += [" ".join(bare), "\u3000".join(bare)]
    return [form for form in dict.fromkeys(found) if len(form) > 1 and not form.endswith("某")]


def nicknames(name: str) -> Iterable[str]:
    """What people call somebody: 小月姐, 月姐, 老林, 小林, 阿月; for Chinese names alone."""
    bare = office_in(trim(re.sub(r"[（(].*?[）)]$", "", name)))[1]
    for part in _DOTS.split(bare) if _DOTS.search(bare) else ():
        if len(part) > 1:
            yield part
            for called in _CALLED.split("|"):
                yield part + called
    if not re.fullmatch(r"[\u4e00-\u9fff]{2,4}", bare) or bare.endswith("某"):
        return
    surname = surname_of(bare)
    given = bare[len(surname) :]
    for stem in dict.fromkeys((given, given[-1:])):
        for called in _CALLED.split("|"):
            yield stem + called
    if len(given) == 2:
        yield given
    yield f"阿{given[-1:]}"
    yield f"{given[-1:]}仔"
    for age in "老小大":
        yield age + surname
    if len(surname) > 1:
        for called in (*_CALLED.split("|"), *_POST_WORDS):
            yield surname + called
    elif surname not in _SURNAMES:  # the others are known by _ADDRESSED
        for called in _CALLED.split("|"):
            yield surname + called


class Cover:
    """Finds and masks what points to persons in texts; every find is added to `seen`."""

    def __init__(
        self,
        names: Iterable[str],
        rooms: Iterable[str] = (),
        phones: Iterable[str] = (),
        *,
        words: WordList | None = None,
        choices: Iterable[MaskChoice] = (),
        masks: Mapping[str, str] | None = None,
        agreed: Iterable[str] = (),
    ) -> None:
        """`masks` tells apart persons of one surname: 王刚 → 王某甲; `agreed` are named whole."""
        self._words: WordList = words if words is not None else Letters()
        self._judges = words is not None
        self._agreed = {form for name in agreed for form in forms(name)}
        self._masks: dict[str, str] = {}
        self._calls: dict[str, str] = {}
        for name in names:
            if not office_in(name)[1]:
                continue  # 社工, 主任: an office alone names nobody
            mask = (masks or {}).get(name)
            for form in forms(name):
                own = masked(name if _DOTS.search(name) else form)
                self._masks[form] = mask or own
            if words is not None:
                for call in nicknames(name):
                    # What may mean several people is masked by the surname alone.
                    self._calls[call] = masked(name)
        for form in self._masks:
            self._calls.pop(form, None)
        self._names = _any_of(self._masks)
        self._nicknames = _any_of(self._calls)
        self._surnames = {surname_of(office_in(name)[1]) for name in self._masks}
        long = [trim(room) for room in rooms if len(trim(room)) > 2]
        wrapped = [rf"(?<!\d){re.escape(room)}{_NOT_A_ROOM}" for room in _longest(long)]
        self._rooms = re.compile("|".join(wrapped)) if wrapped else None
        self._phones = _any_of(trim(phone) for phone in phones if len(trim(phone)) > 4)
        self._choices = {
            (c.quoted, c.quoted_before, c.quoted_after): c.hide for c in _weakest_first(choices)
        }
        self._known: dict[tuple[str, bool], str] = {}
        self.seen: list[Seen] = []

    def __call__(self, text: str) -> str:
        """A free text with everything masked that points to a person."""
        return self._covered(text, rooms=True)

    def names(self, text: str) -> str:
        """A text whose numbers are counts: everything is masked but room numbers."""
        return self._covered(text, rooms=False)

    def name(self, name: str) -> str:
        """The mask of a name that stands alone, as on a list, where it cannot be an ordinary word.

        Whoever stands on no roster has agreed to nothing; a unit or a team is no person.
        """
        bare = trim(name)
        if (mask := self._masks.get(bare)) or bare in self._agreed:
            return mask or bare
        person = has_surname(unlabel(bare)[0]) and not is_team(bare)
        return masked(bare) if person else self(name)

    def finds(self, text: str, *, rooms: bool = True) -> list[Find]:
        """Every place that points, or may point, to a person, in order and without overlaps."""
        taken: list[Find] = []
        neighbours = (
            Find(*found.span(), Trace.NICKNAME, found.group(), f"{found['place']}居民")
            for found in _NEIGHBOUR.finditer(text)
        )
        for find in (*neighbours, *self._numbers(text, rooms), *self._persons(text)):
            if all(find.end <= other.start or find.start >= other.end for other in taken):
                taken.append(find)
        return sorted(taken, key=lambda find: find.start)

    def _covered(self, text: str, *, rooms: bool) -> str:
        if not text:
            return text
        key = (text, rooms)
        if key not in self._known:
            parts, end = [], 0
            for find in self.finds(text, rooms=rooms):
                seen = self._decided(text, find)
                self.seen.append(seen)
                if seen.hidden:
                    start, until, mask = _fitted(text, find)
                    parts += [text[end : max(start, end)], mask]
                    end = max(until, end)
            self._known[key] = "".join([*parts, text[end:]])
        return self._known[key]

    def _decided(self, text: str, find: Find) -> Seen:
        seen = Seen(text, find, find.hide, chosen=False)
        for key in ((find.words, seen.before, seen.after), (find.words, "", "")):
            if key in self._choices:
                return Seen(text, find, self._choices[key], chosen=True)
        return seen

    def _numbers(self, text: str, rooms: bool) -> Iterator[Find]:
        plain = text.translate(_WIDE)
        spoken = text.translate(_NUMERALS)
        if self._phones is not None:
            yield from _of(Trace.PHONE, text, self._phones.finditer(text))
        for trace, pattern in _NUMBERS:
            yield from _of(trace, text, pattern.finditer(plain))
            if trace in (Trace.PHONE, Trace.CARD, Trace.IDENTITY):
                yield from _of(trace, text, pattern.finditer(spoken))
        if not rooms:
            return
        for found in _ADDRESS.finditer(plain):
            lives = bool(_LIVES.search(text[: found.start()]))
            words = text[found.start() : found.end()]
            yield Find(*found.span(), Trace.ADDRESS, words, "", lives, True)
        yield from _of(Trace.ROOM, text, _INNER_ROOMS.finditer(plain))
        yield from _of(Trace.ROOM, text, _ROOMS.finditer(plain))
        yield from _of(Trace.ROOM, text, _NUMERAL_ROOMS.finditer(spoken))
        yield from _of(Trace.ROOM, text, _INNER_ROOMS.finditer(spoken))
        yield from _of(Trace.ROOM, text, _ROOMS_OF.finditer(spoken))
        yield from _of(Trace.ROOM, text, _FLOOR_ROOMS.finditer(spoken))
        if self._rooms is not None:
            yield from _of(Trace.ROOM, text, self._rooms.finditer(text))
        if self._judges:
            yield from _asked(Trace.ACCOUNT, text, _MAYBE_ACCOUNTS.finditer(plain))
            yield from _asked(Trace.PHONE, text, _MAYBE_NUMBERS.finditer(plain))
            yield from _asked(Trace.ROOM, text, _MAYBE_ROOMS.finditer(plain))
            maybe_rooms = _MAYBE_ROOMS.finditer(spoken)
            yield from _asked(
                Trace.ROOM, text, (one for one in maybe_rooms if _ZERO.search(text, *one.span()))
            )

    def _persons(self, text: str) -> Iterator[Find]:
        others = []
        for found in _ADDRESSED.finditer(text):
            doubtful = found.group(1) in self._surnames
            mask = f"{found.group(1)}某"
            others.append(Find(*found.span(), Trace.NICKNAME, found.group(), mask, True, doubtful))
        if self._judges:
            others += [*self._called(text), *self._posts(text), *self._strangers(text)]
        named = list(self._named(text))
        joined = list(_beside_persons(text, named, others))
        yield from joined
        yield from _beside_persons(text, others, joined)

    def _named(self, text: str) -> Iterator[Find]:
        if self._names is None:
            return
        edges = _Edges(text, self._words) if self._names.search(text) else None
        place = 0
        while edges is not None and (found := self._names.search(text, place)):
            start, end = found.span()
            form = found.group()
            hide, doubtful = self._judged(text, start, end, form, edges)
            if hide or doubtful:
                yield Find(start, end, Trace.NAME, form, self._masks[form], hide, doubtful)
            place = end if hide else start + 1

    def _judged(
        self, text: str, start: int, end: int, form: str, edges: "_Edges"
    ) -> tuple[bool, bool]:
        """Whether a person's name is meant at this place, and whether that is doubtful."""
        if not self._is_word(form):
            acts = bool(_AFTER.match(text, end))
            if edges.in_phrase(start, end):
                return False, True
            if edges.inside(start, end, COMMON) or (edges.cuts_start(start, COMMON) and not acts):
                return False, True
            torn = edges.cuts_end(end)
            rare = self._words.weight(form) >= RARE
            if (torn and _SHOP.match(text, end)) or (rare and _SHOP_NOW.match(text, end)):
                return False, True
            closes = end == len(text) or text[end] in _START
            if rare and closes and edges.after_verb(start) and not _BEFORE.search(text, 0, start):
                return False, True  # 表示谢意, 身体康健
            return True, torn or rare
        acts = bool(_WORD_ACTS.match(text, end))
        if edges.inside(start, end) or edges.cuts_start(start) or edges.cuts_end(end):
            # 方便面 holds 方便; 钱多 may be torn by 多说, and then somebody acts.
            return (acts and not edges.inside(start, end), True) if acts else (False, False)
        begins = start == 0 or text[start - 1] in _START
        before = bool(_BEFORE.search(text, 0, start))
        if _SIDED_WITH.search(text, 0, start) and _WHAT_OF_IT.match(text, end):
            return True, True
        ends = end == len(text) or text[end] in _START or bool(_JOINED.match(text, end))
        if before and (acts or ends or _ASKED_TO.match(text, end)):
            return True, True
        if self._words.is_function(form):
            return begins and bool(_SPEAKS.match(text, end)), True
        if begins and acts:
            return True, True
        return acts and not _ORDINARY_BEFORE.search(text, 0, start), True

    def _is_word(self, form: str) -> bool:
        """Whether a name is also an everyday word or phrase."""
        if self._words.weight(form) >= COMMON or (self._judges and form in _SEASONS):
            return True
        return self._judges and len(form) == 2 and form[1] in _PREDICATE

    def _called(self, text: str) -> Iterator[Find]:
        """Nicknames of those on the roster: 小月姐, 老方."""
        if self._nicknames is None:
            return
        edges = _Edges(text, self._words) if self._nicknames.search(text) else None
        place = 0
        while edges is not None and (found := self._nicknames.search(text, place)):
            start, end = found.span()
            word = found.group()
            acts = bool(_AFTER.match(text, end))
            torn = edges.cuts_end(end) or edges.cuts_start(start) or edges.inside(start, end)
            common = self._words.weight(word) >= COMMON_CALL
            if not _STRONG.search(word):
                begins = start == 0 or text[start - 1] in _START
                speaks = acts and not torn and (begins or not common) and _speaks(text, end)
                hide = speaks or not (torn or self._words.weight(word) >= COMMON)
                joined = start > 0 and bool(_JOINED.match(text, start - 1))
                if hide or joined or not torn:
                    yield Find(start, end, Trace.NICKNAME, word, self._calls[word], hide, True)
                place = end if hide else start + 1
                continue
            weak = word[0] in "老小大阿" or word[-1] == "仔"
            if weak and self._words.weight(word) >= EVERYDAY:
                # 各小区都反映 is no person, and 小区 says nothing by itself.
                begins = start == 0 or text[start - 1] in _START
                if begins and acts:
                    yield Find(start, end, Trace.NICKNAME, word, self._calls[word], False, True)
                place = start + 1
                continue
            open_end = end < len(text) and not _GOES_ON.match(text, end)
            open_end = open_end or (word[0] == "大" and text[end : end + 1] == "的")
            hide = acts or not (torn or common or (weak and open_end))
            yield Find(start, end, Trace.NICKNAME, word, self._calls[word], hide, True)
            place = end if hide else start + 1

    def _strangers(self, text: str) -> Iterator[Find]:
        """What looks like the name of somebody who is on no list and says or does something."""
        for pattern in _STRANGERS:
            for found in pattern.finditer(text):
                start, end = found.span(1)
                word = found.group(1)
                edges = _Edges(text, self._words)
                first = next((w for at, w in edges.words() if at == start), text[start])
                ordinary = self._words.weight(word) >= COMMON or (
                    len(first) > 1 and self._words.weight(first) >= COMMON
                )
                ordinary = ordinary or (len(word) == 3 and word[-1] in _BODIES)
                if not ordinary and "某" not in word:
                    yield Find(start, end, Trace.STRANGER, word, masked(word), True, True)

    def _posts(self, text: str) -> Iterator[Find]:
        """A surname with what its bearer is: 王老师, 周队长, 张工."""
        for found in _POST.finditer(text):
            start, end = found.span()
            edges = _Edges(text, self._words)
            if not (edges.cuts_start(start) or edges.cuts_end(end) or edges.inside(start, end)):
                mask = f"{found.group(1)}某"
                yield Find(start, end, Trace.NICKNAME, found.group(), mask, True, True)
        for found in _AGED.finditer(text):
            start, end = found.span("it")
            word = found.group("it")
            if self._words.weight(word) >= COMMON or "某" in text[end : end + 1]:
                continue
            edges = _Edges(text, self._words)
            if edges.cuts_end(end) or edges.cuts_start(start) or edges.inside(start, end):
                continue
            begins = start == 0 or text[start - 1] in _START
            hide = bool(found.group("role")) or (
                bool(_AFTER.match(text, end))
                and (bool(found.group("head")) or (begins and _speaks(text, end)))
            )
            if hide or (begins and bool(_AFTER.match(text, end) or _GOES_ON.match(text, end))):
                mask = f"{found.group('own')}某"
                yield Find(start, end, Trace.NICKNAME, word, mask, hide, True)
        for found in _ROLE_NAME.finditer(text):
            start, end = found.span("it")
            words = [len(w) for at, w in _Edges(text, self._words).words() if start <= at < end]
            if sum(words) == end - start and words in ([1, 1, 1], [3]):
                word = found.group("it")
                yield Find(start, end, Trace.STRANGER, word, masked(word), True, True)
        for found in _HOUSE_OF.finditer(text):
            start, end = found.span(1)
            if not _Edges(text, self._words).cuts_start(start):
                mask = f"{found.group(1)}某"
                yield Find(start, end, Trace.NICKNAME, found.group(1), mask, True, True)


_ROLES = (
    "居民|业主|住户|邻居|租户|租客|房东|志愿者|楼栋长|楼长|网格员|民警|片警|保安|保洁员?|社工|物业|电工|水电工|"
    "门卫|[递管洁收货销务训导]员"
)
"""Words for what somebody is, right before the name."""
_STRANGER = re.compile(
    rf"(?:^|(?<=[{re.escape(_START)}]))([{_SURNAMES}{_RARER}][\u4e00-\u9fff]{{1,2}}?)"
    r"(?=说|表示|认为|提出|建议|反映|反对|赞成|支持|同意|补充|家住|（[0-9]+栋)"
)
_TELEPHONE = (
    r"[（(，,：:\s]*(?:联系)?(?:电话|手机|号码|同号)*[是为号：:\s]*(?:\+?86[ -]?)?1[3-9][0-9]{9}"
)
_STRANGERS = (
    _STRANGER,
    re.compile(
        rf"(?:^|(?<=[{re.escape(_START)}])|交给|送给|送到|转给|联系人?[：:]?|找|请|问|给|是)"
        rf"([{_SURNAMES}][\u4e00-\u9fff]{{1,2}})(?={_TELEPHONE})"
    ),
    re.compile(
        r"(?:联系人|收件人|收款人|付款人|经手人|受助人|受益人|户主|房东|户名|姓名)"
        r"(?:写|填|登记)?的?[是为叫：:\s]*"
        rf"([{_SURNAMES}{_RARER}][\u4e00-\u9fff]{{1,2}})(?![\u4e00-\u9fff])"
    ),
    re.compile(
        rf"(?:交给|送给|转交|转给)([{_SURNAMES}][\u4e00-\u9fff]{{2}})(?=[{re.escape(_START)}]|$)"
    ),
    re.compile(
        rf"(?:{_ROLES})([{_SURNAMES}{_RARER}][\u4e00-\u9fff]{{1,2}}?)"
        r"(?=说|表示|认为|提出|建议|反映|反对|赞成|同意|补充|（[0-9]+栋)"
    ),
    re.compile(
        rf"(?:名叫|叫|姓名[是：:])([{_SURNAMES}{_RARER}][\u4e00-\u9fff]{{1,2}}?)"
        rf"(?=的[\u4e00-\u9fff]?[人说，。]|[{re.escape(_START)}])"
    ),
    re.compile(
        rf"(?:由|请)([{_SURNAMES}][\u4e00-\u9fff]{{2}})(?=牵头|负责|联系|值守|登记|组织|落实|转告)"
    ),
    re.compile(
        rf"(?:^|(?<=[{re.escape(_START)}]))([{_SURNAMES}][\u4e00-\u9fff]{{2}})"
        rf"(?=[、和与][\u4e00-\u9fff]{{2,4}}?(?:都|也|一起|说|表示|同意|不同意|反对|赞成))"
    ),
    re.compile(
        rf"(?<=[\u4e00-\u9fff][、和与])([{_SURNAMES}][\u4e00-\u9fff]{{2}})"
        r"(?=都(?:不同意|同意|说|反对|赞成|愿意|表示)|也(?:不同意|同意|说|反对|赞成|愿意|表示))"
    ),
)
_BODIES = "人员队组方户办部处站所会店厂社院"
"""How no given name ends: 由张贴人负责."""
_POST = re.compile(
    rf"(?<![{_SURNAMES}])([{_SURNAMES}{_RARER}])(?:"
    rf"{_POSTS}|{_CALLED}|"
    r"[工总生太](?=说|表示|认为|看过|提出|建议|反映|来过|电话|手机|家|不同意|同意|负责|答应))"
)
_HOUSE_OF = re.compile(
    rf"([{_SURNAMES}])(?=家(?:阿婆|阿公|阿嬷|婆婆|媳妇|儿子|女儿|闺女|老太|老头|老人))"
)
_ROLE_NAME = re.compile(
    rf"(?:{_ROLES})(?P<it>[{_SURNAMES}{_RARER}](?:(?![某说的等都也不要是在有和])[\u4e00-\u9fff]){{2}})"
)
"""租户辛晓东欠费: three characters that are no words, behind what somebody is."""
_AGED = re.compile(
    rf"(?P<role>(?:{_ROLES})|(?:楼[上下]|隔壁|对门|[保修卖管看开扫收送]\w{{0,3}})的)?"
    rf"(?P<it>[老小](?P<own>[{_SURNAMES}{_RARER}])(?P<head>头(?![0-9\u4e00-\u9fff]*[锈断松裂])|师傅)?)"
)
"""老秦头, 民警小耿: of somebody on no list, by age and surname."""
_STRONG = re.compile(rf"^[老小大阿]|仔$|(?:{_CALLED})$")
"""A nickname that is more than a given name."""


def _speaks(text: str, end: int) -> bool:
    return bool(_SPEAKS.match(text, end))


_GOES_ON = re.compile(
    rf"[{re.escape(_START)}家的和与跟也都在来去住那这又把给被就要想]|[昨今明前][天晚早]|上[次周个]|刚才|负责|从|帮|没|年轻|年纪|天天|经常|一直|已经|刚刚|早就|[今去]年"
)
"""After a nickname of two characters: 老王那边, but not 老王头."""


class _Edges:
    """Where the words of a text begin and end."""

    def __init__(self, text: str, words: WordList) -> None:
        self._cut = tuple(words.cut(text))
        self._starts = tuple(accumulate((len(word) for word in self._cut), initial=0))[:-1]
        self._weight: Callable[[str], int] = words.weight

    def words(self) -> Iterator[tuple[int, str]]:
        """(start, word) of each."""
        return zip(self._starts, self._cut, strict=True)

    def inside(self, start: int, end: int, weight: int = 1) -> bool:
        """Whether a longer word of at least this weight contains the whole place."""
        return any(
            at <= start and end <= at + len(word) and len(word) > end - start
            and self._weight(word) >= weight
            for at, word in self.words()
        )  # fmt: skip

    def in_phrase(self, start: int, end: int) -> bool:
        """Whether a saying of four characters contains it: 春华秋实."""
        return any(
            at <= start and end <= at + len(word) and len(word) == 4 and self._weight(word)
            for at, word in self.words()
            if len(word) > end - start
        )

    def after_verb(self, start: int) -> bool:
        """Whether a word of two or more characters ends just before the place: 表示 in 表示谢意."""
        return any(len(word) > 1 and at + len(word) == start for at, word in self.words())

    def cuts_start(self, start: int, weight: int = 1) -> bool:
        """Whether a word begins before the place and ends within it."""
        return any(
            at < start < at + len(word) and self._weight(word) >= weight
            for at, word in self.words()
        )

    def cuts_end(self, end: int) -> bool:
        """Whether a word begins within the place and ends after it."""
        return any(at < end < at + len(word) and self._weight(word) for at, word in self.words())


def _beside_persons(text: str, named: list[Find], others: list[Find]) -> Iterator[Find]:
    """Take a name that is also a word for a person where 、 or 和 joins it to one."""
    persons = {edge for find in (*named, *others) if find.hide for edge in (find.start, find.end)}
    made = list(named)
    for place in (*reversed(range(len(made))), *range(len(made))):  # a chain from either end
        find = made[place]
        beside = {find.end + 1} if _JOINED.match(text, find.end) else set()
        if find.start and _JOINED.match(text, find.start - 1):
            beside.add(find.start - 1)
        if not find.hide and beside & persons:
            made[place] = replace(find, hide=True, doubtful=True)
            persons |= {find.start, find.end}
    yield from made


def _of(trace: Trace, text: str, matches: Iterable[re.Match[str]]) -> Iterator[Find]:
    for found in matches:
        own = next((name for name, part in found.groupdict().items() if part is not None), 0)
        start, end = found.span(own)
        words = text[start:end]
        lead = len(words) - len(words.lstrip(" ：:是为\u3000"))
        yield Find(start + lead, end, trace, words[lead:], "")


def _asked(trace: Trace, text: str, matches: Iterable[re.Match[str]]) -> Iterator[Find]:
    """Finds that stay unmasked unless a person decides to mask them."""
    for find in _of(trace, text, matches):
        yield replace(find, hide=False, doubtful=True)


_ADDRESS_ALONE = re.compile(r"[0-9０-９A-Za-z栋幢座号楼单元室房院\-—、\s]*")


def _fitted(text: str, find: Find) -> tuple[int, int, str]:
    """Where the mask goes and how it reads there; brackets do not nest."""
    if find.mask:
        return find.start, find.end, find.mask
    start, end = find.start, find.end
    opened = max(text.rfind("（", 0, start), text.rfind("(", 0, start))
    closed = max(text.rfind("）", 0, start), text.rfind(")", 0, start))
    shut = next((at for at in range(end, len(text)) if text[at] in "）)"), -1)
    bracketed = opened > closed and shut >= 0
    placed = find.trace in (Trace.ROOM, Trace.ADDRESS) and shut == end
    if bracketed and placed and _ADDRESS_ALONE.fullmatch(text, opened + 1, start):
        return opened, shut + 1, ""
    if find.trace is Trace.ROOM and re.search(
        r"(?:单元|[0-9０-９][栋幢座]|号楼)\s?$", text[:start]
    ):
        return start, end, ""
    label = _LABELLED.search(text, max(0, start - 12), start)
    mask = "略" if label else _LEFT_OUT[find.trace]
    while start and text[start - 1] in " \u3000":
        start -= 1
    return (start, end, mask) if bracketed else (start, end, f"（{mask}）")


def _weakest_first(choices: Iterable[MaskChoice]) -> list[MaskChoice]:
    """Sorted so that later and more specific decisions come last and override the others."""
    return sorted(choices, key=lambda choice: (bool(choice.meeting), choice.at, choice.id))


def _longest(words: Iterable[str]) -> list[str]:
    return sorted(set(words), key=lambda word: (-len(word), word))


def _any_of(words: Iterable[str]) -> re.Pattern[str] | None:
    """A pattern of any of the words, longest first, grouped by first character for speed."""
    by_first: dict[str, list[str]] = {}
    for word in _longest(words):
        by_first.setdefault(word[0], []).append(re.escape(word[1:]))
    branches = (f"{re.escape(first)}(?:{'|'.join(rest)})" for first, rest in by_first.items())
    return re.compile("|".join(branches)) if by_first else None
