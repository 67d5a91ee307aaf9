SELECT count(*), coalesce(sum(waits), 0) FROM todos WHERE org = $1 AND role = $2 AND due BETWEEN $3 AND $4
