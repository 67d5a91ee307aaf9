UPDATE sessions SET pair = $2, sealed = $3 WHERE token_hash = $1
