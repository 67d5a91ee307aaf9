DELETE FROM person_blinds WHERE person = $1
