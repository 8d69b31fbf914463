"""Texts that break programs which trust what people type, for every widget and paper."""

import os

HOSTILE: dict[str, str] = {
    "square brackets": "[A]方案",
    "closing markup": "[/]",
    "link markup": "[@click=app.quit]点我[/]",
    "link style": "[link=https://example.org]x[/link]",
    "broken markup": "[b][i]未闭合[/b] [$x] \\[/]",
    "brace": "{0} {name} %s %(x)s $t",
    "formula": "=1+1",
    "formula with call": '=HYPERLINK("x")',
    "at building": "@45栋 #停车 张桂兰",
    "vertical tab": "上\v下",
    "form feed and bell": "页\f响\a",
    "carriage return": "一\r\n二\r三",
    "right-to-left mark": "abc\u200fdef",
    "right-to-left override": "文件\u202egpj.exe",
    "isolates": "\u2066x\u2069",
    "clipboard escape": "\x1b]52;c;ZXZpbA==\x07",
    "title escape": "\x1b]0;owned\x07",
    "screen escape": "\x1b[2J\x1b[31m红\x1b[0m",
    "8-bit escape": "\x9b2J\x90q\x9c",
    "null": "前\x00后",
    "lone surrogate": "半\ud83d个",
    "non-character": "\ufffe\U0001ffff",
    "line separators": "甲\u2028乙\u2029丙\x85丁",
    "tab": "列\t列",
    "emoji with joiners": "👨‍👩‍👧‍👦 🏳️‍🌈 👍🏽",
    "rare character": "𠮷野家 𪚥",
    "combining marks": "e\u0301" + "a" + "\u0300" * 40,
    "wide and narrow": "ＡＢＣ①√●℃“”…—",
    "middle dot name": "阿依古丽·买买提",
    "spaces": "   \u3000  ",
    "empty": "",
    "zero width": "\u200b\ufeff\u2060",
    "zero width after a word": "王秀英 支持 一二三四五六七八九 \u200b",
    "joiners alone": "\u200d\u200c",
    "marks without a sign": "\u0301\ufe0f",
    "fillers": "\u3164\u115f\u2800",
    "tag characters": "\U000e0041\U000e007f",
    "long": "长" * 5_000,
    "long word": "x" * 5_000,
    "many lines": "行\n" * 500,
    "html": "<script>alert(1)</script> &amp; ]]>",
    "quotes": "'; DROP TABLE issues; --\"",
}

ACTS_ON_TERMINALS = frozenset(
    [chr(code) for code in (*range(0x09), *range(0x0B, 0x20), *range(0x7F, 0xA0))]
    + [chr(code) for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))]
)
"""Characters that must never reach a terminal out of somebody's text."""

SOME_HOSTILE = HOSTILE if os.environ.get("FUZZ_VALUES") == "all" else dict([*HOSTILE.items()][::3])
"""For tests that take a second a text: every third of them, and all in `make fuzz`."""
