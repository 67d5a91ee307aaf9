INSERT INTO record_notices (record, id, ends) VALUES ($1, $2, $3)
