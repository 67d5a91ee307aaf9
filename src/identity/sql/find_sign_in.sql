SELECT id, password, active FROM accounts WHERE name_key = $1
