"""The history that goes along when a matter is passed up again: what was done and answered."""

from collections.abc import Iterator

from meetings.clean import trim
from meetings.matters.followup_states import DONE, FollowUpState
from meetings.matters.followups import FollowUp
from meetings.matters.issues import Issue
from meetings.matters.referrals import FINISHED, Promise, Referral, Reply, ReplyState, stands
from meetings.ports import Book

LONGEST = 20_000
"""Limit in characters; lines that do not fit are left out, but stay on the matter's road."""


def reply_to(book: Book, referral: str) -> Reply | None:
    """The receiver's row on a referral; None until it is signed for."""
    return next(iter(book.find(Reply, referral=referral)), None)


def with_what_was(book: Book, issue: Issue | None, tried: str) -> str:
    """The person's words, followed by what was tried below, answered above and done here."""
    tried_lines = trim(tried)
    for line in _already_tried(book, issue) if issue is not None else ():
        if line not in tried_lines and len(tried_lines) + len(line) < LONGEST:
            tried_lines = f"{tried_lines}\n{line}" if tried_lines else line
    return tried_lines


def _already_tried(book: Book, issue: Issue) -> Iterator[str]:
    if issue.referral is not None:
        for below in book.find(Referral, id=issue.referral):
            yield from below.tried.split("\n") if below.tried else ()
    for sent in book.find(Referral, body=issue.body, issue=issue.id):
        reply = reply_to(book, sent.id)
        if reply is None or reply.state not in FINISHED or not stands(sent, reply):
            continue
        on = reply.answered_at
        day = f"（{on.year}年{on.month}月{on.day}日）" if on is not None else ""
        answer = answer_text(reply).replace("\n", "；")
        yield answer if reply.state is ReplyState.SENT_BACK else f"上次回复{day}：{answer}"
    for task in book.find(FollowUp, body=issue.body, issue=issue.id):
        if task.state in DONE and task.state is not FollowUpState.ENDED:
            yield f"已办：{task.text}"


def answer_text(reply: Reply) -> str:
    """An answer as text: its words, what was decided, who does what until when."""
    if reply.state is ReplyState.SENT_BACK:
        return f"退回原因：{reply.reason}"
    parts = [reply.answer]
    if reply.decided:
        parts.append(f"议定：{reply.decided}")
    parts += [f"任务：{task_text(task)}" for task in reply.tasks]
    return "\n".join(parts)


def task_text(task: Promise) -> str:
    """巡查消防通道（责任人：综合执法队，时限：2026年12月1日）."""
    facts = [f"责任人：{task.owner}"] if task.owner else []
    if task.deadline is not None:
        day = task.deadline
        facts.append(f"时限：{day.year}年{day.month}月{day.day}日")
    return f"{task.text}（{'，'.join(facts)}）" if facts else task.text
