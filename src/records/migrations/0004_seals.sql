-- A sealed record opens to its team alone. seal: the record whose key it is sealed with (itself, or the case that it is part of).
-- What the seal hides of it is in hidden, of an entry in the entry's: sealed boxes for the case's public half.
ALTER TABLE records ADD COLUMN seal BIGINT;
ALTER TABLE records ADD COLUMN hidden /*sqlite: BLOB*/ /*postgres: BYTEA*/;
ALTER TABLE timeline ADD COLUMN hidden /*sqlite: BLOB*/ /*postgres: BYTEA*/;
ALTER TABLE attachments ADD COLUMN hidden /*sqlite: BLOB*/ /*postgres: BYTEA*/;

CREATE TABLE seals (
    record BIGINT PRIMARY KEY,
    public_half /*sqlite: BLOB*/ /*postgres: BYTEA*/ NOT NULL
);

-- The case's secret half, wrapped for each member's key pair. until: of a seal that was broken for her, the moment it ends.
CREATE TABLE seal_members (
    record BIGINT NOT NULL,
    account BIGINT NOT NULL,
    pair BIGINT NOT NULL,
    wrapped /*sqlite: BLOB*/ /*postgres: BYTEA*/ NOT NULL,
    until BIGINT,
    PRIMARY KEY (record, account)
) /*sqlite: WITHOUT ROWID*/;
CREATE INDEX seal_members_of_account ON seal_members (account, record);

-- The same, wrapped for recovery pairs, which need two officers.
CREATE TABLE seal_recoveries (
    record BIGINT NOT NULL,
    recovery BIGINT NOT NULL,
    wrapped /*sqlite: BLOB*/ /*postgres: BYTEA*/ NOT NULL,
    PRIMARY KEY (record, recovery)
) /*sqlite: WITHOUT ROWID*/;

CREATE TABLE sealed_participants (
    record BIGINT NOT NULL,
    n BIGINT NOT NULL,
    hidden /*sqlite: BLOB*/ /*postgres: BYTEA*/ NOT NULL,
    PRIMARY KEY (record, n)
) /*sqlite: WITHOUT ROWID*/;

CREATE INDEX attachments_by_hash ON attachments (hash);
CREATE INDEX records_by_seal ON records (seal) WHERE seal IS NOT NULL;

-- Files in the clear that nothing should keep any more: removed after the commit that sealed their record.
CREATE TABLE dropped_files (
    hash TEXT PRIMARY KEY
);
