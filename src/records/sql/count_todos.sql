SELECT count(*), CAST(coalesce(sum(waits), 0) AS BIGINT) FROM todos
WHERE org = $1 AND role = $2 AND due BETWEEN $3 AND $4 AND shows <= $5
