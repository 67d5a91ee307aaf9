INSERT INTO person_blinds (purpose, blind, person) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING
