SELECT public_half FROM recovery_pairs WHERE id = $1
