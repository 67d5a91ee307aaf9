-- Every figure by a number, so that contributions stay small.
CREATE TABLE figure_names (
    id /*sqlite: INTEGER*/ /*postgres: BIGINT*/ PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
);

-- What each change of a record added to a figure: append-only, corrections are rows of their own. The year and
-- the organisation lead the key, so that a place's year is one short range however many years have gathered.
CREATE TABLE contributions (
    figure BIGINT NOT NULL,
    year BIGINT NOT NULL,
    org BIGINT NOT NULL,
    day BIGINT NOT NULL,
    seq BIGINT NOT NULL,
    amount BIGINT NOT NULL,
    who BIGINT,
    record BIGINT NOT NULL,
    entry BIGINT NOT NULL,
    PRIMARY KEY (figure, year, org, day, seq)
) /*sqlite: WITHOUT ROWID*/;

CREATE INDEX contributions_of_record ON contributions (record);
-- For the sets of people that are kept in memory: what has come since.
CREATE INDEX contributions_of_people ON contributions (figure, seq) WHERE who IS NOT NULL;

-- Sums by month, one row for each organisation from where it happened up to the top.
CREATE TABLE rollups (
    year BIGINT NOT NULL,
    org BIGINT NOT NULL,
    figure BIGINT NOT NULL,
    month BIGINT NOT NULL,
    amount BIGINT NOT NULL,
    PRIMARY KEY (year, org, figure, month)
) /*sqlite: WITHOUT ROWID*/;

CREATE TABLE contribution_counter (next BIGINT NOT NULL);
INSERT INTO contribution_counter VALUES (1);
