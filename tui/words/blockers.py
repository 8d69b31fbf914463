"""The sentence for each thing that is still missing before the minutes are final."""

from collections.abc import Mapping

from meetings.chairing.blockers import Blocker
from meetings.procedure.law_questions import question_words
from tui.language import N_, _, headed, language
from tui.text import cut

SENTENCES: Mapping[str, str] = {
    "nobody_signed_in": N_("Nobody is signed in."),
    "no_chair": N_("The chair is not named."),
    "no_secretary": N_("The secretary is not named."),
    "officer_not_signed_in": N_("Chairs or records the meeting but is not signed in: {what}"),
    "vote_left_open": N_("A vote was not counted: {what}"),
    "motion_left_open": N_("A motion is not settled: {what}"),
    "item_without_outcome": N_("An item has no outcome: {what}"),
    "decision_without_owner": N_("Nobody is responsible for: {what}"),
    "decision_without_deadline": N_("No deadline for: {what}"),
    "decision_on_void_vote": N_("Decided on a vote that is void: {what}"),
    "decision_not_carried": N_("Decided, though its item did not pass: {what}"),
    "decision_not_reached": N_("Marked as not reached, but has a decision: {what}"),
    "override_without_reason": N_("More votes than people, and no reason given: {what}"),
    "outcome_without_vote": N_("Recorded as voted on, but no vote came to this: {what}"),
    "only_owners_decide": N_("Still needs the owners' joint decision: {what}"),
    "speech_without_name": N_("The speaker is not named: {what}"),
    "speeches_not_condensed": N_(
        "{n} speeches are not summarised and are listed by stance only: {what}"
    ),
    "proxy_over_limit": N_("Someone holds more proxies than allowed, including that of {what}."),
    "contradiction_away_and_acted": N_(
        "Spoke, moved, voted or counted, but is listed as not present: {what}"
    ),
    "contradiction_names_and_counts": N_("The names and the counts differ in the vote on: {what}"),
    "contradiction_verdict": N_("The stored result does not match the counts: {what}"),
    "contradiction_outcome": N_(
        "The outcome differs from the vote, and no reason is given: {what}"
    ),
    "invited_not_signed_in": N_("Nobody of an invited unit is signed in: {what}"),
    "record_unsigned": N_("The paper record is not signed yet."),
    "text_unsaid": N_("Passed, but not yet recorded whether it adopts the text: {what}"),
    "holder_left": N_("The proxy holder of {what} is not present."),
}


def blocker_sentence(blocker: Blocker) -> str:
    """The sentence for one thing that is missing; it may hold user text."""
    if blocker.question is not None:
        question = question_words(blocker.question, language())
        return headed(cut(blocker.what, 20), question) if blocker.what else question
    words = SENTENCES.get(blocker.kind)
    if words is None:
        return cut(f"{blocker.kind} {blocker.what}", 80)
    return _(words).format(what=cut(blocker.what, 40), n=blocker.count)
