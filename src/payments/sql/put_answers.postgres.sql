UPDATE batch_items SET answer = (j->>1)::bigint, reason = j->>2, reason_en = j->>2
FROM jsonb_array_elements($2::jsonb) AS t(j)
WHERE batch_items.batch = $1 AND batch_items.n = (j->>0)::bigint AND batch_items.state = 1 AND batch_items.answer IS NULL
