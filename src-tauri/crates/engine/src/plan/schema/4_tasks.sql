-- From version 3 to 4: the moving day, what was said and found about each task, and whether each sign-in works.

CREATE TABLE moving_day(
    row INTEGER PRIMARY KEY CHECK (row = 1),
    day TEXT NOT NULL,                    -- YYYY-MM-DD, in the zone
    time TEXT NOT NULL,                   -- HH:MM, in the zone
    zone TEXT NOT NULL                    -- name in the IANA database
) STRICT;

-- What a person said about a task. Reopening it deletes the row.
CREATE TABLE task_mark(
    task TEXT PRIMARY KEY,
    kind TEXT NOT NULL,                   -- done, skipped, waiting
    detail TEXT,                          -- skipped: the reason; waiting: for whom
    note TEXT,                            -- in the person's own words
    at INTEGER NOT NULL                   -- seconds since 1970, UTC
) STRICT, WITHOUT ROWID;

-- What the program found about a task when it last looked.
CREATE TABLE task_check(
    task TEXT PRIMARY KEY,
    kind TEXT NOT NULL,                   -- passed, waiting, concern
    until INTEGER,                        -- waiting: seconds since 1970, UTC
    concern TEXT,
    at INTEGER NOT NULL                   -- seconds since 1970, UTC
) STRICT, WITHOUT ROWID;

-- The last test of each sign-in.
CREATE TABLE sign_in(
    person INTEGER NOT NULL REFERENCES person(id) ON DELETE CASCADE,
    side TEXT NOT NULL,
    code TEXT,                            -- why it does not work; NULL when it does
    messages INTEGER,
    bytes INTEGER,
    at INTEGER NOT NULL,                  -- seconds since 1970, UTC
    PRIMARY KEY(person, side)
) STRICT, WITHOUT ROWID;

-- Small answers that later screens come back to, by name.
CREATE TABLE answer(
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- How every task stood when the plan was last looked at.
CREATE TABLE visit(
    row INTEGER PRIMARY KEY CHECK (row = 1),
    at INTEGER NOT NULL,                  -- seconds since 1970, UTC
    states TEXT NOT NULL                  -- JSON object from task to state
) STRICT;
