INSERT INTO person_blinds (purpose, blind, person)
SELECT (j->>0)::bigint, (j->>1)::bigint, (j->>2)::bigint FROM jsonb_array_elements($1::jsonb) AS t(j)
ON CONFLICT DO NOTHING
