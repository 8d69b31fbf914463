"""The screen 公示栏: notices on the board, objections to them, and results of actions taken."""

from datetime import date

from textual import on, work
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from meetings.actions import post
from meetings.actions.post import Board, OnBoard
from meetings.limits import limit
from meetings.matters.notices import DAYS, Notice, NoticeState
from meetings.papers.change_page import ChangeLine
from meetings.procedure.law_questions import posting_question, question_words
from meetings.terms import term
from tui.commands import bindings
from tui.dialogs.kit.choose import Choose, Option
from tui.dialogs.kit.confirm import Confirm
from tui.dialogs.kit.fields import DateField, LongField, NumberField, TextField, YesNoField
from tui.dialogs.kit.form import Answers, FormDialog
from tui.language import N_, _, bracketed, headed, language
from tui.screens import bylaws
from tui.text import mixed, plain
from tui.widgets.columns import Column, Row
from tui.widgets.rows import Rows
from tui.words.agenda import number_of
from tui.words.days import day_text
from tui.working import WorkingScreen

TONES = {NoticeState.TO_ANSWER: "bad", NoticeState.POSTED: "strong", NoticeState.OVER: "dim"}


OUTDATED = N_(
    "What is posted no longer matches the records: a vote was voided, "
    "something was decided since, or wording was corrected. Take it down "
    "and post it again; below and in print it is shown as recorded."
)


class NoticesScreen(WorkingScreen):
    """Lists the body's notices, and below them the objections to the one under the cursor."""

    SCOPE = "notices"
    BINDINGS = bindings("notices")
    TITLE_TEXT = N_("Notice board")
    DEFAULT_CSS = """
    NoticesScreen {
        #board { height: 1fr; }
        #objections { height: 10; padding: 0 1; background: $panel; }
        .notices--text { height: auto; }
    }
    """

    board: Board | None = None

    def middle(self) -> ComposeResult:
        yield Rows(
            Column(N_("Notice")), Column(N_("From"), 14), Column(N_("Until"), 14),
            Column(N_("State"), 12), Column(N_("Objections"), 10), id="board",
            empty=N_("Nothing posted yet. After a meeting, {key:notices.post} posts what it "
                     "decided; {key:notices.words} posts other notices."),
        )  # fmt: skip
        with VerticalScroll(id="objections", can_focus=False):
            yield Static(classes="notices--text", markup=False)

    async def reload(self) -> None:
        body = self.body
        if body is None:
            return
        still = self.asks()
        board = await self.house.desk.read(post.board, body.id)
        if not still():
            return
        self.board = board
        self.head.place = f"{_(self.TITLE_TEXT)}  {body.name}"
        waiting = len(self.board.to_post)
        self.head.state = _("meetings to post: {n}").format(n=waiting) if waiting else ""
        self.query_one("#board", Rows).fill(self._row(one) for one in self.board.notices)
        self._paint_objections()

    def _row(self, one: OnBoard) -> Row:
        notice, today = one.notice, self.house.now().date()
        state = notice.state(today, one.waiting)
        count = str(len(one.objections)) if one.objections else ""
        if one.waiting:
            count = _("{n} open").format(n=one.waiting)
        return Row(
            notice.id,
            (
                notice.title,
                day_text(notice.since, today=today),
                day_text(notice.until, today=today),
                (term(state, language()), TONES.get(state, ""))
                if one.is_current
                else (_("changed since"), "bad"),
                count,
            ),
        )

    def chosen(self) -> OnBoard | None:
        """The notice under the cursor; without one, says what to do first and returns None."""
        key = self.query_one("#board", Rows).key
        found = [one for one in self.board.notices if one.notice.id == key] if self.board else []
        if not found:
            self.warn(_("Nothing posted yet; {key:notices.post} posts what a meeting decided."))
            return None
        return found[0]

    @on(Rows.Moved, "#board")
    def _moved(self, event: Rows.Moved) -> None:
        event.stop()
        self._paint_objections()

    def _paint_objections(self) -> None:
        key, today = self.query_one("#board", Rows).key, self.house.now().date()
        lines: list[Content] = []
        for one in self.board.notices if self.board else ():
            if one.notice.id != key:
                continue
            if not one.is_current:
                lines.append(plain(_(OUTDATED)))
            if one.notice.place:
                lines.append(plain(_("Posted at: {place}").format(place=one.notice.place)))
            lines += [plain(line) for line in one.current_text.splitlines()[:6]]
            if one.notice.room:
                lines.append(plain(_("space for {n} advertisements").format(n=one.notice.room)))
            for objection in one.objections:
                said = mixed(
                    "[b]$day $name[/b] $text",
                    day=day_text(objection.heard_on, today=today), name=objection.name,
                    text=objection.text,
                )  # fmt: skip
                told = objection.answer or _("not answered yet")
                lines += [said, plain("  " + _("Answer: {text}").format(text=told))]
            if not one.objections:
                lines.append(plain(_("No objections.")))
        self.query_one(".notices--text", Static).update(plain("\n").join(lines))

    @work
    async def action_notices_post(self) -> None:
        if self.need_body() is None or self.board is None:
            return
        meetings, today = self.board.to_post, self.house.now().date()
        if not meetings:
            self.warn(_("No finished meeting has decisions left to post."))
            return
        picked = meetings[0].id
        if len(meetings) > 1:
            options = [
                Option(
                    m.id,
                    f"{number_of(m.year, m.serial)} {m.title}",
                    day_text(m.began_on, today=today),
                )
                for m in meetings
            ]
            chosen = await self.ask(Choose(_("Which meeting's decisions?"), options))
            if chosen is None:
                return
            picked = chosen
        meeting = next(m for m in meetings if m.id == picked)
        today, days = self.house.now().date(), self.board.days

        rule = self.body.rule if self.body is not None else None

        def live(answers: Answers) -> str:
            found = posting_question(rule, answers.get("days") or days) if rule else None
            return question_words(found, language()) if found is not None else ""

        hung: list[Notice] = []

        async def save(answers: Answers) -> None:
            hung.append(await self.commit(
                post.post, meeting.body, meeting.id, answers["title"], answers["since"],
                answers["days"] or days, answers["place"],
            ))  # fmt: skip

        title = _("Decisions of {title}").format(title=meeting.title)
        await self.ask(
            FormDialog(
                _("Post"),
                (
                    TextField("title", _("Title"), title, required=True, offered=True),
                    DateField("since", _("From"), today, today, required=True),
                    NumberField(
                        "days",
                        _("Days"),
                        days,
                        least=1,
                        most=365,
                        hint=_("{n} by this body's rule").format(n=days),
                    ),
                    TextField("place", _("Where"), meeting.place, offered=True),
                ),
                draft=f"notice/{meeting.id}/",
                save=save,
                live=live,
            )
        )
        await self._shown(hung)

    async def _shown(self, hung: list[Notice]) -> None:
        """Read the board again, with the cursor on the notice just posted."""
        await self.reload()
        for notice in hung:
            self.query_one("#board", Rows).go(notice.id)

    @work
    async def action_notices_object(self) -> None:
        one = self.chosen()
        if one is None:
            return
        today = self.house.now().date()

        async def save(answers: Answers) -> None:
            await self.commit(
                post.object_to, one.notice.body, one.notice.id, answers["name"], answers["text"],
                answers["day"],
            )  # fmt: skip

        await self.ask(
            FormDialog(
                _("Objection"),
                (
                    TextField("name", _("Who")),
                    LongField(
                        "text", _("Text"), required=True, longest=limit("text", "notice_objection")
                    ),
                    DateField("day", _("Day"), today, today, required=True, past=True),
                ),
                draft=f"objection/{one.notice.id}/",
                save=save,
            )
        )
        await self.reload()

    @work
    async def action_notices_answer(self) -> None:
        one = self.chosen()
        if one is None:
            return
        open_ones = [objection for objection in one.objections if objection.waiting]
        if not open_ones:
            self.warn(_("No objection waits for an answer."))
            return
        picked = open_ones[0].id
        if len(open_ones) > 1:
            chosen = await self.ask(
                Choose(_("Answer whom?"), [Option(o.id, o.name, o.text) for o in open_ones])
            )
            if chosen is None:
                return
            picked = chosen
        objection = next(o for o in open_ones if o.id == picked)

        async def save(answers: Answers) -> None:
            await self.commit(post.answer, objection.body, objection.id, answers["text"])

        await self.ask(
            FormDialog(
                _("Answer to {name}: {text}").format(name=objection.name, text=objection.text),
                (
                    LongField(
                        "text",
                        _("Answer it"),
                        required=True,
                        longest=limit("answer", "notice_objection"),
                    ),
                ),
                draft=f"objection/{objection.id}/answer/",
                save=save,
            )
        )
        await self.reload()

    @work
    async def action_notices_take_down(self) -> None:
        one = self.chosen()
        if one is None:
            return
        early = self.house.now().date() <= one.notice.until
        reason = ""
        if early:
            answers = await self.ask(
                FormDialog(
                    _("Take down early"),
                    (TextField("reason", _("Reason"), required=True),),
                )
            )
            if answers is None:
                return
            reason = answers["reason"]
        await self.run(post.take_down, one.notice.body, one.notice.id, reason)
        await self.reload()

    @work
    async def action_notices_words(self) -> None:
        """Post words of one's own, with a QR code and room for adverts if wanted."""
        body = self.need_body()
        if body is None or self.board is None:
            return
        today = self.house.now().date()
        hung: list[Notice] = []

        async def save(answers: Answers) -> None:
            notice = Notice(
                "", body.id, None, answers["title"], answers["since"], answers["since"],
                answers["place"], text=answers["text"], coded=bool(answers["coded"]),
                room=answers["room"] or 0,
            )  # fmt: skip
            hung.append(
                await self.commit(post.post_words, body.id, notice, answers["days"] or DAYS)
            )

        await self.ask(
            FormDialog(
                _("Other notice"),
                (
                    TextField("title", _("Title"), required=True),
                    LongField("text", _("Text"), lines=5),
                    DateField("since", _("From"), today, today, required=True),
                    NumberField("days", _("Days"), self.board.days, least=1, most=3650),
                    TextField("place", _("Place"), body.place, offered=True),
                    YesNoField("coded", _("With a code"), False,
                               _("scan with a phone to read it all")),
                    NumberField("room", _("Ad space"), 0, _("places below it"), most=24),
                ),
                draft=f"notice/{body.id}/words/",
                save=save,
            )
        )  # fmt: skip
        await self._shown(hung)

    @work
    async def action_notices_paper(self) -> None:
        one = self.chosen()
        if one is None:
            return
        if one.notice.meeting is not None:
            self.warn(_("A meeting's decisions are printed there ({key:meetings.export})."))
            return
        await self.tell_written(self.house.desk.papers.export_notice(one.notice.id))

    def action_notices_bylaws(self) -> None:
        body = self.need_body()
        if body is not None:
            self.app.push_screen(bylaws.BylawsScreen(body))

    @work
    async def action_notices_changed(self) -> None:
        """Show the results of actions taken, to be read to residents."""
        body = self.need_body()
        if body is None:
            return
        page = await self.house.desk.papers.change_page(body.id)
        today = self.house.now().date()
        if not page.lines:
            self.warn(_("No change recorded yet. Record one on a task ({key:app.follow})."))
            return
        said = "\n".join(
            f"{n}. {headed(line.text, line.change)}{_again(line, today)}"
            for n, line in enumerate(page.lines, 1)
        )
        question = f"{said}\n\n" + _("Write a page for the notice board?")
        if await self.ask(Confirm(question, yes=_("write it"), no=_("only read"))):
            await self.tell_written(self.house.desk.papers.export_change_page(page))


def _again(line: ChangeLine, today: date) -> str:
    """That the task was reopened, in brackets; "" where it was not."""
    if line.reopened_on is None:
        return ""
    return bracketed(
        _("reopened {day}, in hand").format(day=day_text(line.reopened_on, today=today))
    )
