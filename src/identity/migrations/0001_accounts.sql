-- name_key is the name in lower case: names differ by more than case.
CREATE TABLE accounts (
    id          /*sqlite: INTEGER*/ /*postgres: BIGINT*/ PRIMARY KEY,
    name        TEXT NOT NULL,
    name_key    TEXT /*postgres: COLLATE "C"*/ NOT NULL UNIQUE,
    title       TEXT NOT NULL,
    password    TEXT NOT NULL,
    active      BIGINT NOT NULL,
    must_change BIGINT NOT NULL,
    created     BIGINT NOT NULL,
    version     BIGINT NOT NULL
);

CREATE TABLE grants (
    account BIGINT NOT NULL REFERENCES accounts (id),
    role    TEXT NOT NULL,
    org     BIGINT NOT NULL,
    PRIMARY KEY (account, org, role)
);

CREATE INDEX grants_by_org ON grants (org, account);

CREATE TABLE sessions (
    token_hash /*sqlite: BLOB*/ /*postgres: BYTEA*/ PRIMARY KEY,
    account    BIGINT NOT NULL REFERENCES accounts (id),
    csrf       TEXT NOT NULL,
    created    BIGINT NOT NULL,
    seen       BIGINT NOT NULL
);

CREATE INDEX sessions_by_account ON sessions (account);
CREATE INDEX sessions_by_created ON sessions (created);

-- By name and not by account, so that a lock does not tell which names exist.
CREATE TABLE sign_in_failures (
    name_key     TEXT /*postgres: COLLATE "C"*/ PRIMARY KEY,
    failures     BIGINT NOT NULL,
    last         BIGINT NOT NULL,
    locked_until BIGINT
);

CREATE INDEX sign_in_failures_by_last ON sign_in_failures (last);
