-- Which records speak of a person in one of their fields. (Subjects and participants have indexes of their own.)
CREATE TABLE record_persons (
    person BIGINT NOT NULL,
    record BIGINT NOT NULL,
    PRIMARY KEY (person, record)
) /*sqlite: WITHOUT ROWID*/;
CREATE INDEX record_persons_of ON record_persons (record);

-- What the merge of two persons changed in a record, so that it can be taken back: JSON.
CREATE TABLE record_moves (
    merge BIGINT NOT NULL,
    record BIGINT NOT NULL,
    what TEXT NOT NULL,
    PRIMARY KEY (merge, record)
) /*sqlite: WITHOUT ROWID*/;
