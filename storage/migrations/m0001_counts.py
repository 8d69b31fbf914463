"""Schema 1, how many issues and follow-ups stand in each state, kept by the engine itself."""


def _kept(table: str) -> tuple[str, ...]:
    more = (
        f"INSERT INTO state_count (kind, state, count) VALUES ('{table}', NEW.state, 1) "
        "ON CONFLICT (kind, state) DO UPDATE SET count = count + 1;"
    )
    less = f"UPDATE state_count SET count = count - 1 WHERE kind = '{table}' AND state = OLD.state;"
    return (
        f"CREATE TRIGGER {table}_counted AFTER INSERT ON {table} BEGIN {more} END",
        f"CREATE TRIGGER {table}_uncounted AFTER DELETE ON {table} BEGIN {less} END",
        f"CREATE TRIGGER {table}_recounted AFTER UPDATE OF state ON {table} "
        f"WHEN OLD.state <> NEW.state BEGIN {less} {more} END",
    )


STATEMENTS = (
    """CREATE TABLE state_count (
    kind TEXT NOT NULL CHECK (kind IN ('issue', 'follow_up')),
    state TEXT NOT NULL CHECK (length(state) <= 36),
    count INTEGER NOT NULL,
    PRIMARY KEY (kind, state)
) STRICT, WITHOUT ROWID""",
    *_kept("issue"),
    *_kept("follow_up"),
)
