CREATE TABLE record_types (
    id /*sqlite: INTEGER*/ /*postgres: BIGINT*/ PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
);

-- One piece of work. The county part of its organisation leads the id (county << 43 | number). Days are numbers.
CREATE TABLE records (
    id /*sqlite: INTEGER*/ /*postgres: BIGINT*/ PRIMARY KEY,
    type BIGINT NOT NULL,
    org BIGINT NOT NULL,
    state TEXT NOT NULL,
    subject_person BIGINT,
    subject_org BIGINT,
    title TEXT NOT NULL,
    opened BIGINT NOT NULL,
    due BIGINT,
    closed BIGINT,
    version BIGINT NOT NULL,
    fields TEXT NOT NULL,
    created_by BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    once_key TEXT
);
CREATE UNIQUE INDEX records_once ON records (once_key) WHERE once_key IS NOT NULL;
CREATE INDEX records_of_person ON records (subject_person) WHERE subject_person IS NOT NULL;

-- Every record under its organisation and each ancestor, in the order in which lists show them: the list of any place
-- is one short range, whoever looks.
CREATE TABLE record_lists (
    place BIGINT NOT NULL,
    type BIGINT NOT NULL,
    opened BIGINT NOT NULL,
    record BIGINT NOT NULL,
    PRIMARY KEY (place, type, opened, record)
) /*sqlite: WITHOUT ROWID*/;

-- What happened, append-only. changes: {"field": [before, after]} for every field given with the entry.
CREATE TABLE timeline (
    record BIGINT NOT NULL,
    n BIGINT NOT NULL,
    at BIGINT NOT NULL,
    day BIGINT NOT NULL,
    account BIGINT NOT NULL,
    action TEXT NOT NULL,
    from_state TEXT,
    to_state TEXT NOT NULL,
    due BIGINT,
    note TEXT NOT NULL,
    changes TEXT NOT NULL,
    added BIGINT NOT NULL,
    PRIMARY KEY (record, n)
) /*sqlite: WITHOUT ROWID*/;

-- kind: 0 a person, 1 an organisation.
CREATE TABLE participants (
    record BIGINT NOT NULL,
    role TEXT NOT NULL,
    kind BIGINT NOT NULL,
    who BIGINT NOT NULL,
    day BIGINT NOT NULL,
    PRIMARY KEY (record, role, who)
) /*sqlite: WITHOUT ROWID*/;
CREATE INDEX participants_who ON participants (who, record);

CREATE TABLE record_links (
    record BIGINT NOT NULL,
    other BIGINT NOT NULL,
    kind TEXT NOT NULL,
    PRIMARY KEY (record, other, kind)
) /*sqlite: WITHOUT ROWID*/;

CREATE TABLE attachments (
    id /*sqlite: INTEGER*/ /*postgres: BIGINT*/ PRIMARY KEY,
    record BIGINT NOT NULL,
    name TEXT NOT NULL,
    media TEXT NOT NULL,
    size BIGINT NOT NULL,
    hash TEXT NOT NULL,
    at BIGINT NOT NULL,
    account BIGINT NOT NULL
);
CREATE INDEX attachments_of_record ON attachments (record);

-- Whose turn it is. A to-do without a due day has the day of 9999-12-31, so that it sorts last.
CREATE TABLE todos (
    org BIGINT NOT NULL,
    role TEXT NOT NULL,
    due BIGINT NOT NULL,
    record BIGINT NOT NULL,
    PRIMARY KEY (org, role, due, record)
) /*sqlite: WITHOUT ROWID*/;
CREATE INDEX todos_of_record ON todos (record);
