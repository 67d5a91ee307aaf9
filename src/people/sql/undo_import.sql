UPDATE person_imports SET state = 2 WHERE id = $1
