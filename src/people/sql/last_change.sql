SELECT n FROM person_history WHERE person = $1 ORDER BY n DESC LIMIT 1
