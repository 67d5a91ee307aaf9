-- A record may be part of another: a mediation, a referral of a case. sender: whose parts a receiver's records are.
ALTER TABLE records ADD COLUMN parent BIGINT;
ALTER TABLE records ADD COLUMN sender BIGINT;
CREATE INDEX records_of_parent ON records (parent, id) WHERE parent IS NOT NULL;

-- What the entry did to the deadlines beside the state's own: {"visit": [met, due or null]}.
ALTER TABLE timeline ADD COLUMN deadlines TEXT NOT NULL DEFAULT '{}';

-- Whose turn it is, for the state's own due day (deadline '') and for each other that runs. shows: hidden until that day, as what is
-- shown to somebody else once it is overdue.
DROP INDEX todos_of_record;
ALTER TABLE todos RENAME TO todos_before;
CREATE TABLE todos (
    org BIGINT NOT NULL,
    role TEXT NOT NULL,
    due BIGINT NOT NULL,
    record BIGINT NOT NULL,
    deadline TEXT NOT NULL,
    waits BIGINT NOT NULL,
    shows BIGINT NOT NULL,
    PRIMARY KEY (org, role, due, record, deadline)
) /*sqlite: WITHOUT ROWID*/;
INSERT INTO todos (org, role, due, record, deadline, waits, shows) SELECT org, role, due, record, '', waits, 0 FROM todos_before;
DROP TABLE todos_before;
CREATE INDEX todos_of_record ON todos (record);
