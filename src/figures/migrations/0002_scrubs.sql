-- How often contributions of people were removed because their record was sealed: sets in memory that are older are made anew.
ALTER TABLE contribution_counter ADD COLUMN scrubs BIGINT NOT NULL DEFAULT 0;
