-- phone keeps what an older schema wrote plain, until it is encrypted into contacts; then it is empty. number, contacts and
-- address are encrypted, each about "person:ID/FIELD". merged_into: the person who answers for this one.
ALTER TABLE persons ADD COLUMN paper BIGINT NOT NULL DEFAULT 5;
ALTER TABLE persons ADD COLUMN number TEXT NOT NULL DEFAULT '';
ALTER TABLE persons ADD COLUMN no_number TEXT NOT NULL DEFAULT '';
ALTER TABLE persons ADD COLUMN contacts TEXT NOT NULL DEFAULT '';
ALTER TABLE persons ADD COLUMN address TEXT NOT NULL DEFAULT '';
ALTER TABLE persons ADD COLUMN codes TEXT NOT NULL DEFAULT '{}';
ALTER TABLE persons ADD COLUMN merged_into BIGINT;
ALTER TABLE persons ADD COLUMN erased BIGINT;
ALTER TABLE persons ADD COLUMN version BIGINT NOT NULL DEFAULT 1;
ALTER TABLE persons ADD COLUMN import BIGINT;
CREATE INDEX persons_plain ON persons (id) WHERE phone <> '';
CREATE INDEX persons_merged ON persons (merged_into) WHERE merged_into IS NOT NULL;
CREATE INDEX persons_imported ON persons (import) WHERE import IS NOT NULL;
CREATE INDEX persons_by_name_and_birth ON persons (name, birth, county);

-- Whom a value may be found by: purpose 1 is an identity number, 2 a telephone. blind says nothing without the keys.
CREATE TABLE person_blinds (
    purpose BIGINT NOT NULL,
    blind BIGINT NOT NULL,
    person BIGINT NOT NULL,
    PRIMARY KEY (purpose, blind, person)
) /*sqlite: WITHOUT ROWID*/;
CREATE INDEX person_blinds_of ON person_blinds (person);

-- Texts of encrypted fields are encrypted about "person:ID/history/N/before" and "…/after".
CREATE TABLE person_history (
    person BIGINT NOT NULL,
    n BIGINT NOT NULL,
    at BIGINT NOT NULL,
    account BIGINT NOT NULL,
    field TEXT NOT NULL,
    before TEXT NOT NULL,
    after TEXT NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (person, n)
) /*sqlite: WITHOUT ROWID*/;

CREATE TABLE person_merges (
    id /*sqlite: INTEGER*/ /*postgres: BIGINT*/ PRIMARY KEY,
    merged BIGINT NOT NULL,
    survivor BIGINT NOT NULL,
    at BIGINT NOT NULL,
    account BIGINT NOT NULL,
    reason TEXT NOT NULL,
    undone BIGINT
);
CREATE INDEX person_merges_of ON person_merges (merged, id);

-- The newest key that any process writes with: a server that knows older ones alone reads the file again.
CREATE TABLE person_keys (newest BIGINT NOT NULL);
INSERT INTO person_keys VALUES (0);
