"""Break a long title (GB/T 9704-2012, 7.3.1): whole words, and lines of similar length."""

import math
import re
from itertools import accumulate

from exports.text import cells
from meetings.clean import trim

_NEVER_FIRST = frozenset("，。、；：！？）》”’」』】〕…—·%～")
_NEVER_LAST = frozenset("（《“‘「『【〔")
_AFTER = re.compile("关于|[：；，、的和与]|及下级机构|街道|社区|小区|[省市县区镇乡村]")
_BEFORE = re.compile("关于|[（《“]|[0-9]{4}年|居民议事会|街角议事会|会议|座谈会|联席会")
_WHOLE = re.compile(
    r"[0-9A-Za-z.]+[\u3400-\u9fff]?|第[0-9一二三四五六七八九十]+.|"
    "及下级机构|全部机构|推进会|年度总结|月报|季报|统计报告|工作|"
    "街道|社区|小区|居民|业主|委员会|居委会|议事会|理事会|物业|街角|楼栋|单元|"
    "会议|纪要|记录|通知|签到表|公示|摘要|座谈会|议题|全程|督办单|"
    "消防(?:车)?通道|共享单车|居民反映|消防|通道|停车|车位|充电桩|充电|电动车|单车|自行车|共享|电梯|加装|更换|楼道|路灯|照明|"
    "垃圾|分类|管道|立管|下水道|外墙|屋顶|漏水|噪音|广场舞|宠物|绿化|树木|花坛|健身|器材|"
    "公共|空间|维修|资金|物业费|门禁|监控|摆摊|广告|堆放|堆物|乱停|乱放|高空|抛物|占道|经营|"
    "问题|事项|方案|办法|规则|活动|管理|改造|整治|设施|服务|养老|儿童|邻里|志愿者|志愿"
)
_MEETS = re.compile("(?<=[\u3400-\u9fff])(?=[0-9A-Za-z])|(?<=[0-9A-Za-z])(?=[\u3400-\u9fff])")
_GAP = 0.25
"""The space that Word puts between Chinese and digits or letters, in characters."""
MOST_LINES = 6
_BAD_PLACE = 9.0
"""The cost of a break at an unnatural place, in squared characters."""


def title_lines(title: str, room: float) -> list[str]:
    """The lines of a title where `room` Chinese characters fit; short titles stay one.

    What cannot be broken well, such as one long Latin word, is left to Word.
    """
    fewest = math.ceil(_reached(title)[-1] / room)
    if not 1 < fewest <= MOST_LINES:
        return [title]
    places = _places(title)
    for count in (fewest, fewest + 1):
        lines = _best(title, places, count, room)
        if lines:
            return lines
    return [title]


def _reached(title: str) -> list[float]:
    """The width of the title up to each character and to its end, in Chinese characters."""
    meets = {place.start() for place in _MEETS.finditer(title)}
    wide = (cells(char) + _GAP * (place in meets) for place, char in enumerate(title))
    return [0.0, *accumulate(wide)]


def _places(title: str) -> dict[int, float]:
    """The places where a line may end, with the cost of each; 0 for start and end."""
    inside = {place for word in _WHOLE.finditer(title) for place in range(*word.span())}
    inside -= {word.start() for word in _WHOLE.finditer(title)}
    natural = {word.end() for word in _AFTER.finditer(title)}
    natural |= {word.start() for word in _BEFORE.finditer(title)}
    found = {0: 0.0, len(title): 0.0}
    for place in range(1, len(title)):
        torn = title[place] in _NEVER_FIRST or title[place - 1] in _NEVER_LAST
        if not torn and place not in inside:
            found[place] = 0.0 if place in natural else _BAD_PLACE
    return found


def _best(title: str, places: dict[int, float], count: int, room: float) -> list[str]:
    """The title in `count` lines with the least cost, by difference in length; [] if impossible."""
    before, reached_by = [0.0, *accumulate(map(cells, title))], _reached(title)
    equal = before[-1] / count
    best: dict[int, tuple[float, list[int]]] = {0: (0.0, [])}
    for _line in range(count):
        reached: dict[int, tuple[float, list[int]]] = {}
        for start, (cost, ends) in best.items():
            for end, price in places.items():
                width = before[end] - before[start]
                if width > 1 and reached_by[end] - reached_by[start] <= room:
                    total = cost + price + (width - equal) ** 2
                    if end not in reached or total < reached[end][0]:
                        reached[end] = (total, [*ends, end])
        best = reached
    if len(title) not in best:
        return []
    ends = best[len(title)][1]
    return [trim(title[a:b]) for a, b in zip([0, *ends], ends, strict=False)]
