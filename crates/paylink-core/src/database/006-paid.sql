-- What was found paid, once for each payment, and whether the user has been told. `payment_id` is empty where the whole
-- link was found paid and no payment is known.
CREATE TABLE paid (
    id              TEXT PRIMARY KEY,
    profile_id      TEXT NOT NULL REFERENCES profile (id) ON DELETE CASCADE,
    payment_link_id TEXT NOT NULL,
    payment_id      TEXT NOT NULL,
    amount          INTEGER,
    currency        TEXT NOT NULL,
    at              TEXT NOT NULL,
    told            INTEGER NOT NULL DEFAULT 0 CHECK (told IN (0, 1)),
    seen            INTEGER NOT NULL DEFAULT 0 CHECK (seen IN (0, 1)),
    seal            INTEGER,
    UNIQUE (profile_id, payment_link_id, payment_id)
) STRICT;

CREATE INDEX paid_untold ON paid (at) WHERE told = 0;
CREATE INDEX paid_unseen ON paid (at DESC) WHERE seen = 0;

-- The active links of a profile by age, for the watch over them.
CREATE INDEX link_active ON link (profile_id, kept_at DESC) WHERE instr(body, '"status":"active"') > 0;
