-- Which links have changed since when, in commits of the mark: whoever holds what follows from links takes up from
-- there. What is in here may be lost with the file, and is nobody's only knowledge, so it has no seals.
CREATE TABLE changed_link (
    -- The row of the link; a file keeps it for as long as the link is there.
    link    INTEGER PRIMARY KEY,
    changed INTEGER NOT NULL
) STRICT;

CREATE INDEX changed_link_by_commit ON changed_link (changed);

-- Names this very file: one that is made anew, as by a rebuild, has another.
CREATE TABLE edition (
    only INTEGER PRIMARY KEY CHECK (only = 1),
    name TEXT NOT NULL
) STRICT;

CREATE TRIGGER link_made AFTER INSERT ON link BEGIN
    INSERT INTO changed_link (link, changed) VALUES (NEW.rowid, (SELECT commits + 1 FROM mark))
    ON CONFLICT (link) DO UPDATE SET changed = excluded.changed;
END;

-- A link that the gateway has described as before has not changed, whenever that was.
CREATE TRIGGER link_described AFTER UPDATE OF body, created_on ON link
WHEN OLD.body IS NOT NEW.body OR OLD.created_on IS NOT NEW.created_on BEGIN
    INSERT INTO changed_link (link, changed) VALUES (NEW.rowid, (SELECT commits + 1 FROM mark))
    ON CONFLICT (link) DO UPDATE SET changed = excluded.changed;
END;

CREATE TRIGGER link_removed AFTER DELETE ON link BEGIN
    DELETE FROM changed_link WHERE link = OLD.rowid;
END;

CREATE TRIGGER link_shared AFTER INSERT ON share BEGIN
    INSERT INTO changed_link (link, changed)
    SELECT link.rowid, (SELECT commits + 1 FROM mark) FROM link
    WHERE profile_id = NEW.profile_id AND payment_link_id = NEW.payment_link_id
    ON CONFLICT (link) DO UPDATE SET changed = excluded.changed;
END;
