-- From version 9 to 10: which addresses are mailboxes that move, and the other addresses of each.

ALTER TABLE person ADD COLUMN kind TEXT NOT NULL DEFAULT 'person';    -- person, shared, forward, stays
ALTER TABLE person ADD COLUMN aliases TEXT NOT NULL DEFAULT '[]';     -- JSON list of addresses
