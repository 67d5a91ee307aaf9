INSERT INTO sealed_participants (record, n, hidden) VALUES ($1, $2, $3)
