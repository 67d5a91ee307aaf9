INSERT INTO batch_items (batch, n, record, amount, state, answer, reason, reason_en, version, entry)
SELECT $1, (j->>0)::bigint, (j->>1)::bigint, (j->>2)::bigint, 0, NULL, '', '', (j->>3)::bigint, 0
FROM jsonb_array_elements($2::jsonb) AS t(j)
ON CONFLICT DO NOTHING
