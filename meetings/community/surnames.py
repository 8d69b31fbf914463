"""Surnames, by which a word is recognised as a name and its pinyin is read correctly."""

_ONE = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈"
    "姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
    "常温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季"
    "裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦"
    "戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻"
    "苑迟邝官封谈匡鞠惠荆乐冀胥南班储原栗燕楚鄢扶劳奚粟赖区伏占位强苍来褟郁都滑储於逄门阎肖衣阚桓冶元卿逯"
    "郗漆郜敬花贲竺居邸揭平国冼母亢但朴尉闻盖代禹展水藏祖宣淡邰计召楼鹿撒凤訾雍麦么战补付俱"
)
COMPOUND = (
    "欧阳", "司马", "上官", "诸葛", "东方", "皇甫", "尉迟", "公孙", "慕容", "令狐", "宇文",
    "长孙", "司徒", "夏侯",
    "澹台", "单于", "端木", "万俟", "司空", "闻人", "钟离", "呼延", "南宫", "西门", "东郭",
    "百里", "轩辕", "独孤",
    "拓跋", "申屠", "赫连", "鲜于", "淳于", "濮阳", "太史", "公冶", "宗政", "仲孙", "亓官",
    "司寇", "颛孙", "乐正",
)  # fmt: skip
SINGLE = frozenset(_ONE)


def has_surname(word: str) -> bool:
    """Whether the word begins as a name does, with one or two characters behind the surname."""
    if word[:2] in COMPOUND and 3 <= len(word) <= 4:
        return True
    return word[:1] in SINGLE and 2 <= len(word) <= 3


_READINGS: dict[str, str] = {
    # of two characters
    "万俟": "mo qi", "长孙": "zhang sun", "单于": "chan yu", "尉迟": "yu chi", "尉遲": "yu chi",
    "乐正": "yue zheng", "澹台": "tan tai", "令狐": "ling hu", "鲜于": "xian yu",
    "皇甫": "huang fu", "宰父": "zai fu", "亓官": "qi guan", "夹谷": "jia gu", "独孤": "du gu",
    "相里": "xiang li",
    # of one
    "乐": "yue", "乜": "nie", "仇": "qiu", "仉": "zhang", "任": "ren", "佴": "nai", "区": "ou",
    "华": "hua", "单": "shan", "占": "zhan", "卜": "bu", "句": "gou", "召": "shao", "员": "yun",
    "呙": "guo", "啜": "chuai", "尉": "wei", "宁": "ning", "宓": "mi", "幺": "yao", "么": "yao",
    "庹": "tuo", "折": "she", "晁": "chao", "晟": "cheng", "曾": "zeng", "朴": "piao",
    "查": "zha", "洗": "xian", "冼": "xian", "燕": "yan", "牟": "mu", "盖": "ge", "祭": "zhai",
    "秘": "bi", "种": "chong", "繁": "po", "缪": "miao", "翟": "zhai", "葛": "ge", "薄": "bo",
    "藏": "zang", "臧": "zang", "覃": "qin", "解": "xie", "谌": "chen", "贠": "yun", "贾": "jia",
    "车": "che", "过": "guo", "逄": "pang", "那": "na", "郇": "xun", "都": "du", "重": "chong",
    "阚": "kan", "隗": "wei", "黑": "he", "沈": "shen", "妫": "gui",
}  # fmt: skip
"""Pinyin of surnames whose characters are usually read differently; the more usual of two."""


def surname_reading(name: str) -> tuple[str, ...]:
    """The pinyin of the surname that a name begins with, one syllable a character.

    Without tones and in lower case (`尉迟恭` → `("yu", "chi")`); empty where the usual reading of
    the characters serves.
    """
    for length in (2, 1):
        if len(name) >= length and name[:length] in _READINGS:
            return tuple(_READINGS[name[:length]].split(" "))
    return ()
