UPDATE key_pairs SET salt = $3, sealed = $4 WHERE account = $1 AND pair = $2
