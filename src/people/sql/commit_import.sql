UPDATE person_imports SET state = 1, content = '', added = $2 WHERE id = $1 AND state = 0
