DELETE FROM person_relations WHERE person = $1 OR other = $1
