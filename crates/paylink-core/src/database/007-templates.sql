-- What a new link may start from, under a name of the user's own. Names differ in more than capitals.
CREATE TABLE template (
    id          TEXT PRIMARY KEY,
    profile_id  TEXT NOT NULL REFERENCES profile (id) ON DELETE CASCADE,
    name        TEXT NOT NULL,
    -- The name as it is compared.
    folded      TEXT NOT NULL,
    body        TEXT NOT NULL,
    made_at     TEXT NOT NULL,
    seal        INTEGER,
    UNIQUE (profile_id, folded)
) STRICT;
