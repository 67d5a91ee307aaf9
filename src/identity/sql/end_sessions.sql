DELETE FROM sessions WHERE account = $1
