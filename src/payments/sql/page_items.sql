SELECT n, record, amount, state, reason, reason_en, version, answer, entry FROM batch_items WHERE batch = $1 AND n > $2 ORDER BY n LIMIT $3
