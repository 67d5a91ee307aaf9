INSERT INTO households (id, org, address, created, account) VALUES ($1, $2, $3, $4, $5)
