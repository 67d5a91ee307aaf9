SELECT 1 FROM person_sides WHERE pair = $1
