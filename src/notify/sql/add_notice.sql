INSERT INTO notices (id, account, at, kind, record, by_account, seen) VALUES ($1, $2, $3, $4, $5, $6, 0)
