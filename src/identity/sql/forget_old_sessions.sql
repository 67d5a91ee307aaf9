DELETE FROM sessions WHERE created < $1
