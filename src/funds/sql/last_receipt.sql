SELECT coalesce(max(n), 0) FROM receipts WHERE org = $1 AND year = $2
