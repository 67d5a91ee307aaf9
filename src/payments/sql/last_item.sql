SELECT coalesce(max(n), 0) FROM batch_items WHERE batch = $1
