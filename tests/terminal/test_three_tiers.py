"""A matter by keys through three tiers: passed on, answered twice, landed, and its road read."""

CARS = "僵尸车长期占位"


def test_what_goes_up_twice_comes_back_onto_the_corner_s_next_agenda(corner):
    corner.play(
        [
            ("<F2>", ("等回复1", "已回待落地1")),
            ("=", ("45、47栋街角议事会 · 显示", CARS)),
            ("<F8>", "为哪个机构工作"),
            ("wtl<Enter>", ("梧桐里社区议事会 · 显示", CARS, "逾期3天")),
            ("5", "再上提"),
            ("要交警认定和拖移<^s>", "等回复"),
            ("<F8>", "为哪个机构工作"),
            ("qx<Enter>", ("青溪街道推进会 · 显示", "待签收1", "下级")),
            ("<Down><Down>1", "已签收"),
            ("3", "本级议定"),
            ("交警和城管本周认定，逐辆拖移<^s>", "已回复"),
            ("<F8>", "为哪个机构工作"),
            ("wtl<Enter>", ("梧桐里社区议事会 · 显示", "逾期3天")),
            ("3", "交警和城管本周认定"),
            ("<^s>", "已回复"),
            ("<F8>", "为哪个机构工作"),
            ("3", ("45、47栋街角议事会 · 显示", "待落地2")),
            ("<Down>", CARS),
            ("8", ("全程", "街道", "落地（未到）")),
        ]
    )
    corner.press("<Esc>")
    corner.play([("<F3>1", "日期"), ("3天<^s>", ("自动带来", "上级回复"))])
