"""Schema 12: which referral an issue was settled by, so that rows tell it and no words."""

from collections.abc import Mapping

STATEMENTS = ("ALTER TABLE issue ADD COLUMN settled_by TEXT CHECK (length(settled_by) <= 36)",)

ADDED: Mapping[str, Mapping[str, object]] = {"issue": {"settled_by": None}}
