UPDATE batch_items SET state = answer WHERE batch = $1 AND n = $2 AND state = 1 AND answer IS NOT NULL
