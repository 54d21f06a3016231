-- From one version to the next: when mail was copied and compared, how it ended for each person, and what was found.

CREATE TABLE run(
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,                   -- copy, check
    began INTEGER NOT NULL,               -- seconds since 1970, UTC
    ended INTEGER,                        -- seconds since 1970, UTC; NULL while it runs and when it was cut off
    stopped INTEGER NOT NULL DEFAULT 0    -- 1 when somebody asked for the end
) STRICT;

CREATE TABLE run_person(
    run INTEGER NOT NULL REFERENCES run(id) ON DELETE CASCADE,
    person INTEGER NOT NULL REFERENCES person(id) ON DELETE CASCADE,
    state TEXT NOT NULL,                  -- done, stopped, failed
    code TEXT,                            -- why it failed
    verdict TEXT NOT NULL,                -- complete, complete_with_notes, incomplete
    source INTEGER,                       -- messages at the source; NULL when they were not counted
    arrived INTEGER NOT NULL,             -- messages of the source that are at the destination
    already_there INTEGER,                -- how many of those were there from elsewhere; NULL when nobody looked
    left_out INTEGER NOT NULL,            -- messages of the source that are not at the destination
    extra INTEGER,                        -- messages at the destination alone; NULL when nobody looked
    PRIMARY KEY(run, person)
) STRICT, WITHOUT ROWID;

-- What the last check of a person found, and the folders that the last copy set aside.
CREATE TABLE finding(
    person INTEGER NOT NULL REFERENCES person(id) ON DELETE CASCADE,
    run TEXT NOT NULL,                    -- copy, check
    folder TEXT NOT NULL,                 -- JSON list of name parts at the source
    kind TEXT NOT NULL,
    detail TEXT,                          -- a code, a side, or a JSON list of name parts
    uid INTEGER,
    size INTEGER NOT NULL,                -- bytes
    date INTEGER,                         -- seconds since 1970, UTC
    sender TEXT,
    subject TEXT,
    message_id TEXT,
    server_text TEXT
) STRICT;
CREATE INDEX finding_person ON finding(person, run);
