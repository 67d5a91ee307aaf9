-- Lists that were uploaded: state 0 uploaded, 1 came in, 2 taken back, 3 expired. content is the file, encrypted about
-- "import:ID/content", until it came in or expired; then it is empty.
CREATE TABLE person_imports (
    id /*sqlite: INTEGER*/ /*postgres: BIGINT*/ PRIMARY KEY,
    account BIGINT NOT NULL,
    at BIGINT NOT NULL,
    org BIGINT NOT NULL,
    name TEXT NOT NULL,
    state BIGINT NOT NULL,
    row_count BIGINT NOT NULL,
    added BIGINT NOT NULL,
    content TEXT NOT NULL
);
CREATE INDEX person_imports_waiting ON person_imports (at) WHERE state = 0;
