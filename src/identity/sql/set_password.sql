UPDATE accounts SET password = $2, must_change = $3 WHERE id = $1
