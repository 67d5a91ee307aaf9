SELECT due, record FROM todos WHERE org = $1 AND role = $2 AND (due, record) > ($3, $4) ORDER BY due, record LIMIT $5
