-- Links are changed and deactivated, too. A check cannot be altered, so both tables are made anew: the rows keep their
-- places (the order in which they were asked for is the order of rowid), and what is new stands behind what was there.

CREATE TABLE new_intent (
    id              TEXT PRIMARY KEY,
    -- Names the press of the button: a second press of the same form finds the first.
    request_id      TEXT NOT NULL UNIQUE,
    profile_id      TEXT NOT NULL REFERENCES profile (id),
    kind            TEXT NOT NULL CHECK (kind IN ('create', 'share', 'change', 'deactivate')),
    summary         TEXT NOT NULL,
    payment_link_id TEXT,
    recovered       INTEGER NOT NULL DEFAULT 0 CHECK (recovered IN (0, 1)),
    seen            INTEGER NOT NULL DEFAULT 0 CHECK (seen IN (0, 1)),
    created_at      TEXT NOT NULL,
    seal            INTEGER
) STRICT;

INSERT INTO new_intent
    (rowid, id, request_id, profile_id, kind, summary, payment_link_id, recovered, seen, created_at, seal)
SELECT rowid, id, request_id, profile_id, kind, summary, payment_link_id, recovered, seen, created_at, seal
FROM intent ORDER BY rowid;

CREATE TABLE new_step (
    id              TEXT PRIMARY KEY,
    intent_id       TEXT NOT NULL REFERENCES new_intent (id) ON DELETE CASCADE,
    ordinal         INTEGER NOT NULL,
    operation       TEXT NOT NULL CHECK (operation IN ('create', 'share', 'update', 'deactivate')),
    idempotency_key TEXT NOT NULL UNIQUE,
    -- The exact bytes that are sent, however often.
    body            BLOB NOT NULL,
    recipient       TEXT,
    state           TEXT NOT NULL,
    sends           INTEGER NOT NULL,
    setbacks        INTEGER NOT NULL,
    may_have_acted  INTEGER NOT NULL DEFAULT 0 CHECK (may_have_acted IN (0, 1)),
    said_done       INTEGER NOT NULL DEFAULT 0 CHECK (said_done IN (0, 1)),
    repeat_refused  INTEGER NOT NULL DEFAULT 0 CHECK (repeat_refused IN (0, 1)),
    on_users_word   INTEGER NOT NULL DEFAULT 0 CHECK (on_users_word IN (0, 1)),
    first_sent_at   TEXT,
    not_before      TEXT,
    fault           TEXT,
    -- What it made: a payment link's id or a sharing event's. Nothing is made by two requests.
    result          TEXT,
    -- An email that reminds of a link which should still be open: whether it is, is asked just before it leaves.
    only_if_active  INTEGER NOT NULL DEFAULT 0 CHECK (only_if_active IN (0, 1)),
    seal            INTEGER,
    UNIQUE (intent_id, ordinal)
) STRICT;

INSERT INTO new_step
    (rowid, id, intent_id, ordinal, operation, idempotency_key, body, recipient, state, sends, setbacks, may_have_acted,
     said_done, repeat_refused, on_users_word, first_sent_at, not_before, fault, result)
SELECT rowid, id, intent_id, ordinal, operation, idempotency_key, body, recipient, state, sends, setbacks, may_have_acted,
       said_done, repeat_refused, on_users_word, first_sent_at, not_before, fault, result
FROM step ORDER BY rowid;

-- The children first: dropping what they hang on would take them along.
DROP TABLE step;
DROP TABLE intent;
ALTER TABLE new_intent RENAME TO intent;
ALTER TABLE new_step RENAME TO step;

CREATE INDEX intent_unseen ON intent (seen, created_at);
CREATE INDEX step_unsettled ON step (state) WHERE state NOT IN ('done', 'refused', 'taken_back', 'dropped');

-- Whether the email was a reminder.
ALTER TABLE share ADD COLUMN is_reminder INTEGER NOT NULL DEFAULT 0 CHECK (is_reminder IN (0, 1));

-- What happened to a link on this computer, for good: intents are forgotten after a while, this is not.
CREATE TABLE event (
    profile_id      TEXT NOT NULL REFERENCES profile (id) ON DELETE CASCADE,
    payment_link_id TEXT NOT NULL,
    at              TEXT NOT NULL,
    kind            TEXT NOT NULL,
    -- JSON, by kind: of 'changed' what it was before and after, of 'deactivated' why. Empty where there is no more to say.
    detail          TEXT NOT NULL DEFAULT '',
    seal            INTEGER,
    -- The same row from two damaged files is one.
    PRIMARY KEY (profile_id, payment_link_id, at, kind, detail)
) STRICT;
