SELECT 1 FROM accounts WHERE id = $1
