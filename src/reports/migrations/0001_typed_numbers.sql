-- Numbers that a person typed into a report. Append-only: the newest of a slot holds, the older ones remain.
CREATE TABLE typed_numbers (
    report TEXT NOT NULL,
    org BIGINT NOT NULL,
    year BIGINT NOT NULL,
    slot TEXT NOT NULL,
    n BIGINT NOT NULL,
    value DOUBLE PRECISION,
    note TEXT NOT NULL,
    account BIGINT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (report, org, year, slot, n)
);
