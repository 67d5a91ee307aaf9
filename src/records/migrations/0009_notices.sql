-- What stands on the public board while its record is in a state of public notice. id: what the board calls it, made at random, so that
-- no number of a record is told. ends: the last day on which it is shown.
CREATE TABLE record_notices (
    record BIGINT PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    ends BIGINT NOT NULL
);

-- The same under the record's organisation, each above it and 0, in the order in which the board shows them: the board of any place is
-- one short range. What has ended lies outside of it.
CREATE TABLE notice_places (
    place BIGINT NOT NULL,
    ends BIGINT NOT NULL,
    id TEXT NOT NULL,
    record BIGINT NOT NULL,
    PRIMARY KEY (place, ends, id)
) /*sqlite: WITHOUT ROWID*/;
CREATE INDEX notice_places_of_record ON notice_places (record);
