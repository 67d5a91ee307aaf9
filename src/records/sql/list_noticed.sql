SELECT n.record, r.type, r.state, r.seal FROM record_notices n JOIN records r ON r.id = n.record WHERE n.record > $1 ORDER BY n.record LIMIT $2
