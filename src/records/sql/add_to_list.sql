INSERT INTO record_lists (place, type, opened, record) VALUES ($1, $2, $3, $4)
