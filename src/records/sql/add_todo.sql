INSERT INTO todos (org, role, due, record, waits) VALUES ($1, $2, $3, $4, $5)
