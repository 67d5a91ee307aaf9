INSERT INTO person_imports (id, account, at, org, name, state, row_count, added, content) VALUES ($1, $2, $3, $4, $5, 0, $6, 0, $7)
