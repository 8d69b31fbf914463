-- The hub of the exchange, form 1: plain tables, row-level security and one trigger.
-- Run whole in one transaction as the role jiejiao_owner, which may make roles and is no superuser.
-- One hub a cluster, since roles are the cluster's. Bodies log in by roles of their own, one for
-- each epoch of keys; an older epoch still reads and never writes.

CREATE ROLE jiejiao_body NOLOGIN;
-- Anybody may knock with this name; only a code opens, and only once.
CREATE ROLE jiejiao_join LOGIN CONNECTION LIMIT 20 PASSWORD 'jiejiao-join';
CREATE SCHEMA jiejiao;

CREATE TABLE jiejiao.setting (
    name text PRIMARY KEY,
    value text NOT NULL
);
INSERT INTO jiejiao.setting VALUES ('form', '1'), ('letter_form', '1');

CREATE TABLE jiejiao.body (
    id text PRIMARY KEY CHECK (length(id) = 36),
    name text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    tier text NOT NULL CHECK (tier IN ('corner', 'community', 'subdistrict')),
    parent text REFERENCES jiejiao.body (id) ON UPDATE CASCADE,
    closed_at timestamptz,
    seen_at timestamptz,
    program text NOT NULL DEFAULT '' CHECK (length(program) <= 40),
    letter_form integer
);

-- The keys of a body; the epoch in force is the one that has not ended.
CREATE TABLE jiejiao.key (
    body text NOT NULL REFERENCES jiejiao.body (id),
    epoch integer NOT NULL CHECK (epoch > 0),
    sign bytea NOT NULL CHECK (length(sign) = 32),
    seal text NOT NULL CHECK (length(seal) BETWEEN 1 AND 200),
    keeper text NOT NULL DEFAULT '' CHECK (length(keeper) <= 100),
    login text NOT NULL UNIQUE,
    since timestamptz NOT NULL DEFAULT now(),
    ended_at timestamptz,
    upto integer CHECK (upto >= 0),
    PRIMARY KEY (body, epoch)
);

CREATE TABLE jiejiao.invite (
    code bytea PRIMARY KEY CHECK (length(code) = 32),
    body text NOT NULL REFERENCES jiejiao.body (id) ON UPDATE CASCADE,
    until timestamptz NOT NULL,
    used_at timestamptz,
    epoch integer
);

CREATE TABLE jiejiao.letter (
    body text NOT NULL REFERENCES jiejiao.body (id),
    epoch integer NOT NULL CHECK (epoch > 0),
    n bigint NOT NULL CHECK (n > 0),
    kind text NOT NULL CHECK (length(kind) BETWEEN 1 AND 40),
    addressed text NOT NULL CHECK (length(addressed) <= 65536),
    at text NOT NULL CHECK (length(at) <= 40),
    journal_seq bigint NOT NULL CHECK (journal_seq >= 0),
    journal_hash bytea NOT NULL CHECK (length(journal_hash) = 32),
    digest bytea NOT NULL CHECK (length(digest) = 32),
    previous bytea NOT NULL CHECK (length(previous) = 32),
    hash bytea NOT NULL CHECK (length(hash) = 32),
    signature bytea NOT NULL CHECK (length(signature) = 64),
    salt bytea CHECK (length(salt) = 16),
    payload bytea CHECK (length(payload) <= 262144),
    received_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (body, epoch, n),
    CHECK ((salt IS NULL) = (payload IS NULL))
);

CREATE TABLE jiejiao.reader (
    reader text NOT NULL CHECK (length(reader) = 36),
    body text NOT NULL,
    epoch integer NOT NULL,
    number bigint NOT NULL CHECK (number > 0),
    n bigint NOT NULL,
    PRIMARY KEY (reader, body, epoch, number),
    FOREIGN KEY (body, epoch, n) REFERENCES jiejiao.letter (body, epoch, n)
        DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX reader_letter ON jiejiao.reader (body, epoch, n);

-- The end of each body's letters: the sender's cursor.
CREATE TABLE jiejiao.head (
    body text PRIMARY KEY REFERENCES jiejiao.body (id),
    epoch integer NOT NULL,
    n bigint NOT NULL,
    hash bytea NOT NULL,
    journal_seq bigint NOT NULL
);

-- How far a reader has the letters of a body, as it tells itself, for their sender alone to see.
CREATE TABLE jiejiao.had (
    reader text NOT NULL REFERENCES jiejiao.body (id),
    body text NOT NULL REFERENCES jiejiao.body (id),
    epoch integer NOT NULL,
    number bigint NOT NULL CHECK (number > 0),
    at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (body, epoch, reader)
);

-- What the office should look at: forks, refused letters, keys opened and closed.
CREATE TABLE jiejiao.event (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at timestamptz NOT NULL DEFAULT now(),
    body text REFERENCES jiejiao.body (id) ON UPDATE CASCADE,
    what text NOT NULL CHECK (length(what) <= 40),
    detail text NOT NULL DEFAULT '' CHECK (length(detail) <= 400)
);

-- Who is asking. Nothing is told of others before this is known.
CREATE FUNCTION jiejiao.me() RETURNS text
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
    AS $$ SELECT body FROM jiejiao.key WHERE login = session_user $$;

-- The epoch of the asking laptop, null once it has ended.
CREATE FUNCTION jiejiao.my_epoch() RETURNS integer
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
    AS $$ SELECT epoch FROM jiejiao.key WHERE login = session_user AND ended_at IS NULL $$;

CREATE FUNCTION jiejiao.receive() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
    AS $$
DECLARE
    last jiejiao.head%ROWTYPE;
    known bytea;
BEGIN
    -- First of all whose letter it is: a refusal must not tell a stranger's head.
    IF NEW.body IS DISTINCT FROM jiejiao.me() THEN
        RAISE EXCEPTION 'not the letter of this login' USING ERRCODE = 'JJ000';
    END IF;
    IF NEW.epoch IS DISTINCT FROM jiejiao.my_epoch() THEN
        RAISE EXCEPTION 'this epoch has ended' USING ERRCODE = 'JJ004';
    END IF;
    IF NEW.payload IS NOT NULL AND sha256(NEW.salt || NEW.payload) <> NEW.digest THEN
        RAISE EXCEPTION 'the payload does not fit' USING ERRCODE = 'JJ005';
    END IF;
    SELECT * INTO last FROM jiejiao.head WHERE body = NEW.body FOR UPDATE;
    IF last.epoch = NEW.epoch AND NEW.n <= last.n THEN
        SELECT hash INTO known FROM jiejiao.letter
            WHERE body = NEW.body AND epoch = NEW.epoch AND n = NEW.n;
        IF known = NEW.hash THEN
            RETURN NULL;
        END IF;
        RAISE EXCEPTION 'another letter has this number' USING ERRCODE = 'JJ001';
    END IF;
    IF last.epoch = NEW.epoch THEN
        IF NEW.n > last.n + 1 THEN
            RAISE EXCEPTION 'a letter before this one is missing' USING ERRCODE = 'JJ002';
        END IF;
        IF NEW.previous <> last.hash THEN
            RAISE EXCEPTION 'it follows another letter' USING ERRCODE = 'JJ001';
        END IF;
        IF NEW.journal_seq < last.journal_seq THEN
            RAISE EXCEPTION 'the journal went back' USING ERRCODE = 'JJ003';
        END IF;
    ELSIF NEW.n > 1 OR NEW.previous <> decode(repeat('00', 32), 'hex') THEN
        RAISE EXCEPTION 'a letter before this one is missing' USING ERRCODE = 'JJ002';
    END IF;
    INSERT INTO jiejiao.reader (reader, body, epoch, number, n)
        SELECT one ->> 0, NEW.body, NEW.epoch, (one ->> 1)::bigint, NEW.n
        FROM json_array_elements(NEW.addressed::json) AS one;
    UPDATE jiejiao.head
        SET epoch = NEW.epoch, n = NEW.n, hash = NEW.hash, journal_seq = NEW.journal_seq
        WHERE body = NEW.body;
    NEW.received_at := now();
    RETURN NEW;
END $$;

CREATE TRIGGER receive BEFORE INSERT ON jiejiao.letter
    FOR EACH ROW EXECUTE FUNCTION jiejiao.receive();

-- What a laptop asks first: where its own letters end here, and whether it may still write.
CREATE FUNCTION jiejiao.hello(program text, letter_form integer)
    RETURNS TABLE (
        body text, writes boolean, ended_at timestamptz, keeper text,
        epoch integer, n bigint, hash bytea, journal_seq bigint, hub_form integer
    )
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
    AS $$
#variable_conflict use_column
DECLARE
    own jiejiao.key%ROWTYPE;
BEGIN
    SELECT * INTO own FROM jiejiao.key WHERE login = session_user;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'no body of this hub' USING ERRCODE = 'JJ000';
    END IF;
    IF own.ended_at IS NULL THEN
        UPDATE jiejiao.body SET seen_at = now(), program = left($1, 40), letter_form = $2
            WHERE id = own.body;
    END IF;
    RETURN QUERY
        SELECT own.body, own.ended_at IS NULL, own.ended_at,
            coalesce((SELECT k.keeper FROM jiejiao.key k
                WHERE k.body = own.body AND k.ended_at IS NULL), ''),
            h.epoch, h.n, h.hash, h.journal_seq,
            (SELECT value::integer FROM jiejiao.setting WHERE name = 'letter_form')
        FROM jiejiao.head h WHERE h.body = own.body;
END $$;

-- A laptop takes up an invitation: new keys, a new login, and what was before may only read. The
-- entry of a body that never joined takes the id that the body has in its own records.
CREATE FUNCTION jiejiao.join(
        code text, own text, tier text, sign bytea, seal text, epoch integer, verifier text,
        keeper text
    ) RETURNS TABLE (joined text, in_epoch integer, login text)
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
    AS $$
#variable_conflict use_column
DECLARE
    asked jiejiao.invite%ROWTYPE;
    known jiejiao.key%ROWTYPE;
    next integer;
    name text;
BEGIN
    SELECT * INTO asked FROM jiejiao.invite i
        WHERE i.code = sha256(convert_to($1, 'UTF8')) FOR UPDATE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'no such code' USING ERRCODE = 'JJ010';
    END IF;
    IF verifier !~ '^SCRAM-SHA-256\$[0-9]+:[A-Za-z0-9+/=]+\$[A-Za-z0-9+/=]+:[A-Za-z0-9+/=]+$'
            OR length(verifier) > 400 THEN
        RAISE EXCEPTION 'not a verifier' USING ERRCODE = 'JJ005';
    END IF;
    IF asked.used_at IS NOT NULL THEN
        -- The same laptop once more, whose answer was lost on the way.
        SELECT * INTO known FROM jiejiao.key k
            WHERE k.body = asked.body AND k.epoch = asked.epoch AND k.sign = $4 AND k.seal = $5;
        IF FOUND AND known.ended_at IS NULL THEN
            EXECUTE format('ALTER ROLE %I PASSWORD %L', known.login, verifier);
            RETURN QUERY SELECT known.body, known.epoch, known.login;
            RETURN;
        END IF;
        RAISE EXCEPTION 'the code was used' USING ERRCODE = 'JJ011';
    END IF;
    IF asked.until < now() THEN
        RAISE EXCEPTION 'the code is too old' USING ERRCODE = 'JJ012';
    END IF;
    IF (SELECT b.tier FROM jiejiao.body b WHERE b.id = asked.body) <> $3 THEN
        RAISE EXCEPTION 'the code is for another tier' USING ERRCODE = 'JJ013';
    END IF;
    IF asked.body <> $2 THEN
        IF EXISTS (SELECT 1 FROM jiejiao.key k WHERE k.body = asked.body)
                OR EXISTS (SELECT 1 FROM jiejiao.body b WHERE b.id = $2) THEN
            RAISE EXCEPTION 'the code is for another body' USING ERRCODE = 'JJ014';
        END IF;
        UPDATE jiejiao.body b SET id = $2 WHERE b.id = asked.body;
        asked.body := $2;
    END IF;
    SELECT greatest(coalesce(max(k.epoch), 0) + 1, $6) INTO next
        FROM jiejiao.key k WHERE k.body = asked.body;
    name := 'jiejiao_' || replace(asked.body, '-', '') || '_' || next;
    UPDATE jiejiao.key k SET ended_at = now(), upto = coalesce(
            (SELECT h.n FROM jiejiao.head h WHERE h.body = k.body AND h.epoch = k.epoch), 0)
        WHERE k.body = asked.body AND k.ended_at IS NULL;
    EXECUTE format(
        'CREATE ROLE %I LOGIN CONNECTION LIMIT 8 PASSWORD %L IN ROLE jiejiao_body', name, verifier);
    INSERT INTO jiejiao.key (body, epoch, sign, seal, keeper, login)
        VALUES (asked.body, next, $4, $5, left($8, 100), name);
    INSERT INTO jiejiao.head (body, epoch, n, hash, journal_seq)
        SELECT asked.body, next, 0, decode(repeat('00', 32), 'hex'), 0
        WHERE NOT EXISTS (SELECT 1 FROM jiejiao.head h WHERE h.body = asked.body);
    UPDATE jiejiao.invite i SET used_at = now(), epoch = next WHERE i.code = asked.code;
    UPDATE jiejiao.body b SET closed_at = NULL WHERE b.id = asked.body;
    INSERT INTO jiejiao.event (body, what, detail) VALUES (asked.body, 'joined', next::text);
    RETURN QUERY SELECT asked.body, next, name;
END $$;

-- Own letters lose what they told; their hashes stay.
CREATE FUNCTION jiejiao.erase(epochs integer[], numbers bigint[]) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
    AS $$
DECLARE
    done bigint;
BEGIN
    IF jiejiao.my_epoch() IS NULL THEN
        RAISE EXCEPTION 'this epoch has ended' USING ERRCODE = 'JJ004';
    END IF;
    UPDATE jiejiao.letter l SET salt = NULL, payload = NULL
        FROM unnest(epochs, numbers) AS gone (epoch, n)
        WHERE l.body = jiejiao.me() AND l.epoch = gone.epoch AND l.n = gone.n
            AND l.payload IS NOT NULL;
    GET DIAGNOSTICS done = ROW_COUNT;
    RETURN done;
END $$;

-- A reader tells how far it has the letters of others; what is lower than before changes nothing.
CREATE FUNCTION jiejiao.have(bodies text[], epochs integer[], numbers bigint[]) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
    AS $$
BEGIN
    IF jiejiao.my_epoch() IS NULL THEN
        RETURN;
    END IF;
    UPDATE jiejiao.had h SET number = now_has.number, at = now()
        FROM unnest(bodies, epochs, numbers) AS now_has (body, epoch, number)
        WHERE h.reader = jiejiao.me() AND h.body = now_has.body AND h.epoch = now_has.epoch
            AND h.number < now_has.number;
    INSERT INTO jiejiao.had (reader, body, epoch, number)
        SELECT jiejiao.me(), now_has.body, now_has.epoch, now_has.number
        FROM unnest(bodies, epochs, numbers) AS now_has (body, epoch, number)
        WHERE EXISTS (SELECT 1 FROM jiejiao.reader r WHERE r.reader = jiejiao.me()
                AND r.body = now_has.body AND r.epoch = now_has.epoch
                AND r.number = now_has.number)
            AND NOT EXISTS (SELECT 1 FROM jiejiao.had h WHERE h.reader = jiejiao.me()
                AND h.body = now_has.body AND h.epoch = now_has.epoch);
END $$;

-- A laptop that was refused tells of it, once a number, so that the office sees two of one body.
CREATE FUNCTION jiejiao.tell_fork(epoch integer, n bigint, hash bytea) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
    AS $$
DECLARE
    told text := $1::text || '-' || $2::text || ' ' || encode(substr($3, 1, 8), 'hex');
BEGIN
    IF jiejiao.me() IS NULL OR (SELECT count(*) FROM jiejiao.event e
            WHERE e.body = jiejiao.me() AND e.what = 'fork' AND e.at > now() - interval '1 day') > 20
    THEN
        RETURN;
    END IF;
    INSERT INTO jiejiao.event (body, what, detail)
        SELECT jiejiao.me(), 'fork', told WHERE NOT EXISTS (
            SELECT 1 FROM jiejiao.event e
            WHERE e.body = jiejiao.me() AND e.what = 'fork' AND e.detail = told);
END $$;

ALTER TABLE jiejiao.letter ENABLE ROW LEVEL SECURITY;
ALTER TABLE jiejiao.reader ENABLE ROW LEVEL SECURITY;
ALTER TABLE jiejiao.head ENABLE ROW LEVEL SECURITY;
ALTER TABLE jiejiao.had ENABLE ROW LEVEL SECURITY;

CREATE POLICY own_head ON jiejiao.head FOR SELECT TO jiejiao_body
    USING (body = (SELECT jiejiao.me()));
CREATE POLICY had_of_mine ON jiejiao.had FOR SELECT TO jiejiao_body
    USING (body = (SELECT jiejiao.me()));
CREATE POLICY to_me ON jiejiao.reader FOR SELECT TO jiejiao_body
    USING (reader = (SELECT jiejiao.me()));
-- What a body tells of itself, its name and place, is for all of the hub.
CREATE POLICY read ON jiejiao.letter FOR SELECT TO jiejiao_body
    USING (body = (SELECT jiejiao.me()) OR kind = 'body' OR EXISTS (
        SELECT 1 FROM jiejiao.reader r WHERE r.reader = (SELECT jiejiao.me())
            AND r.body = letter.body AND r.epoch = letter.epoch AND r.n = letter.n));
CREATE POLICY write ON jiejiao.letter FOR INSERT TO jiejiao_body
    WITH CHECK (body = (SELECT jiejiao.me()));

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA jiejiao FROM PUBLIC;
REVOKE ALL ON ALL TABLES IN SCHEMA jiejiao FROM PUBLIC;
GRANT USAGE ON SCHEMA jiejiao TO jiejiao_body, jiejiao_join;
GRANT EXECUTE ON FUNCTION jiejiao.join(text, text, text, bytea, text, integer, text, text) TO jiejiao_join;
GRANT EXECUTE ON FUNCTION jiejiao.me(), jiejiao.my_epoch(), jiejiao.hello(text, integer),
    jiejiao.erase(integer[], bigint[]),
    jiejiao.have(text[], integer[], bigint[]), jiejiao.tell_fork(integer, bigint, bytea) TO jiejiao_body;
GRANT SELECT, INSERT ON jiejiao.letter TO jiejiao_body;
GRANT SELECT ON jiejiao.reader, jiejiao.head, jiejiao.had, jiejiao.setting TO jiejiao_body;
GRANT SELECT (id, name, tier, parent, closed_at) ON jiejiao.body TO jiejiao_body;
GRANT SELECT (body, epoch, sign, seal, since, ended_at, upto) ON jiejiao.key TO jiejiao_body;
