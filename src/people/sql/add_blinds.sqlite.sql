INSERT INTO person_blinds (purpose, blind, person)
SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]'), json_extract(value, '$[2]') FROM json_each($1) WHERE true
ON CONFLICT DO NOTHING
