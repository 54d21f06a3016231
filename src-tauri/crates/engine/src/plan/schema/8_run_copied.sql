-- From version 7 to 8: how many messages a copy itself brought over, so that a later one can tell what is new.

ALTER TABLE run_person ADD COLUMN copied INTEGER;   -- NULL for comparisons and for copies before this version
