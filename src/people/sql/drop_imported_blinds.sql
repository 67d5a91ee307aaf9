DELETE FROM person_blinds WHERE person IN (SELECT id FROM persons WHERE import = $1)
