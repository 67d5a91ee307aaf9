SELECT id, public_half FROM recovery_pairs ORDER BY id DESC LIMIT 1
