SELECT r.id FROM records r
WHERE r.type = $1 AND r.state = $2 AND r.seal IS NULL AND NOT EXISTS (SELECT 1 FROM record_notices n WHERE n.record = r.id)
ORDER BY r.id LIMIT $3
