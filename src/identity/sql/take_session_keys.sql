UPDATE sessions SET pair = NULL, sealed = NULL WHERE account = $1
