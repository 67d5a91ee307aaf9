SELECT state, count(*), CAST(sum(amount) AS BIGINT) FROM batch_items WHERE batch = $1 GROUP BY state
