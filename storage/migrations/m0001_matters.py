"""Schema 1, issues, follow-ups and what is passed between tiers."""

STATEMENTS = (
    """CREATE TABLE issue (
    id TEXT PRIMARY KEY NOT NULL CHECK (length(id) = 36),
    body TEXT NOT NULL CHECK (length(body) <= 36)
        REFERENCES body (id) DEFERRABLE INITIALLY DEFERRED,
    number INTEGER NOT NULL CHECK (number >= 0),
    title TEXT NOT NULL CHECK (length(title) <= 200),
    collected_at TEXT NOT NULL CHECK (collected_at GLOB '????-??-??T??:??:??*'),
    text TEXT NOT NULL CHECK (length(text) <= 20000),
    place TEXT NOT NULL CHECK (length(place) <= 200),
    topic TEXT NOT NULL CHECK (length(topic) <= 50),
    source TEXT NOT NULL CHECK (source IN (
        'corner', 'suggestion_box', 'home_visit', 'chat_group', 'public_account',
        'hotline', 'committee', 'grid', 'property_company', 'deputy', 'from_above',
        'from_below', 'last_time'
    )),
    raised_by TEXT CHECK (length(raised_by) <= 36),
    raised_name TEXT NOT NULL CHECK (length(raised_name) <= 100),
    supporters INTEGER NOT NULL CHECK (supporters >= 0),
    state TEXT NOT NULL CHECK (state IN (
        'collected', 'accepted', 'returned', 'merged', 'scheduled', 'deliberated',
        'referred_up', 'withdrawn', 'settled'
    )),
    reason TEXT NOT NULL CHECK (length(reason) <= 2000),
    merged_into TEXT CHECK (length(merged_into) <= 36)
        REFERENCES issue (id) DEFERRABLE INITIALLY DEFERRED,
    private INTEGER NOT NULL CHECK (private IN (0, 1)),
    owners_matter INTEGER NOT NULL CHECK (owners_matter IN (0, 1)),
    settled_at TEXT CHECK (settled_at GLOB '????-??-??T??:??:??*'),
    referral TEXT CHECK (length(referral) <= 36),
    again_of TEXT CHECK (length(again_of) <= 36)
        REFERENCES issue (id) DEFERRABLE INITIALLY DEFERRED
) STRICT""",
    "CREATE INDEX issue_body_number ON issue (body, number)",
    "CREATE INDEX issue_body_state_id ON issue (body, state, id)",
    "CREATE INDEX issue_body_topic_id ON issue (body, topic, id)",
    "CREATE INDEX issue_body_source_id ON issue (body, source, id)",
    "CREATE INDEX issue_state_id ON issue (state, id)",
    "CREATE INDEX issue_topic_id ON issue (topic, id)",
    "CREATE INDEX issue_source_id ON issue (source, id)",
    "CREATE INDEX issue_merged_into ON issue (merged_into) WHERE merged_into IS NOT NULL",
    "CREATE INDEX issue_referral ON issue (referral) WHERE referral IS NOT NULL",
    "CREATE INDEX issue_again_of ON issue (again_of) WHERE again_of IS NOT NULL",
    """CREATE TABLE same_matter (
    id TEXT PRIMARY KEY NOT NULL CHECK (length(id) = 36),
    body TEXT NOT NULL CHECK (length(body) <= 36)
        REFERENCES body (id) DEFERRABLE INITIALLY DEFERRED,
    issue TEXT NOT NULL CHECK (length(issue) <= 36)
        REFERENCES issue (id) DEFERRABLE INITIALLY DEFERRED,
    other TEXT NOT NULL CHECK (length(other) <= 36)
) STRICT""",
    "CREATE INDEX same_matter_body_id ON same_matter (body, id)",
    "CREATE INDEX same_matter_issue ON same_matter (issue)",
    "CREATE INDEX same_matter_other ON same_matter (other)",
    """CREATE TABLE follow_up (
    id TEXT PRIMARY KEY NOT NULL CHECK (length(id) = 36),
    body TEXT NOT NULL CHECK (length(body) <= 36)
        REFERENCES body (id) DEFERRABLE INITIALLY DEFERRED,
    number INTEGER NOT NULL CHECK (number >= 0),
    text TEXT NOT NULL CHECK (length(text) <= 20000),
    created_at TEXT NOT NULL CHECK (created_at GLOB '????-??-??T??:??:??*'),
    meeting TEXT CHECK (length(meeting) <= 36)
        REFERENCES meeting (id) DEFERRABLE INITIALLY DEFERRED,
    item TEXT CHECK (length(item) <= 36)
        REFERENCES agenda_item (id) DEFERRABLE INITIALLY DEFERRED,
    decision TEXT CHECK (length(decision) <= 36)
        REFERENCES decision (id) DEFERRABLE INITIALLY DEFERRED,
    issue TEXT CHECK (length(issue) <= 36),
    owner TEXT NOT NULL CHECK (length(owner) <= 100),
    owner_person TEXT CHECK (length(owner_person) <= 36),
    helpers TEXT NOT NULL CHECK (substr(helpers, 1, 1) = '[' AND length(helpers) <= 1000000),
    deadline TEXT CHECK (deadline GLOB '????-??-??'),
    state TEXT NOT NULL CHECK (state IN (
        'waiting', 'assigned', 'declined', 'in_hand', 'completed', 'reported_back',
        'revisited', 'closed'
    )),
    change TEXT NOT NULL CHECK (length(change) <= 20000),
    topic TEXT NOT NULL CHECK (length(topic) <= 50),
    urgency TEXT NOT NULL CHECK (urgency IN ('normal', 'urgent')),
    co_owners TEXT NOT NULL CHECK (substr(co_owners, 1, 1) = '[' AND length(co_owners) <= 1000000),
    units TEXT NOT NULL CHECK (substr(units, 1, 1) = '[' AND length(units) <= 1000000),
    contact TEXT NOT NULL CHECK (length(contact) <= 200),
    measure TEXT NOT NULL CHECK (length(measure) <= 20000),
    chased TEXT CHECK (chased IN ('remind', 'chair', 'upper')),
    retrospective TEXT NOT NULL CHECK (length(retrospective) <= 20000),
    from_meeting TEXT NOT NULL CHECK (length(from_meeting) <= 200),
    from_item TEXT NOT NULL CHECK (length(from_item) <= 200),
    resources TEXT NOT NULL CHECK (substr(resources, 1, 1) = '[' AND length(resources) <= 1000000),
    photos TEXT NOT NULL CHECK (substr(photos, 1, 1) = '[' AND length(photos) <= 1000000)
) STRICT""",
    "CREATE INDEX follow_up_body_number ON follow_up (body, number)",
    "CREATE INDEX follow_up_body_state_deadline_id ON follow_up (body, state, deadline, id)",
    "CREATE INDEX follow_up_state_deadline_id ON follow_up (state, deadline, id)",
    "CREATE INDEX follow_up_meeting ON follow_up (meeting) WHERE meeting IS NOT NULL",
    "CREATE INDEX follow_up_item ON follow_up (item) WHERE item IS NOT NULL",
    "CREATE INDEX follow_up_decision ON follow_up (decision) WHERE decision IS NOT NULL",
    "CREATE INDEX follow_up_issue ON follow_up (issue) WHERE issue IS NOT NULL",
    """CREATE TABLE step (
    id TEXT PRIMARY KEY NOT NULL CHECK (length(id) = 36),
    body TEXT NOT NULL CHECK (length(body) <= 36),
    follow_up TEXT NOT NULL CHECK (length(follow_up) <= 36)
        REFERENCES follow_up (id) DEFERRABLE INITIALLY DEFERRED,
    kind TEXT NOT NULL CHECK (kind IN (
        'assign', 'progress', 'decline', 'extend', 'chase', 'complete', 'report_back',
        'revisit', 'close', 'reopen'
    )),
    at TEXT NOT NULL CHECK (at GLOB '????-??-??T??:??:??*'),
    text TEXT NOT NULL CHECK (length(text) <= 20000),
    by TEXT NOT NULL CHECK (length(by) <= 100),
    deadline TEXT CHECK (deadline GLOB '????-??-??'),
    satisfaction TEXT CHECK (satisfaction IN (
        'satisfied', 'fairly_satisfied', 'unsatisfied', 'unreachable'
    )),
    meeting TEXT CHECK (length(meeting) <= 36)
        REFERENCES meeting (id) DEFERRABLE INITIALLY DEFERRED,
    level TEXT CHECK (level IN ('remind', 'chair', 'upper'))
) STRICT""",
    "CREATE INDEX step_follow_up_id ON step (follow_up, id)",
    "CREATE INDEX step_meeting ON step (meeting) WHERE meeting IS NOT NULL",
    """CREATE TABLE referral (
    id TEXT PRIMARY KEY NOT NULL CHECK (length(id) = 36),
    body TEXT NOT NULL CHECK (length(body) <= 36)
        REFERENCES body (id) DEFERRABLE INITIALLY DEFERRED,
    to_body TEXT NOT NULL CHECK (length(to_body) <= 36),
    title TEXT NOT NULL CHECK (length(title) <= 200),
    reason TEXT NOT NULL CHECK (length(reason) <= 2000),
    sent_at TEXT NOT NULL CHECK (sent_at GLOB '????-??-??T??:??:??*'),
    tried TEXT NOT NULL CHECK (length(tried) <= 20000),
    text TEXT NOT NULL CHECK (length(text) <= 20000),
    wanted_by TEXT CHECK (wanted_by GLOB '????-??-??'),
    meeting TEXT CHECK (length(meeting) <= 36)
        REFERENCES meeting (id) DEFERRABLE INITIALLY DEFERRED,
    item TEXT CHECK (length(item) <= 36)
        REFERENCES agenda_item (id) DEFERRABLE INITIALLY DEFERRED,
    issue TEXT CHECK (length(issue) <= 36)
        REFERENCES issue (id) DEFERRABLE INITIALLY DEFERRED,
    landed_item TEXT CHECK (length(landed_item) <= 36)
        REFERENCES agenda_item (id) DEFERRABLE INITIALLY DEFERRED,
    follows TEXT CHECK (length(follows) <= 36),
    reminders TEXT NOT NULL CHECK (substr(reminders, 1, 1) = '[' AND length(reminders) <= 1000000),
    withdrawn_at TEXT CHECK (withdrawn_at GLOB '????-??-??T??:??:??*'),
    withdrawn_reason TEXT NOT NULL CHECK (length(withdrawn_reason) <= 2000)
) STRICT""",
    "CREATE INDEX referral_body_id ON referral (body, id)",
    "CREATE INDEX referral_to_body_id ON referral (to_body, id)",
    "CREATE INDEX referral_meeting ON referral (meeting) WHERE meeting IS NOT NULL",
    "CREATE INDEX referral_item ON referral (item) WHERE item IS NOT NULL",
    "CREATE INDEX referral_issue ON referral (issue) WHERE issue IS NOT NULL",
    "CREATE INDEX referral_follows ON referral (follows) WHERE follows IS NOT NULL",
    "CREATE INDEX referral_landed_item ON referral (landed_item) WHERE landed_item IS NOT NULL",
    """CREATE TABLE reply (
    id TEXT PRIMARY KEY NOT NULL CHECK (length(id) = 36),
    body TEXT NOT NULL CHECK (length(body) <= 36)
        REFERENCES body (id) DEFERRABLE INITIALLY DEFERRED,
    referral TEXT NOT NULL CHECK (length(referral) <= 36),
    received_at TEXT NOT NULL CHECK (received_at GLOB '????-??-??T??:??:??*'),
    received_by TEXT NOT NULL CHECK (length(received_by) <= 100),
    state TEXT NOT NULL CHECK (state IN ('received', 'scheduled', 'answered', 'sent_back')),
    issue TEXT CHECK (length(issue) <= 36)
        REFERENCES issue (id) DEFERRABLE INITIALLY DEFERRED,
    answer TEXT NOT NULL CHECK (length(answer) <= 20000),
    reason TEXT NOT NULL CHECK (length(reason) <= 2000),
    answered_at TEXT CHECK (answered_at GLOB '????-??-??T??:??:??*'),
    answered_by TEXT NOT NULL CHECK (length(answered_by) <= 100),
    decided TEXT NOT NULL CHECK (length(decided) <= 20000),
    tasks TEXT NOT NULL CHECK (substr(tasks, 1, 1) = '[' AND length(tasks) <= 1000000)
) STRICT""",
    "CREATE INDEX reply_body_id ON reply (body, id)",
    "CREATE INDEX reply_referral ON reply (referral)",
    "CREATE INDEX reply_issue ON reply (issue) WHERE issue IS NOT NULL",
)
