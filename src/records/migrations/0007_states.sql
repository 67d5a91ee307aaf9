-- What is open, or in one state, in a county or a city: few of its records, wherever in its list they stand.
CREATE INDEX records_by_state ON records (type, state, opened, id, org);
