DELETE FROM key_pairs WHERE account = $1
