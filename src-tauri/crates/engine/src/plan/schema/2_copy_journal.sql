-- From version 1 to 2: what may be at the destination without being noted is no longer kept message by message, but as
-- the number from which on the destination has to be looked at.

ALTER TABLE folder ADD COLUMN looked_to INTEGER NOT NULL DEFAULT 1;   -- destination: what lies below this number is noted or not ours
ALTER TABLE folder ADD COLUMN noted_to INTEGER NOT NULL DEFAULT 1;    -- source: every message below this number is noted
ALTER TABLE folder ADD COLUMN under_way INTEGER NOT NULL DEFAULT 0;   -- 1 from before the first byte until every answer is noted
ALTER TABLE folder ADD COLUMN modseq INTEGER;                         -- source: HIGHESTMODSEQ to which flags have been followed

DELETE FROM message WHERE state = 0;
DROP INDEX message_state;
ALTER TABLE message DROP COLUMN hash;
ALTER TABLE message DROP COLUMN floor_uid;
ALTER TABLE message ADD COLUMN flags TEXT;                            -- as last seen at the source, between blanks; NULL if unknown
CREATE INDEX message_set_aside ON message(folder) WHERE state = 2;
