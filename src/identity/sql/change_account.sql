UPDATE accounts SET title = $2, active = $3, version = version + 1 WHERE id = $1
