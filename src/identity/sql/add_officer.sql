INSERT INTO recovery_officers (recovery, account, pair) VALUES ($1, $2, $3)
