-- An organisation that a record is about has few of them, as a person has: what it had in a year is asked before it gets more.
CREATE INDEX records_of_organisation ON records (subject_org) WHERE subject_org IS NOT NULL;
