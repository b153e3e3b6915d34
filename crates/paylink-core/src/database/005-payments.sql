-- What was paid through a link, as the gateway last told it: shown also without a connection.
CREATE TABLE payment (
    profile_id      TEXT NOT NULL REFERENCES profile (id) ON DELETE CASCADE,
    payment_link_id TEXT NOT NULL,
    payment_id      TEXT NOT NULL,
    body            TEXT NOT NULL,
    seal            INTEGER,
    PRIMARY KEY (profile_id, payment_link_id, payment_id)
) STRICT;

-- When the gateway was asked for them, whether it told all, and why it could not be asked the last time.
CREATE TABLE payments_look (
    profile_id      TEXT NOT NULL REFERENCES profile (id) ON DELETE CASCADE,
    payment_link_id TEXT NOT NULL,
    checked_at      TEXT,
    whole           INTEGER NOT NULL CHECK (whole IN (0, 1)),
    fault           TEXT,
    seal            INTEGER,
    PRIMARY KEY (profile_id, payment_link_id)
) STRICT;

-- Links whose address was found to be another one: whoever was emailed before this moment has a dead one.
CREATE TABLE replaced_address (
    profile_id      TEXT NOT NULL REFERENCES profile (id) ON DELETE CASCADE,
    payment_link_id TEXT NOT NULL,
    since           TEXT NOT NULL,
    seal            INTEGER,
    PRIMARY KEY (profile_id, payment_link_id)
) STRICT;

-- Who has which links, in whatever case the address was typed.
CREATE INDEX share_by_email ON share (profile_id, email COLLATE NOCASE);
