UPDATE person_history SET before = $3, after = $4 WHERE person = $1 AND n = $2
