-- Each row carries a sum over its other columns, so that a row that was changed by anything but Paylink is told from
-- one that was written: see `seal.rs`.
ALTER TABLE profile ADD COLUMN seal INTEGER;
ALTER TABLE link ADD COLUMN seal INTEGER;
ALTER TABLE share ADD COLUMN seal INTEGER;
ALTER TABLE person ADD COLUMN seal INTEGER;
ALTER TABLE intent ADD COLUMN seal INTEGER;
ALTER TABLE step ADD COLUMN seal INTEGER;

-- Which file this is and how often it was written: see `mark.rs`.
CREATE TABLE mark (
    only    INTEGER PRIMARY KEY CHECK (only = 1),
    file    TEXT NOT NULL,
    commits INTEGER NOT NULL
) STRICT;

-- Holds "rebuild" for as long as the user has not been told that this file was made of a damaged one.
CREATE TABLE untold (
    what TEXT PRIMARY KEY
) STRICT;
