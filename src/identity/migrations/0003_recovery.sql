-- Recovery pairs: the newest is the one that new seals are made for. A secret half is stored nowhere.
CREATE TABLE recovery_pairs (
    id          /*sqlite: INTEGER*/ /*postgres: BIGINT*/ PRIMARY KEY,
    public_half /*sqlite: BLOB*/ /*postgres: BYTEA*/ NOT NULL,
    made        BIGINT NOT NULL,
    made_by     BIGINT NOT NULL
);

-- `pair` is the officer's key pair at that time: when she has another, her shares are dead.
CREATE TABLE recovery_officers (
    recovery BIGINT NOT NULL REFERENCES recovery_pairs (id),
    account  BIGINT NOT NULL REFERENCES accounts (id),
    pair     BIGINT NOT NULL,
    PRIMARY KEY (recovery, account)
);

CREATE INDEX recovery_officers_by_account ON recovery_officers (account, recovery);

-- For each two officers a share each, wrapped for its holder: both together are the secret half, one alone is noise.
CREATE TABLE recovery_shares (
    recovery BIGINT NOT NULL,
    holder   BIGINT NOT NULL,
    partner  BIGINT NOT NULL,
    wrapped  /*sqlite: BLOB*/ /*postgres: BYTEA*/ NOT NULL,
    PRIMARY KEY (recovery, holder, partner),
    FOREIGN KEY (recovery, holder) REFERENCES recovery_officers (recovery, account)
);

-- state: open, opened, refused, expired, ended. access_until: when an opened one ends.
CREATE TABLE seal_requests (
    id           /*sqlite: INTEGER*/ /*postgres: BIGINT*/ PRIMARY KEY,
    record       BIGINT NOT NULL,
    org          BIGINT NOT NULL,
    recovery     BIGINT NOT NULL,
    requester    BIGINT NOT NULL REFERENCES accounts (id),
    reason       TEXT NOT NULL,
    made         BIGINT NOT NULL,
    expires      BIGINT NOT NULL,
    state        TEXT NOT NULL,
    access_until BIGINT
);

CREATE INDEX seal_requests_by_state ON seal_requests (state, id);
CREATE INDEX seal_requests_by_record ON seal_requests (record, id);

CREATE TABLE seal_votes (
    request  BIGINT NOT NULL REFERENCES seal_requests (id),
    officer  BIGINT NOT NULL REFERENCES accounts (id),
    approves BIGINT NOT NULL,
    at       BIGINT NOT NULL,
    reason   TEXT NOT NULL,
    PRIMARY KEY (request, officer)
);

-- The shares of the officer who approved first, wrapped for each of the others. Gone when the request is decided.
CREATE TABLE seal_deposits (
    request   BIGINT NOT NULL REFERENCES seal_requests (id),
    depositor BIGINT NOT NULL,
    officer   BIGINT NOT NULL,
    wrapped   /*sqlite: BLOB*/ /*postgres: BYTEA*/ NOT NULL,
    PRIMARY KEY (request, officer)
);
