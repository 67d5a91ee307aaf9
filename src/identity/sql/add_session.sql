INSERT INTO sessions (token_hash, account, csrf, created, seen) VALUES ($1, $2, $3, $4, $4)
