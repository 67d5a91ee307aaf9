SELECT n, record, amount, state, reason, reason_en, version, answer, entry FROM batch_items WHERE batch = $1 AND state BETWEEN $2 AND $3 ORDER BY n
