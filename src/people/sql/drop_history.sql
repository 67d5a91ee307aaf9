DELETE FROM person_history WHERE person = $1
