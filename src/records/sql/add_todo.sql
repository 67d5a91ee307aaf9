INSERT INTO todos (org, role, due, record, deadline, waits, shows) VALUES ($1, $2, $3, $4, $5, $6, $7)
ON CONFLICT (org, role, due, record, deadline) DO NOTHING
