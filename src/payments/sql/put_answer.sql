UPDATE batch_items SET answer = $3, reason = $4, reason_en = $4 WHERE batch = $1 AND n = $2 AND state = 1 AND answer IS NULL
