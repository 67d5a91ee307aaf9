SELECT 1 FROM person_relations WHERE person = $1 AND other = $2 AND kind = $3 AND until IS NULL
