-- The present key pair of each account. `sealed` is the secret half under the key that Argon2id makes of her password and
-- `salt`; both are null where a program keeps the secret half. A pair that ended has no row.
CREATE TABLE key_pairs (
    account     /*sqlite: INTEGER*/ /*postgres: BIGINT*/ PRIMARY KEY REFERENCES accounts (id),
    pair        BIGINT NOT NULL UNIQUE,
    made        BIGINT NOT NULL,
    public_half /*sqlite: BLOB*/ /*postgres: BYTEA*/ NOT NULL,
    salt        /*sqlite: BLOB*/ /*postgres: BYTEA*/,
    sealed      /*sqlite: BLOB*/ /*postgres: BYTEA*/
);

-- The secret half once more, under a key made of the session's token, which only the browser has.
ALTER TABLE sessions ADD COLUMN pair BIGINT;
ALTER TABLE sessions ADD COLUMN sealed /*sqlite: BLOB*/ /*postgres: BYTEA*/;

-- A session from before this holds no keys: everybody signs in once more.
DELETE FROM sessions;
