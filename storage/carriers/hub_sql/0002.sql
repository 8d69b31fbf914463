-- Form 2: the list of bodies and keys is signed. The hub's own key lies with its office; only its
-- public part is here, as the setting sign_key. A laptop shows what comes of its code, never the code.

ALTER TABLE jiejiao.key ADD COLUMN proof text NOT NULL DEFAULT '' CHECK (length(proof) <= 4000);
ALTER TABLE jiejiao.invite
    ADD COLUMN knock bytea UNIQUE CHECK (length(knock) = 32),
    ADD COLUMN seen bytea CHECK (length(seen) = 32),
    ADD COLUMN voucher text NOT NULL DEFAULT '' CHECK (length(voucher) <= 2000);

-- What an invitation of this form bears: the hub's key, what only who knows the code could make of
-- it, and the voucher.
CREATE FUNCTION jiejiao.invited(knock bytea)
    RETURNS TABLE (sign_key text, seen bytea, voucher text)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
    AS $$ SELECT s.value, i.seen, i.voucher FROM jiejiao.invite i, jiejiao.setting s
        WHERE i.knock = $1 AND s.name = 'sign_key' AND i.voucher <> '' $$;

-- As join of form 1, by what comes of the code.
CREATE FUNCTION jiejiao.enrol(
        asked jiejiao.invite, own text, tier text, sign bytea, seal text, epoch integer,
        verifier text, keeper text
    ) RETURNS TABLE (joined text, in_epoch integer, login text)
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
    AS $$
#variable_conflict use_column
DECLARE
    known jiejiao.key%ROWTYPE;
    next integer;
    name text;
BEGIN
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

CREATE FUNCTION jiejiao.join_signed(
        knock bytea, own text, tier text, sign bytea, seal text, epoch integer, verifier text,
        keeper text
    ) RETURNS TABLE (joined text, in_epoch integer, login text)
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
    AS $$
#variable_conflict use_column
DECLARE
    asked jiejiao.invite;
BEGIN
    SELECT * INTO asked FROM jiejiao.invite i WHERE i.knock = $1 FOR UPDATE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'no such code' USING ERRCODE = 'JJ010';
    END IF;
    RETURN QUERY SELECT e.joined, e.in_epoch, e.login
        FROM jiejiao.enrol(asked, $2, $3, $4, $5, $6, $7, $8) e;
END $$;

-- Who joined puts the proof of its own keys beside them, once.
CREATE FUNCTION jiejiao.prove(proof text) RETURNS void
    LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
    AS $$ UPDATE jiejiao.key k SET proof = $1
        WHERE k.login = session_user AND k.ended_at IS NULL AND k.proof = '' $$;

REVOKE ALL ON FUNCTION jiejiao.invited(bytea), jiejiao.prove(text),
    jiejiao.enrol(jiejiao.invite, text, text, bytea, text, integer, text, text),
    jiejiao.join_signed(bytea, text, text, bytea, text, integer, text, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION jiejiao.invited(bytea),
    jiejiao.join_signed(bytea, text, text, bytea, text, integer, text, text) TO jiejiao_join;
GRANT EXECUTE ON FUNCTION jiejiao.prove(text) TO jiejiao_body;
GRANT SELECT (proof) ON jiejiao.key TO jiejiao_body;

UPDATE jiejiao.setting SET value = '2' WHERE name = 'form';
