"""Schema 1, what a body keeps for its ledger and agendas: resources, duty, recurring items."""

STATEMENTS = (
    """CREATE TABLE resource (
    id TEXT PRIMARY KEY NOT NULL CHECK (length(id) = 36),
    body TEXT NOT NULL CHECK (length(body) <= 36)
        REFERENCES body (id) DEFERRABLE INITIALLY DEFERRED,
    kind TEXT NOT NULL CHECK (kind IN ('skill', 'venue', 'unit', 'organisation', 'thing')),
    name TEXT NOT NULL CHECK (length(name) <= 100),
    offers TEXT NOT NULL CHECK (length(offers) <= 2000),
    person TEXT CHECK (length(person) <= 36),
    contact TEXT NOT NULL CHECK (length(contact) <= 200),
    terms TEXT NOT NULL CHECK (length(terms) <= 500),
    stopped INTEGER NOT NULL CHECK (stopped IN (0, 1))
) STRICT""",
    "CREATE INDEX resource_body_id ON resource (body, id)",
    "CREATE INDEX resource_person ON resource (person) WHERE person IS NOT NULL",
    """CREATE TABLE duty_turn (
    id TEXT PRIMARY KEY NOT NULL CHECK (length(id) = 36),
    body TEXT NOT NULL CHECK (length(body) <= 36)
        REFERENCES body (id) DEFERRABLE INITIALLY DEFERRED,
    follow_up TEXT NOT NULL CHECK (length(follow_up) <= 36),
    name TEXT NOT NULL CHECK (length(name) <= 100),
    starts_at TEXT NOT NULL CHECK (starts_at GLOB '????-??-??T??:??:??*'),
    ends_at TEXT NOT NULL CHECK (ends_at GLOB '????-??-??T??:??:??*'),
    heads INTEGER NOT NULL CHECK (heads >= 1),
    person TEXT CHECK (length(person) <= 36),
    note TEXT NOT NULL CHECK (length(note) <= 20000)
) STRICT""",
    "CREATE INDEX duty_turn_body_id ON duty_turn (body, id)",
    "CREATE INDEX duty_turn_follow_up_id ON duty_turn (follow_up, id)",
    "CREATE INDEX duty_turn_person ON duty_turn (person) WHERE person IS NOT NULL",
    """CREATE TABLE ledger_rule (
    id TEXT PRIMARY KEY NOT NULL CHECK (length(id) = 36),
    body TEXT NOT NULL CHECK (length(body) <= 36)
        REFERENCES body (id) DEFERRABLE INITIALLY DEFERRED,
    decline_days INTEGER NOT NULL CHECK (decline_days >= 0),
    per_hour INTEGER NOT NULL CHECK (per_hour >= 0),
    groups TEXT NOT NULL CHECK (substr(groups, 1, 1) = '[' AND length(groups) <= 1000000)
) STRICT""",
    "CREATE INDEX ledger_rule_body_id ON ledger_rule (body, id)",
    """CREATE TABLE saved_view (
    id TEXT PRIMARY KEY NOT NULL CHECK (length(id) = 36),
    body TEXT NOT NULL CHECK (length(body) <= 36)
        REFERENCES body (id) DEFERRABLE INITIALLY DEFERRED,
    name TEXT NOT NULL CHECK (length(name) <= 100),
    view TEXT NOT NULL CHECK (substr(view, 1, 1) = '{' AND length(view) <= 1000000)
) STRICT""",
    "CREATE INDEX saved_view_body_id ON saved_view (body, id)",
    """CREATE TABLE recurring_item (
    id TEXT PRIMARY KEY NOT NULL CHECK (length(id) = 36),
    body TEXT NOT NULL CHECK (length(body) <= 36)
        REFERENCES body (id) DEFERRABLE INITIALLY DEFERRED,
    title TEXT NOT NULL CHECK (length(title) <= 200),
    every TEXT NOT NULL CHECK (every IN ('meeting', 'month', 'year')),
    minutes INTEGER NOT NULL CHECK (minutes >= 0),
    month INTEGER NOT NULL CHECK (month >= 1),
    kind TEXT CHECK (kind IN ('regular', 'joint', 'advance', 'special', 'on_site')),
    proposal TEXT NOT NULL CHECK (length(proposal) <= 20000),
    stopped INTEGER NOT NULL CHECK (stopped IN (0, 1))
) STRICT""",
    "CREATE INDEX recurring_item_body_id ON recurring_item (body, id)",
    """CREATE TABLE meeting_template (
    id TEXT PRIMARY KEY NOT NULL CHECK (length(id) = 36),
    body TEXT NOT NULL CHECK (length(body) <= 36)
        REFERENCES body (id) DEFERRABLE INITIALLY DEFERRED,
    kind TEXT NOT NULL CHECK (kind IN ('regular', 'joint', 'advance', 'special', 'on_site')),
    title TEXT NOT NULL CHECK (length(title) <= 200),
    place TEXT NOT NULL CHECK (length(place) <= 200),
    starts TEXT NOT NULL CHECK (length(starts) <= 20),
    length INTEGER NOT NULL CHECK (length >= 0),
    chair TEXT NOT NULL CHECK (length(chair) <= 100),
    secretary TEXT NOT NULL CHECK (length(secretary) <= 100),
    notice_text TEXT NOT NULL CHECK (length(notice_text) <= 20000),
    items TEXT NOT NULL CHECK (substr(items, 1, 1) = '[' AND length(items) <= 1000000)
) STRICT""",
    "CREATE INDEX meeting_template_body_id ON meeting_template (body, id)",
)
