SELECT id, public_half, made FROM recovery_pairs ORDER BY id DESC
