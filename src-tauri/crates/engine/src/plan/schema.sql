-- Version 1 of the plan file. This text stays as it is: later versions are steps in migration.rs that start from here.

CREATE TABLE header(
    row INTEGER PRIMARY KEY CHECK (row = 1),
    id TEXT NOT NULL,                     -- 32 hexadecimal digits
    domain TEXT NOT NULL,
    kind TEXT NOT NULL,                   -- real, practice
    created INTEGER NOT NULL              -- seconds since 1970, UTC
) STRICT;

CREATE TABLE endpoint(
    side TEXT PRIMARY KEY,                -- source, destination
    url TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- A person who was taken out keeps the row, marked as removed: the journal hangs on it, and whoever comes back must
-- not be copied twice.
CREATE TABLE person(
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    position INTEGER NOT NULL,
    removed INTEGER NOT NULL DEFAULT 0,
    name TEXT,
    address TEXT NOT NULL,
    address_key TEXT NOT NULL,            -- the address in the form in which two spellings are equal
    destination_address TEXT NOT NULL,
    source_user TEXT,
    destination_user TEXT
) STRICT;
CREATE UNIQUE INDEX person_address ON person(address_key) WHERE removed = 0;

-- Which entries of the password store belong to this plan. Never the passwords.
CREATE TABLE secret_note(
    person INTEGER NOT NULL REFERENCES person(id) ON DELETE CASCADE,
    side TEXT NOT NULL,
    PRIMARY KEY(person, side)
) STRICT, WITHOUT ROWID;

-- The copy journal: a folder of one person and where it goes.
CREATE TABLE folder(
    id INTEGER PRIMARY KEY,
    person INTEGER NOT NULL REFERENCES person(id) ON DELETE CASCADE,
    source_name TEXT NOT NULL,            -- JSON list of name parts
    destination_name TEXT NOT NULL,       -- JSON list of name parts
    source_validity INTEGER NOT NULL,     -- UIDVALIDITY
    destination_validity INTEGER NOT NULL,
    UNIQUE(person, source_name)
) STRICT;

CREATE TABLE message(
    folder INTEGER NOT NULL REFERENCES folder(id) ON DELETE CASCADE,
    source_uid INTEGER NOT NULL,
    state INTEGER NOT NULL,               -- 0 intended, 1 copied, 2 set aside
    size INTEGER NOT NULL,                -- bytes
    internal_date INTEGER NOT NULL,       -- seconds since 1970, UTC
    hash BLOB,                            -- SHA-256 of the bytes
    destination_uid INTEGER,
    floor_uid INTEGER,                    -- UIDNEXT of the destination when the intention was written
    code TEXT,                            -- why it was set aside
    server_text TEXT,
    subject TEXT,
    sender TEXT,
    message_id TEXT,
    PRIMARY KEY(folder, source_uid)
) STRICT, WITHOUT ROWID;
CREATE INDEX message_state ON message(folder, state);
