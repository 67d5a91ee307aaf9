SELECT content FROM person_imports WHERE id = $1 AND state = 0
