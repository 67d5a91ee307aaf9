-- The items of payment batches. batch: the record of the batch. state: 0 gathered, 1 sent, 2 arrived, 3 bounced, 4 dropped.
-- answer: what the bank said (2 or 3), before it is carried out. version: of the record when it was gathered. entry: of its
-- timeline, by which it was sent. payee to purpose: what the bank is told, as it stood when the record was sent; emptied when the bank
-- has answered, save for the purpose.
CREATE TABLE batch_items (
    batch BIGINT NOT NULL,
    n BIGINT NOT NULL,
    record BIGINT NOT NULL,
    amount BIGINT NOT NULL CHECK (amount > 0),
    state BIGINT NOT NULL CHECK (state BETWEEN 0 AND 4),
    answer BIGINT CHECK (answer IN (2, 3)),
    reason TEXT NOT NULL,
    reason_en TEXT NOT NULL,
    version BIGINT NOT NULL,
    entry BIGINT NOT NULL,
    payee TEXT NOT NULL DEFAULT '',
    paper_end TEXT NOT NULL DEFAULT '',
    bank TEXT NOT NULL DEFAULT '',
    account TEXT NOT NULL DEFAULT '',
    purpose TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (batch, n)
) /*sqlite: WITHOUT ROWID*/;
CREATE UNIQUE INDEX batch_items_of_record ON batch_items (batch, record);
-- A record is in one live batch at most.
CREATE UNIQUE INDEX batch_items_live ON batch_items (record) WHERE state IN (0, 1);

-- For what a batch's items were gathered, with the batch's fields of that moment: a batch that says something else now is not sent.
CREATE TABLE batch_lists (
    batch BIGINT PRIMARY KEY,
    fund BIGINT NOT NULL,
    about TEXT NOT NULL
);
