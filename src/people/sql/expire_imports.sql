UPDATE person_imports SET state = 3, content = '' WHERE state = 0 AND at < $1
