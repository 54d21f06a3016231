CREATE TABLE folder(
    id INTEGER PRIMARY KEY,
    person TEXT NOT NULL,
    name TEXT NOT NULL,             -- as on the wire: modified UTF-7, parts separated by /
    special_use TEXT,
    selectable INTEGER NOT NULL,
    subscribed INTEGER NOT NULL,
    uid_validity INTEGER NOT NULL,
    uid_next INTEGER NOT NULL,
    UNIQUE(person, name)
);
CREATE TABLE message(
    folder INTEGER NOT NULL REFERENCES folder(id),
    uid INTEGER NOT NULL,
    internal_date INTEGER NOT NULL, -- seconds since 1970
    zone INTEGER NOT NULL,          -- minutes east of Greenwich
    flags TEXT NOT NULL,            -- separated by blanks
    bytes BLOB NOT NULL,
    PRIMARY KEY(folder, uid)
);
