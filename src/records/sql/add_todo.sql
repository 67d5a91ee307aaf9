INSERT INTO todos (org, role, due, record) VALUES ($1, $2, $3, $4)
