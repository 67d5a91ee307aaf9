SELECT f.id, f.org, f.kind, f.opens, f.until, f.closed, f.closed_through, f.last_day, f.below
FROM funds f
WHERE f.org BETWEEN $1 AND $2 AND f.id > $3
ORDER BY f.id
LIMIT $4
