SELECT (j->>2)::bigint, b.purpose, p.id, p.org, CASE WHEN p.merged_into IS NULL THEN 0 ELSE 1 END
FROM jsonb_array_elements($1::jsonb) AS t(j)
JOIN person_blinds b ON b.purpose = (j->>0)::bigint AND b.blind = (j->>1)::bigint
JOIN persons p ON p.id = b.person
