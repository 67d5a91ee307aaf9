DELETE FROM recovery_pairs WHERE id = $1
