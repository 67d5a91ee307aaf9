SELECT state FROM batch_items WHERE batch = $1 AND n = $2
