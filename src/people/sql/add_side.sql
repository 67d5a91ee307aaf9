INSERT INTO person_sides (pair, other, who) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING
