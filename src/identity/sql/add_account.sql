INSERT INTO accounts (id, name, name_key, title, password, active, must_change, created, version)
VALUES ($1, $2, $3, $4, $5, 1, $6, $7, 1)
ON CONFLICT DO NOTHING
