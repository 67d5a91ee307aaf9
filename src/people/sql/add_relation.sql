INSERT INTO person_relations (person, other, kind, since, note) VALUES ($1, $2, $3, $4, $5)
