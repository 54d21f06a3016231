-- From one version to the next: what has been read from each mailbox of the source in a day, where providers limit that.

CREATE TABLE daily_bytes(
    person INTEGER PRIMARY KEY REFERENCES person(id) ON DELETE CASCADE,
    day TEXT NOT NULL,                    -- YYYY-MM-DD, UTC; what was read on other days no longer counts
    bytes INTEGER NOT NULL
) STRICT;
