DELETE FROM batch_items WHERE batch = $1 AND state = 0
