INSERT INTO seals (record, public_half) VALUES ($1, $2)
