"""Schema 1, meetings and what happens in them."""

STATEMENTS = (
    """CREATE TABLE meeting (
    id TEXT PRIMARY KEY NOT NULL CHECK (length(id) = 36),
    body TEXT NOT NULL CHECK (length(body) <= 36)
        REFERENCES body (id) DEFERRABLE INITIALLY DEFERRED,
    year INTEGER NOT NULL CHECK (year >= 0),
    serial INTEGER NOT NULL CHECK (serial >= 0),
    title TEXT NOT NULL CHECK (length(title) <= 200),
    starts_at TEXT NOT NULL CHECK (starts_at GLOB '????-??-??T??:??:??*'),
    place TEXT NOT NULL CHECK (length(place) <= 200),
    ends_at TEXT CHECK (ends_at GLOB '????-??-??T??:??:??*'),
    chair TEXT NOT NULL CHECK (length(chair) <= 100),
    secretary TEXT NOT NULL CHECK (length(secretary) <= 100),
    state TEXT NOT NULL CHECK (state IN (
        'draft', 'called', 'open', 'suspended', 'ended', 'inquorate', 'final',
        'approved', 'cancelled'
    )),
    rule TEXT CHECK (substr(rule, 1, 1) = '{' AND length(rule) <= 1000000),
    roll TEXT NOT NULL CHECK (substr(roll, 1, 1) = '[' AND length(roll) <= 1000000),
    opened_at TEXT CHECK (opened_at GLOB '????-??-??T??:??:??*'),
    ended_at TEXT CHECK (ended_at GLOB '????-??-??T??:??:??*'),
    pauses TEXT NOT NULL CHECK (substr(pauses, 1, 1) = '[' AND length(pauses) <= 1000000),
    informal INTEGER NOT NULL CHECK (informal IN (0, 1)),
    current TEXT CHECK (length(current) <= 36),
    queue TEXT NOT NULL CHECK (substr(queue, 1, 1) = '[' AND length(queue) <= 1000000),
    floor TEXT CHECK (substr(floor, 1, 1) = '{' AND length(floor) <= 1000000),
    next_meeting TEXT NOT NULL CHECK (length(next_meeting) <= 500),
    note TEXT NOT NULL CHECK (length(note) <= 20000),
    version INTEGER NOT NULL CHECK (version >= 0),
    final_hash TEXT NOT NULL CHECK (length(final_hash) <= 128),
    final_at TEXT CHECK (final_at GLOB '????-??-??T??:??:??*'),
    signed TEXT NOT NULL CHECK (substr(signed, 1, 1) = '[' AND length(signed) <= 1000000),
    kind TEXT NOT NULL CHECK (kind IN ('regular', 'joint', 'advance', 'special', 'on_site')),
    invited TEXT NOT NULL CHECK (substr(invited, 1, 1) = '[' AND length(invited) <= 1000000),
    notice_text TEXT NOT NULL CHECK (length(notice_text) <= 20000)
) STRICT""",
    "CREATE INDEX meeting_body_starts_at_id ON meeting (body, starts_at, id)",
    "CREATE INDEX meeting_body_year_serial ON meeting (body, year, serial)",
    """CREATE TABLE agenda_item (
    id TEXT PRIMARY KEY NOT NULL CHECK (length(id) = 36),
    body TEXT NOT NULL CHECK (length(body) <= 36),
    meeting TEXT NOT NULL CHECK (length(meeting) <= 36)
        REFERENCES meeting (id) DEFERRABLE INITIALLY DEFERRED,
    position INTEGER NOT NULL CHECK (position >= 0),
    title TEXT NOT NULL CHECK (length(title) <= 200),
    kind TEXT NOT NULL CHECK (kind IN ('review', 'matter', 'ad_hoc', 'answer', 'approval')),
    issue TEXT CHECK (length(issue) <= 36),
    minutes INTEGER NOT NULL CHECK (minutes >= 0),
    proposal TEXT NOT NULL CHECK (length(proposal) <= 20000),
    outcome TEXT CHECK (outcome IN (
        'adopted', 'adopted_modified', 'rejected', 'tied', 'postponed', 'referred_up',
        'withdrawn', 'noted', 'agreed', 'not_reached'
    )),
    reason TEXT NOT NULL CHECK (length(reason) <= 2000),
    minority_view TEXT NOT NULL CHECK (length(minority_view) <= 5000),
    private INTEGER NOT NULL CHECK (private IN (0, 1)),
    owners_matter INTEGER NOT NULL CHECK (owners_matter IN (0, 1)),
    spent INTEGER NOT NULL CHECK (spent >= 0),
    began_at TEXT CHECK (began_at GLOB '????-??-??T??:??:??*'),
    started_at TEXT CHECK (started_at GLOB '????-??-??T??:??:??*'),
    carried_from TEXT CHECK (length(carried_from) <= 36),
    recurring TEXT CHECK (length(recurring) <= 36)
) STRICT""",
    "CREATE INDEX agenda_item_meeting_id ON agenda_item (meeting, id)",
    "CREATE INDEX agenda_item_issue ON agenda_item (issue) WHERE issue IS NOT NULL",
    "CREATE INDEX agenda_item_carried_from"
    " ON agenda_item (carried_from) WHERE carried_from IS NOT NULL",
    """CREATE TABLE presence_mark (
    id TEXT PRIMARY KEY NOT NULL CHECK (length(id) = 36),
    body TEXT NOT NULL CHECK (length(body) <= 36),
    meeting TEXT NOT NULL CHECK (length(meeting) <= 36)
        REFERENCES meeting (id) DEFERRABLE INITIALLY DEFERRED,
    person TEXT NOT NULL CHECK (length(person) <= 36),
    kind TEXT NOT NULL CHECK (kind IN (
        'in', 'out', 'excused', 'absent', 'proxy', 'recused', 'returned', 'struck', 'seated'
    )),
    at TEXT NOT NULL CHECK (at GLOB '????-??-??T??:??:??*'),
    item TEXT CHECK (length(item) <= 36)
        REFERENCES agenda_item (id) DEFERRABLE INITIALLY DEFERRED,
    holder TEXT CHECK (length(holder) <= 36),
    reason TEXT NOT NULL CHECK (length(reason) <= 2000),
    written_at TEXT CHECK (written_at GLOB '????-??-??T??:??:??*')
) STRICT""",
    "CREATE INDEX presence_mark_meeting_id ON presence_mark (meeting, id)",
    "CREATE INDEX presence_mark_item ON presence_mark (item) WHERE item IS NOT NULL",
    """CREATE TABLE speech (
    id TEXT PRIMARY KEY NOT NULL CHECK (length(id) = 36),
    body TEXT NOT NULL CHECK (length(body) <= 36),
    meeting TEXT NOT NULL CHECK (length(meeting) <= 36)
        REFERENCES meeting (id) DEFERRABLE INITIALLY DEFERRED,
    item TEXT NOT NULL CHECK (length(item) <= 36)
        REFERENCES agenda_item (id) DEFERRABLE INITIALLY DEFERRED,
    person TEXT CHECK (length(person) <= 36),
    name TEXT NOT NULL CHECK (length(name) <= 100),
    stance TEXT NOT NULL CHECK (stance IN (
        'for', 'against', 'neutral', 'supplement', 'policy'
    )),
    text TEXT NOT NULL CHECK (length(text) <= 20000),
    at TEXT NOT NULL CHECK (at GLOB '????-??-??T??:??:??*'),
    seconds INTEGER NOT NULL CHECK (seconds >= 0),
    kind TEXT NOT NULL CHECK (kind IN ('speech', 'note', 'point_of_order', 'interruption'))
) STRICT""",
    "CREATE INDEX speech_meeting_id ON speech (meeting, id)",
    "CREATE INDEX speech_item ON speech (item)",
    """CREATE TABLE motion (
    id TEXT PRIMARY KEY NOT NULL CHECK (length(id) = 36),
    body TEXT NOT NULL CHECK (length(body) <= 36),
    meeting TEXT NOT NULL CHECK (length(meeting) <= 36)
        REFERENCES meeting (id) DEFERRABLE INITIALLY DEFERRED,
    item TEXT NOT NULL CHECK (length(item) <= 36)
        REFERENCES agenda_item (id) DEFERRABLE INITIALLY DEFERRED,
    text TEXT NOT NULL CHECK (length(text) <= 20000),
    mover TEXT NOT NULL CHECK (length(mover) <= 100),
    at TEXT NOT NULL CHECK (at GLOB '????-??-??T??:??:??*'),
    seconder TEXT NOT NULL CHECK (length(seconder) <= 100),
    state TEXT NOT NULL CHECK (state IN (
        'moved', 'seconded', 'carried', 'lost', 'postponed', 'withdrawn', 'divided'
    )),
    amends TEXT CHECK (length(amends) <= 36)
        REFERENCES motion (id) DEFERRABLE INITIALLY DEFERRED,
    original TEXT NOT NULL CHECK (length(original) <= 20000),
    reason TEXT NOT NULL CHECK (length(reason) <= 2000),
    part_of TEXT CHECK (length(part_of) <= 36)
        REFERENCES motion (id) DEFERRABLE INITIALLY DEFERRED
) STRICT""",
    "CREATE INDEX motion_meeting_id ON motion (meeting, id)",
    "CREATE INDEX motion_item ON motion (item)",
    "CREATE INDEX motion_amends ON motion (amends) WHERE amends IS NOT NULL",
    "CREATE INDEX motion_part_of ON motion (part_of) WHERE part_of IS NOT NULL",
    """CREATE TABLE vote (
    id TEXT PRIMARY KEY NOT NULL CHECK (length(id) = 36),
    body TEXT NOT NULL CHECK (length(body) <= 36),
    meeting TEXT NOT NULL CHECK (length(meeting) <= 36)
        REFERENCES meeting (id) DEFERRABLE INITIALLY DEFERRED,
    item TEXT NOT NULL CHECK (length(item) <= 36)
        REFERENCES agenda_item (id) DEFERRABLE INITIALLY DEFERRED,
    motion TEXT NOT NULL CHECK (length(motion) <= 36)
        REFERENCES motion (id) DEFERRABLE INITIALLY DEFERRED,
    round INTEGER NOT NULL CHECK (round >= 0),
    method TEXT NOT NULL CHECK (method IN (
        'hands', 'roll_call', 'secret', 'written', 'consensus'
    )),
    opened_at TEXT NOT NULL CHECK (opened_at GLOB '????-??-??T??:??:??*'),
    state TEXT NOT NULL CHECK (state IN ('open', 'closed', 'void')),
    closed_at TEXT CHECK (closed_at GLOB '????-??-??T??:??:??*'),
    electorate TEXT CHECK (substr(electorate, 1, 1) = '{' AND length(electorate) <= 1000000),
    tally TEXT CHECK (substr(tally, 1, 1) = '{' AND length(tally) <= 1000000),
    ballots TEXT NOT NULL CHECK (substr(ballots, 1, 1) = '[' AND length(ballots) <= 1000000),
    outcome TEXT CHECK (outcome IN ('passed', 'failed', 'tied', 'inquorate')),
    override_reason TEXT NOT NULL CHECK (length(override_reason) <= 2000),
    void_reason TEXT NOT NULL CHECK (length(void_reason) <= 2000),
    voided_at TEXT CHECK (voided_at GLOB '????-??-??T??:??:??*'),
    text TEXT NOT NULL CHECK (length(text) <= 20000),
    options TEXT NOT NULL CHECK (substr(options, 1, 1) = '[' AND length(options) <= 1000000),
    choose INTEGER NOT NULL CHECK (choose >= 0),
    seats INTEGER NOT NULL CHECK (seats >= 0),
    run_off_of TEXT CHECK (length(run_off_of) <= 36)
        REFERENCES vote (id) DEFERRABLE INITIALLY DEFERRED,
    tellers TEXT NOT NULL CHECK (substr(tellers, 1, 1) = '[' AND length(tellers) <= 1000000),
    objections TEXT NOT NULL
        CHECK (substr(objections, 1, 1) = '[' AND length(objections) <= 1000000),
    objections_asked INTEGER NOT NULL CHECK (objections_asked IN (0, 1)),
    majority INTEGER CHECK (majority IN (0, 1)),
    casting INTEGER CHECK (casting IN (0, 1)),
    owners TEXT CHECK (substr(owners, 1, 1) = '{' AND length(owners) <= 1000000)
) STRICT""",
    "CREATE INDEX vote_meeting_id ON vote (meeting, id)",
    "CREATE INDEX vote_item ON vote (item)",
    "CREATE INDEX vote_motion ON vote (motion)",
    "CREATE INDEX vote_run_off_of ON vote (run_off_of) WHERE run_off_of IS NOT NULL",
    """CREATE TABLE decision (
    id TEXT PRIMARY KEY NOT NULL CHECK (length(id) = 36),
    body TEXT NOT NULL CHECK (length(body) <= 36),
    meeting TEXT NOT NULL CHECK (length(meeting) <= 36)
        REFERENCES meeting (id) DEFERRABLE INITIALLY DEFERRED,
    item TEXT NOT NULL CHECK (length(item) <= 36)
        REFERENCES agenda_item (id) DEFERRABLE INITIALLY DEFERRED,
    text TEXT NOT NULL CHECK (length(text) <= 20000),
    at TEXT NOT NULL CHECK (at GLOB '????-??-??T??:??:??*'),
    owner TEXT NOT NULL CHECK (length(owner) <= 100),
    owner_person TEXT CHECK (length(owner_person) <= 36),
    helpers TEXT NOT NULL CHECK (substr(helpers, 1, 1) = '[' AND length(helpers) <= 1000000),
    deadline TEXT CHECK (deadline GLOB '????-??-??'),
    posted INTEGER NOT NULL CHECK (posted IN (0, 1)),
    task INTEGER NOT NULL CHECK (task IN (0, 1)),
    vote TEXT CHECK (length(vote) <= 36)
        REFERENCES vote (id) DEFERRABLE INITIALLY DEFERRED
) STRICT""",
    "CREATE INDEX decision_meeting_id ON decision (meeting, id)",
    "CREATE INDEX decision_item ON decision (item)",
    "CREATE INDEX decision_vote ON decision (vote) WHERE vote IS NOT NULL",
)
