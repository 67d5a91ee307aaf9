INSERT INTO recovery_pairs (id, public_half, made, made_by) VALUES ($1, $2, $3, $4)
