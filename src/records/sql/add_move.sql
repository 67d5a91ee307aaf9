INSERT INTO record_moves (merge, record, what) VALUES ($1, $2, $3)
