-- Who stands against whom in some record. pair and other are blind numbers, of both and of the other side alone; who is both ids,
-- encrypted about "side:PAIR". No record is named, and rows lie in the order of their blind numbers: when one came says nothing.
CREATE TABLE person_sides (
    pair BIGINT NOT NULL PRIMARY KEY,
    other BIGINT NOT NULL,
    who TEXT NOT NULL
) /*sqlite: WITHOUT ROWID*/;
CREATE INDEX person_sides_of ON person_sides (other);
