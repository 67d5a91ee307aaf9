UPDATE batch_items SET state = 1 WHERE batch = $1 AND n = $2 AND state = 0
