INSERT INTO person_history (person, n, at, account, field, before, after, reason) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
