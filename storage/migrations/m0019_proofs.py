"""Schema 19: how the keys of others were proven, the key of the hub, and who hears of notices.

None of it is in a journal: it belongs to the exchange. `sisters` are the bodies under the same one
above that are told of notices, null where the body did not say that they should be.
"""

STATEMENTS = (
    "ALTER TABLE peer ADD COLUMN proof TEXT NOT NULL DEFAULT '' CHECK (proof IN "
    "('', 'signs', 'follows', 'above', 'hub', 'list'))",
    "ALTER TABLE hub ADD COLUMN key BLOB CHECK (length(key) = 32)",
    "ALTER TABLE kept_body ADD COLUMN sisters TEXT CHECK "
    "(substr(sisters, 1, 1) = '[' AND length(sisters) <= 100000)",
)
