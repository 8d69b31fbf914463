"""How long a text and how large a number may be: schema, cleaner and forms read it here."""

from collections.abc import Mapping
from typing import Final

LONGEST: Final = 20_000
LONGEST_JSON: Final = 1_000_000

LIMITS: Mapping[str, int] = {
    "id": 36, "body": 36, "parent": 36, "person": 36, "meeting": 36, "item": 36, "issue": 36,
    "motion": 36, "amends": 36, "part_of": 36, "vote": 36, "run_off_of": 36, "decision": 36,
    "follow_up": 36, "referral": 36, "notice": 36,
    "raised_by": 36, "merged_into": 36, "carried_from": 36, "holder": 36, "current": 36,
    "owner_person": 36, "to_body": 36, "landed_item": 36, "follows": 36, "again_of": 36,
    "other": 36, "settled_by": 36,
    "answered_by": 100, "withdrawn_reason": 2_000,
    "title": 200, "name": 100, "raised_name": 100, "place": 200, "building": 50, "entrance": 50,
    "room": 50, "phone": 50, "skills": 500, "topic": 50, "chair": 100, "secretary": 100,
    "from_meeting": 200, "from_item": 200,
    "owner": 100, "mover": 100, "seconder": 100, "by": 100, "received_by": 100,
    "reason": 2_000, "override_reason": 2_000, "void_reason": 2_000, "minority_view": 5_000,
    "next_meeting": 500, "final_hash": 128, "recurring": 36, "contact": 200, "offers": 2_000,
    "terms": 500, "starts": 20, "deadline_words": 200, "state_words": 100, "source_words": 100,
    "ticket": 100, "section": 50, "kind_words": 50,
    "activity": 36, "bylaw": 36, "need": 36, "teacher": 100, "prize": 36,
}  # fmt: skip
"""Characters a text column may hold; columns not named here hold LONGEST, JSON LONGEST_JSON."""

OF_TABLE: Mapping[tuple[str, str], int] = {
    ("need", "offers"): LONGEST_JSON,
    ("final_minutes", "content"): 10_000_000, ("final_minutes", "hash"): 64,
    ("final_minutes", "journal_head"): 100,
    ("sealed_report", "content"): 10_000_000, ("sealed_report", "hash"): 64,
    ("erratum", "text"): 5_000,
    ("mask_choice", "quoted"): 200, ("mask_choice", "quoted_before"): 20,
    ("mask_choice", "quoted_after"): 20,
    ("notice_objection", "text"): 5_000, ("notice_objection", "answer"): 5_000,
}  # fmt: skip
"""The same for columns, after their table, whose name means something longer elsewhere."""


def limit(column: str, table: str = "", *, default: int = LONGEST) -> int:
    """The most characters that a column may hold."""
    return OF_TABLE.get((table, column), LIMITS.get(column, default))


HIGHEST_NUMBER = 10**12
"""No number in the records is larger; hundredths of m² of a whole city are less."""

HIGHEST: Mapping[str, tuple[int, int]] = {
    "year": (1900, 2200), "month": (1, 12), "keep_years": (0, 1_000), "decline_days": (0, 36_500),
    "minutes": (0, 10**6), "length": (0, 10**6), "spent": (0, 10**9), "seconds": (0, 10**9),
}  # fmt: skip
"""The least and most of number columns with which a calendar or a clock has to reckon."""
