UPDATE batch_items SET state = 4, reason = $2, reason_en = $3 WHERE batch = $1 AND state = 0
