CREATE TABLE journal (
    seq          /*sqlite: INTEGER*/ /*postgres: BIGINT*/ PRIMARY KEY,
    at           BIGINT NOT NULL,
    account      BIGINT NOT NULL,
    org          BIGINT NOT NULL,
    county       BIGINT NOT NULL,
    action       TEXT NOT NULL,
    target       TEXT NOT NULL,
    content_hash /*sqlite: BLOB*/ /*postgres: BYTEA*/ NOT NULL,
    hash         /*sqlite: BLOB*/ /*postgres: BYTEA*/ NOT NULL
);

CREATE INDEX journal_by_county ON journal (county, seq, org);
