SELECT (j->>3)::bigint, 0, p.id, p.org, 0
FROM jsonb_array_elements($1::jsonb) AS t(j)
JOIN persons p ON p.name = j->>0 AND p.birth = (j->>1)::bigint AND p.county = (j->>2)::bigint
WHERE p.merged_into IS NULL AND p.erased IS NULL
