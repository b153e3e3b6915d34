-- Moments are RFC 3339 in UTC, ids are UUIDs, both as text. What has inner structure is JSON.

CREATE TABLE profile (
    id              TEXT PRIMARY KEY,
    name            TEXT NOT NULL,
    place           TEXT NOT NULL CHECK (place IN ('practice', 'test', 'live')),
    terminal_id     TEXT NOT NULL,
    currency        TEXT NOT NULL,
    defaults        TEXT NOT NULL,
    key_in_keychain INTEGER NOT NULL CHECK (key_in_keychain IN (0, 1)),
    links_checked_at TEXT,
    created_at      TEXT NOT NULL,
    -- One profile a terminal: no link can belong to two.
    UNIQUE (place, terminal_id)
) STRICT;

CREATE TABLE link (
    profile_id      TEXT NOT NULL REFERENCES profile (id) ON DELETE CASCADE,
    payment_link_id TEXT NOT NULL,
    body            TEXT NOT NULL,
    created_on      TEXT NOT NULL,
    kept_at         TEXT NOT NULL,
    checked_at      TEXT NOT NULL,
    PRIMARY KEY (profile_id, payment_link_id)
) STRICT;

CREATE INDEX link_by_age ON link (profile_id, created_on DESC, kept_at DESC);

CREATE TABLE share (
    profile_id       TEXT NOT NULL REFERENCES profile (id) ON DELETE CASCADE,
    payment_link_id  TEXT NOT NULL,
    sharing_event_id TEXT NOT NULL,
    name             TEXT NOT NULL,
    email            TEXT NOT NULL,
    at               TEXT NOT NULL,
    PRIMARY KEY (profile_id, sharing_event_id, email)
) STRICT;

CREATE INDEX share_by_link ON share (profile_id, payment_link_id, at DESC);

CREATE TABLE person (
    profile_id   TEXT NOT NULL REFERENCES profile (id) ON DELETE CASCADE,
    email        TEXT NOT NULL COLLATE NOCASE,
    name         TEXT NOT NULL,
    last_used_at TEXT NOT NULL,
    PRIMARY KEY (profile_id, email)
) STRICT;

CREATE TABLE intent (
    id              TEXT PRIMARY KEY,
    -- Names the press of the button: a second press of the same form finds the first.
    request_id      TEXT NOT NULL UNIQUE,
    profile_id      TEXT NOT NULL REFERENCES profile (id),
    kind            TEXT NOT NULL CHECK (kind IN ('create', 'share')),
    summary         TEXT NOT NULL,
    payment_link_id TEXT,
    recovered       INTEGER NOT NULL DEFAULT 0 CHECK (recovered IN (0, 1)),
    seen            INTEGER NOT NULL DEFAULT 0 CHECK (seen IN (0, 1)),
    created_at      TEXT NOT NULL
) STRICT;

CREATE INDEX intent_unseen ON intent (seen, created_at);

CREATE TABLE step (
    id              TEXT PRIMARY KEY,
    intent_id       TEXT NOT NULL REFERENCES intent (id) ON DELETE CASCADE,
    ordinal         INTEGER NOT NULL,
    operation       TEXT NOT NULL CHECK (operation IN ('create', 'share')),
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
    UNIQUE (intent_id, ordinal)
) STRICT;

CREATE INDEX step_unsettled ON step (state) WHERE state NOT IN ('done', 'refused', 'taken_back', 'dropped');
