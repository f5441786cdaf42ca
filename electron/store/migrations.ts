/**
 * The database's history, oldest first. A shipped entry is never edited: a change is a new entry, with a test that
 * migrates real old rows. Index + 1 is the `user_version` that it leads to.
 */
export const migrations: readonly string[] = [
  `
  CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
  CREATE TABLE setting (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
  CREATE TABLE profile (agent_id TEXT PRIMARY KEY, body TEXT NOT NULL, used_at TEXT NOT NULL) STRICT;
  CREATE TABLE role_pin (
    role TEXT PRIMARY KEY, salt BLOB NOT NULL, hash BLOB NOT NULL,
    failures INTEGER NOT NULL DEFAULT 0, closed_until TEXT
  ) STRICT;

  CREATE TABLE journal (
    device TEXT NOT NULL, seq INTEGER NOT NULL, id TEXT NOT NULL UNIQUE, call_id TEXT, type TEXT NOT NULL,
    at TEXT NOT NULL, agent TEXT, prev TEXT NOT NULL, payload_digest TEXT NOT NULL, hash TEXT NOT NULL,
    PRIMARY KEY (device, seq)
  ) STRICT;
  CREATE INDEX journal_call ON journal (call_id, seq) WHERE call_id IS NOT NULL;
  CREATE TABLE journal_payload (
    id TEXT PRIMARY KEY REFERENCES journal (id), salt BLOB NOT NULL, payload TEXT NOT NULL
  ) STRICT;
  CREATE TABLE chain (
    device TEXT PRIMARY KEY, own INTEGER NOT NULL, seq INTEGER NOT NULL, hash TEXT NOT NULL, imported_at TEXT
  ) STRICT;
  CREATE TRIGGER journal_no_update BEFORE UPDATE ON journal BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
  CREATE TRIGGER journal_no_delete BEFORE DELETE ON journal BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
  CREATE TRIGGER payload_no_update BEFORE UPDATE ON journal_payload
    BEGIN SELECT RAISE(ABORT, 'a payload is erased or kept, never changed'); END;

  CREATE TABLE call (
    id TEXT PRIMARY KEY, device TEXT NOT NULL, own INTEGER NOT NULL, account_id TEXT,
    agent TEXT NOT NULL, agent_name TEXT NOT NULL, team TEXT NOT NULL,
    opened_at TEXT NOT NULL, ended_at TEXT, contact TEXT, result TEXT, tags TEXT NOT NULL,
    objections TEXT NOT NULL, note TEXT NOT NULL, reference TEXT NOT NULL, customer_name TEXT NOT NULL,
    record TEXT NOT NULL
  ) STRICT;
  CREATE INDEX call_opened ON call (opened_at, id);
  CREATE INDEX call_filtered ON call (
    opened_at, id, agent, agent_name, contact, result, tags, ended_at, objections, note, reference, customer_name
  );
  CREATE INDEX call_agent ON call (agent, opened_at, id);
  CREATE INDEX call_account ON call (account_id, opened_at) WHERE account_id IS NOT NULL;
  CREATE INDEX call_running ON call (agent) WHERE ended_at IS NULL;
  CREATE TABLE draft (call_id TEXT PRIMARY KEY REFERENCES call (id), body TEXT NOT NULL, saved_at TEXT NOT NULL) STRICT;

  CREATE TABLE pack (
    id TEXT NOT NULL, version TEXT NOT NULL, sha256 TEXT NOT NULL, body TEXT NOT NULL, title TEXT NOT NULL,
    language TEXT NOT NULL, jurisdiction TEXT NOT NULL, objections INTEGER NOT NULL, imported_at TEXT NOT NULL,
    PRIMARY KEY (id, version)
  ) STRICT;
  CREATE TRIGGER pack_no_update BEFORE UPDATE ON pack BEGIN SELECT RAISE(ABORT, 'a pack version is immutable'); END;
  CREATE TABLE active_pack (
    id TEXT PRIMARY KEY, version TEXT NOT NULL, activated_at TEXT NOT NULL,
    FOREIGN KEY (id, version) REFERENCES pack (id, version)
  ) STRICT;

  CREATE TABLE account (
    id TEXT PRIMARY KEY, reference TEXT NOT NULL UNIQUE, person_id TEXT NOT NULL, person_name TEXT NOT NULL,
    body TEXT NOT NULL, saved_at TEXT NOT NULL
  ) STRICT;
  CREATE INDEX account_person ON account (person_id);
  CREATE TABLE number (
    id TEXT PRIMARY KEY, account_id TEXT NOT NULL REFERENCES account (id) ON DELETE CASCADE, position INTEGER NOT NULL,
    label TEXT NOT NULL, hash TEXT NOT NULL
  ) STRICT;
  CREATE INDEX number_account ON number (account_id);
  CREATE INDEX number_hash ON number (hash);
  CREATE TABLE number_value (number_id TEXT PRIMARY KEY REFERENCES number (id) ON DELETE CASCADE, value TEXT NOT NULL) STRICT;
  `,
  `
  CREATE TABLE objection_use (
    agent TEXT NOT NULL, team TEXT NOT NULL, objection_id TEXT NOT NULL, line_id TEXT NOT NULL, day TEXT NOT NULL,
    uses INTEGER NOT NULL, PRIMARY KEY (agent, team, objection_id, line_id, day)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX objection_use_day ON objection_use (day);
  INSERT INTO objection_use (agent, team, objection_id, line_id, day, uses)
    SELECT agent, team, objection_id, line_id, day, count(*) FROM (
      SELECT c.agent, c.team, json_extract(o.value, '$.objectionId') AS objection_id,
        coalesce(json_extract(o.value, '$.lineId'), '') AS line_id, substr(json_extract(o.value, '$.at'), 1, 10) AS day
      FROM call c, json_each(c.record, '$.objections') o WHERE c.own = 1
      UNION ALL
      SELECT c.agent, c.team, said.objection_id, json_extract(l.value, '$.lineId'), substr(json_extract(l.value, '$.at'), 1, 10)
      FROM call c, json_each(c.record, '$.linesUsed') l, (
        SELECT p.id AS call_id, json_extract(o.value, '$.lineId') AS line_id, max(json_extract(o.value, '$.objectionId')) AS objection_id
        FROM call p, json_each(p.record, '$.objections') o GROUP BY 1, 2
      ) said
      WHERE c.own = 1 AND said.call_id = c.id AND said.line_id = json_extract(l.value, '$.lineId')
    ) GROUP BY 1, 2, 3, 4, 5;

  CREATE TABLE missed_search (id TEXT NOT NULL UNIQUE, day TEXT NOT NULL, language TEXT NOT NULL, text TEXT) STRICT;
  CREATE INDEX missed_search_day ON missed_search (day);
  CREATE INDEX missed_search_kept ON missed_search (text) WHERE text IS NOT NULL;
  `,
  `
  CREATE TABLE promise (
    call_id TEXT PRIMARY KEY REFERENCES call (id) ON DELETE CASCADE, account_id TEXT, agent TEXT NOT NULL,
    made_at TEXT NOT NULL, time_zone TEXT NOT NULL, currency TEXT NOT NULL, method TEXT NOT NULL,
    instalments TEXT NOT NULL, reminder_at TEXT, state TEXT NOT NULL, last_day TEXT NOT NULL
  ) STRICT;
  CREATE INDEX promise_account ON promise (account_id, made_at) WHERE account_id IS NOT NULL;
  CREATE INDEX promise_open ON promise (last_day) WHERE state = 'open';
  CREATE INDEX promise_last ON promise (last_day);
  CREATE TABLE payment (
    id TEXT PRIMARY KEY, account_id TEXT, promise_id TEXT, currency TEXT NOT NULL, amount INTEGER NOT NULL,
    day TEXT NOT NULL, source TEXT NOT NULL, at TEXT NOT NULL
  ) STRICT;
  CREATE INDEX payment_promise ON payment (promise_id) WHERE promise_id IS NOT NULL;
  CREATE INDEX payment_account ON payment (account_id) WHERE account_id IS NOT NULL;
  CREATE TABLE promise_check (id TEXT PRIMARY KEY, promise_id TEXT NOT NULL, day TEXT NOT NULL, at TEXT NOT NULL) STRICT;
  CREATE INDEX promise_check_promise ON promise_check (promise_id);
  CREATE TABLE promise_review (
    id TEXT PRIMARY KEY, account_id TEXT NOT NULL, promise_id TEXT NOT NULL, at TEXT NOT NULL
  ) STRICT;
  CREATE INDEX promise_review_promise ON promise_review (promise_id);

  INSERT INTO promise (call_id, account_id, agent, made_at, time_zone, currency, method, instalments, state, last_day)
    SELECT id, account_id, agent, opened_at, json_extract(record, '$.opened.timeZone'),
      json_extract(record, '$.outcome.promise.currency'), json_extract(record, '$.outcome.promise.method'),
      json_array(json_object('day', json_extract(record, '$.outcome.promise.day'),
        'amount', json_extract(record, '$.outcome.promise.amount'))),
      'open', json_extract(record, '$.outcome.promise.day')
    FROM call WHERE json_extract(record, '$.outcome.promise.day') IS NOT NULL;
  UPDATE promise SET state = 'replaced' WHERE EXISTS (
    SELECT 1 FROM promise later WHERE later.account_id = promise.account_id AND later.made_at > promise.made_at
      AND substr(later.made_at, 1, 10) <= promise.last_day);
  `,
  `
  ALTER TABLE number ADD COLUMN line TEXT;
  ALTER TABLE number ADD COLUMN person_id TEXT;
  ALTER TABLE number ADD COLUMN zone_hint TEXT;
  ALTER TABLE call ADD COLUMN rules TEXT;
  CREATE INDEX call_ruled ON call (rules, opened_at, id) WHERE rules IN ('blocked', 'overridden');
  CREATE INDEX call_foreign ON call (reference) WHERE own = 0;

  CREATE TABLE account_fact (
    id TEXT PRIMARY KEY, sort TEXT NOT NULL, account_id TEXT NOT NULL, person_id TEXT NOT NULL, call_id TEXT,
    body TEXT NOT NULL, since TEXT NOT NULL, agent TEXT
  ) STRICT;
  CREATE INDEX account_fact_account ON account_fact (account_id);
  CREATE INDEX account_fact_person ON account_fact (person_id);
  CREATE TABLE account_fact_end (
    fact_id TEXT PRIMARY KEY, account_id TEXT NOT NULL, at TEXT NOT NULL, why TEXT NOT NULL, agent TEXT
  ) STRICT;
  CREATE INDEX account_fact_end_account ON account_fact_end (account_id);
  CREATE TRIGGER account_facts_go AFTER DELETE ON account BEGIN
    DELETE FROM account_fact WHERE account_id = old.id;
    DELETE FROM account_fact_end WHERE account_id = old.id;
  END;
  `,
  `
  CREATE TABLE pop (
    id TEXT PRIMARY KEY, same_call TEXT NOT NULL UNIQUE, at TEXT NOT NULL, door TEXT NOT NULL, body TEXT
  ) STRICT;
  CREATE INDEX pop_at ON pop (at);
  CREATE TABLE dialer_call (call_id TEXT PRIMARY KEY, body TEXT NOT NULL, at TEXT NOT NULL) STRICT;
  CREATE TABLE delivery (
    outcome_id TEXT PRIMARY KEY, call_id TEXT NOT NULL, agent TEXT NOT NULL, body TEXT NOT NULL, state TEXT NOT NULL,
    tries INTEGER NOT NULL, next_at TEXT NOT NULL, saved_at TEXT NOT NULL, fault TEXT, changed_at TEXT NOT NULL
  ) STRICT;
  CREATE INDEX delivery_waiting ON delivery (next_at) WHERE state = 'waiting';
  `,
  `
  CREATE TABLE pack_draft (
    pack_id TEXT PRIMARY KEY, based_on TEXT, revision INTEGER NOT NULL, title TEXT NOT NULL, language TEXT NOT NULL,
    version TEXT NOT NULL, body TEXT NOT NULL, saved_at TEXT NOT NULL, saved_by TEXT
  ) STRICT;
  `,
  `
  CREATE TABLE former_pack (
    sha256 TEXT PRIMARY KEY, id TEXT NOT NULL, version TEXT NOT NULL, body TEXT NOT NULL, title TEXT NOT NULL,
    language TEXT NOT NULL, jurisdiction TEXT NOT NULL, objections INTEGER NOT NULL, imported_at TEXT NOT NULL
  ) STRICT;
  CREATE INDEX pack_content ON pack (sha256);
  CREATE TABLE repository (
    one INTEGER PRIMARY KEY CHECK (one = 1), team TEXT NOT NULL, place TEXT NOT NULL, root_fingerprint TEXT NOT NULL,
    root TEXT NOT NULL, enrolled_at TEXT NOT NULL, revision INTEGER NOT NULL, clock_floor TEXT NOT NULL,
    expired_timestamp INTEGER NOT NULL, tried_at TEXT, synced_at TEXT, failure TEXT, refused TEXT NOT NULL
  ) STRICT;
  CREATE TABLE trusted_metadata (
    role TEXT PRIMARY KEY, version INTEGER NOT NULL, sha256 TEXT NOT NULL, body BLOB NOT NULL
  ) STRICT;
  CREATE TABLE synced_pack (
    id TEXT PRIMARY KEY, version TEXT NOT NULL, sha256 TEXT NOT NULL, seq INTEGER NOT NULL, before TEXT
  ) STRICT;
  `,
  `
  CREATE TABLE pack_seen (
    agent TEXT NOT NULL, pack_id TEXT NOT NULL, sha256 TEXT NOT NULL, at TEXT NOT NULL, PRIMARY KEY (agent, pack_id)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX journal_activated ON journal (device, seq) WHERE type = 'pack.activated';
  CREATE INDEX journal_sat_down ON journal (device, seq) WHERE type = 'profile.saved';
  `,
  `
  ALTER TABLE synced_pack ADD COLUMN sound_by TEXT;
  `,
];
