INSERT INTO sessions (token_hash, account, csrf, created, seen, pair, sealed) VALUES ($1, $2, $3, $4, $4, $5, $6)
