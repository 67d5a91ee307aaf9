-- address is encrypted about "household:ID/address". Days are numbers; who is a member now has no day until.
CREATE TABLE households (
    id /*sqlite: INTEGER*/ /*postgres: BIGINT*/ PRIMARY KEY,
    org BIGINT NOT NULL,
    address TEXT NOT NULL,
    created BIGINT NOT NULL,
    account BIGINT NOT NULL
);

CREATE TABLE household_members (
    household BIGINT NOT NULL,
    person BIGINT NOT NULL,
    kinship TEXT NOT NULL,
    since BIGINT NOT NULL,
    until BIGINT
);
CREATE UNIQUE INDEX household_members_now ON household_members (household, person) WHERE until IS NULL;
CREATE INDEX household_members_of ON household_members (household, person);
CREATE INDEX household_members_by_person ON household_members (person, household);

-- The other is her KIND.
CREATE TABLE person_relations (
    person BIGINT NOT NULL,
    other BIGINT NOT NULL,
    kind TEXT NOT NULL,
    since BIGINT NOT NULL,
    until BIGINT,
    note TEXT NOT NULL
);
CREATE INDEX person_relations_of ON person_relations (person, other, kind);
CREATE INDEX person_relations_back ON person_relations (other);

CREATE TABLE person_accounts (
    account /*sqlite: INTEGER*/ /*postgres: BIGINT*/ PRIMARY KEY,
    person BIGINT NOT NULL
);
CREATE INDEX person_accounts_of ON person_accounts (person);
