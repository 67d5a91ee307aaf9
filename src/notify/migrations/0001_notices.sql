CREATE TABLE notices (
    id BIGINT NOT NULL,
    account BIGINT NOT NULL,
    at BIGINT NOT NULL,
    kind TEXT NOT NULL,
    record BIGINT NOT NULL,
    by_account BIGINT NOT NULL,
    seen BIGINT NOT NULL,
    PRIMARY KEY (account, id)
) /*sqlite: WITHOUT ROWID*/;
CREATE INDEX notices_unseen ON notices (account) WHERE seen = 0;
