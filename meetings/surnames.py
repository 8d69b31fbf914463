"""How surnames are read where a dictionary of characters would read them otherwise.

The readings are those of standard dictionaries of Chinese surnames (百家姓); where a surname has
two, the one that more families use stands here, and a search still finds the other.
"""

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


def surname_reading(name: str) -> tuple[str, ...]:
    """The pinyin of the surname that a name begins with, one syllable a character.

    Without tones and in lower case (`尉迟恭` → `("yu", "chi")`); empty where the usual reading of
    the characters serves.
    """
    for length in (2, 1):
        if len(name) >= length and name[:length] in _READINGS:
            return tuple(_READINGS[name[:length]].split())
    return ()
