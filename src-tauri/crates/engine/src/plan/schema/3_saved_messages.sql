-- From version 2 to 3: where a message that was set aside is kept as a file, or why it is not.

ALTER TABLE message ADD COLUMN saved TEXT;                            -- path, relative to the folder of the plan file
ALTER TABLE message ADD COLUMN unsaved TEXT;                          -- code
