UPDATE sessions SET seen = $2 WHERE token_hash = $1
