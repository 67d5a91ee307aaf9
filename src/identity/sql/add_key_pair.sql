INSERT INTO key_pairs (account, pair, made, public_half, salt, sealed) VALUES ($1, $2, $3, $4, $5, $6)
