"""The form: Enter goes on and saves on the last, Esc loses no text, errors stand at their field."""

import asyncio
from datetime import date

import pytest
from textual import work
from textual.events import Paste
from textual.widgets import Static

from meetings.errors import NotAllowedNow
from meetings.sitting.votes import CountsDoNotFit
from tests.data.hostile import ACTS_ON_TERMINALS, SOME_HOSTILE
from tests.tui.host import Host, HostScreen, RememberingDesk
from tui.dialogs.kit.fields import (
    ChoiceField,
    DateField,
    Line,
    LongField,
    NoteLine,
    NumberField,
    PersonField,
    Picked,
    TextField,
    YesNoField,
)
from tui.dialogs.kit.form import FormDialog
from tui.finding.people_search import PersonFinder
from tui.language import language
from tui.widgets.field import DraftInput

PEOPLE = PersonFinder(
    [("1", "张桂兰", "45栋"), ("2", "张伟", "45栋"), ("3", "张伟", "47栋"), ("4", "单德明", "13栋")]
)
TODAY = date(2026, 11, 24)
STANCES = (("support", "支持"), ("oppose", "反对"), ("neutral", "中立"))


def whole_form(**options) -> FormDialog:
    return FormDialog(
        "记发言",
        [
            NoteLine("先立场，后理由"),
            PersonField("who", "发言人", PEOPLE, required=True, allow_new=True),
            ChoiceField("stance", "立场", STANCES),
            TextField("text", "内容", required=True),
            LongField("more", "补充"),
            NumberField("count", "人数", most=14),
            DateField("by", "时限", TODAY),
            YesNoField("posted", "公示"),
        ],
        **options,
    )


async def test_a_whole_form_is_filled_with_its_text_and_one_enter_a_field():
    app = Host()
    async with app.run_test(size=(80, 24)) as pilot:
        app.show_dialog(whole_form())
        await pilot.pause()
        await pilot.press(*"zgl", "enter", "1", *"good", "enter", "enter", "１", "２", "enter")
        await pilot.press(*"12-1", "enter", "1")
        await pilot.pause()
        assert app.answer == "nothing yet", "the last digit can be read before it is kept"
        await pilot.press("enter")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert app.answer == {
            "who": Picked("1", "张桂兰"), "stance": "support", "text": "good", "more": "",
            "count": 12, "by": date(2026, 12, 1), "posted": True,
        }  # fmt: skip


@pytest.mark.parametrize("typed", ["word", Paste("12月15日")])
async def test_what_is_typed_or_pasted_on_options_is_said_to_be_no_text(typed):
    """A deadline typed one field too far was lost without a word, and the form saved without it."""
    app = Host()
    async with app.run_test(size=(80, 24)) as pilot:
        app.show_dialog(whole_form())
        await pilot.pause()
        await pilot.press(*"zgl", "enter")
        if isinstance(typed, Paste):
            assert app.screen.focused is not None
            app.screen.focused.post_message(typed)
        else:
            await pilot.press(*typed)
        await pilot.pause()
        trouble = app.screen.query_one(".form--trouble", Static)
        assert trouble.display and "这里不写字" in str(trouble.content)
        await pilot.press("2")
        await pilot.pause()
        assert not trouble.display, "a choice made takes the message away"


async def test_of_more_than_ten_options_each_ten_get_the_digits_in_turn():
    app = Host()
    many = tuple((f"o{n}", f"第{n}项") for n in range(1, 13))
    async with app.run_test(size=(80, 24)) as pilot:
        app.show_dialog(FormDialog("选一项", [ChoiceField("rule", "规则", many, "o1")]))
        await pilot.pause()
        assert "[1第1项] 2第2项" in app.picture() and "0第10项  第11项" in app.picture()
        await pilot.press("equals_sign")
        await pilot.pause()
        assert "[第1项] 第2项" in app.picture() and "1第11项  2第12项" in app.picture()
        await pilot.press("3")
        await pilot.pause()
        assert "[第1项]" in app.picture(), "no option bears this digit now"
        await pilot.press("2", "enter")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert app.answer == {"rule": "o12"}


async def test_the_form_shows_what_it_understood():
    app = Host()
    async with app.run_test(size=(80, 24)) as pilot:
        app.show_dialog(whole_form())
        await pilot.pause()
        await pilot.press(*"zw")
        await pilot.pause()
        assert "> 张伟（45栋）" in app.picture() and "张伟（47栋）" in app.picture()
        await pilot.press("down", "enter")
        await pilot.pause()
        assert "→ 张伟（47栋）" in app.picture()
        form = app.screen
        assert isinstance(form, FormDialog)
        form.part("by").take_focus()
        form.part("by").query_one(DraftInput).put("下周五")
        await pilot.pause()
        assert "→ 2026-12-04 周五" in app.picture()


async def test_what_is_wrong_stands_at_its_field_and_the_form_stays():
    app = Host()
    async with app.run_test(size=(80, 40)) as pilot:
        app.show_dialog(whole_form())
        await pilot.pause()
        form = app.screen
        assert isinstance(form, FormDialog)
        who = form.part("who")
        form.part("count").query_one(DraftInput).put("15")
        form.part("by").query_one(DraftInput).put("胡话")
        await pilot.press("ctrl+s")
        await pilot.pause()
        shown = app.picture()
        assert shown.count("这一项要填") == 3
        assert "不多于14" in shown
        assert "看不懂这个日期" in shown
        assert app.screen is form and app.answer == "nothing yet"
        assert who.has_focus_within


async def test_a_name_that_nobody_has_is_new_where_that_is_allowed():
    app = Host()
    async with app.run_test() as pilot:
        app.show_dialog(FormDialog("x", [PersonField("who", "人", PEOPLE, allow_new=True)]))
        await pilot.pause()
        app.screen.query_one(DraftInput).put("13栋王阿姨")
        await pilot.press("enter")
        await app.workers.wait_for_complete()
        assert app.answer == {"who": Picked("", "13栋王阿姨")}


async def test_of_two_people_of_one_name_the_form_asks_which_one():
    app = Host()
    async with app.run_test(size=(80, 24)) as pilot:
        app.show_dialog(FormDialog("x", [PersonField("who", "人", PEOPLE)]))
        await pilot.pause()
        app.screen.query_one(DraftInput).put("张伟")
        await pilot.press("enter")
        await pilot.pause()
        assert "有2人叫张伟" in app.picture() and "> 张伟（45栋）" in app.picture()
        assert app.answer == "nothing yet"
        await pilot.press("down", "enter")
        await app.workers.wait_for_complete()
        assert app.answer == {"who": Picked("3", "张伟")}


async def test_a_new_name_may_be_a_part_of_a_known_one_or_the_same():
    app = Host()
    async with app.run_test(size=(80, 24)) as pilot:
        app.show_dialog(FormDialog("x", [PersonField("who", "人", PEOPLE, allow_new=True)]))
        await pilot.pause()
        app.screen.query_one(DraftInput).put("张桂")
        await pilot.pause()
        assert "> 张桂兰（45栋）" in app.picture() and "张桂（新名字）" in app.picture()
        await pilot.press("up", "enter")
        await app.workers.wait_for_complete()
        assert app.answer == {"who": Picked("", "张桂")}


async def test_a_name_that_nobody_has_is_refused_where_it_must_be_known():
    app = Host()
    async with app.run_test(size=(80, 24)) as pilot:
        app.show_dialog(FormDialog("x", [PersonField("who", "人", PEOPLE)]))
        await pilot.pause()
        app.screen.query_one(DraftInput).put("王阿姨")
        await pilot.press("enter")
        await pilot.pause()
        assert "没有叫“王阿姨”的人" in app.picture()


async def test_esc_leaves_and_the_text_is_there_at_reopening_also_in_choices():
    app = Host()
    async with app.run_test(size=(80, 24)) as pilot:
        app.show_dialog(whole_form(draft="speech.7."))
        await pilot.pause()
        await pilot.press(*"zgl", "enter", "2", *"half", "escape")
        await pilot.pause()
        assert app.answer is None
        assert app.desk.kept == {
            "speech.7.who": "张桂兰", "speech.7.stance": "oppose", "speech.7.text": "half",
        }  # fmt: skip
        app.show_dialog(whole_form(draft="speech.7."))
        await pilot.pause()
        shown = app.picture()
        assert "half" in shown and "[2反对]" in shown and "→ 张桂兰" in shown
        assert "上次写的已放回" in shown
        assert "最后一项即保存" in shown and "Esc 离开" in shown  # no key is cut for it
        assert app.screen.query_one(".form--keys").size.height == 1


async def test_what_was_restored_into_a_text_of_several_lines_cuts_no_key():
    app = Host()
    async with app.run_test(size=(80, 24)) as pilot:
        app.desk.kept["list.people"] = "张桂兰 45栋"
        app.show_dialog(FormDialog("批量登记", [LongField("people", "名单")], draft="list."))
        await pilot.pause()
        assert "Esc 离开" in app.picture() and "上次写的已放回" in app.picture()


async def test_what_is_refused_is_said_once():
    def too_many(_answers):
        raise CountsDoNotFit(votes=16, present=14)

    async def save(answers):
        too_many(answers)

    app = Host()
    async with app.run_test(size=(80, 24)) as pilot:
        lines = [NumberField("n", "同意")]
        app.show_dialog(FormDialog("举手表决", lines, live=too_many, save=save))
        await pilot.pause()
        await pilot.press("1", "6")
        await pilot.pause()
        assert app.picture().count("共16票") == 1
        await pilot.press("ctrl+s")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert app.picture().count("共16票") == 1
        assert app.screen.query_one(".form--trouble").display
        await pilot.press("backspace")
        await pilot.pause()
        assert app.picture().count("共16票") == 1
        assert app.screen.query_one(".form--live").display


async def test_another_form_s_drafts_stay_where_they_are():
    app = Host()
    async with app.run_test() as pilot:
        app.desk.kept["speech.8.text"] = "别的"
        app.show_dialog(whole_form(draft="speech.7."))
        await pilot.pause()
        assert "别的" not in app.picture()


async def test_a_saved_form_drops_its_drafts_and_a_refused_one_keeps_everything():
    refuse = True

    async def save(answers):
        if refuse:
            raise NotAllowedNow(act="speak", state="ended")

    app = Host()
    async with app.run_test(size=(80, 24)) as pilot:
        app.show_dialog(FormDialog("x", [TextField("t", "字")], draft="f.", save=save))
        await pilot.pause()
        await pilot.press("a", "enter")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert "现在的状态" in app.picture()
        assert app.desk.kept == {"f.t": "a"} and app.answer == "nothing yet"
        refuse = False
        await pilot.press("enter")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert app.answer == {"t": "a"} and app.desk.kept == {}


async def test_enter_twice_in_a_hurry_saves_once():
    saved = []

    async def save(answers):
        saved.append(answers)

    app = Host()
    async with app.run_test() as pilot:
        app.show_dialog(FormDialog("x", [TextField("t", "字")], save=save))
        await pilot.pause()
        await pilot.press("a", "enter", "enter", "ctrl+s")
        await app.workers.wait_for_complete()
        assert len(saved) == 1


async def test_a_check_of_the_whole_form_is_shown_and_holds_it_back():
    def check(answers):
        return {"": "合计不对", "n": "太多"} if answers["n"] == 9 else {}

    app = Host()
    async with app.run_test(size=(80, 24)) as pilot:
        app.show_dialog(FormDialog("x", [NumberField("n", "数")], check=check))
        await pilot.pause()
        await pilot.press("9", "enter")
        await pilot.pause()
        assert "合计不对" in app.picture() and "太多" in app.picture()
        await pilot.press("backspace", "8", "enter")
        await app.workers.wait_for_complete()
        assert app.answer == {"n": 8}


async def test_a_sentence_forms_while_the_numbers_are_typed():
    app = Host()
    async with app.run_test(size=(80, 24)) as pilot:
        app.show_dialog(
            FormDialog(
                "x", [NumberField("n", "同意", required=True)],
                live=lambda answers: f"同意{answers['n']}票" if "n" in answers else "还没有数",
            )
        )  # fmt: skip
        await pilot.pause()
        assert "还没有数" in app.picture()
        await pilot.press("1", "2")
        await pilot.pause()
        assert "同意12票" in app.picture()


async def test_several_lines_take_enter_and_an_empty_line_goes_on():
    app = Host()
    async with app.run_test() as pilot:
        app.show_dialog(FormDialog("x", [LongField("m", "字"), TextField("t", "尾")]))
        await pilot.pause()
        await pilot.press("a", "enter", "b", "enter", "enter", "c", "enter")
        await app.workers.wait_for_complete()
        assert app.answer == {"m": "a\nb", "t": "c"}


async def test_a_form_longer_than_the_window_scrolls_to_the_field():
    app = Host()
    async with app.run_test(size=(80, 24)) as pilot:
        app.show_dialog(FormDialog("长", [TextField(f"f{n}", f"第{n}栏") for n in range(30)]))
        await pilot.pause()
        assert "第0栏" in app.picture() and "ctrl+s" in app.picture()
        await pilot.press("shift+tab")
        await pilot.pause()
        assert "第29栏" in app.picture()


async def test_a_screen_asks_inside_a_worker():
    class Asking(HostScreen):
        def action_hold_speak(self) -> None:
            self.ask_it()

        @work
        async def ask_it(self) -> None:
            answers = await self.ask(FormDialog("x", [TextField("t", "字")]))
            self.acts.append(answers["t"] if answers else "left")

    app = Host(first=Asking)
    async with app.run_test() as pilot:
        await pilot.press("1")
        await pilot.pause()
        await pilot.press("a", "enter")
        await app.workers.wait_for_complete()
        await pilot.press("1")
        await pilot.pause()
        await pilot.press("escape")
        await app.workers.wait_for_complete()
        assert app.host.acts == ["a", "left"]


@pytest.mark.parametrize("title", ["[A]方案", "[/]", "[@click=app.quit]x[/]", "\\[b]", "$t {x}"])
async def test_a_title_that_looks_like_markup_is_shown_as_it_is(title: str):
    app = Host()
    async with app.run_test(size=(80, 24)) as pilot:
        app.show_dialog(FormDialog(title, [TextField("t", "字", title, hint=title)]))
        await pilot.pause()
        assert app.picture().count(title) == 3


async def test_hostile_text_in_every_part_of_a_form_stays_text():
    app = Host()
    async with app.run_test(size=(80, 24)) as pilot:
        for name, text in SOME_HOSTILE.items():
            await _a_form_full_of(text, name, app, pilot)


async def _a_form_full_of(text: str, name: str, app: Host, pilot) -> None:
    people = PersonFinder([("1", text, text), ("2", "张桂兰", "45栋")])
    app.desk.kept = {"f.a": text, "f.b": text, "f.who": text, "f.by": text}
    app.show_dialog(
        FormDialog(
            text,
            [
                TextField("a", text[:30], value=text, hint=text[:60]), LongField("b", "b"),
                PersonField("who", "who", people), DateField("by", "by", TODAY),
                ChoiceField("c", "c", (("x", text[:40]), ("y", "乙"))), NoteLine(text[:80]),
            ],
            draft="f.", live=lambda answers: text[:80],
        )
    )  # fmt: skip
    await pilot.pause()
    app.screen.query_one(DraftInput).post_message(Paste(text))
    await pilot.press("ctrl+s")
    await app.workers.wait_for_complete()
    await pilot.pause()
    assert not ACTS_ON_TERMINALS & set(app.picture().replace("\n", "")), name
    while len(app.screen_stack) > 2:
        app.screen.dismiss(None)
        await pilot.pause()


@pytest.mark.parametrize("fields", [1, 4, 12, 22])
async def test_a_long_message_covers_no_field_and_no_key_of_a_form(fields: int):
    app = Host()
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        lines = [TextField(f"f{n}", f"字段{n}") for n in range(fields)]
        app.show_dialog(FormDialog("表", lines))
        await pilot.pause()
        app.screen.warn("这是一条很长的消息，" * 12)  # type: ignore[attr-defined]
        for _turn in range(4):
            await pilot.pause()
        shown = app.picture()
        assert "这是一条很长的消息" in shown and "Esc 离开" in shown
        field = app.screen.query(DraftInput).first()
        rows = shown.splitlines()
        assert "字段0" in rows[field.region.y]
        dialog = app.screen.query_one(".dialog").region
        assert all("消息" not in row for row in rows[dialog.y : dialog.bottom])
        assert dialog.bottom <= 24


async def test_the_keys_say_what_enter_does_in_a_field_of_several_lines():
    app = Host()
    async with app.run_test(size=(80, 24)) as pilot:
        app.show_dialog(FormDialog("表", [TextField("a", "甲"), LongField("b", "乙")]))
        await pilot.pause()
        assert "最后一项即保存" in app.picture()
        await pilot.press("enter")
        await pilot.pause()
        assert "空行按 Enter" in app.picture() and "最后一项即保存" not in app.picture()


async def test_the_language_of_an_open_form_waits_and_says_so():
    app = Host()
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        app.show_dialog(FormDialog("表", [TextField("a", "甲")]))
        await pilot.pause()
        await pilot.press("ctrl+l")
        for _turn in range(3):
            await pilot.pause()
        assert "先按 Esc 离开这个窗口" in app.picture() and language() == "zh"


async def test_a_day_that_is_over_when_it_is_fixed_is_asked_about_and_enter_goes_back_to_it():
    app = Host()
    kept: list[date | None] = []

    async def save(answers):
        kept.append(answers["by"])

    async with app.run_test(size=(80, 24)) as pilot:
        held = DateField("by", "时限", TODAY, held=TODAY)
        app.show_dialog(FormDialog("议定事项", [held], save=save))
        await pilot.pause()
        await pilot.press(*"2026-11-01", "ctrl+s")
        await pilot.pause()
        assert "早于开会那天（2026-11-24）" in "".join(app.picture().split())
        await pilot.press("enter")
        await pilot.pause()
        assert kept == [] and isinstance(app.screen, FormDialog)
        await pilot.press("ctrl+s")
        await pilot.pause()
        await pilot.press("1")
        await app.workers.wait_for_complete()
        assert kept == [date(2026, 11, 1)]


@pytest.mark.parametrize("value", [None, date(2026, 11, 24), date(2026, 12, 1)])
async def test_a_day_to_come_or_none_is_not_asked_about(value):
    app = Host()
    async with app.run_test(size=(80, 24)) as pilot:
        app.show_dialog(FormDialog("议定事项", [DateField("by", "时限", TODAY, held=TODAY)]))
        await pilot.pause()
        await pilot.press(*(value.isoformat() if value else ""), "ctrl+s")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert app.answer == {"by": value}


async def test_a_day_over_that_stood_before_is_not_asked_about_again():
    app = Host()
    was = date(2026, 11, 1)
    async with app.run_test(size=(80, 24)) as pilot:
        app.show_dialog(FormDialog("议定事项", [DateField("by", "时限", TODAY, was, held=TODAY)]))
        await pilot.pause()
        await pilot.press("ctrl+s")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert app.answer == {"by": was}


@pytest.mark.parametrize("field", ["who", "units"])
async def test_a_span_where_a_name_belongs_is_asked_about_and_enter_goes_back_to_it(field: str):
    """A 7天 typed one field too early became the unit in charge."""
    app = Host()
    kept: list[object] = []
    lines: dict[str, PersonField | TextField] = {
        "who": PersonField("who", "责任人", PersonFinder(()), allow_new=True),
        "units": TextField("units", "承办单位", names=True, longest=100),
    }

    async def save(answers):
        kept.append(answers[field])

    async with app.run_test(size=(80, 24)) as pilot:
        app.show_dialog(FormDialog("议定", [lines[field]], save=save))
        await pilot.pause()
        await pilot.press(*"7天", "enter")
        await pilot.pause()
        assert "“7天”像是日子或期限" in app.picture() and kept == []
        await pilot.press("enter")
        await pilot.pause()
        assert kept == [] and isinstance(app.focused, DraftInput)
        app.focused.value = "物业"
        await pilot.press("enter")
        await app.workers.wait_for_complete()
        assert len(kept) == 1


async def test_a_number_is_asked_about_before_it_is_kept_as_a_reason():
    """A digit typed on became the reason for 31 votes of 13 people, and was printed."""
    app = Host()
    kept: list[object] = []

    async def save(answers):
        kept.append(answers["reason"])

    async with app.run_test(size=(80, 24)) as pilot:
        app.show_dialog(FormDialog("作废", [TextField("reason", "理由")], save=save))
        await pilot.pause()
        await pilot.press("1", "enter")
        await pilot.pause()
        assert "“1”只是一个数字，不是理由" in app.picture() and kept == []
        await pilot.press("enter")
        await pilot.pause()
        assert kept == [] and isinstance(app.focused, DraftInput)
        app.focused.value = "3号机坏"
        await pilot.press("enter")
        await app.workers.wait_for_complete()
        assert kept == ["3号机坏"]


async def test_typing_replaces_what_the_program_offered_and_an_arrow_keeps_it():
    for keys, wanted in (("清楼道", "清楼道"), (("end", "吧"), "划线吧")):
        app = Host()
        line = TextField("text", "内容", "划线", offered=True)
        async with app.run_test(size=(80, 24)) as pilot:
            app.show_dialog(FormDialog("议定", [line]))
            await pilot.pause()
            await pilot.press(*keys, "enter")
            await app.workers.wait_for_complete()
            await pilot.pause()
            assert app.answer == {"text": wanted}


class SlowDesk(RememberingDesk):
    """Reads half-typed texts only when it is let."""

    def __init__(self) -> None:
        super().__init__()
        self.let = asyncio.Event()

    async def drafts(self, prefix: str) -> dict[str, str]:
        await self.let.wait()
        return await super().drafts(prefix)


async def test_what_is_typed_before_the_drafts_are_read_goes_to_the_field_that_begins():
    """On a busy computer the first characters went to the day above."""
    app = Host()
    async with app.run_test(size=(80, 24)) as pilot:
        app.desk = desk = SlowDesk()
        desk.draft("later/text", "older")
        lines: list[Line] = [
            DateField("day", "日期", TODAY, TODAY),
            DateField("by", "新时限", TODAY),
            TextField("text", "理由"),
        ]
        app.show_dialog(FormDialog("延期", lines, draft="later/", begin="by"))
        await pilot.pause()
        for key in ("6", "-", "1"):
            app.simulate_key(key)
            await pilot.pause()
        desk.let.set()
        await pilot.pause()
        fields = app.screen.query(DraftInput)
        assert [field.value for field in fields] == ["2026-11-24", "6-1", "older"]
