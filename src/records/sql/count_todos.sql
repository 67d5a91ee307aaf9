SELECT count(*) FROM todos WHERE org = $1 AND role = $2 AND due BETWEEN $3 AND $4
