SELECT a.id, a.name, a.title, a.must_change, a.version, s.csrf, s.created, s.seen, g.role, g.org, s.pair, s.sealed
FROM sessions s
JOIN accounts a ON a.id = s.account AND a.active = 1
LEFT JOIN grants g ON g.account = a.id
WHERE s.token_hash = $1
ORDER BY g.org, g.role
