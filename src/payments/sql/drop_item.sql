UPDATE batch_items SET state = 4, reason = $3, reason_en = $4 WHERE batch = $1 AND n = $2 AND state = 0
