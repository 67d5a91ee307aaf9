SELECT count(*) FROM persons
