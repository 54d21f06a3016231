-- From version 8 to 9: how fast a copy was, so that the time of the next one can be told.

ALTER TABLE run ADD COLUMN moved_messages INTEGER;   -- messages that it brought; NULL where nothing can be told from it
ALTER TABLE run ADD COLUMN moved_bytes INTEGER;      -- bytes of those
ALTER TABLE run ADD COLUMN moving_seconds INTEGER;   -- how long mail moved, without pauses and waits
ALTER TABLE run ADD COLUMN connections INTEGER;      -- how many were allowed to either side
