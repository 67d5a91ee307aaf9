SELECT r.state, r.fields
FROM participants p JOIN records r ON r.id = p.record JOIN record_types t ON t.id = r.type
WHERE p.who = $1 AND p.kind = 0 AND p.role = $2 AND t.name = $3
