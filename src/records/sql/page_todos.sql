SELECT due, record, deadline, shows FROM todos
WHERE org = $1 AND role = $2 AND (due, record, deadline) > ($3, $4, $5) AND shows <= $6 ORDER BY due, record, deadline LIMIT $7
