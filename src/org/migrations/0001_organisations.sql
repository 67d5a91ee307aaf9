-- Days are counted from 1970-01-01. An organisation that has ended stays, with its last day and its successor.
CREATE TABLE organisations (
    code           /*sqlite: INTEGER*/ /*postgres: BIGINT*/ PRIMARY KEY,
    parent         BIGINT NOT NULL,
    level          BIGINT NOT NULL,
    name           TEXT NOT NULL,
    division       TEXT NOT NULL,
    short_name     TEXT NOT NULL,
    named_by_hand  BIGINT NOT NULL,
    classification TEXT NOT NULL,
    children       BIGINT NOT NULL,
    valid_from     BIGINT,
    valid_until    BIGINT,
    successor      BIGINT,
    version        BIGINT NOT NULL
);

CREATE INDEX organisations_by_parent ON organisations (parent, code);
CREATE INDEX organisations_by_level ON organisations (level, code, valid_from, valid_until);
