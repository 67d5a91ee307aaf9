-- What a sealed record is linked to, in boxes as its participants are; record_links holds none of them.
CREATE TABLE sealed_links (
    record BIGINT NOT NULL,
    n BIGINT NOT NULL,
    hidden /*sqlite: BLOB*/ /*postgres: BYTEA*/ NOT NULL,
    PRIMARY KEY (record, n)
) /*sqlite: WITHOUT ROWID*/;

-- Who was let out of a case's team: her role does not bring her back.
CREATE TABLE seal_dismissals (
    record BIGINT NOT NULL,
    account BIGINT NOT NULL,
    PRIMARY KEY (record, account)
) /*sqlite: WITHOUT ROWID*/;
