UPDATE batch_items SET entry = $3 WHERE batch = $1 AND n = $2
