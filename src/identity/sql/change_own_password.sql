UPDATE accounts SET password = $2, must_change = 0, version = version + 1 WHERE id = $1
