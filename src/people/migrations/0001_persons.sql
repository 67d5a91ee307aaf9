-- county is the county part of org: most searches stay within one. Birth is a day counted from 1970-01-01.
CREATE TABLE persons (
    id      /*sqlite: INTEGER*/ /*postgres: BIGINT*/ PRIMARY KEY,
    org     BIGINT NOT NULL,
    county  BIGINT NOT NULL,
    name    TEXT /*postgres: COLLATE "C"*/ NOT NULL,
    sex     BIGINT NOT NULL,
    birth   BIGINT,
    phone   TEXT NOT NULL,
    created BIGINT NOT NULL,
    account BIGINT NOT NULL
);

CREATE INDEX persons_by_county_and_name ON persons (county, name, id, org);
CREATE INDEX persons_by_name ON persons (name, id, org);
