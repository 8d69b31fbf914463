"""The sentences of an import: what a row becomes, why one is not taken, what is asked."""

from collections.abc import Mapping, Sequence

from meetings.community.resources import Resource, ResourceClass
from meetings.community.units import Unit
from meetings.importing.activities import activity_cells
from meetings.importing.cells import text
from meetings.importing.columns import ACTIVITY_TABLE, RESOURCE_COLUMNS
from meetings.importing.issues import OTHER_TOPIC, IssueDraft, issue_cells
from meetings.importing.people.rows import Member, roles_text
from meetings.importing.plan import PlannedRow, Question, Reason, RowState, counts
from meetings.importing.resources import resource_cells
from meetings.importing.signup import SignUp, Use
from meetings.importing.tasks.out import draft_cells, task_cells
from meetings.importing.tasks.rows import TaskDraft
from meetings.matters.activities import Activity
from meetings.matters.followups import FollowUp
from meetings.procedure.owners import area_text
from meetings.terms import term
from tui.language import N_, _, language, listed

REASONS = {
    # the file
    "formulas": N_("The file has formulas; their results as last saved are read."),
    "macros": N_("The file has macros; they are not run."),
    "hidden_sheet": N_("The hidden sheet {sheet} was not read."),
    "other_list": N_(
        "The sheet {sheet} also has such a list, with {n} rows; it was not "
        "read. Save it as a separate file and import that."
    ),
    "merged": N_(
        "Sheet {sheet} has merged cells; each of their rows is read with the merged content."
    ),
    "unknown_column": N_("Sheet {sheet}: column {column} is unknown and is not imported."),
    "displaced": N_(
        "Sheet {sheet}: {column} is not read, because another heading was chosen for it."
    ),
    "column_twice": N_("Sheet {sheet}: column {column} appears twice; only the first is read."),
    "side_by_side": N_(
        "Sheet {sheet}: {n} lists side by side; all are read, one after "
        "another. A row of a right-hand list is named by the cell where it "
        "begins (E2)."
    ),
    "unknown_sheet": N_("The sheet {sheet} is unknown and is not imported."),
    "no_header": N_("Sheet {sheet} was not read: its header row lacks {needed}."),
    "unknown_key": N_("The line {value} is unknown and is not imported."),
    "named_by_hand": N_("Sheet {sheet}: the heading {column} is read as {value}, as told earlier."),
    "not_kept": N_("Sheet {sheet}: {column} is not needed and is not kept."),
    "hidden_columns": N_("Sheet {sheet}: hidden columns are read like the others: {columns}."),
    "hidden_rows": N_("Sheet {sheet}: {n} hidden rows are read like the others."),
    # rows that are none
    "total": N_("A total, not a row of the list."),
    "signature": N_("A signature or a note, not a row of the list."),
    "beside_unread": N_(
        "Belongs to another list beside this one, whose headings are unknown: "
        "name them with 2, or move the list to its own sheet."
    ),
    "group_row": N_("A heading among the rows, not a row of the list."),
    "heading_again": N_("A repeated header row."),
    "title": N_("A title; it contains no name."),
    "no_name": N_("No name found in it; nobody was added."),
    "left_by_hand": N_("Left out by hand."),
    # cells
    "no_such_day": N_("{column}: there is no such day as {value}."),
    "year_out_of_range": N_("{column}: the year must lie between 1900 and 2200: {value}"),
    "no_year": N_("{column}: {value} has no year. Give the file's year below."),
    "which_is_the_day": N_("{column}: {value} may be day first or month first."),
    "which_day": N_("{column}: it is unclear which day {value} means; kept as written."),
    "lost_zero": N_(
        "{column}: the number {value} may have lost a final 0; correct the cell. Kept as written."
    ),
    "missing": N_("{column} is empty."),
    "too_long": N_("{column} has {length} characters; at most {limit} are possible."),
    "not_a_number": N_("{column}: {value} is not a whole number."),
    "not_an_area": N_("{column}: {value} is not an area in square metres."),
    "not_a_day": N_("{column}: {value} is not a date with its year."),
    "not_a_time": N_("{column}: {value} is not a time of day."),
    "not_yes_no": N_("{column}: {value} is neither yes nor no."),
    "unknown_word": N_("{column}: {value} is not one of {known}."),
    # people
    "unknown_body": N_("There is no body called {value} in this file."),
    "own_role": N_("{value} is kept as this body's own role, which carries no vote."),
    "name_doubtful": N_("Is {value} a name? No vote counts until this is certain."),
    "no_name_at_all": N_("{value} is not a name."),
    "words_left": N_("Not understood: {value}. No vote counts until this is certain."),
    "several_names": N_("{n} people in one line."),
    "phone_of_whom": N_("It is unclear whose phone {value} is; left out."),
    "roles_of_whom": N_(
        "Several people and several roles in one row; it is unclear whose is "
        "which. No vote counts until it is settled."
    ),
    "companions": N_("{n} more come without a name; only those named are added."),
    "error_cells": N_("{value} is the result of a failed formula: treated as empty."),
    "not_kept_here": N_("Sex, birth and age are not kept."),
    "no_skill": N_("This help contains a number and is left out: {value}"),
    "address_left": N_("The address {value} names no building and is left out."),
    "group_left": N_("{value}: what this is, is asked below; until then it is left out."),
    "in_other_body": N_("Someone with this name is in another body; both are kept."),
    "is_of_other_body": N_("Same person as at another body; gets a seat here."),
    "of_other_body": N_("This person belongs to another body; nothing of theirs is changed here."),
    "identity_number": N_("An identity number is never kept; the phone is left out."),
    "phone_rounded": N_(
        "The spreadsheet has lost digits of the phone {value}; it is left out. "
        "Format the column as text, retype the number, and import again."
    ),
    "phone_length": N_("The phone {value} has {n} digits; a mobile has 11. Kept as written."),
    "ticket_rounded": N_(
        "The spreadsheet has lost digits of the ticket number {value}; it is left out. Format the "
        "column as text, retype the number, and import again."
    ),
    "seat_new": N_("Already known; gets a seat in this body."),
    "same_row": N_("The same as row {row}."),
    "ticket_again": N_("Row {row} has the same ticket number with different words; both are kept."),
    "same_resource": N_("The same class and name as row {row}; both are kept."),
    "class_unknown": N_("The class {value} is not one of the five; choose below what it means."),
    "class_unsaid": N_("No class given; choose one below."),
    "same_name": N_(
        "The same name and building as row {row}; both are kept. No vote counts until this is "
        "certain."
    ),
    "namesake_here": N_(
        "Someone called {value} is already here, and without the building it "
        "is unclear whether it is the same person; kept as another person. No "
        "vote counts until this is settled."
    ),
    "differs": N_("{column}: the file says {given}; {known} is recorded here and stays."),
    "differs_taken": N_("{column}: {known} is recorded here; {given} from the file replaces it."),
    "state_stays": N_(
        "The file says {given}, but it is already {known} here and stays so: "
        "an import never moves a state back."
    ),
    "area_elsewhere": N_(
        "The area {given} was not imported ({known} is registered): change it "
        "under exclusive parts."
    ),
    # tasks
    "task_known": N_("Already in the ledger as no. {number}."),
    "no_deadline": N_("No deadline."),
    "deadline_words": N_("The deadline {value} is kept as written; a date is still needed."),
    "state_words": N_("The state {value} is unknown; kept as written."),
    "satisfaction_words": N_("The satisfaction {value} is unknown; kept as a remark."),
    "taken_up_again": N_("The resident was not satisfied: it is reopened."),
    "same_task_row": N_(
        "The same as row {row}: imported once unless you say below that it is two."
    ),
    "deadline_before": N_(
        "The deadline {value} is before the handover date {day}; please check. Kept as written."
    ),
    "no_owner": N_("It does not say who does it."),
    "task_for_decision": N_("Worded differently from the decision; linked with: {value}"),
    "task_of_no_decision": N_("Item {number} has no such decision; kept as a task of the item."),
    "number_taken": N_("No. {number} is taken; it gets a new one."),
    "state_without_yes": N_("Closed, but it is not recorded whether the resident was satisfied."),
    # issues
    "activity_known": N_("Already here."),
    "stays_as_it_is": N_("The file has another {column}; the records stay as they are."),
    "activity_unsaid": N_("It does not say whether it was held; kept as planned."),
    "before_that": N_(
        "{column} {value} is before {after} {last}: one of the two is wrong. "
        "The date counts as unknown; kept as written."
    ),
    "not_come": N_("{column} {value} is in the future, so it cannot have happened."),
    "fewer_heads": N_("{column}: {counted} came, but {listed} are listed by name."),
    "came_letters": N_("{column}: “{value}” is not a name; write it in full."),
    "came_team": N_("{column}: how many of “{value}” came? Write the number after the name: 12人."),
    "came_twice": N_(
        "{column}: “{value}” appears twice; for two people of one name, add the building."
    ),
    "bad_line": N_("{column}: “{value}” is not understood."),
    "issue_known": N_("Already in the pool as no. {number}."),
    "like_issue": N_("Similar to no. {number}: {title}"),
    "like_solved": N_("Similar to no. {number}, already settled: {title}"),
    "like_row": N_("Similar to another one in this file: {title}"),
    "pictures": N_("{n} pictures were attached; they are not imported."),
    "source_words": N_("The source {value} is unknown; kept as written."),
    "chatter": N_("No tasks found in it."),
    "answer": N_("An answer; it is kept with what it answers."),
    "no_issue": N_("No issues found in it."),
    # exclusive parts
    "area_without_place": N_("An area without building and room; left out."),
    "unit_twice": N_("The same part as in row {row}; it counts once."),
    "total_agrees": N_("{value} m² agrees with the rows above."),
    "total_differs": N_("It says {value} m², but the rows above add up to {sum}."),
    "other_unit": N_("The area is in {value}; it must be in square metres."),
    "left_out_without_rule": N_("It is left out of the count, but no rule is given for that."),
    "owner_unclear": N_("{value} does not look like an owner's name; correct the row."),
    "area_unclear": N_("It is unclear which number is the area."),
    "lacks_place": N_("The place is missing."),
    "lacks_area": N_("The area is missing."),
    "lacks_owner": N_("The owner is missing."),
    "lacks_note": N_("It is left out of the count, but no rule is given for that."),
    "area_sums": N_(
        "The file: {n} parts, {file} m². Registered so far: {m} parts, {known} m²; "
        "afterwards {k} parts, {after} m²."
    ),
    # a 接龙
    "no_speaker": N_("It does not say who said it; write “name: words”."),
    "no_speech": N_("A greeting, a picture or the like; not a speech."),
    "noted_already": N_("Already recorded."),
    "by_name_alone": N_("Not on the sign-in list; only the name is recorded."),
    "which_one_unsaid": N_("Several on the list have this name; only the name is recorded."),
    "day_unsaid": N_("The day is unclear, so its time is unknown."),
    "said_later": N_("That time is still to come, so this cannot have been written."),
    "here_already": N_("Already signed in."),
    "left_already": N_("Was present and has left; correct that at the sign-in desk."),
    "which_of_them": N_("Several people are called {value}; press 1 to add the building."),
    "not_on_the_roll": N_("Not on the list; left out."),
    "as_guest": N_("Not on the list; recorded all the same."),
    "words_doubtful": N_("The line is unclear and does not count; press 1 to correct it."),
    "no_vote_here": N_("Has no vote on this."),
    "returned": N_("Already gave this answer."),
    "returned_otherwise": N_("Already answered differently; the earlier answer stands."),
    "two_answers": N_("Two answers; press 1 to correct the line."),
    "no_answer": N_("No answer given."),
    "no_option": N_("Names none of the options."),
    "too_many_options": N_("Names more than {limit} options."),
    "answer_of_all": N_("No answer; counted as chosen below for all."),
    "supports_not": N_("Says otherwise; not counted as a supporter."),
    "supports_already": N_("Already a supporter."),
    "too_many_supporters": N_("{column}: {value} is more than {limit}."),
    # the meeting
    "body_new": N_("The body {value} will be created with it."),
    "other_body": N_("The workbook belongs to {value}."),
    "meeting_known": N_("Already here, identical."),
    "meeting_differs": N_(
        "Meeting {number} of this body already exists and differs; it is not changed."
    ),
    "meeting_filled": N_("Meeting {number} is planned here and will be filled in."),
    "not_held": N_("No attendance or results: taken as planned, not held."),
    "no_end": N_("No end time given."),
    "rule_of_body": N_("The rule {value} is not a preset; the body's own rule is used."),
    "rule_like": N_(
        "The rule {value} is unknown here; it is kept with the numbers of "
        "{like}. Please check them."
    ),
    "person_new": N_("Not on the list of people; added."),
    "no_such_item": N_("There is no item {number}."),
    "no_such_speech": N_(
        "No speech on this item has number {number}, or it belongs to another point."
    ),
    "no_such_vote": N_("There is no vote {number} on the sheet of items."),
    "not_on_roll": N_("{value} is not on the sign-in sheet."),
    "moves_differ": N_("The sheet {sheet} says otherwise, and prevails."),
    "rule_impossible": N_("The provisions given do not make a rule; the named one is used."),
    "item_twice": N_("Item {number} has another title elsewhere."),
    "expected_differs": N_("{given} expected, but the sign-in sheet has {counted} voters."),
    "present_differs": N_("{given} present, but the sign-in sheet has {counted}; {given} is kept."),
    "verdict_differs": N_(
        "The sheet says {written}; by the rule it is {computed}: {proof} Kept "
        "as written, with this reason."
    ),
    "elected_differs": N_(
        "The sheet 选项 says that {written} won; by the counts it is {computed}. "
        "The counts are kept."
    ),
    "more_votes": N_("{votes} votes with {voters} voters present; kept with this remark."),
    "not_judged": N_("The counts do not fit the rule and the attendance; row not imported."),
    "no_holder": N_("{value}, who is to hold the proxy, is not on the sheet."),
}
"""The sentence for each reason; a missing fact leaves a blank."""


class _Blank(dict[str, object]):
    def __missing__(self, key: str) -> str:
        return "-"


def reason_words(reason: Reason) -> str:
    """The sentence for why a row is refused or doubtful; pasted text is a sheet without a name."""
    facts = reason.facts
    if facts.get("sheet") == "":
        facts = {**facts, "sheet": _("pasted")}
    return _(REASONS[reason.why]).format_map(_Blank(facts))


def reasons_of(row: PlannedRow) -> str:
    """All reasons of a row in one line."""
    return " ".join(reason_words(reason) for reason in row.reasons)


_QUESTIONS = {
    "what_headings": N_(
        "{n} rows are subheadings ({value}): are they the topics of the rows below?"
    ),
    "which_same_rows": N_("{n} rows repeat earlier ones: one task or two?"),
    "what_group": N_("{n} rows have {value}: what is it?"),
    "which_year": N_("{n} rows have dates without a year: which year is the file from?"),
    "which_day_is": N_("{n} rows have {value}: which day is meant?"),
    "which_order": N_("{n} dates in {column}: does the day or the month come first?"),
    "same_elsewhere": N_(
        "{n} people share name and building with someone in another body: the same?"
    ),
    "strangers": N_("{n} are not on the roll: record them too?"),
    "silent": N_("{n} give no answer: how should they count?"),
    "which_class": N_("{n} rows have the class {value}: what is that?"),
    "which_class_none": N_("{n} rows have no class: what are they?"),
    "whose_word": N_("The file differs in {n} places: which version counts?"),
}
_OPTIONS = {
    "topic": N_("yes, it becomes their topic"),
    "once": N_("one task"),
    "each": N_("one task per row"),
    "section": N_("a group: area, team or sector"),
    "building": N_("a building"),
    "skill": N_("something they can help with"),
    "leave": N_("leave it out"),
    "day": N_("the day comes first"),
    "month": N_("the month comes first"),
    "same": N_("the same people"),
    "others": N_("other people"),
    "guest": N_("record them"),
    "for": N_("for"),
    "against": N_("against"),
    "abstain": N_("abstain"),
    "keep": N_("what is recorded here"),
    "file": N_("what the file says"),
}


def asked(question: Question) -> str:
    """The sentence of a question that is asked for all rows."""
    return "? " + _(_QUESTIONS[question.why]).format_map(_Blank(question.facts))


def option_words(option: str) -> str:
    """The words of a possible answer."""
    if option in set(ResourceClass):
        return term(ResourceClass(option), language())
    return _(_OPTIONS[option])


def original(row: PlannedRow) -> str:
    """The row as it is in the file, in one line."""
    words = " | ".join(filter(None, map(text, row.words)))
    return _("In the file: {words}").format(words=words[:400]) if words else ""


def became(row: PlannedRow) -> str:
    """What would be recorded of the row, field by field."""
    if isinstance(row.made, Member):
        return _of_member(row.made)
    if isinstance(row.made, TaskDraft):
        return _of_fields(draft_cells(row.made))
    if isinstance(row.made, IssueDraft):
        return _of_issue(row.made)
    if isinstance(row.made, FollowUp):
        return _of_fields(task_cells(row.made))
    if isinstance(row.made, Unit):
        return _of_unit(row.made)
    if isinstance(row.made, SignUp):
        return _of_signup(row.made)
    if isinstance(row.made, Resource):
        cells_said = resource_cells(row.made, "")
        return _of_fields(dict(zip(RESOURCE_COLUMNS, cells_said, strict=True)))
    if isinstance(row.made, Activity):
        names = ACTIVITY_TABLE.names
        return _of_fields(dict(zip(names[:-1], activity_cells(row.made, ""), strict=False)))
    return ""


def _of_member(made: Member) -> str:
    person = made.person
    return _of_fields(
        {
            "姓名": person.name, "楼栋": person.building, "单元": person.entrance,
            "房号": person.room, "电话": person.phone, "特长": person.skills,
            "片区": person.section,
            "身份": roles_text(made.roles, made.titles),
            "有表决权": ("是" if made.votes else "否") if made.seated else "",
            "面积": area_text(made.area) if made.area else "",
        }
    )  # fmt: skip


def _of_issue(made: IssueDraft) -> str:
    fields = issue_cells(made)
    text = str(fields.pop("内容")).replace("\n", "；")
    fields |= {"类别": made.topic or OTHER_TOPIC, "提出日期": made.day or "不详"}
    return _of_fields({**fields, "内容": text})


def _of_unit(made: Unit) -> str:
    return _of_fields(
        {
            "楼栋": made.building, "单元": made.entrance, "房号": made.room,
            "面积": area_text(made.area), "业主": made.owner,
            "计入": "" if made.counted else "否", "备注": made.note,
        }
    )  # fmt: skip


_SIGNED_UP = {
    Use.SIGN_IN: N_("signs in"), Use.SUPPORT: N_("supports it"), Use.VOTES: N_("answers"),
}  # fmt: skip


def _of_signup(made: SignUp) -> str:
    answer = listed(made.marks) or (term(made.choice, language()) if made.choice else "")
    return " ".join(filter(None, ("→", made.label, _(_SIGNED_UP[made.use]), answer)))


def _of_fields(fields: Mapping[str, object]) -> str:
    said = (f"{name} {value}" for name, value in fields.items() if value not in (None, "", ()))
    return "→ " + " · ".join(said)


def where(row: PlannedRow) -> str:
    """The place of a row as sheet and number: `名册 5`."""
    return f"{row.sheet} {row.number}" if row.number else row.sheet


def sums(rows: Sequence[PlannedRow]) -> str:
    """How many rows are added, changed, …: 新增 180（其中提醒 6） · 补改 0 · 已有 12 · 错误 2.

    A row with a warning is imported like the others, and counts among them.
    """
    found = counts(rows)
    order = (RowState.NEW, RowState.CHANGED, RowState.KNOWN, RowState.ERROR)
    left = (RowState.LEFT,) if found[RowState.LEFT] else ()
    told = []
    for state in (*order, *left):
        looked_at = sum(1 for row in rows if _to_look_at(row) is state)
        words = f"{term(state, language())} {found[state] + looked_at}"
        if looked_at:
            words += _(" (of which to check: {n})").format(n=looked_at)
        told.append(words)
    return " · ".join(told)


def _to_look_at(row: PlannedRow) -> RowState | None:
    """The state of a row with a warning as if it had none."""
    if row.state is not RowState.WARNING:
        return None
    return RowState.KNOWN if row.known else RowState.NEW


def worth_reading(rows: Sequence[PlannedRow]) -> list[PlannedRow]:
    """The rows that have a reason to show, errors first."""
    kept = [
        row
        for row in rows
        if row.state in (RowState.ERROR, RowState.WARNING) or (row.state is RowState.CHANGED)
    ]
    return sorted(kept, key=lambda row: row.state is not RowState.ERROR)


TO_MEND = N_("{n} rows were not imported; they are in {path}, to be corrected and imported again.")
KEPT = N_("{n} rows were not imported; their text is in {path}.")
"""The sentence for refused rows of a meeting's workbook, which cannot be imported again."""
