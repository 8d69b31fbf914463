"""接龙: a group's numbered list, taken as sign-in, as supporters, or as a written vote's returns.

Each line is put to somebody who is known before it counts. What is doubtful counts for nothing:
a name that several bear, a name without an answer, a name on no roll.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import replace
from enum import StrEnum

from meetings.actions.change import on_body, on_meeting
from meetings.actions.hold import come_in, faces_in, roll_of, with_roll
from meetings.chairing import attendance
from meetings.chairing.attendance import Face
from meetings.chairing.tallying import asked_in_writing, register_return
from meetings.clean import is_blank, squeeze, trim
from meetings.community.people import Person, label
from meetings.dataclass import dataclass
from meetings.errors import MeetingError
from meetings.importing.people.lines import TypedPerson, is_doubtful, read_line, read_list
from meetings.importing.people.rows import of_building, people_of
from meetings.importing.plan import (
    NO_CHOICES,
    Choices,
    ListPlan,
    PlannedRow,
    Question,
    Reason,
    Row,
    RowState,
    state_of,
)
from meetings.matters.entry_line import MOST_SUPPORTERS
from meetings.matters.issues import SUPPORTED, Issue
from meetings.ports import Book, By, Records
from meetings.procedure.rules import Voters
from meetings.sitting.meeting import Meeting
from meetings.sitting.meeting_states import PLANNED, RUNNING
from meetings.sitting.presence import Mark, RollEntry, labels
from meetings.sitting.presence import state_of as where_is
from meetings.sitting.votes import Choice, Method, Vote

STRANGERS, SILENT = "strangers", "silent"
"""Keys of the questions: what becomes of names on no roll, and of names without an answer."""


class SignUpGiven(MeetingError):
    """A 接龙 stands where issues are read from a file."""


class Use(StrEnum):
    """What a 接龙 is; nobody but a person can know."""

    SIGN_IN = "sign_in"
    SUPPORT = "support"
    VOTES = "votes"


@dataclass(frozen=True, slots=True)
class SignUp:
    """One line as it would be recorded."""

    use: Use
    name: str
    building: str = ""
    person: str | None = None
    """The entry of the roll, or the person of the register."""
    choice: Choice | None = None
    marks: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """张伟（45栋）."""
        return label(self.name, self.building)


SignUpPlan = ListPlan[SignUp]

_NUMBERED = re.compile(
    r"\s*(?:[(（]\d{1,3}[)）]|\d{1,3}\s*[.．、)）]|\d{1,3}\ufe0f?\u20e3|[①-⑳]|\d{1,3}\s+(?=[^\d\s]))"
)
_TITLED = re.compile(r"[#＃]?\s*接龙")


def is_signup(text: str) -> bool:
    """Whether a text is a 接龙 of people: it says so, or is numbered, and names somebody a line."""
    lines = [line for line in text.splitlines() if not is_blank(line)]
    numbered = [line for line in lines if _NUMBERED.match(line)]
    titled = any(_TITLED.search(unicodedata.normalize("NFKC", line)) for line in lines[:3])
    if len(numbered) < 2:
        return False
    named = sum(1 for line in numbered if _names_somebody(line))
    # A list that says 接龙 is asked about even where half of its lines say more than a name.
    return named * 3 > len(numbered) if titled else named == len(numbered)


def _names_somebody(line: str) -> bool:
    found = read_line(_without_answers(line)[0])
    return bool(found) and not any(is_doubtful(one.doubts) for one in found)


_ANSWERS: tuple[tuple[re.Pattern[str], Choice], ...] = (
    (re.compile(r"不同意|不赞成|不支持|不赞同|反对"), Choice.AGAINST),
    (re.compile(r"弃权"), Choice.ABSTAIN),
    (re.compile(r"同意|赞成|支持|赞同"), Choice.FOR),
)  # fmt: skip


def _without_answers(line: str) -> tuple[str, tuple[Choice, ...]]:
    """The line without what it answers, and the answers in it; two of them are none."""
    found = []
    for shape, choice in _ANSWERS:
        line, count = shape.subn(" ", line)
        found += [choice] if count else []
    return line, tuple(found)


@dataclass
class _Planner:
    """Puts the lines to those who are known, and gathers rows and questions."""

    choices: Choices
    use: Use

    def __post_init__(self) -> None:
        self.rows: list[PlannedRow] = []
        self.taken: list[SignUp] = []
        self.seen: dict[str, int] = {}
        self.strangers = 0
        self.silent = 0

    def lines(self, text: str) -> Iterable[tuple[Row, TypedPerson, tuple[Choice, ...]]]:
        """Each person of the text with the row and its answers; the other lines are left."""
        lines = text.splitlines()
        for (number, _column), words in self.choices.cells.items():
            if 0 < number <= len(lines):
                lines[number - 1] = words
        answers = {number: _without_answers(line) for number, line in enumerate(lines, start=1)}
        bare = "\n".join(line for line, _choices in answers.values())
        # A heading of columns is read as one; else each line by itself.
        read = people_of(bare) if "\t" in bare else read_list(bare)
        for one in read.left:
            words = trim(lines[one.line - 1]) if one.line <= len(lines) else one.text
            if not is_blank(words):
                self.leave(one.line, words, one.why)
        for person in read.people:
            words = trim(lines[person.line - 1])
            if person.line in self.choices.left_out:
                self.leave(person.line, words, "left_by_hand")
            else:
                row = Row(person.line, (words,), {}, list(person.doubts))
                yield row, person, answers[person.line][1]

    def leave(self, number: int, words: str, why: str) -> None:
        """A line that counts for nothing, and why."""
        reason = Reason(why, {"row": number})
        self._row(Row(number, (words,), {}, [reason]), RowState.LEFT, words[:60], None)

    def already(self, row: Row, sign: SignUp, why: str) -> None:
        """What is recorded already."""
        row.remark(why)
        self._row(row, RowState.KNOWN, sign.label, sign)

    def refuse(self, row: Row, said: str, why: str, **facts: str | int) -> None:
        """A line that cannot be taken as it stands."""
        row.reasons.insert(0, Reason(why, facts))
        self._row(row, RowState.ERROR, said, None)

    def take(self, row: Row, sign: SignUp) -> None:
        """A line that counts, each person once."""
        key = sign.person or sign.label
        if key in self.seen:
            if self._answers_otherwise(key, sign):
                self.refuse(row, sign.label, "two_answers")
                return
            row.remark("same_row", row=self.seen[key])
            self._row(row, RowState.KNOWN, sign.label, None)
            return
        self.seen[key] = row.number
        self.taken.append(sign)
        self._row(row, state_of(row.reasons), sign.label, sign)

    def _answers_otherwise(self, key: str, sign: SignUp) -> bool:
        """Whether an earlier line of the person answers otherwise: then none of them counts."""
        first = self.seen[key]
        before = next(row for row in self.rows if row.number == first)
        given = next((one for one in self.taken if (one.person or one.label) == key), None)
        if given is not None and (given.choice, given.marks) == (sign.choice, sign.marks):
            return False
        if given is not None:
            self.taken.remove(given)
            reasons = (Reason("two_answers", {}), *before.reasons)
            self.rows[self.rows.index(before)] = replace(
                before, state=RowState.ERROR, reasons=reasons, made=None
            )
        return True

    def stranger(self, row: Row, sign: SignUp, *, welcome: bool, doubtful: bool) -> None:
        """Somebody on no roll: left out until it is said that they are recorded too."""
        if doubtful or not welcome:
            self.refuse(row, sign.label, "words_doubtful" if doubtful else "not_on_the_roll")
            return
        self.strangers += 1
        if self.choices.answers.get(STRANGERS) == "guest":
            row.remark("as_guest")
            self.take(row, sign)
        else:
            self.refuse(row, sign.label, "not_on_the_roll")

    def _row(self, row: Row, state: RowState, said: str, made: SignUp | None) -> None:
        self.rows.append(
            PlannedRow("", row.number, state, said, tuple(row.reasons), made, row.cells)
        )

    def plan(self) -> SignUpPlan:
        """The whole plan, its rows in the order of the text."""
        questions = []
        if self.strangers:
            questions.append(
                Question(STRANGERS, "strangers", {"n": self.strangers}, ("guest", "leave"))
            )
        if self.silent:
            options = ("for", "against", "abstain", "leave")
            questions.append(Question(SILENT, "silent", {"n": self.silent}, options))
        rows = tuple(sorted(self.rows, key=lambda row: row.number))
        return SignUpPlan(rows, tuple(self.taken), tuple(questions))


def _meant(person: TypedPerson, roll: Sequence[RollEntry]) -> tuple[RollEntry | None, bool]:
    """Whom of the roll a line means, and whether several could be meant."""
    same = [entry for entry in roll if entry.name == person.name]
    there = of_building(same, person.building)
    if len(there) == 1:
        return there[0], False
    silent = any(not entry.building or not person.building for entry in same)
    return None, bool(there) or silent


def plan_sign_in(
    text: str,
    meeting: Meeting,
    roll: Sequence[RollEntry],
    choices: Choices = NO_CHOICES,
    faces: Sequence[Face] = (),
) -> SignUpPlan:
    """Who of a text is to be signed in; `roll` is the one that the meeting has or would have.

    `faces` may come without being on it, as those of the last meeting: they are no strangers.
    """
    planner = _Planner(choices, Use.SIGN_IN)
    others = [RollEntry(face.person or "", face.name, face.building) for face in faces]
    for row, person, _answers in planner.lines(text):
        known = [*roll, *others]
        as_written = [entry for entry in known if entry.name == str(row.cells[0])]
        entry, unclear = _meant(person, known)
        sign = SignUp(Use.SIGN_IN, person.name, person.building)
        if len(as_written) == 1:
            # 46栋李奶奶 is the name that was given at the table, not a building and a name.
            entry, sign = as_written[0], replace(sign, name=as_written[0].name)
            row.reasons.clear()
        if entry is not None and is_doubtful(tuple(row.reasons)):
            planner.refuse(row, sign.label, "words_doubtful")
        elif entry in others:
            planner.take(row, replace(sign, person=entry.person or None, building=entry.building))
        elif entry is not None:
            sign = replace(sign, person=entry.person, building=entry.building)
            last = where_is(entry.person, meeting.presence)
            if last is not None and last.kind is Mark.IN:
                planner.already(row, sign, "here_already")
            elif last is not None and last.kind is Mark.OUT:
                planner.refuse(row, sign.label, "left_already")
            else:
                planner.take(row, sign)
        elif unclear:
            planner.refuse(row, sign.label, "which_of_them", value=person.name)
        elif not meeting.has_roster and not is_doubtful(person.doubts):
            planner.take(row, sign)  # as a name and Enter do at the table
        else:
            planner.stranger(row, sign, welcome=True, doubtful=is_doubtful(person.doubts))
    return planner.plan()


def plan_votes(text: str, meeting: Meeting, vote: str, choices: Choices = NO_CHOICES) -> SignUpPlan:
    """Whose return of a written vote a text is; who says nothing is asked about."""
    taken = meeting.vote(vote)
    called = labels(meeting.roll)
    asked = set(asked_in_writing(meeting, taken.item))
    given = {ballot.name: ballot for ballot in taken.ballots}
    open_to_all = meeting.in_force.voters is Voters.EVERYBODY
    planner = _Planner(choices, Use.VOTES)
    for row, person, answers in planner.lines(text):
        entry, unclear = _meant(person, meeting.roll)
        name = called[entry.person] if entry is not None else label(person.name, person.building)
        sign = SignUp(Use.VOTES, name, person=entry.person if entry is not None else None)
        if unclear:
            planner.refuse(row, name, "which_of_them", value=person.name)
            continue
        if entry is not None and name not in asked:
            planner.refuse(row, name, "no_vote_here")
            continue
        answered = _answered(planner, row, sign, taken, answers)
        if answered is None:
            continue
        before = given.get(name)
        if before is not None:
            same = (before.choice, before.marks) == (answered.choice, answered.marks)
            planner.already(row, answered, "returned" if same else "returned_otherwise")
        elif entry is not None:
            if is_doubtful(person.doubts):
                planner.refuse(row, name, "words_doubtful")
            else:
                planner.take(row, answered)
        else:
            doubtful = is_doubtful(person.doubts)
            planner.stranger(row, answered, welcome=open_to_all, doubtful=doubtful)
    return planner.plan()


def _answered(
    planner: _Planner, row: Row, sign: SignUp, vote: Vote, answers: Sequence[Choice]
) -> SignUp | None:
    """The line with its answer; None where it gives none, or two."""
    words = str(row.cells[0])
    if vote.options:
        marks = tuple(one.label for one in vote.options if squeeze(one.label) in squeeze(words))
        # What stands for an option is no name and no doubt.
        row.reasons[:] = [one for one in row.reasons if one.why != "words_left"]
        if not marks or len(marks) > vote.choose:
            planner.refuse(row, sign.label, "no_option" if not marks else "too_many_options",
                           limit=vote.choose)  # fmt: skip
            return None
        return replace(sign, choice=Choice.FOR, marks=marks)
    if len(answers) > 1:
        planner.refuse(row, sign.label, "two_answers")
        return None
    if answers:
        return replace(sign, choice=answers[0])
    planner.silent += 1
    answer = planner.choices.answers.get(SILENT, "leave")
    if answer == "leave":
        planner.refuse(row, sign.label, "no_answer")
        return None
    row.remark("answer_of_all")
    return replace(sign, choice=Choice(answer))


def plan_support(
    text: str, issue: Issue, people: Iterable[Person], choices: Choices = NO_CHOICES
) -> SignUpPlan:
    """Who of a text supports an issue; who is named there already counts no second time."""
    known = [person for person in people if person.body == issue.body]
    there = set(supporters_named(issue))
    planner = _Planner(choices, Use.SUPPORT)
    for row, person, answers in planner.lines(text):
        same = of_building([one for one in known if one.name == person.name], person.building)
        sign = SignUp(Use.SUPPORT, person.name, person.building)
        if len(same) == 1:
            sign = replace(sign, person=same[0].id, building=same[0].building)
        if set(answers) - {Choice.FOR}:
            planner.refuse(row, sign.label, "supports_not")
        elif is_doubtful(person.doubts):
            planner.refuse(row, sign.label, "words_doubtful")
        elif sign.label in there:
            planner.already(row, sign, "supports_already")
        else:
            planner.take(row, sign)
    return planner.plan()


def supporters_named(issue: Issue) -> list[str]:
    """Who is named as a supporter in the issue's text."""
    lines = (line for line in issue.text.split("\n") if line.startswith(SUPPORTED))
    return [name for line in lines for name in line.removeprefix(SUPPORTED).split("、") if name]


@on_meeting("presence.list")
def sign_in_all(meeting: Meeting, book: Book, by: By, plan: SignUpPlan) -> Meeting:
    """Sign in everybody of the plan, as one act; who is on no roll walks in."""
    meeting = with_roll(meeting, book)
    for sign in plan.taken:
        if sign.person is not None and sign.person in {one.person for one in meeting.roll}:
            meeting = attendance.mark(meeting, book.new_id(), sign.person, Mark.IN, by.at)
        else:
            meeting = come_in(meeting, book, by.at, sign.name, sign.building, sign.person)
    return meeting


@on_meeting("vote.returns")
def register_all(meeting: Meeting, book: Book, by: By, vote: str, plan: SignUpPlan) -> Meeting:
    """Register every return of the plan, as one act; raises BallotRefused, NotAllowedNow."""
    for sign in plan.taken:
        if sign.choice is not None:
            meeting = register_return(meeting, vote, sign.label, sign.choice, by.at, sign.marks)
    return meeting


@on_body("issue.support")
def support(book: Book, by: By, body: str, issue: str, plan: SignUpPlan) -> Issue:
    """Count everybody of the plan as a supporter, and keep their names with the issue."""
    known = book.get(Issue, issue)
    named = "、".join(dict.fromkeys([*supporters_named(known), *(s.label for s in plan.taken)]))
    lines = [line for line in known.text.split("\n") if not line.startswith(SUPPORTED)]
    text = trim("\n".join([*lines, SUPPORTED + named]))
    supporters = min(known.supporters + len(plan.taken), MOST_SUPPORTERS)
    supported = replace(known, text=text, supporters=supporters)
    book.put(supported)
    return supported


def to_sign_in(records: Records, meeting: str) -> tuple[Meeting, tuple[Face, ...]]:
    """The meeting, before it opens with the roll that it would have, and who else may come."""
    with records.reading() as book:
        known = book.get(Meeting, meeting)
        if not known.roll:
            known = replace(known, roll=roll_of(book, known.body))
        return known, faces_in(book, known)


@dataclass(frozen=True, slots=True)
class Targets:
    """What a 接龙 can be in a body now."""

    meetings: tuple[Meeting, ...]
    """Those that people can be signed in to, with the roll that they have or would have."""
    votes: tuple[tuple[Meeting, Vote], ...]
    """Written votes that are under way."""
    issues: tuple[Issue, ...]
    people: tuple[Person, ...]


def targets(records: Records, body: str) -> Targets:
    """The meetings, written votes and open issues of a body."""
    with records.reading() as book:
        known = [m for m in book.find(Meeting, body=body) if m.state in {*PLANNED, *RUNNING}]
        known.sort(key=lambda meeting: (meeting.state not in RUNNING, meeting.starts_at))
        written = [(m, v) for m in known for v in m.open_votes if v.method is Method.WRITTEN]
        issues = [issue for issue in book.find(Issue, body=body) if issue.open]
        with_rolls = [m if m.roll else replace(m, roll=roll_of(book, body)) for m in known]
        return Targets(tuple(with_rolls), tuple(written), tuple(issues),
                       tuple(book.find(Person, body=body)))  # fmt: skip
