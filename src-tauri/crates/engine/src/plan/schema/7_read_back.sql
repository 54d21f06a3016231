-- From version 6 to 7: which messages only their bytes can tell to be whole, and remarks on messages that did arrive.

ALTER TABLE message ADD COLUMN odd INTEGER NOT NULL DEFAULT 0;        -- 1 if a server might change its bytes without changing its size

DROP INDEX message_set_aside;
CREATE INDEX message_told ON message(folder) WHERE code IS NOT NULL;  -- set aside, or copied with a remark
