-- 1: the due day ends a wait, as of a public notice, and is no day by which anything must be done.
ALTER TABLE todos ADD COLUMN waits BIGINT NOT NULL DEFAULT 0;
