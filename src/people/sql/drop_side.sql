DELETE FROM person_sides WHERE pair = $1
